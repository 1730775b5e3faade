package backup

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"asem.internal/avs/internal/fault"
)

var sample = map[string]string{"state.db": strings.Repeat("state ", 40_000), "blobs.db": "", "keys/partners/FI.keys": "a key\n"}

var order = []string{"keys/partners/FI.keys", "state.db", "blobs.db"}

func sources() (list []Source) {
	for _, name := range order {
		list = append(list, Source{File{name, int64(len(sample[name]))}, func(w io.Writer) error {
			_, err := io.WriteString(w, sample[name])
			return err
		}})
	}
	return list
}

var made = Manifest{Version: "v1", At: time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC), Entries: 7, Checkpoint: "sealed"}

func written(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, made, sources()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type placing struct{ bytes.Buffer }

func (*placing) Close() error { return nil }

// taken reads a backup into memory.
func taken(content []byte) (m Manifest, files map[string]string, err error) {
	placed := map[string]*placing{}
	m, err = Read(bytes.NewReader(content), func(Manifest) error { return nil }, func(f File) (io.WriteCloser, error) {
		placed[f.Name] = new(placing)
		return placed[f.Name], nil
	})
	files = map[string]string{}
	for name, p := range placed {
		files[name] = p.String()
	}
	return m, files, err
}

func TestRoundTrip(t *testing.T) {
	m, files, err := taken(written(t))
	if err != nil {
		t.Fatal(err)
	}
	if m.Format != formatNow || m.Entries != 7 || m.Checkpoint != "sealed" || !m.At.Equal(made.At) || len(m.Files) != 3 || m.Bytes() != 240_006 {
		t.Errorf("%+v", m)
	}
	for name, want := range sample {
		if files[name] != want {
			t.Errorf("%s has %d bytes, want %d", name, len(files[name]), len(want))
		}
	}
	if !bytes.Equal(written(t), written(t)) {
		t.Error("the same gives other bytes")
	}
}

func TestWhoeverLiesAboutLengthIsRefused(t *testing.T) {
	for _, wrong := range []int64{3, 9} {
		short := []Source{{File{"state.db", wrong}, func(w io.Writer) error { _, err := io.WriteString(w, "seven b"); return err }}}
		if err := Write(io.Discard, made, short); err == nil {
			t.Errorf("seven bytes passed for %d", wrong)
		}
	}
	failing := errors.New("the disk is gone")
	if err := Write(io.Discard, made, []Source{{File{"state.db", 1}, func(io.Writer) error { return failing }}}); !errors.Is(err, failing) {
		t.Error(err)
	}
}

// TestCut refuses a backup that lacks its end, wherever it was cut.
func TestCut(t *testing.T) {
	whole := written(t)
	for cut := range len(whole) {
		if _, _, err := taken(whole[:cut]); err == nil {
			t.Fatalf("a backup of %d bytes passed without its last %d", len(whole), len(whole)-cut)
		}
	}
	if _, _, err := taken(whole[:len(whole)/2]); fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), "was cut off, at ") {
		t.Error(err)
	}
}

// TestFlipped refuses a backup with any byte changed, or gives what was backed up: some
// bits of a container carry nothing.
func TestFlipped(t *testing.T) {
	whole := written(t)
	random := rand.New(rand.NewPCG(7, 7))
	for at := range whole {
		changed := bytes.Clone(whole)
		changed[at] ^= byte(1 << random.IntN(8))
		_, files, err := taken(changed)
		if err != nil {
			continue
		}
		for name, want := range sample {
			if files[name] != want {
				t.Fatalf("byte %d: %s is another one", at, name)
			}
		}
	}
}

