package packet

import (
	"bytes"
	"io"
	"net/mail"
	"strings"
	"testing"
	"time"

	gomail "github.com/emersion/go-message/mail"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

const domain Domain = "5f3a9c01.avs.internal"

func TestNames(t *testing.T) {
	for address, want := range map[roster.Address]string{
		"first.last": "first.last", "FI": "FI", "FI/Brussels": "FI/Brussels", "US/New York": "US/New_York", "@all": "+all",
		"@moderators:finance": "+moderators=finance", "board:finance": "finance", "board:trade-and-investment": "trade-and-investment",
	} {
		got := domain.Address(address)
		if got != want+"@"+string(domain) {
			t.Errorf("%s is %s", address, got)
		}
		if back, ok := domain.Named(got); !ok || back != address {
			t.Errorf("%s reads as %s, %v", got, back, ok)
		}
		for _, short := range []string{want, want + "@laptop"} {
			if back, ok := domain.Named(short); !ok || back != address {
				t.Errorf("%s reads as %s, %v", short, back, ok)
			}
		}
		if _, err := mail.ParseAddress(got); err != nil {
			t.Errorf("%s is no address: %v", got, err)
		}
	}
	for _, other := range []string{"a.b@example.org", "a.b@ffffffff.avs.internal", "@" + string(domain), ""} {
		if a, ok := domain.Named(other); ok {
			t.Errorf("%q reads as %s", other, a)
		}
	}
	for id, want := range map[string]uint64{"4211@" + string(domain): 4211, "4211.v2@" + string(domain): 4211, "4211@example.org": 0, "x@" + string(domain): 0,
		"4211.vx@" + string(domain): 0, "0@" + string(domain): 0, "": 0} {
		if n, ok := domain.Number(id); uint64(n) != want || ok != (want != 0) {
			t.Errorf("%q is %d, %v", id, n, ok)
		}
	}
	if domain.ID(7, 1) != "7@"+string(domain) || domain.ID(7, 3) != "7.v3@"+string(domain) {
		t.Error(domain.ID(7, 3))
	}
}

// hostile is what people could write to make more of a message than one.
const hostile = "Subject\r\nBcc: everybody@example.org\r\n\r\nFrom x\n"

func sample(text string, files ...File) Message {
	return Message{ID: domain.ID(2, 2), Supersedes: domain.ID(2, 1), References: []string{domain.ID(1, 1)}, ListName: "finance." + string(domain), ListTitle: "Finance <evil>", ReplyTo: "finance@" + string(domain),
		From: gomail.Address{Name: "Ann Äuthor " + hostile, Address: "ann.author@" + string(domain)}, To: []*gomail.Address{{Address: "finance@" + string(domain)}},
		At: time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC), Subject: "Re: 亚欧会议 " + hostile, Extra: []Field{{"X-AVS-Number", "#2"}, {"X-AVS-Level", hostile}}, Text: text, Files: files}
}

func written(t testing.TB, messages ...Message) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, m := range messages {
		if err := m.Write(&b); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func read(t testing.TB, mbox []byte) []Answer {
	t.Helper()
	answers, skipped, err := Read(t.Context(), bytes.NewReader(mbox), int64(len(mbox)))
	if err != nil || len(skipped) > 0 {
		t.Fatalf("%v, %v", skipped, err)
	}
	return answers
}

// TestRoundTrip reads back what was written, whatever was in it: one message stays one,
// and no text becomes a header.
func TestRoundTrip(t *testing.T) {
	for name, text := range map[string]string{
		"plain": "An opinion.\nIn two lines.", "postmarks": "From here on\n>From there\n\nFrom me\nTo you", "long": strings.Repeat("word ", 600) + "end",
		"scripts": "日本語 عربي ไทย", "boundary": "--=_\n--\n" + sample("").boundary(), "long scripts": strings.Repeat("亚", 700), "header": "Bcc: x\n\nFrom: y",
	} {
		for _, files := range [][]File{nil, {{Name: "Bericht 一.pdf", Type: "application/pdf", Content: []byte("%PDF\r\nFrom x\n\x00\xff")}, {Name: "a", Content: nil}}} {
			m := sample(text, files...)
			mbox := written(t, m, m, m)
			if again := written(t, m, m, m); !bytes.Equal(mbox, again) {
				t.Errorf("%s: not the same bytes", name)
			}
			if bytes.Contains(mbox, []byte("\r")) && files == nil {
				t.Errorf("%s: carriage returns", name)
			}
			one := written(t, m)
			parsed, err := mail.ReadMessage(bytes.NewReader(one[bytes.IndexByte(one, '\n')+1:]))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if parsed.Header.Get("Bcc") != "" || parsed.Header.Get("List-Id") != "Finance evil <finance."+string(domain)+">" || parsed.Header.Get("Supersedes") == "" ||
				parsed.Header.Get("Reply-To") != "<finance@"+string(domain)+">" || parsed.Header.Get("List-Post") != "<mailto:finance@"+string(domain)+">" {
				t.Errorf("%s: %v", name, parsed.Header)
			}
			answers := read(t, written(t, m))
			if len(answers) != 1 || answers[0].Text != text || answers[0].ID != m.ID || len(answers[0].Answers) != 1 || answers[0].Answers[0] != m.References[0] ||
				answers[0].List != m.ListName || len(answers[0].To) != 1 || len(answers[0].Files) != len(files) || !strings.HasPrefix(answers[0].Subject, "Re: 亚欧会议 Subject") {
				t.Errorf("%s: %+v", name, answers)
			}
		}
	}
}

func TestSingleMessageIsAMbox(t *testing.T) {
	message := []byte("From: a@example.org\nMessage-ID: <x@example.org>\nTo: finance\nSubject: One\n\nText.\n")
	for from := range int64(3) {
		whole, size, err := Whole(bytes.NewReader(message), int64(len(message)))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(io.NewSectionReader(whole, from, size-from))
		if err != nil || !strings.HasSuffix(string(b), string(message)) || int64(len(b)) != size-from {
			t.Errorf("from %d: %q, %v", from, b, err)
		}
		answers, _, err := Read(t.Context(), whole, size)
		if err != nil || len(answers) != 1 || answers[0].Subject != "One" || answers[0].Text != "Text." || answers[0].ID != "x@example.org" {
			t.Errorf("%+v, %v", answers, err)
		}
	}
}

func TestTooManyAnswers(t *testing.T) {
	var mbox bytes.Buffer
	for i := range MaxAnswers + 1 {
		m := sample("x")
		m.ID = domain.ID(0, i+2)
		if err := m.Write(&mbox); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := Read(t.Context(), bytes.NewReader(mbox.Bytes()), int64(mbox.Len())); fault.KindOf(err) != fault.Usage {
		t.Error(err)
	}
}

// FuzzMessage writes what people may write, and finds one message with it.
func FuzzMessage(f *testing.F) {
	f.Add("Title", "Name", "Text\nFrom x\n")
	f.Add(hostile, hostile, hostile)
	f.Add("=?utf-8?q?x?=", "\"a\" <b>", strings.Repeat("x", 2000))
	f.Fuzz(func(t *testing.T, title, name, text string) {
		m := sample(strings.ToValidUTF8(text, ""))
		m.Subject, m.From.Name = title, name
		mbox := written(t, m)
		answers, skipped, err := Read(t.Context(), bytes.NewReader(mbox), int64(len(mbox)))
		if err != nil || len(answers) != 1 || len(skipped) > 0 || answers[0].ID != m.ID || len(answers[0].To) != 1 {
			t.Fatalf("%+v, %v, %v\n%s", answers, skipped, err, mbox)
		}
	})
}
