package keyring

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// folder writes files under partners/ of a new key ring.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "partners"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, "partners", name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// wants compares the reports, "file:line: " and the beginning of the reason.
func wants(t *testing.T, r Ring, want ...string) {
	t.Helper()
	for i, f := range r.Faults {
		got := strings.ReplaceAll(f.String(), filepath.Dir(f.File)+string(filepath.Separator), "")
		if i >= len(want) || !strings.HasPrefix(got, want[i]) {
			t.Errorf("fault %d: %s", i, got)
		}
	}
	if len(r.Faults) < len(want) {
		t.Errorf("%d faults, want %q", len(r.Faults), want)
	}
}

func logins(r Ring) string {
	var all []string
	for _, l := range r.Lines {
		all = append(all, string(l.Partner)+"/"+string(l.Login))
	}
	return strings.Join(all, " ")
}

func TestWholeLine(t *testing.T) {
	r := Read(folder(t, map[string]string{
		"FI.keys": byteOrderMark + "# The Finnish delegates\r\n\r\n" +
			`delegate="demo.contact",name="Demo \"DC\"  Contact",mission="Brussels",roles="moderator:finance contact-point" ` +
			numbered(t, 1) + " her desk\r\n" +
			"\t Delegate=\"anne-marie.o1\" " + numbered(t, 2),
	}))
	wants(t, r)
	if !r.Whole || len(r.Lines) != 2 {
		t.Fatalf("%+v", r)
	}
	full, bare := r.Lines[0], r.Lines[1]
	key := full.Key
	full.Key, full.Fingerprint = nil, ""
	if want := (roster.Line{
		Login: "demo.contact", Name: `Demo "DC" Contact`, Partner: "FI", Mission: "Brussels", Comment: "her desk",
		Roles: []roster.Role{{Name: roster.ContactPoint}, {Name: roster.Moderator, Board: "finance"}},
	}); !reflect.DeepEqual(full, want) || len(key) == 0 {
		t.Errorf("got  %+v\nwant %+v", full, want)
	}
	if bare.Name != "Anne-Marie O1" || !reflect.DeepEqual(bare.Roles, []roster.Role{{Name: roster.Ordinary}}) {
		t.Errorf("%+v", bare)
	}
}

func TestBadLineStopsNothingElse(t *testing.T) {
	good := numbered(t, 1)
	for name, c := range map[string]struct{ line, want string }{
		"command":        {`command="sh",delegate="demo.one" ` + good, `The option "command" is not supported.`},
		"flag":           {`restrict,delegate="demo.one" ` + good, `The option "restrict" is not supported.`},
		"authority":      {`cert-authority,delegate="demo.one" ` + good, `The option "cert-authority" is not supported.`},
		"no delegate":    {good, "The line names no delegate."},
		"twice":          {`delegate="demo.one",delegate="demo.two" ` + good, "The option delegate stands twice."},
		"capitals":       {`delegate="Demo.One" ` + good, `The delegate "Demo.One" is not a login`},
		"hidden in name": {"delegate=\"demo.o\u200Dne\" " + good, "The delegate"},
		"empty":          {`delegate="" ` + good, `The delegate "" is not a login`},
		"unquoted":       {`delegate=demo.one ` + good, "The option delegate has no value in quotation marks."},
		"flag delegate":  {`delegate ` + good, "The option delegate has no value"},
		"role":           {`delegate="demo.one",roles="king" ` + good, `The role "king" is not a role`},
		"board role":     {`delegate="demo.one",roles="observer:finance" ` + good, `The role "observer:finance"`},
		"wide name":      {`delegate="demo.one",name="` + strings.Repeat("\u4E2D", 41) + `" ` + good, "The name is 82 columns wide"},
		"wide mission":   {`delegate="demo.one",mission="` + strings.Repeat("x", 41) + `" ` + good, "The mission is 41 columns wide"},
		"open quotation": {`delegate="demo.one,name="x" ` + good, "A quotation mark is opened"},
		"blanks":         {`delegate="demo.one", name="x" ` + good, "The ssh-ed25519 key on this line is damaged"},
		"not UTF-8":      {`delegate="demo.one",name="caf` + "\xE9" + `" ` + good, "The line is not UTF-8: byte 0xE9 at offset 29."},
		"long":           {`delegate="demo.one" ` + good + strings.Repeat(" x", MaxLine/2), "The line has"},
		"text":           {"please add me", "There is no public key on this line."},
		"type":           {`delegate="demo.one" ssh-rsa ` + strings.Fields(good)[1], "The ssh-rsa key on this line is damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			r := Read(folder(t, map[string]string{"FI.keys": c.line + "\n" + `delegate="demo.good" ` + numbered(t, 9)}))
			wants(t, r, "FI.keys:1: "+c.want)
			if got := logins(r); got != "FI/demo.good" || !r.Whole {
				t.Errorf("let in: %s, whole %v", got, r.Whole)
			}
		})
	}
}

