package command

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

const domain packet.Domain = "5f3a9c01.avs.internal"

// mailed runs a command in a house with a domain of its own.
func mailed(t testing.TB, desk *secretariat.Desk, input string, words ...string) outcome {
	t.Helper()
	return doIn(t, desk, House{Host: "avs.example", Port: "2222", Domain: domain, Spool: t.TempDir()}, Streams{In: strings.NewReader(input)}, words...)
}

// messagesOf reads a packet back.
func messagesOf(t testing.TB, mbox string) (list []packet.Answer) {
	t.Helper()
	if mbox == "" {
		return nil
	}
	list, skipped, err := packet.Read(t.Context(), strings.NewReader(mbox), int64(len(mbox)))
	if err != nil || len(skipped) > 0 {
		t.Fatalf("%v, %v\n%s", skipped, err, mbox)
	}
	return list
}

func subjects(list []packet.Answer) string {
	var s []string
	for _, a := range list {
		s = append(s, a.Subject)
	}
	return strings.Join(s, "|")
}

// TestPacket gives what came since the last one, of every kind and of one's own alone,
// and goes on from there once it was taken.
func TestPacket(t *testing.T) {
	s := newScene(t)
	coordinator := s.Accredit("sixth.coordinator", "KR", "coordinator")
	got := mailed(t, s.reader, "", "packet")
	first := messagesOf(t, got.out)
	if got.code != 0 || subjects(first) != firstTitle+"|Re: "+firstTitle+"|"+chinese && !strings.HasPrefix(subjects(first), firstTitle) {
		t.Fatalf("%d %s: %s", got.code, got.err, subjects(first))
	}
	for _, a := range first {
		if strings.HasPrefix(a.Subject, "Re: ") && (len(a.Answers) == 0 || a.Answers[0] != domain.ID(2, 1)) {
			t.Errorf("%+v", a)
		}
	}
	if again := mailed(t, s.reader, "", "packet"); again.out != "" || again.err != "Nothing came to you since; the packet is empty.\n" {
		t.Errorf("%+v", again)
	}
	must := func(_ secretariat.Posted, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.author.Edit("", forum.Edit{Number: 2, Title: firstTitle, Text: "Another opinion."}))
	must(s.author.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"second.reader"}, Subject: "For you", Text: "x"}))
	must(s.author.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"FI"}, Subject: "Not for you", Text: "x"}))
	must(coordinator.PostNotice("", notice.Post{Level: notice.Flash, To: []roster.Address{"@all"}, Title: "Told", Text: "x", Ack: true}))
	paper, err := s.author.WritePaper(t.Context(), secretariat.Draft{Title: "Paper", Text: "Text.", Envelope: map[string]string{"series": "SOM"}})
	must(paper, err)
	if _, err := s.author.IssueDocument(t.Context(), "", document.Issue{Number: paper.Number, To: []roster.Address{"VN"}}); err != nil {
		t.Fatal(err)
	}
	got = mailed(t, s.reader, "", "packet", "--gzip")
	r, err := gzip.NewReader(strings.NewReader(got.out))
	if err != nil {
		t.Fatal(err)
	}
	unpacked, _ := io.ReadAll(r)
	second := messagesOf(t, string(unpacked))
	if want := firstTitle + "|For you|Told|ASEM/SOM/2026/1 Paper"; subjects(second) != want || second[0].ID != domain.ID(2, 2) {
		t.Errorf("%s, want %s", subjects(second), want)
	}
	if !strings.Contains(string(unpacked), "Supersedes: <"+domain.ID(2, 1)+">") || !strings.Contains(string(unpacked), "'doc get ASEM/SOM/2026/1 --file 1'") {
		t.Errorf("%s", unpacked)
	}
	if since := messagesOf(t, mailed(t, s.reader, "", "packet", "--since", "2026-09-01", "--board", "finance").out); len(since) < 3 {
		t.Errorf("of the board: %s", subjects(since))
	}
	if again := mailed(t, s.reader, "", "packet"); again.out != "" {
		t.Errorf("--since moved the mark: %s", again.out)
	}
	for line, code := range map[string]int{"packet --since soon": 2, "packet --since 99999": 4, "packet --board nowhere": 4, "packet --gzip --zstd": 2} {
		if got := mailed(t, s.reader, "", strings.Fields(line)...); got.code != code || got.out != "" {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

// TestPacketThatIsNotTaken counts for nothing.
func TestPacketThatIsNotTaken(t *testing.T) {
	s := newScene(t)
	code := Run(t.Context(), s.reader, House{Domain: domain}, Streams{Out: hungUp{}, Err: io.Discard}, []string{"packet"})
	if code == 0 {
		t.Error("it was taken")
	}
	if got := mailed(t, s.reader, "", "packet"); len(messagesOf(t, got.out)) == 0 {
		t.Error("what nobody took is lost")
	}
}

type hungUp struct{}

func (hungUp) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// answers is a mbox as a mail program writes it.
const answers = `From - Thu Sep 10 10:00:00 2026
Message-ID: <one@laptop>
In-Reply-To: <4@5f3a9c01.avs.internal>
References: <2@5f3a9c01.avs.internal> <4@5f3a9c01.avs.internal>
To: finance@5f3a9c01.avs.internal
Subject: Re: A first subject
Content-Type: text/plain; charset=utf-8

> A third opinion.
>From here on I agree.

From - Thu Sep 10 10:01:00 2026
Message-ID: <two@laptop>
In-Reply-To: <one@laptop>
Subject: Re: A first subject

And to my own.

From - Thu Sep 10 10:02:00 2026
Message-ID: <three@laptop>
To: health@5f3a9c01.avs.internal
Subject: =?utf-8?q?=C3=89pid=C3=A9mie?=

A new topic.

From - Thu Sep 10 10:03:00 2026
Message-ID: <four@laptop>
To: first.author@5f3a9c01.avs.internal, DE@5f3a9c01.avs.internal
Subject: In confidence

A letter.

From - Thu Sep 10 10:04:00 2026
Message-ID: <five@laptop>
To: somebody@example.org
Subject: Elsewhere

x

From - Thu Sep 10 10:05:00 2026
Message-ID: <six@laptop>
In-Reply-To: <9999@5f3a9c01.avs.internal>
Subject: Re: nothing

x
`

func submittedRows(t *testing.T, got outcome) (rows []submittedRow) {
	t.Helper()
	if err := json.Unmarshal([]byte(got.out), &rows); err != nil {
		t.Fatalf("%v: %+v", err, got)
	}
	return rows
}

func TestSubmit(t *testing.T) {
	s := newScene(t)
	got := mailed(t, s.reader, answers, "submit", "--json")
	if got.code != 3 || !strings.Contains(got.err, "2 messages of 6 refused; the others are posted.") {
		t.Errorf("%d, %s", got.code, got.err)
	}
	want := []string{"posted one@laptop", "posted two@laptop", "posted three@laptop", "posted four@laptop", "refused five@laptop", "refused six@laptop"}
	rows := submittedRows(t, got)
	for i, row := range rows {
		if i >= len(want) || row.Result+" "+row.MessageID != want[i] || (row.Number == nil) != (row.Result == "refused") || (row.Reason == "") == (row.Result == "refused") {
			t.Errorf("%d: %+v", i, row)
		}
	}
	if len(rows) != 6 {
		t.Fatalf("%+v", rows)
	}
	reply, err := s.reader.Post(*rows[0].Number)
	if err != nil || reply.ReplyTo != 4 || reply.Text != "> A third opinion.\nFrom here on I agree." {
		t.Errorf("%+v, %v", reply, err)
	}
	if p, err := s.reader.Post(*rows[1].Number); err != nil || p.ReplyTo != reply.Number {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err := s.reader.Post(*rows[2].Number); err != nil || p.Board != "health" || p.Title != "Épidémie" {
		t.Errorf("%+v, %v", p, err)
	}
	if l, err := s.author.Letter(*rows[3].Number); err != nil || l.Subject != "In confidence" || len(l.To) != 2 {
		t.Errorf("%+v, %v", l, err)
	}
	if !strings.Contains(rows[4].Reason, "is no address here") || !strings.Contains(rows[5].Reason, "There is nothing numbered #9999") {
		t.Errorf("%s, %s", rows[4].Reason, rows[5].Reason)
	}
	// The same packet again, packed: nothing is posted twice.
	var packedAgain bytes.Buffer
	z, err := zstd.NewWriter(&packedAgain)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(z, answers)
	z.Close()
	for _, row := range submittedRows(t, mailed(t, s.reader, packedAgain.String(), "submit", "--json"))[:4] {
		if row.Result != "already" {
			t.Errorf("%+v", row)
		}
	}
	if out := mailed(t, s.reader, "Message-ID: <one@laptop>\nIn-Reply-To: <4@5f3a9c01.avs.internal>\nSubject: Re: A first subject\n\n> A third opinion.\nFrom here on I agree.\n", "submit").out; !strings.HasPrefix(out, fmt.Sprintf("Already posted as %s: ", reply.Number)) {
		t.Error(out)
	}
}

// TestSubmitGoesToWhomItIsAddressed: what answers a post is public only where a board, or
// nobody, is named.
func TestSubmitGoesToWhomItIsAddressed(t *testing.T) {
	s := newScene(t)
	letter, err := s.author.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"second.reader"}, Subject: "Secret", Text: "x"})
	if err != nil {
		t.Fatal(err)
	}
	topic, err := s.author.Open("", forum.Open{Board: "health", Title: "Elsewhere", Text: "x"})
	if err != nil {
		t.Fatal(err)
	}
	post, private := domain.ID(2, 1), domain.ID(letter.Number, 1)
	for i, c := range []struct{ answers, to, cc, list, want string }{
		{answers: post, to: "first.author@" + string(domain), want: "letter"},
		{answers: post, to: "Finance <finance@" + string(domain) + ">", cc: "First Author <first.author@" + string(domain) + ">, a@example.org", want: "post"},
		{answers: post, to: "a@example.org", want: "post"},
		{answers: post, want: "post"},
		{answers: post, list: "Finance <finance." + string(domain) + ">", to: "first.author@laptop", want: "post"},
		{answers: private, want: "letter"},
		{answers: private, to: "finance", want: "It answers the letter " + letter.Number.String() + " and is addressed to a board"},
		{answers: private, to: "first.author@laptop", cc: "a@example.org", want: "is no address here"},
		{to: "finance, health", want: "It is addressed to 2 boards."},
		{to: "finance@laptop", cc: "a@example.org", want: "post"},
		{to: "nobody.here", want: "nobody.here"},
		{want: "It answers nothing here"},
	} {
		message := fmt.Sprintf("Message-ID: <%d@laptop>\nIn-Reply-To: <%s>\nTo: %s\nCc: %s\nList-Id: %s\nSubject: Re: x\n\nA text.\n", i, c.answers, c.to, c.cc, c.list)
		rows := submittedRows(t, mailed(t, s.reader, message, "submit", "--json"))
		if len(rows) != 1 {
			t.Fatalf("%+v: %+v", c, rows)
		}
		if rows[0].Number == nil {
			if !strings.Contains(rows[0].Reason, c.want) {
				t.Errorf("%+v: %s", c, rows[0].Reason)
			}
			continue
		}
		if to, err := s.reader.Find(rows[0].Number.String()); err != nil || string(to.Kind) != c.want {
			t.Errorf("%+v: %+v, %v", c, to, err)
		}
	}
	if _, err := s.author.Edit("", forum.Edit{Number: topic.Number, Title: "Elsewhere", Text: "y"}); err != nil {
		t.Fatal(err)
	}
	if of := subjects(messagesOf(t, mailed(t, s.reader, "", "packet", "--since", "2026-09-01", "--board", "finance").out)); strings.Contains(of, "Elsewhere") {
		t.Errorf("of another board: %s", of)
	}
}

