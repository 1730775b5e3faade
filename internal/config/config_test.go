package config

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/fault"
)

func TestExampleIsTheDefault(t *testing.T) {
	example := string(Example())
	for name, text := range map[string]string{
		"as written":   example,
		"all taken in": uncommented(example),
	} {
		c, err := Parse([]byte(text), "avs.toml", nil)
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		if !reflect.DeepEqual(c, Default()) {
			t.Errorf("%s: %+v", name, c)
		}
	}
	for line := range strings.SplitSeq(example, "\n") {
		if len(line) > 80 {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
}

// uncommented takes the # from every key of the example.
func uncommented(example string) string {
	lines := strings.Split(example, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "# ") && line != "#" {
			lines[i] = line[1:]
		}
	}
	return strings.Join(lines, "\n")
}

// TestEveryFieldHasOneKey walks Config, so that no field is left without a key,
// a comment and an effect.
func TestEveryFieldHasOneKey(t *testing.T) {
	c := Default()
	fields := map[any]string{}
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		for i := range v.NumField() {
			name := path + "." + v.Type().Field(i).Name
			if f := v.Field(i); f.Kind() == reflect.Struct {
				walk(f, name)
			} else {
				fields[f.Addr().Interface()] = name
			}
		}
	}
	walk(reflect.ValueOf(&c).Elem(), "Config")
	example := string(Example())
	for _, k := range keys() {
		field := k.field(&c)
		if fields[field] == "" {
			t.Errorf("%s: its field has another key too, or is none", k.name)
		}
		delete(fields, field)
		if len(k.about) < 30 || !strings.HasSuffix(k.about, ".") {
			t.Errorf("%s: says nothing: %q", k.name, k.about)
		}
		if !strings.Contains(example, k.variable()) {
			t.Errorf("%s: not in the example", k.name)
		}
		if err := k.takeText(&c, strings.Trim(k.literal(&c), `"`)); err != nil {
			t.Errorf("%s: its default is out of its bounds: %v", k.name, err)
		}
	}
	for _, name := range fields {
		t.Errorf("%s has no key", name)
	}
}

func TestParse(t *testing.T) {
	c, err := Parse([]byte(`
listen = "[::]:22"
[ssh]
postquantum = false
screen_idle = "90m"
connections = 10
[posts]
per_day = 7
[import]
message = "2 MiB"
[log]
level = "debug"
`), "avs.toml", []string{"AVS_POSTS_PER_DAY=8", "AVS_SSH_POSTQUANTUM=true", "AVS_DATA=/srv/a=b", "AVS_SHARED=x", "HOME=/root",
		"AVS_IMPORT_MESSAGE=3MiB", "AVS_CONFIG=avs.toml"})
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Listen, want.Data = "[::]:22", "/srv/a=b"
	want.SSH.ScreenIdle, want.SSH.Connections = 90*time.Minute, 10
	want.Posts.PerDay, want.Import.Message, want.Log.Level = 8, 3<<20, slog.LevelDebug
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	_, err := Parse([]byte(`listen = "here"
data = ""
colour = "red"

[ssh]
idle = "1h"
postquantum = "yes"
login_grace = 20
connections = 0
screen_idle = "1 week"
[ssh.deeper]
x = 1

[post]
per_day = 1
[import]
message = "64 kB"
[log]
level = "INFO"
`), "avs.toml", []string{"AVS_POSTS_PER_YEAR=1", "AVS_DRAFTS_EVERY=5", "AVS_POSTS_PER_DAY=many"})
	if fault.KindOf(err) != fault.Usage {
		t.Fatal(err)
	}
	for _, want := range []string{
		`avs.toml:1: The value of listen is not right: write an address and a port`,
		`avs.toml:2: The value of data is not right: write the path of a folder`,
		`avs.toml:3: There is no key colour. The file knows listen, host, data, keys, [ssh], [posts]`,
		`avs.toml:6: There is no key ssh.idle. Section [ssh] knows postquantum, login_grace,`,
		`avs.toml:7: The value of ssh.postquantum is not right: write true or false, without quotation marks.`,
		`avs.toml:8: The value of ssh.login_grace is not right: write a duration from "1s" to "10m", with its unit h, m or s.`,
		`avs.toml:9: The value of ssh.connections is not right: write a whole number from 1 to 1048576, without`,
		`avs.toml:10: The value of ssh.screen_idle is not right: write a duration from "1m" to "8760h"`,
		`avs.toml:11: There is no key ssh.deeper.`,
		`avs.toml:14: There is no key post. The file knows`,
		`avs.toml:17: The value of import.message is not right: write a size from "1 KiB" to "1 GiB", with its unit B, KiB,`,
		`avs.toml:19: The value of log.level is not right: write "debug", "info", "warn" or "error".`,
		`AVS_POSTS_PER_YEAR: There is no such key in section [posts].`,
		`AVS_DRAFTS_EVERY: The value of drafts.every is not right`,
		`AVS_POSTS_PER_DAY: The value of posts.per_day is not right`,
	} {
		if !strings.Contains(err.Error(), "\n"+want) {
			t.Errorf("missing: %s", want)
		}
	}
	if n := strings.Count(err.Error(), "\n"); n != 15 {
		t.Errorf("%d mistakes told", n)
	}
	if t.Failed() {
		t.Log(err)
	}
}

