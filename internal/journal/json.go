package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/rule"
)

// The forms of an entry in JSON, for exports. Fields of facts are called as in the
// journal; digests are in hexadecimal.
type (
	entryLine struct {
		Entry uint64     `json:"entry"`
		At    time.Time  `json:"at"`
		Actor asem.Login `json:"actor,omitempty"`
		Facts []factLine `json:"facts"`
		Texts []textLine `json:"texts,omitempty"`
	}
	factLine struct {
		Kind string          `json:"kind"`
		Is   json.RawMessage `json:"is"`
	}
	textLine struct {
		Number  asem.Number `json:"number"`
		Version int         `json:"version"`
		Text    string      `json:"text"`
	}
)

// EncodeLine gives an entry with its texts as one line of JSON, its end included. The
// same entry gives the same bytes. What only the journal needs, the id of the command and
// the version of the rules, is left out.
func (c *Codec) EncodeLine(e Entry, texts []rule.Text) ([]byte, error) {
	line := entryLine{Entry: e.Number, At: e.At, Actor: e.Actor, Facts: []factLine{}}
	for _, f := range e.Facts {
		is, err := plainJSON(f)
		if err != nil {
			return nil, fmt.Errorf("%s in JSON: %w", f.Kind(), err)
		}
		line.Facts = append(line.Facts, factLine{f.Kind(), is})
	}
	for _, t := range texts {
		line.Texts = append(line.Texts, textLine{t.Number, t.Version, t.Body})
	}
	data, err := plainJSON(line)
	return append(data, '\n'), err
}

// plainJSON leaves the letters of texts as they are.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// DecodeLine reads a line back. The error is an *UnknownKind where a fact is of a kind
// that this build does not know.
func (c *Codec) DecodeLine(data []byte) (Entry, []rule.Text, error) {
	var line entryLine
	if err := strictly(data, &line); err != nil {
		return Entry{}, nil, err
	}
	e := Entry{Number: line.Entry, At: line.At.UTC(), Actor: line.Actor, Rule: RuleVersion}
	for _, f := range line.Facts {
		t, ok := c.facts[f.Kind]
		if !ok {
			return Entry{}, nil, &UnknownKind{f.Kind}
		}
		v := reflect.New(t)
		if err := strictly(f.Is, v.Interface()); err != nil {
			return Entry{}, nil, fmt.Errorf("%s: %w", f.Kind, err)
		}
		e.Facts = append(e.Facts, v.Elem().Interface().(rule.Fact))
	}
	var texts []rule.Text
	for _, t := range line.Texts {
		texts = append(texts, rule.Text{Number: t.Number, Version: t.Version, Body: t.Text})
	}
	return e, texts, nil
}

// strictly refuses fields that are not known: they would be lost.
func strictly(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}
