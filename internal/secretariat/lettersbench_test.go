package secretariat_test

import (
	"fmt"
	"testing"

	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// BenchmarkLetters turns the first page of a folder of many letters, half of which the
// reader kept, and counts what is new. The page is to cost what it shows.
func BenchmarkLetters(b *testing.B) {
	for _, many := range []int{200, 5000} {
		h := newHouse(b, nil)
		author := h.accredit("first.author", "FI", "delegate")
		reader := h.accredit("second.reader", "VN", "delegate", "contact-point", "coordinator")
		to := []roster.Address{"VN", "second.reader", "@contact-points", "@all"}
		for i := range many {
			p, err := author.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: to[i%4 : i%4+1], Subject: "Subject", Text: "Text."})
			must(b, err)
			if i%2 == 0 {
				must(b, reader.PutLetter(p.Number, secretariat.FolderKept))
			}
		}
		for _, f := range []secretariat.Folder{secretariat.FolderIn, secretariat.FolderKept} {
			b.Run(fmt.Sprintf("%s of %d", f, many), func(b *testing.B) {
				for b.Loop() {
					page, err := reader.Letters(f, secretariat.Page{})
					must(b, err)
					if len(page.Rows) != secretariat.DefaultLimit {
						b.Fatalf("%d rows", len(page.Rows))
					}
				}
			})
		}
		b.Run(fmt.Sprintf("one of %d", many), func(b *testing.B) {
			for b.Loop() {
				_, err := reader.Letter(3)
				must(b, err)
			}
		})
	}
}
