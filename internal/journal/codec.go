package journal

import (
	"fmt"
	"reflect"
	"time"

	"github.com/fxamacker/cbor/v2"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/release"
	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Facts lists a value of every fact that a journal may hold. A room that states
// a new fact adds it here; nothing is ever taken away.
func Facts() []rule.Fact {
	return []rule.Fact{
		roster.PartnerAdmitted{}, roster.Accredited{}, roster.Left{}, roster.Enrolled{}, roster.Revoked{},
		roster.TermGiven{}, roster.TermCut{}, roster.TermBegun{}, roster.TermEnded{},
		forum.ClusterNamed{}, forum.BoardFounded{}, forum.Posted{}, forum.Edited{},
		forum.Closed{}, forum.Skipped{}, forum.Pinned{}, forum.Locked{}, forum.Moved{}, forum.Hidden{}, forum.Redacted{},
		notice.Posted{}, notice.Corrected{}, notice.Pinned{}, notice.Acknowledged{}, notice.Reminded{},
		document.Drafted{}, document.Redrafted{}, document.Discarded{}, document.Issued{}, document.Translated{},
		document.Circulated{}, document.Received{},
		mail.Sent{},
		procedure.Opened{}, procedure.Consented{}, procedure.Entered{}, procedure.Extended{}, procedure.Reminded{}, procedure.WithdrawnBy{}, procedure.AdoptedAs{},
		release.Released{}, release.Withdrawn{},
		initiative.Begun{}, initiative.Revised{}, initiative.Joined{}, initiative.Staged{}, initiative.Planned{}, initiative.Reached{}, initiative.Reopened{}, initiative.Written{}, initiative.Cited{},
		agenda.Called{}, agenda.Rearranged{}, agenda.CalledOff{}, agenda.Itemised{}, agenda.Struck{}, agenda.Circulated{}, agenda.Registered{}, agenda.Summarised{}, agenda.Programmed{},
		contingency.Declared{}, contingency.Said{}, contingency.Closed{},
		reminder.Sent{}, reminder.Snoozed{},
	}
}

// Actions lists a value of every action that a command may carry.
func Actions() []rule.Action {
	return []rule.Action{
		roster.AdmitPartners{}, roster.Found{}, roster.Reconcile{}, roster.Enrol{}, roster.Revoke{},
		roster.Give{}, roster.End{}, roster.Turn{},
		forum.Open{}, forum.Reply{}, forum.Edit{}, forum.Pin{}, forum.Lock{}, forum.Close{}, forum.Move{},
		forum.Hide{}, forum.Redact{}, forum.Found{}, forum.Import{},
		notice.Post{}, notice.Correct{}, notice.Pin{}, notice.Acknowledge{}, notice.Remind{},
		document.Write{}, document.Rewrite{}, document.Discard{}, document.Issue{}, document.Translate{},
		document.Circulate{}, document.Receive{}, document.Deposit{},
		mail.Send{},
		procedure.Start{}, procedure.Propose{}, procedure.Consent{}, procedure.Extend{}, procedure.Withdraw{}, procedure.Enter{}, procedure.Adopt{}, procedure.Prolong{},
		release.Publish{}, release.Withdraw{},
		initiative.Propose{}, initiative.Revise{}, initiative.Join{}, initiative.Advance{}, initiative.Plan{}, initiative.Reach{}, initiative.Reopen{}, initiative.Write{}, initiative.Cite{},
		agenda.Call{}, agenda.Rearrange{}, agenda.CallOff{}, agenda.Itemise{}, agenda.Strike{}, agenda.Circulate{}, agenda.Register{}, agenda.Summarise{}, agenda.Set{},
		contingency.Declare{}, contingency.Say{}, contingency.Close{},
		reminder.Send{}, reminder.Snooze{},
	}
}

// A Codec turns entries and commands into their bytes and back. It is safe for
// concurrent use.
type Codec struct {
	enc     cbor.EncMode
	dec     cbor.DecMode
	facts   map[string]reflect.Type
	actions map[string]reflect.Type
}

// An UnknownKind is a fact or an action that this build does not know: the
// journal was written by a later version, or is damaged.
type UnknownKind struct{ Kind string }

func (e *UnknownKind) Error() string {
	return fmt.Sprintf("this version of avs does not know what %q is", e.Kind)
}

// NewCodec makes the codec of the facts and actions listed above.
func NewCodec() *Codec {
	c := &Codec{enc: encoding(), dec: decoding(), facts: map[string]reflect.Type{}, actions: map[string]reflect.Type{}}
	for _, f := range Facts() {
		c.facts[f.Kind()] = reflect.TypeOf(f)
	}
	for _, a := range Actions() {
		c.actions[a.Kind()] = reflect.TypeOf(a)
	}
	return c
}

// encoding is the one form of every record: deterministic, so that equal
// values have equal bytes and digests of state can be compared.
func encoding() cbor.EncMode {
	options := cbor.CoreDetEncOptions()
	options.Time = cbor.TimeRFC3339NanoUTC
	mode, err := options.EncMode()
	if err != nil {
		panic("journal: " + err.Error()) // the options are constants
	}
	return mode
}

func decoding() cbor.DecMode {
	mode, err := cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF, MaxNestedLevels: 16, MaxArrayElements: 1 << 20}.DecMode()
	if err != nil {
		panic("journal: " + err.Error()) // the options are constants
	}
	return mode
}

