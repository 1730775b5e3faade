package roster

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestVacancies: no office is empty unnoticed.
func TestVacancies(t *testing.T) {
	m := seatedModel()
	says := func() (list []string) {
		for _, v := range Vacancies(m, m.now, 30*24*time.Hour) {
			if !v.Since.IsZero() {
				list = append(list, string(v.Office)+": "+v.Why)
			}
		}
		return list
	}
	want := func(why string, words ...string) {
		t.Helper()
		got := says()
		if len(got) != len(words) {
			t.Errorf("%s: %q", why, got)
			return
		}
		for i := range words {
			if !strings.Contains(got[i], words[i]) {
				t.Errorf("%s: %q", why, got)
			}
		}
	}
	want("what was never held is not missed")
	m.must(t, sec, Give{Office: Presidency, Holder: "FI", From: m.day(0), Until: m.day(50)})
	m.must(t, sec, Give{Office: OtherAsian, Holder: "KR", From: m.day(0)})
	want("KR has no contact point", "coordinator:non-asean: KR holds it, and nobody acts")
	m.must(t, sec, Give{Office: "contact-point:KR", Holder: "kim.delegate", From: m.day(0)})
	want("all is well")
	m.now = m.day(25)
	want("the term ends soon", "presidency: The term of FI ends on ")
	m.must(t, sec, Give{Office: Presidency, Holder: "PT", From: m.day(40), Until: m.day(400)})
	want("somebody follows, with a gap between", "presidency: The term of FI ends on "+day(m.day(24))+", and nobody holds it until "+day(m.day(40))+".")
	m.must(t, sec, Give{Office: Presidency, Holder: "FI", From: m.day(25), Until: m.day(40)})
	want("somebody follows")
	m.must(t, sec, End{Office: Presidency, Holder: "FI", Until: m.day(25)})
	m.must(t, sec, End{Office: Presidency})
	want("a gap", "coordinator:presidency: Nobody holds it until")
	m.must(t, sec, End{Office: "contact-point:KR"})
	want("its contact point has gone", "contact-point:KR: Nobody holds it since", "non-asean", "presidency")
}

// TestNeverHeld: an office is empty from the beginning too, and a partner whose delegates come
// in without a contact point has nobody to speak for it.
func TestNeverHeld(t *testing.T) {
	m := seatedModel()
	empty := func() (list []Office) {
		for _, v := range Vacancies(m, m.now, 30*24*time.Hour) {
			if v.Since.IsZero() {
				list = append(list, v.Office)
			}
		}
		return list
	}
	want := func(why string, offices ...Office) {
		t.Helper()
		if got := empty(); !slices.Equal(got, offices) {
			t.Errorf("%s: %v", why, got)
		}
	}
	all := append(CommonOffices(), "contact-point:KR", "contact-point:VN") // EU has the secretariat alone, which has no voice
	want("at the beginning", all...)
	m.must(t, sec, Give{Office: Presidency, Holder: "FI", From: m.day(0), Until: m.day(50)})
	m.must(t, sec, Give{Office: "contact-point:KR", Holder: "kim.delegate", From: m.day(0)})
	m.must(t, sec, Give{Office: ASEANSeat, Holder: "VN", From: m.day(20)})
	want("given, and given ahead", Commission, OtherAsian, SummitHost, FMMHost, "contact-point:VN")
	m.must(t, sec, End{Office: ASEANSeat})
	want("a term that was cancelled before it began was none", Commission, ASEANSeat, OtherAsian, SummitHost, FMMHost, "contact-point:VN")
	m.must(t, sec, End{Office: "contact-point:KR"})
	want("one that was held is told of as such", Commission, ASEANSeat, OtherAsian, SummitHost, FMMHost, "contact-point:VN")
}
