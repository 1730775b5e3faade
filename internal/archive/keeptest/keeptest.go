// Package keeptest holds what every archive.Keep must keep to.
package keeptest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"asem.internal/avs/internal/archive"
)

// Test holds a keep to what archive.Keep promises. open gives an empty one.
func Test(t *testing.T, open func(testing.TB) archive.Keep, transactions bool) {
	t.Run("order", func(t *testing.T) { order(t, open(t)) })
	t.Run("clear", func(t *testing.T) { clears(t, open(t)) })
	if transactions {
		t.Run("all or nothing", func(t *testing.T) { allOrNothing(t, open(t)) })
	}
}

func put(t testing.TB, k archive.Keep, keys ...string) {
	t.Helper()
	err := k.Update(func(w archive.Writer) error {
		for _, key := range keys {
			if err := w.Put([]byte(key), []byte("value of "+key)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func keys(t testing.TB, k archive.Keep, prefix string, most int) (list []string) {
	t.Helper()
	err := k.View(func(r archive.Reader) error {
		r.Each([]byte(prefix), func(key, value []byte) bool {
			if string(value) != "value of "+string(key) {
				t.Errorf("%q has %q", key, value)
			}
			list = append(list, string(key))
			return len(list) < most
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// order: keys are walked in their order, those of a prefix alone, and no further than asked.
func order(t *testing.T, k archive.Keep) {
	put(t, k, "b", "a", "ab", "abc", "ac", "a\x00", "a\xff", "\xff")
	for _, c := range []struct {
		prefix string
		most   int
		want   []string
	}{
		{"", 99, []string{"a", "a\x00", "ab", "abc", "ac", "a\xff", "b", "\xff"}},
		{"ab", 99, []string{"ab", "abc"}}, {"a", 2, []string{"a", "a\x00"}}, {"x", 99, nil}, {"\xff", 99, []string{"\xff"}},
	} {
		if got := keys(t, k, c.prefix, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.prefix, got, c.want)
		}
	}
	err := k.Update(func(w archive.Writer) error {
		if string(w.Get([]byte("ab"))) != "value of ab" || w.Get([]byte("none")) != nil {
			t.Error("a writer reads something else")
		}
		return errors.Join(w.Delete([]byte("ab")), w.Delete([]byte("none")), w.Put([]byte("b"), []byte("value of b")))
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := keys(t, k, "a", 99); !slices.Equal(got, []string{"a", "a\x00", "abc", "ac", "a\xff"}) {
		t.Errorf("%q", got)
	}
}

func clears(t *testing.T, k archive.Keep) {
	for i := range 3 {
		put(t, k, "a", fmt.Sprint("b", i))
		if err := k.Clear(); err != nil {
			t.Fatal(err)
		}
		if got := keys(t, k, "", 99); got != nil {
			t.Errorf("%q are left", got)
		}
	}
}

// allOrNothing: a change that fails leaves nothing behind.
func allOrNothing(t *testing.T, k archive.Keep) {
	put(t, k, "a")
	failed := errors.New("failed")
	err := k.Update(func(w archive.Writer) error {
		return errors.Join(w.Put([]byte("b"), []byte("x")), w.Delete([]byte("a")), failed)
	})
	if !errors.Is(err, failed) {
		t.Errorf("%v", err)
	}
	if got := keys(t, k, "", 99); !slices.Equal(got, []string{"a"}) {
		t.Errorf("%q", got)
	}
}
