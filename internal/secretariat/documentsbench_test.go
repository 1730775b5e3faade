package secretariat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// BenchmarkDocuments lists pages out of five thousand documents, of which one in ten
// reaches whoever asks.
func BenchmarkDocuments(b *testing.B) {
	r := newRegistry(b)
	in, err := r.author.TakeIn(b.Context(), "", "", strings.NewReader("Text."))
	if err != nil {
		b.Fatal(err)
	}
	defer in.Release()
	for i := range 5000 {
		r.Clock.Advance(time.Second)
		posted, err := r.author.DraftDocument("", document.Paper{Series: "SOM", Title: fmt.Sprint("Paper ", i), Files: []document.File{in.File}})
		if err != nil {
			b.Fatal(err)
		}
		to := roster.Address("VN")
		if i%10 == 0 {
			to = roster.Everybody
		}
		if _, err := r.author.IssueDocument(b.Context(), "", document.Issue{Number: posted.Number, To: []roster.Address{to}}); err != nil {
			b.Fatal(err)
		}
	}
	for name, scope := range map[string]secretariat.DocumentScope{"all": {}, "series": {Series: "ASEM/SOM"}, "pillar": {Pillar: asem.Political}, "new": {New: true}} {
		for who, desk := range map[string]*secretariat.Desk{"one in ten": r.bystander, "every one": r.other} {
			b.Run(name+", "+who, func(b *testing.B) {
				for b.Loop() {
					if _, err := desk.Documents(scope, secretariat.Page{Limit: 25}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	b.Run("waiting", func(b *testing.B) {
		for b.Loop() {
			if _, err := r.other.Waiting(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
