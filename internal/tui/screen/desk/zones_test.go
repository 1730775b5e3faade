package desk

import (
	"slices"
	"testing"
	"time"
)

func TestCapitals(t *testing.T) {
	for _, zone := range capitals {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Error(err)
		}
	}
	if !slices.IsSorted(capitals) {
		t.Error("the zones are not in order")
	}
	if got := zonesLike("hanoi"); len(got) != 0 {
		t.Errorf("%q", got)
	}
	if got := zonesLike(" bru"); !slices.Equal(got, []string{"Asia/Brunei", "Europe/Brussels"}) {
		t.Errorf("%q", got)
	}
}
