package command

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// TestFieldsAreNamed finds each field of an answer to a program in the list of doc.go.
func TestFieldsAreNamed(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(doc), "# Fields")
	list, _, ok := strings.Cut(rest, "# Bounds")
	if !ok {
		t.Fatal("doc.go has no list of fields")
	}
	named := map[string]bool{"error": true} // what went wrong, described above the list
	for _, word := range strings.FieldsFunc(string(doc)[:len(doc)-len(rest)]+list, notAField) {
		named[word] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			for _, field := range fieldsIn(t, file) {
				if !named[field] {
					t.Errorf("%s: doc.go does not name the field %q", file, field)
				}
			}
		}
	}
}

func notAField(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
}

// fieldsIn are the names that the fields of structures have in JSON.
func fieldsIn(t *testing.T, file string) (names []string) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok && f.Tag != nil {
			tag, err := strconv.Unquote(f.Tag.Value)
			if err != nil {
				t.Fatal(err)
			}
			if name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ","); name != "" {
				names = append(names, name)
			}
		}
		return true
	})
	return names
}