// The forms of bytes; see the package comment.
type (
	entryForm struct {
		Number  uint64     `cbor:"number"`
		At      time.Time  `cbor:"at"`
		Actor   asem.Login `cbor:"actor,omitempty"`
		Command string     `cbor:"command"`
		Rule    int        `cbor:"rule"`
		Facts   []kindForm `cbor:"facts"`
	}
	commandForm struct {
		ID     string     `cbor:"id"`
		By     asem.Login `cbor:"by,omitempty"`
		Action kindForm   `cbor:"action"`
	}
	kindForm struct {
		Kind string          `cbor:"kind"`
		Is   cbor.RawMessage `cbor:"is"`
	}
)

// Marshal gives any record its bytes.
func (c *Codec) Marshal(v any) ([]byte, error) { return c.enc.Marshal(v) }

// Unmarshal reads a record. Fields that the record has and v has not are passed over.
func (c *Codec) Unmarshal(data []byte, v any) error { return c.dec.Unmarshal(data, v) }

// EncodeEntry gives the entry its bytes, which are the leaf of the tree. It refuses
// an entry that could not be read back: CBOR writes text that is not UTF-8 and does
// not read it, and one such entry would make the record unreadable for ever.
func (c *Codec) EncodeEntry(e Entry) ([]byte, error) {
	form := entryForm{Number: e.Number, At: e.At, Actor: e.Actor, Command: e.Command, Rule: e.Rule, Facts: make([]kindForm, len(e.Facts))}
	for i, f := range e.Facts {
		is, err := c.enc.Marshal(f)
		if err != nil {
			return nil, fmt.Errorf("encoding %s: %w", f.Kind(), err)
		}
		form.Facts[i] = kindForm{Kind: f.Kind(), Is: is}
	}
	data, err := c.enc.Marshal(form)
	if err != nil {
		return nil, fmt.Errorf("encoding entry %d: %w", e.Number, err)
	}
	if _, err := c.DecodeEntry(data); err != nil {
		return nil, fmt.Errorf("entry %d could not be read back: %w", e.Number, err)
	}
	return data, nil
}

// DecodeEntry reads an entry. The error is an *UnknownKind where a fact is of a
// kind that this build does not know.
func (c *Codec) DecodeEntry(data []byte) (Entry, error) {
	var form entryForm
	if err := c.dec.Unmarshal(data, &form); err != nil {
		return Entry{}, fmt.Errorf("reading an entry: %w", err)
	}
	e := Entry{Number: form.Number, At: form.At.UTC(), Actor: form.Actor, Command: form.Command, Rule: form.Rule}
	for _, k := range form.Facts {
		v, err := c.decodeKind(c.facts, k)
		if err != nil {
			return Entry{}, fmt.Errorf("reading entry %d: %w", form.Number, err)
		}
		e.Facts = append(e.Facts, v.(rule.Fact))
	}
	return e, nil
}

// EncodeCommand gives a command its bytes, for a sequencer that is elsewhere.
func (c *Codec) EncodeCommand(cmd Command) ([]byte, error) {
	is, err := c.enc.Marshal(cmd.Action)
	if err != nil {
		return nil, fmt.Errorf("encoding %s: %w", cmd.Action.Kind(), err)
	}
	return c.enc.Marshal(commandForm{ID: cmd.ID, By: cmd.By, Action: kindForm{Kind: cmd.Action.Kind(), Is: is}})
}

// DecodeCommand reads a command.
func (c *Codec) DecodeCommand(data []byte) (Command, error) {
	var form commandForm
	if err := c.dec.Unmarshal(data, &form); err != nil {
		return Command{}, fmt.Errorf("reading a command: %w", err)
	}
	v, err := c.decodeKind(c.actions, form.Action)
	if err != nil {
		return Command{}, fmt.Errorf("reading command %q: %w", form.ID, err)
	}
	return Command{ID: form.ID, By: form.By, Action: v.(rule.Action)}, nil
}

// decodeKind reads the value of a kind into a new value of its type.
func (c *Codec) decodeKind(types map[string]reflect.Type, k kindForm) (any, error) {
	t, ok := types[k.Kind]
	if !ok {
		return nil, &UnknownKind{k.Kind}
	}
	v := reflect.New(t)
	if err := c.dec.Unmarshal(k.Is, v.Interface()); err != nil {
		return nil, fmt.Errorf("%s: %w", k.Kind, err)
	}
	return v.Elem().Interface(), nil
}
