package word

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func texts(s string) (list []string) {
	for _, w := range All(s) {
		list = append(list, w.Text)
	}
	return list
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"The European Union's role":                        "the european union s role",
		"L'Union européenne":                               "l union europeenne",
		"Łódź, Århus and Þingvellir":                       "lodz arhus and thingvellir",
		"Straße STRASSE":                                   "strasse strasse",
		"Ελλάδα ΕΛΛΆΔΑΣ":                                   "ελλαδα ελλαδασ",
		"Ещё ёлка й":                                       "еще елка и",
		"ASEM/SOM/2006/12 REV 1":                           "asem som 2006 12 rev 1",
		"sched_setattr(2) 3.14":                            "sched_setattr 2 3.14",
		"\u0645\u064f\u062d\u064e\u0645\u064e\u0651\u062f": "\u0645\u062d\u0645\u062f", // vowel signs
		"٢٠٠٦ २००६ ２００６":                                   "2006 2006 2006",
		"ＡＳＥＭ ﬁnance":                                      "asem finance",
		"हिन्दी भाषा":                                      "हिन्दी भाषा",
		"日本語":                                              "日本 本語 語",
		"日":                                                "日",
		"東京2006年に":                                         "東京 京 2006 年に に",
		"ﾃｽﾄ":                                              "テス スト ト",
		"한국어 말":                                            "한국 국어 어 말",
		"สวัสดี":                                           "สวั วัส สดี ดี",
		"  ,.!? \n":                                        "",
	} {
		if got := strings.Join(texts(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestThaiByCharacters(t *testing.T) {
	// A vowel sign stays with its consonant, so that no pair begins with half a character.
	for _, w := range All("ประเทศไทย") {
		if !w.Paired || !utf8.ValidString(w.Text) {
			t.Errorf("%+v", w)
		}
	}
}

func TestPlaces(t *testing.T) {
	text := "Über die 日本語 l’été"
	for i, w := range All(text) {
		if w.Pos != i {
			t.Errorf("%q is at %d, want %d", w.Text, w.Pos, i)
		}
		if w.Text == "ete" && text[w.Start:w.End] != "été" || w.Text == "本語" && text[w.Start:w.End] != "本語" {
			t.Errorf("%q stands at %q", w.Text, text[w.Start:w.End])
		}
	}
}

func TestStems(t *testing.T) {
	for _, c := range []struct {
		word string
		in   Language
		want string
	}{
		{"policies", "en", "polici"}, {"policy", "en", "polici"}, {"union", "en", ""},
		{"états", "fr", "etat"}, {"ministres", "fr", "ministr"}, {"Verhandlungen", "de", "verhandl"},
		{"министров", "ru", "министр"}, {"ministers", "ru", ""}, {"日本", "en", ""}, {"kokouksessa", "fi", "kokouks"},
	} {
		if got := All(c.word)[0].Stem(c.in); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.word, c.in, got, c.want)
		}
	}
}

func TestLanguages(t *testing.T) {
	english := "The ministers agreed that the dialogue between both regions should be continued on all levels, and that the next meeting would take place in the autumn of the coming year.\n\n"
	french := "Les ministres sont convenus de poursuivre le dialogue entre les deux régions à tous les niveaux, et de se réunir de nouveau à l'automne de l'année prochaine dans la capitale.\n\n"
	polish := "Ministrowie zgodzili się, że dialog między obydwoma regionami powinien być kontynuowany na wszystkich szczeblach, a następne spotkanie odbędzie się jesienią przyszłego roku.\n\n"
	for _, c := range []struct {
		name, text string
		want       []Language
	}{
		{"English", strings.Repeat(english, 9), []Language{"en"}},
		{"French", french, []Language{"fr"}},
		{"without stems", polish, []Language{""}},
		{"two", english + english + french + french, []Language{"en", "fr"}},
		{"short", "Agreed.", []Language{""}},
		{"nothing", "", []Language{""}},
	} {
		var got []Language
		for _, s := range Languages(c.text) {
			got = append(got, s.Language)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzEach(f *testing.F) {
	for _, s := range []string{"a b", "日本語", "L'é\xff", "\u0e33\u0e33", "ﷺ", "İıß", strings.Repeat("x", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pos, start := 0, 0
		Each(text, func(w Word) {
			if w.Pos != pos || w.Start < start || w.End <= w.Start || w.End > len(text) || w.Text == "" || len(w.Text) > 2*MaxWord {
				t.Fatalf("%+v after %d, %d", w, pos, start)
			}
			pos, start = pos+1, w.Start
			for _, l := range w.Languages() {
				_ = w.Stem(l)
			}
		})
		_ = Languages(text)
	})
}
