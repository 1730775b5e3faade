package journal

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// fill puts something other than the zero value into every field of a value, a
// different thing into each, so that two that are mixed up show.
func fill(t testing.TB, v reflect.Value, no *int) {
	t.Helper()
	*no++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2006, 9, 10, 11, *no%60, 0, 250e6, time.UTC)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), no)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(t, v.Index(i), no)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i), no)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), no)
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d, ελληνικά, 漢字", *no))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*no))
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*no % 200))
	default:
		t.Fatalf("%s: nothing is known to fill it with", v.Type())
	}
}

// filled is a value of the same type with every field set.
func filled[T any](t testing.TB, like T) T {
	t.Helper()
	v := reflect.New(reflect.TypeOf(like)).Elem()
	no := 0
	fill(t, v, &no)
	return v.Interface().(T)
}

// noFieldUntagged: a field without a name of its own in CBOR would get its name
// in Go, which may change; one that is not exported would be lost.
func noFieldUntagged(t *testing.T, kind string, typ reflect.Type, seen map[reflect.Type]bool) {
	t.Helper()
	switch typ.Kind() {
	case reflect.Slice, reflect.Pointer, reflect.Array:
		noFieldUntagged(t, kind, typ.Elem(), seen)
		return
	case reflect.Struct:
	default:
		return
	}
	if typ == reflect.TypeFor[time.Time]() || seen[typ] {
		return
	}
	seen[typ] = true
	names := map[string]bool{}
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || name == "" || name == "-" || names[name] {
			t.Errorf("%s: field %s of %s has no name of its own", kind, f.Name, typ)
		}
		names[name] = true
		noFieldUntagged(t, kind, f.Type, seen)
	}
}

func TestEveryFieldHasItsName(t *testing.T) {
	for _, f := range Facts() {
		noFieldUntagged(t, f.Kind(), reflect.TypeOf(f), map[reflect.Type]bool{})
	}
	for _, a := range Actions() {
		noFieldUntagged(t, a.Kind(), reflect.TypeOf(a), map[reflect.Type]bool{})
	}
}

func TestKindsAreUnique(t *testing.T) {
	facts, actions := map[string]bool{}, map[string]bool{}
	for _, f := range Facts() {
		if facts[f.Kind()] || !strings.Contains(f.Kind(), ".") {
			t.Errorf("fact %q: taken, or without its room", f.Kind())
		}
		facts[f.Kind()] = true
	}
	for _, a := range Actions() {
		if actions[a.Kind()] || !strings.Contains(a.Kind(), ".") {
			t.Errorf("action %q: taken, or without its room", a.Kind())
		}
		actions[a.Kind()] = true
	}
}

func TestEntriesComeBack(t *testing.T) {
	c := NewCodec()
	at := time.Date(2026, 9, 10, 9, 0, 0, 123e6, time.UTC)
	for i, like := range Facts() {
		for _, fact := range []rule.Fact{filled(t, like), like} {
			e := Entry{Number: uint64(i + 1), At: at, Actor: "first.last", Command: "c-1", Rule: RuleVersion, Facts: []rule.Fact{fact, fact}}
			data, err := c.EncodeEntry(e)
			if err != nil {
				t.Fatal(err)
			}
			back, err := c.DecodeEntry(data)
			if err != nil || !reflect.DeepEqual(e, back) {
				t.Errorf("%s: %+v\ncomes back as %+v, %v", fact.Kind(), e, back, err)
			}
			again, err := c.EncodeEntry(back)
			if err != nil || string(again) != string(data) {
				t.Errorf("%s: other bytes the second time, %v", fact.Kind(), err)
			}
		}
	}
}

func TestCommandsComeBack(t *testing.T) {
	c := NewCodec()
	for _, like := range Actions() {
		for _, action := range []rule.Action{filled(t, like), like} {
			cmd := Command{ID: "an id", By: "first.last", Action: action}
			data, err := c.EncodeCommand(cmd)
			if err != nil {
				t.Fatal(err)
			}
			back, err := c.DecodeCommand(data)
			if err != nil || !reflect.DeepEqual(cmd, back) {
				t.Errorf("%s: %+v\ncomes back as %+v, %v", action.Kind(), cmd, back, err)
			}
		}
	}
}

