package secretariat_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/testkit"
)

func TestResolve(t *testing.T) {
	o := testkit.NewOffice(t)
	desk := o.Accredit("first.author", "FI", "delegate")
	o.Accredit("second.reader", "FI", "delegate")
	o.Amend("second.reader", func(l *roster.Line) { l.Mission = "New Delhi" })
	for _, c := range []struct{ text, want string }{
		{"", "[]"},
		{" , ;\n", "[]"},
		{"FI", "[FI]"},
		{"fi, @ALL first.author", "[FI @all first.author]"},
		{"fi;vn", "[FI VN]"},
		{"vn VN, vn", "[VN]"},
		{"fi/brussels", "[FI/Brussels]"},
		{"fi/new delhi vn", "[FI/New Delhi VN]"},
		{"@eu, FI/New Delhi, @moderators:finance board:labour", "[@eu FI/New Delhi @moderators:finance board:labour]"},
		{"@coordinators\n@contact-points", "[@coordinators @contact-points]"},
	} {
		got, err := desk.Resolve(c.text)
		if fmt.Sprint(got) != c.want || err != nil {
			t.Errorf("Resolve(%q) = %v, %v; want %s", c.text, got, err, c.want)
		}
	}
}

func TestAWrongAddressNamesTheNearestRightOnes(t *testing.T) {
	o := testkit.NewOffice(t)
	desk := o.Accredit("first.author", "FI", "delegate")
	o.Accredit("third.guest", "VN", "delegate")
	for _, c := range []struct{ text, want string }{
		{"first.auther", `"first.auther". Did you mean first.author?`},
		{"Viet Nam", `"Viet Nam". Did you mean VN`},
		{"FI, Viet Nam, VN", `"Viet Nam". Did you mean VN`},
		{"@coordinator", "Did you mean @coordinators"},
		{"fi/brusels", "Did you mean FI/Brussels"},
		{"board:finanze", "Did you mean board:finance"},
		{"@moderators:nowhere", `Nobody is reached at "@moderators:nowhere".`},
		{"zz zz qqqqqqqqqqqqqqqqqq", "`delegates` list who can be reached"},
		{"\x1b[31mFI", "Nobody is reached"},
	} {
		got, err := desk.Resolve(c.text)
		if got != nil || fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Resolve(%q) = %v, %v; want a refusal with %s", c.text, got, err, c.want)
		}
		if err != nil && strings.ContainsRune(err.Error(), '\x1b') {
			t.Errorf("Resolve(%q) lets an escape through: %q", c.text, err)
		}
	}
	o.Dismiss("third.guest")
	if _, err := desk.Resolve("third.guest"); err == nil || !strings.Contains(err.Error(), "accredited no more. Write to VN") {
		t.Errorf("of one who left: %v", err)
	}
	many := strings.Repeat("fi ", 3000)
	if _, err := desk.Resolve(many); fault.KindOf(err) != fault.Usage {
		t.Errorf("too long a list: %v", err)
	}
}

func TestTooManyAddressesAreAGroup(t *testing.T) {
	o := testkit.NewOffice(t)
	desk := o.Accredit("first.author", "FI", "delegate")
	all := desk.CompleteAddresses("")
	if len(all) == 0 || all[0] != string(roster.Everybody) {
		t.Fatalf("completing nothing offers %v", all)
	}
	views, err := desk.Partners()
	must(t, err)
	var partners []string
	for _, p := range views {
		partners = append(partners, string(p.Code))
	}
	_, err = desk.Resolve(strings.Join(append(partners, all...), ","))
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "Write to a group") {
		t.Errorf("%d addresses: %v", len(partners)+len(all), err)
	}
}

func TestCompleteAddresses(t *testing.T) {
	o := testkit.NewOffice(t)
	desk := o.Accredit("first.author", "FI", "delegate")
	o.Accredit("second.reader", "FI", "delegate")
	o.Amend("second.reader", func(l *roster.Line) { l.Mission = "New Delhi" })
	for _, c := range []struct {
		text string
		want []string
	}{
		{"fi", []string{"FI", "FI/Brussels", "first.author", "@moderators:finance", "board:finance"}},
		{"FIRST.", []string{"first.author"}},
		{"auth", []string{"first.author"}},
		{"@co", []string{"@contact-points", "@coordinators"}},
		{"viet", []string{"VN"}},
		{"@all, fi/b", []string{"@all, FI/Brussels"}},
		{"@all fi/b", []string{"@all FI/Brussels"}},
		{"@all, fi/new de", []string{"@all, FI/New Delhi"}},
		{"fi/new ", []string{"FI/New Delhi"}},
		{"fi/brussels viet", []string{"fi/brussels VN"}},
		{"nobody", nil},
	} {
		got := desk.CompleteAddresses(c.text)
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%q becomes %v, without %s", c.text, got, w)
			}
		}
		if len(c.want) == 0 && len(got) > 0 {
			t.Errorf("%q becomes %v", c.text, got)
		}
	}
	if got := desk.CompleteAddresses("fi"); got[0] != "FI" {
		t.Errorf("what begins so does not come first: %v", got)
	}
}

func TestAddressWords(t *testing.T) {
	o := testkit.NewOffice(t)
	desk := o.Accredit("first.author", "FI", "delegate")
	o.Accredit("second.reader", "FI", "delegate")
	words, err := desk.AddressWords([]roster.Address{"FI", "first.author", "FI/Brussels", "VN"})
	want := "[FI (Finland, 2 delegates) first.author (First Author, FI) FI/Brussels (2 delegates) VN (Viet Nam, 0 delegates)]"
	if err != nil || fmt.Sprint(words) != want {
		t.Errorf("%v, %v; want %s", words, err, want)
	}
}

// FuzzResolve: whatever is typed, what is taken is as it is kept and each once, and what
// is refused is so with a sentence and no control character.
func FuzzResolve(f *testing.F) {
	for _, words := range []string{"", "fi", "FI, vn;@all\nfirst.author", "fi/new delhi vn", "board:finance @moderators:x", "Viet Nam", "\x1b[31m", "\xff", "fi/", "/", "@", ","} {
		f.Add(words)
	}
	o := testkit.NewOffice(f)
	desk := o.Accredit("first.author", "FI", "delegate")
	o.Amend("first.author", func(l *roster.Line) { l.Mission = "New Delhi" })
	f.Fuzz(func(t *testing.T, words string) {
		list, err := desk.Resolve(words)
		if err != nil {
			if list != nil || fault.KindOf(err) == fault.Failed || strings.ContainsAny(err.Error(), "\x00\x07\x1b\x7f\u009b\u202e") {
				t.Fatalf("%q: %v, %q", words, list, err)
			}
			return
		}
		for i, a := range list {
			if a.Form() == 0 || slices.Contains(list[:i], a) {
				t.Fatalf("%q is %v", words, list)
			}
		}
		again, err := desk.Resolve(strings.Trim(strings.ReplaceAll(fmt.Sprintf("%q", list), `" "`, ","), `[]"`))
		if err != nil || !slices.Equal(again, list) {
			t.Fatalf("%q is %v, and that %v, %v", words, list, again, err)
		}
	})
}