func TestNotTOML(t *testing.T) {
	for text, want := range map[string]string{
		"listen = \n":                         "avs.toml:1: This is not TOML, at column ",
		"a = 1\na = 2\n":                      "avs.toml:2: This is not TOML",
		"data = \"x\"\nssh = 5\n":             "avs.toml:2: A section is given as a value, at column ",
		"[[ssh]]\nidle = 1\n":                 "avs.toml:1: A section is given as a value",
		"data = \"caf\xE9\"\n":                "avs.toml:1: This is not TOML",
		strings.Repeat("a.", 20000) + "b = 1": "",
	} {
		_, err := Parse([]byte(text), "avs.toml", nil)
		if fault.KindOf(err) != fault.Usage || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.30q: %.200v", text, err)
		}
	}
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "avs.toml")
	if _, err := Load(path, nil); fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), path) {
		t.Error(err)
	}
	if err := os.WriteFile(path, Example(), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := Load(path, []string{"AVS_LISTEN=:2200"}); err != nil || c.Listen != ":2200" {
		t.Error(c, err)
	}
	if c, err := Load("", nil); err != nil || !reflect.DeepEqual(c, Default()) {
		t.Error(c, err)
	}
	if err := os.WriteFile(path, make([]byte, maxFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path, nil); err == nil || !strings.Contains(err.Error(), "larger than 1 MiB") {
		t.Error(err)
	}
}

func TestSize(t *testing.T) {
	for text, want := range map[string]Size{"0 B": 0, "1 KiB": 1024, "64KiB": 65536, "3 MiB": 3 << 20, "1 GiB": 1 << 30, "1500 B": 1500} {
		got, err := ParseSize(text)
		if err != nil || got != want {
			t.Errorf("%s: %d, %v", text, got, err)
		}
		if again, err := ParseSize(got.String()); err != nil || again != got {
			t.Errorf("%s is written %s", text, got)
		}
	}
	for _, text := range []string{"", "5", "5 kB", "-1 B", "1.5 MiB", "99999999999 GiB", "KiB"} {
		if got, err := ParseSize(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Example())
	f.Add([]byte(uncommented(string(Example()))))
	f.Add([]byte("[ssh]\nidle = {a = [1, 2]}\n\"x.y\" = 1979-05-27\n[ssh.a.b]\n[[x]]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse(data, "avs.toml", nil)
		if err != nil {
			if fault.KindOf(err) != fault.Usage {
				t.Fatal(err)
			}
			return
		}
		if c.SSH.Connections < 1 || c.SSH.ScreenIdle < time.Minute || c.Data == "" || c.Import.Message < 1<<10 {
			t.Fatalf("a value out of its bounds was taken: %+v", c)
		}
	})
}

func TestHost(t *testing.T) {
	for _, good := range []string{"", "avs.example.org", "192.0.2.7", "2001:db8::7"} {
		if c, err := Parse([]byte(fmt.Sprintf("host = %q", good)), "avs.toml", nil); err != nil || c.Host != good {
			t.Errorf("%q: %q, %v", good, c.Host, err)
		}
	}
	for _, bad := range []string{`"two words"`, `"a;b"`, "7", `"x\nHost *"`} {
		if _, err := Parse([]byte("host = "+bad), "avs.toml", nil); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

// TestHours are taken in any order, each once, and none is none at all.
func TestHours(t *testing.T) {
	for text, want := range map[string]string{"48h, 24h, 2h": "48h, 24h, 2h", "1h,72h": "72h, 1h", "": "", "120m": "2h"} {
		c, err := Parse([]byte(fmt.Sprintf("[procedures]\nreminders = %q\n", text)), "avs.toml", nil)
		if err != nil || c.Procedures.Reminders.String() != want {
			t.Errorf("%q: %q, %v", text, c.Procedures.Reminders, err)
		}
	}
	for _, value := range []string{`"90m"`, `"2h, 2h"`, `"soon"`, `"2h,"`, `",2h"`, `"-1h"`, `"9000h"`, `48`, `["48h"]`, `"1h,2h,3h,4h,5h,6h,7h,8h,9h,10h,11h"`} {
		if _, err := Parse([]byte("[procedures]\nreminders = "+value+"\n"), "avs.toml", nil); err == nil || !strings.Contains(err.Error(), `as in "48h, 2h"`) {
			t.Errorf("%s: %v", value, err)
		}
	}
}