func TestPrivateKeyIsToldOnceAndNeverRepeated(t *testing.T) {
	good := `delegate="demo.good" ` + numbered(t, 9)
	const secret = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0"
	for name, private := range map[string]string{
		"OpenSSH":     "-----BEGIN OPENSSH PRIVATE KEY-----\n" + secret + "\n" + secret + "\n-----END OPENSSH PRIVATE KEY-----\n",
		"without end": "-----BEGIN RSA PRIVATE KEY-----\n" + secret + "\n" + secret + "\n",
		"PuTTY": "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 1\n" + secret +
			"\nPrivate-Lines: 1\n" + secret + "\nPrivate-MAC: 00\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := Read(folder(t, map[string]string{"FI.keys": private + good}))
			wants(t, r, "FI.keys:1: A PRIVATE KEY STANDS HERE.")
			if got := logins(r); got != "FI/demo.good" {
				t.Errorf("let in: %s", got)
			}
			if len(r.Faults) > 0 && strings.Contains(r.Faults[0].String(), secret) {
				t.Error("the report repeats the key")
			}
		})
	}
}

func TestContradictions(t *testing.T) {
	one, two, three := numbered(t, 1), numbered(t, 2), numbered(t, 3)
	r := Read(folder(t, map[string]string{
		"FI.keys": strings.Join([]string{
			`delegate="demo.one",name="Demo One",roles="delegate moderator" ` + one,
			`delegate="demo.two" ` + one,
			`delegate="demo.one",name="Demo One",roles="moderator delegate" ` + one,
			`delegate="demo.one",name="Demo Uno",roles="moderator delegate" ` + two,
			`delegate="demo.one",name="Demo One",mission="Jakarta",roles="moderator delegate" ` + two,
			`delegate="demo.one",name="Demo One" ` + two,
			`delegate="demo.one",roles="moderator,delegate" ` + two,
		}, "\n"),
		"VN.keys": `delegate="demo.one",name="Demo One",roles="moderator delegate" ` + three + "\n" + `delegate="demo.vn" ` + three,
	}))
	wants(t, r,
		"FI.keys:2: This key stands already at FI.keys:1.",
		"FI.keys:3: This key stands already at FI.keys:1.",
		`FI.keys:4: Of delegate demo.one this line says another name than FI.keys:1, which says "Demo One".`,
		`FI.keys:5: Of delegate demo.one this line says another mission than FI.keys:1, which says "".`,
		`FI.keys:6: Of delegate demo.one this line says another list of roles than FI.keys:1, which says "delegate moderator".`,
		`VN.keys:1: The delegate demo.one is accredited by FI at FI.keys:1.`,
	)
	if got := logins(r); got != "FI/demo.one FI/demo.one VN/demo.vn" {
		t.Errorf("let in: %s", got)
	}
}