// TestSubmitChangesNothing where the packet is broken, whoever sends it may not write, or
// what it answers is somebody else's.
func TestSubmitChangesNothing(t *testing.T) {
	s := newScene(t)
	letter, err := s.author.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"FI"}, Subject: "Secret", Text: "x"})
	if err != nil {
		t.Fatal(err)
	}
	before := s.LastEntry()
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	fmt.Fprint(w, answers)
	w.Close()
	for name, packet := range map[string]string{"empty": "", "cut": gz.String()[:gz.Len()-20], "garbage": "\x1f\x8b garbage"} {
		if got := mailed(t, s.reader, packet, "submit"); got.code != 2 || got.out != "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	to := func(id string) string {
		return "Message-ID: <" + id + "@laptop>\nIn-Reply-To: <" + domain.ID(letter.Number, 1) + ">\nSubject: x\n\nx\n"
	}
	if got := mailed(t, s.reader, to("a"), "submit"); got.code != 3 || strings.Contains(got.out, "Secret") || !strings.Contains(got.out, "There is nothing numbered "+letter.Number.String()) {
		t.Errorf("%+v", got)
	}
	if got := mailed(t, s.observer, answers, "submit"); got.code != 3 || strings.Contains(got.out, "Posted") {
		t.Errorf("%+v", got)
	}
	withFile := "Message-ID: <b@laptop>\nTo: finance\nSubject: x\nContent-Type: application/pdf; name=x.pdf\n\n%PDF\n"
	if got := mailed(t, s.reader, withFile, "submit"); got.code != 3 || !strings.Contains(got.out, "files do not come by packets") {
		t.Errorf("%+v", got)
	}
	if after := s.LastEntry(); after != before {
		t.Errorf("%d entries were written", after-before)
	}
}
