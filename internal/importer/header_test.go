package importer

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDecodeWords(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Agenda, second draft", "Agenda, second draft"},
		{"quoted", "=?utf-8?Q?caf=C3=A9_noir?=", "café noir"},
		{"base64", "=?UTF-8?B?w6k=?= and =?utf-8?b?w6k?=", "é and é"},
		{"spaces between words go", "=?utf-8?q?a?= =?utf-8?q?b?=\t=?iso-8859-1?q?=E9?= c", "abé c"},
		{"cut inside a character", "=?utf-8?B?4w==?= =?utf-8?B?gYI=?=", "あ"},
		{"cut inside a character, quoted", "=?gb2312?Q?=C4?= =?GB2312?Q?=E3?=", "你"},
		{"language", "=?iso-8859-1*en?q?=E9?=", "é"},
		{"spaces inside", "=?utf-8?Q?a b?=", "a b"},
		{"unknown charset", "=?x-unknown?q?=C3=A9?=", "é"},
		{"8-bit in UTF-8", "caf\xc3\xa9", "café"},
		{"8-bit in windows-1252", "caf\xe9 \x80", "café €"},
		{"mixed", "caf\xe9 =?utf-8?q?=C3=A9?=", "café é"},
		{"unfinished", "=?utf-8?Q?abc", "=?utf-8?Q?abc"},
		{"not quite", "=?utf-8?X?abc?=", "=?utf-8?X?abc?="},
		{"iso-2022-jp", "=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "日本"},
		{"unencoded iso-2022-jp", "\x1b$BF|K\\\x1b(B", "日本"},
		{"koi8-r", "=?koi8-r?Q?=D0=D2=C9=D7=C5=D4?=", "привет"},
	}
	for _, tt := range tests {
		if got := decodeWords(tt.in); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMailbox(t *testing.T) {
	tests := []struct{ in, name, address string }{
		{"First Last <first.last@example.org>", "First Last", "first.last@example.org"},
		{`"Last, First" <first.last@example.org>, b@example.org`, "Last, First", "first.last@example.org"},
		{`"A \"B\" C" <a@example.org>`, `A "B" C`, "a@example.org"},
		{"=?utf-8?q?Ren=C3=A9e?= L. <r@example.org>", "Renée L.", "r@example.org"},
		{`"=?utf-8?q?Ren=C3=A9e?=" <r@example.org>`, "Renée", "r@example.org"},
		{"first.last@example.org", "", "first.last@example.org"},
		{"first.last@example.org (First Last)", "First Last", "first.last@example.org"},
		{"First Last (Mission) <first.last@example.org>", "First Last (Mission)", "first.last@example.org"},
		{"first.last at example.org (First Last)", "First Last", "first.last@example.org"},
		{"'First Last' <first.last@example.org>", "First Last", "first.last@example.org"},
		{`"First Last <first.last@example.org>`, "First Last", "first.last@example.org"},
		{"Ren\xe9e <r@example.org>", "Renée", "r@example.org"},
		{"demo", "demo", ""},
		{"<a@example.org", "", "a@example.org"},
		{"a@example.org, b@example.org", "", "a@example.org"},
		{"", "", ""},
	}
	for _, tt := range tests {
		if name, address := mailbox(tt.in); name != tt.name || address != tt.address {
			t.Errorf("%q: %q and %q, want %q and %q", tt.in, name, address, tt.name, tt.address)
		}
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Mon, 5 Jan 2004 10:00:00 +0100", "2004-01-05T09:00:00Z"},
		{"Mon, 5 Jan 2004 10:00:00 +0100 (CET)", "2004-01-05T09:00:00Z"},
		{"5 Jan 04 10:00 -0500", "2004-01-05T15:00:00Z"},
		{"Mon, 5 Jan 98 10:00:00 GMT", "1998-01-05T10:00:00Z"},
		{"Mon, 5 Jan 104 10:00:00 +0000", "2004-01-05T10:00:00Z"},
		{"Mon, 5 Jan 2004 10:00:00 EST", "2004-01-05T15:00:00Z"},
		{"Mon, 5 Jan 2004 10:00:00 CEST", "2004-01-05T08:00:00Z"},
		{"Mon, 5 Jan 2004 10:00:00 GMT+0200", "2004-01-05T08:00:00Z"},
		{"Mon, 5 Jan 2004 10:00:00 +02:00", "2004-01-05T08:00:00Z"},
		{"Mon, 5 Jan 2004 10:00:00", "2004-01-05T10:00:00Z"},
		{"Monday, 5 January 2004 10:00 PM", "2004-01-05T22:00:00Z"},
		{"Mon Jan  5 10:00:00 2004", "2004-01-05T10:00:00Z"},
		{"Mon Jan  5 10:00:00 MST 2004", "2004-01-05T17:00:00Z"},
		{"2004-01-05T10:00:00+01:00", "2004-01-05T09:00:00Z"},
		{"2004-01-05 10:00:00.123 -0100", "2004-01-05T11:00:00Z"},
		{"5-Jan-2004 10.00.00 +0000", "2004-01-05T10:00:00Z"},
		{"Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z"},
		{"5 January 2004", "2004-01-05T00:00:00Z"},
		{"Mon, 32 Jan 2004 10:00:00 +0000", ""},
		{"Mon, 30 Feb 2004 10:00:00 +0000", ""},
		{"Mon, 5 Jan 2004 25:00:00 EST", ""},
		{"yesterday", ""},
		{"", ""},
		{strings.Repeat("5 Jan 2004 ", 100), ""},
	}
	for _, tt := range tests {
		got := ""
		if at, ok := parseDate(tt.in); ok {
			got = at.Format(time.RFC3339)
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestDateOf(t *testing.T) {
	const received = "Received: from a by b;\n\tWed, 7 Jan 2004 10:00:00 +0000 (UTC)\nReceived: from c by a; Tue, 6 Jan 2004 10:00:00 +0000\n"
	mails := []string{
		"From a@example.org\nMessage-ID: <1@x>\n\nx\n\n",
		"From a@example.org Sat Jan 10 10:00:00 2004\nMessage-ID: <2@x>\nDate: Mon, 5 Jan 2004 10:00:00 +0000\n" + received + "\nx\n\n",
		"From a@example.org Sat Jan 10 10:00:00 2004\nMessage-ID: <3@x>\nDate: Thu, 1 Jan 1970 00:00:00 +0000\n" + received + "\nx\n\n",
		"From a@example.org Sat Jan 10 10:00:00 2004\nMessage-ID: <4@x>\nDate: Thu, 1 Jan 2099 00:00:00 +0000\n\nx\n\n",
		"From a@example.org Sat Jan 10 10:00:00 2094\nMessage-ID: <5@x>\n\nx\n\n",
	}
	all, _ := readMbox(t, strings.Join(mails, ""), Options{})
	got := make(map[string]string)
	for _, m := range all {
		got[m.Origin] = m.At.Format(time.DateOnly)
		if own := m.Origin == "2@x"; own != (len(m.Notes) == 0) {
			t.Errorf("%s has the notes %q", m.Origin, m.Notes)
		}
	}
	want := map[string]string{
		"1@x": testNow.Format(time.DateOnly),
		"2@x": "2004-01-05", "3@x": "2004-01-07", "4@x": "2004-01-10", "5@x": "2004-01-10",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestAncestors(t *testing.T) {
	tests := []struct {
		name, header string
		want         []string
	}{
		{"none", "Subject: x\n", nil},
		{"references", "References: <a@x>\n <b@x>\n", []string{"a@x", "b@x"}},
		{"only In-Reply-To", "In-Reply-To: Message of Monday <a@x> from <first.last@x>\n", []string{"a@x"}},
		{"both", "References: <a@x>\nIn-Reply-To: <b@x>\n", []string{"a@x", "b@x"}},
		{"both, known", "References: <a@x> <b@x>\nIn-Reply-To: <a@x>\n", []string{"a@x", "b@x"}},
		{"folded inside", "References: <a\n @x><b@x\n", []string{"a@x", "b@x"}},
		{"bare", "In-Reply-To: a@x\n", []string{"a@x"}},
		{"prose", "In-Reply-To: your mail\n", nil},
	}
	for _, tt := range tests {
		h, _ := readHeader([]byte(tt.header + "\n"))
		if d := cmp.Diff(tt.want, ancestors(h)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
	many := "References:" + strings.Repeat(" <a@x>", 500) + " <b@x>\n\n"
	h, _ := readHeader([]byte(many))
	if got := ancestors(h); len(got) != maxReferences || got[len(got)-1] != "b@x" {
		t.Errorf("%d of many references kept", len(got))
	}
}

func TestTitleAndAuthorFallBack(t *testing.T) {
	m := readMail(t, "Subject:  \n\nx\n")
	if m.Title != "(no subject)" || m.Author != "demo.delegate@example.org" {
		t.Errorf("title %q, author %q", m.Title, m.Author)
	}
	m = readMail(t, "Sender: First Last <first.last@example.org>\nSubject: "+strings.Repeat("é ", 400)+"\n\nx\n")
	if len(m.Title) > maxTitle || !strings.HasSuffix(m.Title, "…") || m.Author != "First Last" {
		t.Errorf("title of %d bytes %q, author %q", len(m.Title), m.Title, m.Author)
	}
}