func TestTooManyKeysOfOne(t *testing.T) {
	var lines []string
	for n := range roster.MaxCredentials + 1 {
		lines = append(lines, `delegate="demo.one" `+numbered(t, byte(n)))
	}
	r := Read(folder(t, map[string]string{"FI.keys": strings.Join(lines, "\n")}))
	wants(t, r, "FI.keys:17: The delegate demo.one has 16 keys already")
	if len(r.Lines) != roster.MaxCredentials {
		t.Errorf("%d lines", len(r.Lines))
	}
}

func TestFiles(t *testing.T) {
	good := `delegate="demo.good" ` + numbered(t, 9)
	dir := folder(t, map[string]string{
		".gitkeep": "", "README.md": "no key", "FI.keys": good,
		"US.keys": good, "vn.keys": good, "FI.keys~": good, "JP.keys": "\xFF\xFEd\x00", "CN.keys": strings.Repeat("#\n", MaxFile/2+1),
	})
	if err := os.Mkdir(filepath.Join(dir, "partners", "SE.keys"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "partners", "DK.keys")); err != nil {
		t.Fatal(err)
	}
	r := Read(dir)
	wants(t, r,
		"CN.keys: The file is larger than 1 MiB.",
		"DK.keys: The file cannot be read: no such file or directory.",
		"FI.keys~: The file is not read: its name does not end in .keys.",
		"JP.keys: The file is in UTF-16.",
		"SE.keys: This is not a file.",
		`US.keys: The file is not read: "US" is not the code`,
		"vn.keys: The file is not read: codes are written in capitals. Name it VN.keys.",
	)
	if got := logins(r); got != "FI/demo.good" || r.Whole {
		t.Errorf("let in: %s, whole %v", got, r.Whole)
	}
	if !reflect.DeepEqual(r, Read(dir)) {
		t.Error("reading twice gives two rings")
	}
}

func TestMissingFolder(t *testing.T) {
	r := Read(filepath.Join(t.TempDir(), "keys"))
	wants(t, r, "partners: The folder cannot be read: no such file or directory.")
	if r.Whole || len(r.Lines) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestReportsAreBounded(t *testing.T) {
	r := Read(folder(t, map[string]string{"FI.keys": strings.Repeat("nonsense\n", MaxFaults+7)}))
	if n := len(r.Faults); n != MaxFaults+1 || r.Faults[n-1].Reason != "7 more lines are wrong." {
		t.Errorf("%d faults, last %v", n, r.Faults[n-1])
	}
}

// TestRepositoryRing keeps the ring that is delivered empty and free of faults.
func TestRepositoryRing(t *testing.T) {
	r := Read(filepath.Join("..", "..", "keys"))
	if len(r.Lines) > 0 || len(r.Faults) > 0 || !r.Whole {
		t.Errorf("keys/ of the repository lets in %s; faults %v", logins(r), r.Faults)
	}
}

func FuzzLine(f *testing.F) {
	key := numbered(f, 1)
	for _, seed := range []string{
		"", "#", key, `delegate="demo.one",name="N",mission="M",roles="observer moderator:finance" ` + key + " c",
		`delegate="demo.one",name="\"\\" ` + key, "-----BEGIN OPENSSH PRIVATE KEY-----", `delegate="a.b" ssh-dss AAAA`,
		"delegate=\"a.b\",name=\"\x1b[31m\u202E\" " + key, `delegate="a.b",roles=" , " ` + key, `"=" ` + key, `delegate=" ` + key,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		line, fault := parseLine("FI", text)
		if line == nil {
			if fault != nil && fault.What == "" {
				t.Error("a fault without a reason")
			}
			return
		}
		if fault != nil {
			t.Fatalf("%q gives a line and a fault", text)
		}
		if _, err := asem.ParseLogin(string(line.Login)); err != nil {
			t.Error(err)
		}
		for _, s := range []string{line.Name, line.Mission, line.Comment} {
			if plain.Line(s) != s {
				t.Errorf("%q is not clean", s)
			}
		}
		if line.Name == "" || len(line.Roles) == 0 || line.Partner != "FI" {
			t.Errorf("%+v", line)
		}
	})
}
