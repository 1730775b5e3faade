package screen

import (
	"testing"
	"time"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

func TestAge(t *testing.T) {
	now := time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		ago  time.Duration
		want string
	}{
		{0, "now"}, {-time.Hour, "now"}, {59 * time.Second, "now"}, {time.Minute, "1 min"}, {59 * time.Minute, "59 min"},
		{time.Hour, "1 h"}, {23 * time.Hour, "23 h"}, {24 * time.Hour, "1 d"}, {91 * 24 * time.Hour, "91 d"},
		{92 * 24 * time.Hour, "2026-06"}, {20 * 365 * 24 * time.Hour, "2006-09"},
	} {
		got := Age(now, now.Add(-c.ago))
		if got != c.want || len(got) > AgeWidth {
			t.Errorf("%s ago is %q, not %q", c.ago, got, c.want)
		}
	}
	if got := Age(now, time.Time{}); got != "" {
		t.Errorf("never is %q", got)
	}
}

func TestKeysAsPeopleKnowThem(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"j", "down"}, "j or Down"},
		{[]string{"enter", "l", "right"}, "Enter, l or Right"},
		{[]string{"ctrl+s"}, "^S"},
		{[]string{"alt+x"}, "Alt-x"},
		{[]string{"?"}, "?"},
	} {
		if got := (Binding{Key: Keys("something", c.keys...)}).Label(); got != c.want {
			t.Errorf("%v is %q, not %q", c.keys, got, c.want)
		}
	}
}

func TestAuthors(t *testing.T) {
	for _, c := range []struct {
		author roster.Author
		want   string
	}{
		{roster.Author{Login: "first.last", Name: "First Last", Partner: "FI", Mission: "Brussels"}, "First Last, FI Brussels"},
		{roster.Author{Login: "first.last", Partner: "FI"}, "first.last, FI"},
		{roster.Author{Name: "Somebody", Address: "somebody@example.org"}, "Somebody"},
		{roster.Author{Address: "somebody@example.org"}, "somebody@example.org"},
		{roster.Author{Name: "Somebody"}, "Somebody"},
		{roster.Author{}, ""},
	} {
		if got := AuthorOf(c.author); got != c.want {
			t.Errorf("%+v is %q, not %q", c.author, got, c.want)
		}
	}
}

// TestAThemeWithoutColoursHasNone keeps the promise of NO_COLOR.
func TestAThemeWithoutColoursHasNone(t *testing.T) {
	for _, theme := range []Theme{{}, {Colour: true}} {
		for _, s := range []string{theme.Strong("words"), theme.Warn("words")} {
			if plain.Width(s) != len("words") {
				t.Errorf("%q takes %d columns", s, plain.Width(s))
			}
			if !theme.Colour && s != "\x1b[1mwords\x1b[m" {
				t.Errorf("%q is more than bold", s)
			}
		}
	}
	if got := (Theme{Colour: true}).Strong(""); got != "" {
		t.Errorf("nothing became %q", got)
	}
}

// TestAThemeKeepsToTheSixteenColours has no terminal shown a colour that its owner
// did not choose.
func TestAThemeKeepsToTheSixteenColours(t *testing.T) {
	if got, want := (Theme{Colour: true}).Warn("words"), "\x1b[1;31mwords\x1b[m"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func BenchmarkTheme(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = Theme{Colour: true}.Warn("AVS > Economic > Finance > #2 Debt")
	}
}
