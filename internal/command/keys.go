package command

import (
	"strings"
	"time"

	"github.com/spf13/cobra"
	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// maxKeyLine is room for the longest RSA key that anybody makes.
const maxKeyLine = 16 << 10

func (e *errand) keys() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "keys [list | add KEY | revoke FINGERPRINT]",
		Short: "Your keys: list, add one, revoke one",
		Long: `Shows and changes by which public keys you come in. Keep a second one: where the
only key is lost, your partner's contact point must have a new one put into the
key ring. The keys of the screens are explained by help screens.`,
		Example: "keys list\nkeys add < ~/.ssh/id_ed25519.pub\nkeys revoke SHA256:abcd",
		Args:    onlySubcommands,
		RunE:    func(*cobra.Command, []string) error { return e.listKeys() },
	}
	cmd.AddCommand(e.keysList(), e.keysAdd(), e.keysRevoke())
	return cmd
}

func (e *errand) keysList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "Your keys, revoked ones among them",
		Long: `Lists your keys by fingerprint: kind, comment, since when, who enrolled it, and
whether it was revoked. The one by which you came in is marked.`,
		Example: "keys list\nkeys list --json",
		Args:    exactly(0),
		RunE:    func(*cobra.Command, []string) error { return e.listKeys() },
	}
}

type keyRow struct {
	Fingerprint string        `json:"fingerprint"`
	Type        string        `json:"type"`
	Comment     string        `json:"comment"`
	Since       time.Time     `json:"since"`
	Source      roster.Source `json:"source"`
	Revoked     *time.Time    `json:"revoked"`
	RevokedBy   string        `json:"revokedBy"`
	InUse       bool          `json:"inUse"`
}

func (e *errand) keyRowOf(c roster.Credential) keyRow {
	row := keyRow{Fingerprint: c.Fingerprint, Type: keyType(c.Key), Comment: plain.Line(c.Comment),
		Since: c.Enrolled.UTC(), Source: c.Source, InUse: c.Fingerprint == e.desk.Fingerprint()}
	if c.Revoked != nil {
		row.Revoked, row.RevokedBy = when(*c.Revoked), revoker(c.RevokedBy)
	}
	return row
}

// revoker is who revoked: a login, or the key ring, which has none.
func revoker(by asem.Login) string {
	if by == "" {
		return string(roster.FromRing)
	}
	return string(by)
}

// keyType is the algorithm of a key in its wire form: ssh-ed25519.
func keyType(wire []byte) string {
	key, err := gossh.ParsePublicKey(wire)
	if err != nil {
		return "unknown" // kept since a version that knew it
	}
	return key.Type()
}

func (e *errand) listKeys() error {
	credentials, err := e.desk.Keys()
	if err != nil {
		return err
	}
	rows := make([]keyRow, len(credentials))
	for i, c := range credentials {
		rows[i] = e.keyRowOf(c)
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	for i, r := range rows {
		if i > 0 {
			e.say("")
		}
		e.showKey(r)
	}
	return nil
}

var sources = map[roster.Source]string{
	roster.FromRing: "the key ring", roster.FromDelegate: "you", roster.FromFounding: "the founding of the installation",
}

func (e *errand) showKey(r keyRow) {
	e.say("Key:      %s", r.Fingerprint)
	e.say("Type:     %s", r.Type)
	if r.Comment != "" {
		e.say("Comment:  %s", r.Comment)
	}
	e.say("Enrolled: %s, by %s", e.moment(r.Since), sources[r.Source])
	if r.Revoked != nil {
		by := r.RevokedBy
		if by == string(roster.FromRing) {
			by = "the key ring, which no longer held it"
		}
		e.say("Revoked:  %s, by %s", e.moment(*r.Revoked), by)
	}
	if r.InUse {
		e.say("In use:   you came in with this key")
	}
}

func (e *errand) keysAdd() *cobra.Command {
	return &cobra.Command{
		Use:   "add [KEY] < KEY.pub",
		Short: "Add a further public key of yours",
		Long: `Enrols a further public key of yours, given as the line in its .pub file, behind
the command or on standard input. It opens the door at once. Ed25519, ECDSA, RSA
of 3072 bits and more, and FIDO keys are taken. Never send a private key.`,
		Example: "keys add < ~/.ssh/id_ed25519.pub",
		RunE:    func(_ *cobra.Command, words []string) error { return e.addKey(strings.Join(words, " ")) },
	}
}

func (e *errand) addKey(line string) error {
	if _, err := e.desk.Keys(); err != nil { // whether one may, before anything is read
		return err
	}
	if line == "" {
		var err error
		if line, err = e.input("key", e.ssh("keys add < ~/.ssh/id_ed25519.pub"), maxKeyLine); err != nil {
			return err
		}
	}
	line = strings.TrimSpace(line)
	if strings.Contains(line, "PRIVATE KEY") {
		return fault.New(fault.Usage, "That is a private key. It was not kept, but it has left your machine.").
			Then("Make a new pair with ssh-keygen, and send the file that ends in .pub.")
	}
	if strings.ContainsAny(line, "\r\n") {
		return fault.New(fault.Usage, "There is more than one line.").Then("Send one public key at a time, as it stands in its .pub file.")
	}
	fingerprint, err := e.desk.AddKey(line)
	if err != nil {
		return err
	}
	return e.tellKey(fingerprint, "The key %s is yours now and opens the door.")
}

func (e *errand) keysRevoke() *cobra.Command {
	return &cobra.Command{
		Use:   "revoke FINGERPRINT",
		Short: "Revoke a key of yours, for good",
		Long: `Revokes a key of yours, named by its fingerprint or as much of its beginning as
tells it from your others. Sessions that came in with it end at once. A revoked
key is never enrolled again. The key by which you came in cannot be revoked from
here.`,
		Example: "keys revoke SHA256:abcd",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			fingerprint, err := e.desk.RevokeKey(words[0])
			if err != nil {
				return err
			}
			return e.tellKey(fingerprint, "The key %s is revoked and opens the door no more.")
		},
	}
}

// tellKey confirms what was done to a key.
func (e *errand) tellKey(fingerprint, done string) error {
	if !e.asJSON {
		e.say(done, fingerprint)
		return nil
	}
	credentials, err := e.desk.Keys()
	if err != nil {
		return err
	}
	for _, c := range credentials {
		if c.Fingerprint == fingerprint {
			return e.answer(e.keyRowOf(c))
		}
	}
	return nil
}
