package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"asem.internal/avs/internal/fault"
)

// maxFile bounds the configuration file, in bytes.
const maxFile = 1 << 20

// Load reads the file at path, or only the defaults if path is empty, and lets
// environ, in the form of os.Environ, change them. A mistake anywhere gives a
// fault.Usage that names all of them; a file that cannot be read, fault.Failed.
func Load(path string, environ []string) (Config, error) {
	if path == "" {
		return Parse(nil, "", environ)
	}
	file, err := os.Open(path)
	if err != nil {
		return Config{}, cannotRead(path, err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return Config{}, cannotRead(path, err)
	}
	if len(data) > maxFile {
		return Config{}, fault.New(fault.Usage, "The configuration %s is larger than %s.", path, Size(maxFile))
	}
	return Parse(data, path, environ)
}

func cannotRead(path string, err error) error {
	return fault.New(fault.Failed, "The configuration %s cannot be read: %v.", path, err).Because(err)
}

// Parse reads a configuration; name is what its mistakes are reported under, a
// file's path. Keys that are left out have their default.
func Parse(data []byte, name string, environ []string) (Config, error) {
	c := Default()
	p := parser{name: name, config: &c}
	if err := p.file(data); err != nil {
		return Config{}, err
	}
	p.environment(environ)
	if len(p.mistakes) > 0 {
		return Config{}, fault.New(fault.Usage, "The configuration is not understood:\n%s", strings.Join(p.mistakes, "\n"))
	}
	return c, nil
}

// parser fills config and collects what is wrong.
type parser struct {
	name     string
	config   *Config
	lines    map[string]int // of each key in the file
	mistakes []string
}

// file takes in the values of the file. Its error is one of syntax, after which
// nothing more can be told.
func (p *parser) file(data []byte) error {
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		return p.malformed("This is not TOML", err)
	}
	var err error
	if p.lines, err = lines(data); err != nil {
		return p.malformed("A section is given as a value", err)
	}
	table := byName()
	found := flatten(values)
	names := slices.Collect(maps.Keys(found))
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(p.line(a)-p.line(b), strings.Compare(a, b))
	})
	for _, name := range names {
		known, ok := table[name]
		if !ok {
			p.unknown(name)
		} else if err := known.take(p.config, found[name]); err != nil {
			p.wrong(p.place(name), name, err)
		}
	}
	return nil
}

func (p *parser) malformed(what string, err error) error {
	var at *toml.DecodeError
	if !errors.As(err, &at) {
		return fault.New(fault.Usage, "%s: %s: %v.", p.name, what, err).Because(err)
	}
	row, column := at.Position()
	return fault.New(fault.Usage, "%s:%d: %s, at column %d: %s.", p.name, row, what, column,
		strings.TrimPrefix(at.Error(), "toml: ")).Because(err)
}

func (p *parser) wrong(place, name string, right error) {
	p.mistakes = append(p.mistakes, fmt.Sprintf("%s: The value of %s is not right: %v.", place, name, right))
}

// unknown names what would be right where a name means nothing.
func (p *parser) unknown(name string) {
	section, _ := key{name: name}.parts()
	where := "The file knows"
	if section != "" {
		where = "Section [" + section + "] knows"
	}
	var words []string
	for _, k := range keys() {
		if s, word := k.parts(); s == section {
			words = append(words, word)
		}
	}
	if section == "" {
		for _, s := range sections() {
			words = append(words, "["+s+"]")
		}
	}
	p.mistakes = append(p.mistakes, fmt.Sprintf("%s: There is no key %s. %s %s.", p.place(name), name, where, strings.Join(words, ", ")))
}

// line is where a key or, failing that, its section stands; 0 if nowhere.
func (p *parser) line(name string) int {
	if n, ok := p.lines[name]; ok {
		return n
	}
	section, _ := key{name: name}.parts()
	return p.lines[section]
}

func (p *parser) place(name string) string {
	if n := p.line(name); n > 0 {
		return fmt.Sprintf("%s:%d", p.name, n)
	}
	return p.name
}

// environment takes in variables. One that begins like a section's and is no
// key is a mistake; others with AVS_ are no business of the configuration.
func (p *parser) environment(environ []string) {
	table := map[string]key{}
	for _, k := range keys() {
		table[k.variable()] = k
	}
	for _, pair := range slices.Sorted(slices.Values(environ)) {
		name, value, _ := strings.Cut(pair, "=")
		if k, ok := table[name]; ok {
			if err := k.takeText(p.config, value); err != nil {
				p.wrong(name, k.name, err)
			}
			continue
		}
		for _, section := range sections() {
			if strings.HasPrefix(name, prefix+strings.ToUpper(section)+"_") {
				p.mistakes = append(p.mistakes, fmt.Sprintf("%s: There is no such key in section [%s].", name, section))
			}
		}
	}
}

func byName() map[string]key {
	table := map[string]key{}
	for _, k := range keys() {
		table[k.name] = k
	}
	return table
}

// sections lists the sections in the order of the example.
func sections() []string {
	var all []string
	for _, k := range keys() {
		if section, _ := k.parts(); section != "" && !slices.Contains(all, section) {
			all = append(all, section)
		}
	}
	return all
}

// flatten gives the values in sections their full names. A section that is not
// known stays as one value, and so does what is nested deeper.
func flatten(values map[string]any) map[string]any {
	flat := map[string]any{}
	for name, value := range values {
		section, ok := value.(map[string]any)
		if !ok || !slices.Contains(sections(), name) {
			flat[name] = value
			continue
		}
		for word, value := range section {
			flat[name+"."+word] = value
		}
	}
	return flat
}

// lines finds where each key stands. The library tells the places of keys for
// which there is no field, so it is given a struct with the sections and no
// field in them. Its error is that a section is something else than a table.
func lines(data []byte) (map[string]int, error) {
	var fields []reflect.StructField
	for _, section := range sections() {
		fields = append(fields, reflect.StructField{
			Name: strings.ToUpper(section), Type: reflect.TypeFor[struct{}](),
			Tag: reflect.StructTag(`toml:"` + section + `"`),
		})
	}
	empty := reflect.New(reflect.StructOf(fields)).Interface()
	err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(empty)
	found := map[string]int{}
	var missing *toml.StrictMissingError
	if !errors.As(err, &missing) {
		return found, err
	}
	for _, m := range missing.Errors {
		row, _ := m.Position()
		name := strings.Join(m.Key(), ".")
		if _, twice := found[name]; !twice {
			found[name] = row
		}
	}
	return found, nil
}