// TestTimesAreUTC encodes a time of another zone: the same instant comes back, in UTC.
func TestTimesAreUTC(t *testing.T) {
	c := NewCodec()
	at := time.Date(2026, 9, 10, 9, 0, 0, 0, time.FixedZone("EEST", 3*3600))
	data, err := c.EncodeEntry(Entry{Number: 1, At: at, Command: "c", Facts: []rule.Fact{forum.Posted{At: at}}})
	if err != nil {
		t.Fatal(err)
	}
	back, err := c.DecodeEntry(data)
	if err != nil {
		t.Fatal(err)
	}
	posted := back.Facts[0].(forum.Posted)
	if !back.At.Equal(at) || back.At.Location() != time.UTC || !posted.At.Equal(at) {
		t.Errorf("%v and %v", back.At, posted.At)
	}
	if strings.Contains(string(data), "+03:00") {
		t.Error("the bytes name another zone")
	}
}

func TestUnknownKinds(t *testing.T) {
	c := NewCodec()
	is := map[string]any{"kind": "notice.circulated", "is": map[string]any{}}
	entry, err := cbor.Marshal(map[string]any{"number": 7, "at": "2026-09-10T09:00:00Z", "command": "x", "rule": 1, "facts": []any{is}})
	if err != nil {
		t.Fatal(err)
	}
	command, err := cbor.Marshal(map[string]any{"id": "x", "action": is})
	if err != nil {
		t.Fatal(err)
	}
	_, ofEntry := c.DecodeEntry(entry)
	_, ofCommand := c.DecodeCommand(command)
	for _, err := range []error{ofEntry, ofCommand} {
		var unknown *UnknownKind
		if !errors.As(err, &unknown) || unknown.Kind != "notice.circulated" {
			t.Errorf("%v", err)
		}
	}
	if !strings.Contains(ofEntry.Error(), "entry 7") {
		t.Errorf("the entry is not named: %v", ofEntry)
	}
}

// TestLaterFieldsArePassedOver reads an entry and a fact with fields that a later
// version added.
func TestLaterFieldsArePassedOver(t *testing.T) {
	data, err := cbor.Marshal(map[string]any{
		"number": 7, "at": "2026-09-10T09:00:00Z", "command": "x", "rule": 2, "witness": "later",
		"facts": []any{map[string]any{"kind": "roster.left", "is": map[string]any{"login": "first.last", "why": "later"}, "more": 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewCodec().DecodeEntry(data)
	if err != nil || len(e.Facts) != 1 || e.Facts[0] != (roster.Left{Login: "first.last"}) || e.Rule != 2 {
		t.Errorf("%+v, %v", e, err)
	}
}

// TestUnreadableIsNotWritten: what CBOR would write and not read again is refused.
func TestUnreadableIsNotWritten(t *testing.T) {
	c := NewCodec()
	at := time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)
	for name, e := range map[string]Entry{
		"command": {Number: 1, At: at, Command: "\xff"},
		"actor":   {Number: 1, At: at, Actor: asem.Login("\xc3")},
		"fact":    {Number: 1, At: at, Facts: []rule.Fact{roster.Enrolled{Comment: "\xe2\x82"}}},
		"year":    {Number: 1, At: at.AddDate(10000, 0, 0)},
		"past":    {Number: 1, At: at, Facts: []rule.Fact{forum.Posted{At: at.AddDate(-3000, 0, 0)}}},
	} {
		if data, err := c.EncodeEntry(e); err == nil {
			t.Errorf("%s: written as %x", name, data)
		}
	}
}

func TestAfter(t *testing.T) {
	last := time.Date(2026, 9, 10, 9, 0, 0, 5e6, time.UTC)
	zone := time.FixedZone("", 3600)
	for _, c := range []struct {
		name      string
		now, want time.Time
	}{
		{"later", last.Add(1500 * time.Microsecond), last.Add(time.Millisecond)},
		{"the same millisecond", last.Add(999 * time.Microsecond), last},
		{"a clock that went back", last.Add(-time.Hour), last},
		{"another zone", last.Add(time.Hour).In(zone), last.Add(time.Hour)},
	} {
		if got := After(last, c.now); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