// packed is a backup made by somebody else, of names and contents.
func packed(t *testing.T, headers []tar.Header, contents []string) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	for i, h := range headers {
		h.Size = int64(len(contents[i]))
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, contents[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestStrangeBackups(t *testing.T) {
	manifest := func(files string) string { return fmt.Sprintf(`{"format":1,"files":[%s]}`, files) }
	one := `{"name":"state.db","bytes":3}`
	m, s, d := tar.Header{Name: manifestName}, tar.Header{Name: "state.db"}, tar.Header{Name: digestsName}
	for name, c := range map[string]struct {
		content []byte
		kind    fault.Kind
		says    string
	}{
		"nothing":        {nil, fault.Usage, "no backup of avs"},
		"a text":         {[]byte(strings.Repeat("Dear colleagues,\n", 99)), fault.Usage, "no backup of avs"},
		"another tar":    {packed(t, []tar.Header{{Name: "a"}}, []string{"a"}), fault.Usage, "no backup of avs"},
		"newer":          {packed(t, []tar.Header{m}, []string{`{"format":2,"version":"v9"}`}), fault.Usage, `format 2; this version of avs knows format 1. Restore it with the version that wrote it, "v9"`},
		"no manifest":    {packed(t, []tar.Header{m}, []string{`{`}), fault.Failed, "damaged, at MANIFEST.json"},
		"missing":        {packed(t, []tar.Header{m}, []string{manifest(one)}), fault.Failed, "cut off, at state.db"},
		"another name":   {packed(t, []tar.Header{m, {Name: "../state.db"}}, []string{manifest(one), "abc"}), fault.Failed, "damaged, at state.db"},
		"longer":         {packed(t, []tar.Header{m, s, d}, []string{manifest(one), "abcd", ""}), fault.Failed, "damaged, at state.db"},
		"a link":         {packed(t, []tar.Header{m, {Name: "state.db", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}}, []string{manifest(`{"name":"state.db","bytes":0}`), ""}), fault.Failed, "damaged, at state.db"},
		"no digests":     {packed(t, []tar.Header{m, s}, []string{manifest(one), "abc"}), fault.Failed, "cut off, at SHA256SUMS"},
		"other digests":  {packed(t, []tar.Header{m, s, d}, []string{manifest(one), "abc", digestLine(make([]byte, 32), "state.db")}), fault.Failed, "damaged, at state.db"},
		"something more": {append(written(t), packed(t, []tar.Header{s}, []string{strings.Repeat("more", 1<<18)})...), fault.Failed, "damaged, at its end"},
	} {
		_, _, err := taken(c.content)
		if fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestChangedAtTheBeginning: a byte that is changed there, so that not even the first header
// can be read, is told from a file that never was a backup.
func TestChangedAtTheBeginning(t *testing.T) {
	whole := written(t)
	for at := 4; at < min(len(whole), 700); at++ { // behind the magic number
		changed := slices.Clone(whole)
		changed[at] ^= 0x55
		if _, _, err := taken(changed); err != nil && fault.KindOf(err) != fault.Failed {
			t.Errorf("byte %d: %v", at, err)
		}
	}
}

// TestWhoPlacesSaysWhatFailed: a disk that is full is not taken for a broken backup.
func TestWhoPlacesSaysWhatFailed(t *testing.T) {
	full := errors.New("no space left on device")
	for _, place := range []func(File) (io.WriteCloser, error){
		func(File) (io.WriteCloser, error) { return nil, full },
		func(File) (io.WriteCloser, error) { return failing{full}, nil },
	} {
		if _, err := Read(bytes.NewReader(written(t)), func(Manifest) error { return nil }, place); !errors.Is(err, full) {
			t.Error(err)
		}
	}
	if _, err := Read(bytes.NewReader(written(t)), func(Manifest) error { return full }, nil); !errors.Is(err, full) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
func (f failing) Close() error              { return nil }

func FuzzRead(f *testing.F) {
	f.Add(written(f))
	f.Add([]byte("Dear colleagues"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<16 {
			return
		}
		_, files, err := taken(content)
		if err == nil && files == nil {
			t.Error("neither files nor an error")
		}
	})
}
