package secretariat_test

import (
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// TestAResultReachesTheBoardOfItsCluster where the initiative has no discussion, of its own
// pillar if there is one that is open.
// Source: Helsinki Declaration 2006, Annex, II.3 (the dissemination of their results).
func TestAResultReachesTheBoardOfItsCluster(t *testing.T) {
	w := newWorkshop(t)
	result := func(pillar asem.Pillar, cluster ...asem.ClusterID) asem.BoardID {
		t.Helper()
		p, err := w.finn.ProposeInitiative("", initiative.Propose{Title: "Quiet", Pillars: []asem.Pillar{pillar}, Clusters: cluster, Aims: "Aims."})
		if err == nil {
			_, err = w.finn.WriteInitiative("", initiative.Write{Number: p.Number, Form: initiative.Result, Title: "A result", Text: "Said."})
		}
		if err != nil {
			t.Fatal(err)
		}
		posted := w.of(p.Number).Writings[1].Post
		if posted == 0 {
			return ""
		}
		post, err := w.observer.Post(posted)
		if err != nil || post.Title != "A result" || post.Text != "Said." {
			t.Errorf("%+v, %v", post, err)
		}
		return post.Board
	}
	if b := result(asem.SocialCultural, "multilateralism"); b != "culture" {
		t.Errorf("it reached %s", b)
	}
	if err := w.coordinator.CloseBoard("culture", true, ""); err != nil {
		t.Fatal(err)
	}
	if b := result(asem.SocialCultural, "multilateralism"); b != "interfaith" {
		t.Errorf("where the first is closed it reached %s", b)
	}
	if b := result(asem.Political, "human-resources"); b != "labour" {
		t.Errorf("of no board in its pillar it reached %s", b)
	}
	if b := result(asem.Economic); b != "" {
		t.Errorf("of no cluster it reached %s", b)
	}
}

// TestAFacilityHasABoard of its own once it is endorsed: its discussion moves there and what
// was read of that stays read; its reports and results go onto it.
// Source: Helsinki Declaration 2006, Annex, I.2 (Sectoral and Thematic Dialogue Facilities).
func TestAFacilityHasABoard(t *testing.T) {
	w := newWorkshop(t)
	propose := func(title string, board asem.BoardID) asem.Number {
		t.Helper()
		p, err := w.finn.ProposeInitiative("", initiative.Propose{Title: title, Facility: initiative.Sectoral, Every: 3, Board: board, Pillars: []asem.Pillar{asem.Economic},
			Clusters: []asem.ClusterID{"multilateralism"}, Aims: "To talk."})
		if err != nil {
			t.Fatal(err)
		}
		w.act(w.coordinator, initiative.Advance{Number: p.Number, Stage: initiative.Endorsed})
		w.act(w.finn, initiative.Advance{Number: p.Number, Stage: initiative.UnderWay})
		return p.Number
	}
	write := func(n asem.Number, form initiative.Form, title string) secretariat.PostView {
		t.Helper()
		if _, err := w.finn.WriteInitiative("", initiative.Write{Number: n, Form: form, Title: title, Text: "It goes on."}); err != nil {
			t.Fatal(err)
		}
		v := w.of(n)
		p, err := w.observer.Post(v.Writings[len(v.Writings)-1].Post)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	n := propose("Water & 水: dialogue", "finance")
	v := w.of(n)
	board, err := w.observer.Board("facility-water-dialogue")
	if err != nil || v.Standing != board.ID || v.Board != board.ID || board.Title != v.Title || board.Pillar != asem.Economic || !slices.Equal(board.Clusters, v.Clusters) || !strings.Contains(board.About, n.String()) {
		t.Fatalf("%+v, %+v, %v", v, board, err)
	}
	if p, err := w.observer.Post(v.Topic); err != nil || p.Board != board.ID {
		t.Errorf("its discussion is on %s, %v", p.Board, err)
	}
	if p := write(n, initiative.Report, ""); p.Topic != v.Topic || p.Board != board.ID || p.Text != "It goes on." {
		t.Errorf("a report: %+v", p)
	}
	again := propose("Water dialogue", "")
	numbered := asem.BoardID("facility-" + again.String()[1:])
	if v := w.of(again); v.Standing != numbered || v.Topic != 0 {
		t.Errorf("of the same name: %+v", v)
	}
	if p := write(again, initiative.Report, ""); p.Board != numbered || p.Topic != p.Number || p.Title != "Water dialogue, 2026-09-10" {
		t.Errorf("a report without a discussion: %+v", p)
	}
	if p := write(again, initiative.Result, "A result"); p.Board != numbered || p.Title != "A result" {
		t.Errorf("a result without a discussion: %+v", p)
	}
	if v := w.of(propose("水 "+strings.Repeat("long", 20), "")); v.Standing != asem.BoardID("facility-"+v.Number.String()[1:]) {
		t.Errorf("without a name to type: %s", v.Standing)
	}
	w.act(w.finn, initiative.Advance{Number: again, Stage: initiative.Concluded})
	w.act(w.coordinator, initiative.Advance{Number: again, Stage: initiative.UnderWay})
	if v := w.of(again); v.Standing != numbered {
		t.Errorf("taken up again: %s", v.Standing)
	}
}

// TestBeforeAndAfterAreKept: what was written before an initiative was carried out, and after,
// goes with it as what it is; whom a document does not reach does not see that it goes along.
func TestBeforeAndAfterAreKept(t *testing.T) {
	w := newWorkshop(t)
	n := w.propose()
	issue := func(title string, to ...roster.Address) asem.Symbol {
		t.Helper()
		draft := drawUp(t, w.coordinator, document.Paper{Series: "ASEM/SOM", Title: title}, "The text.")
		issued, err := w.coordinator.IssueDocument(t.Context(), "", document.Issue{Number: draft, To: to})
		if err != nil {
			t.Fatal(err)
		}
		return issued.Symbol
	}
	statement, outline, other, secret := issue("Statement", "@all"), issue("Outline", "@all"), issue("Other", "@all"), issue("Secret", "KR")
	for _, c := range []initiative.Citation{{Symbol: other}, {Symbol: statement, As: initiative.Statement}, {Symbol: outline}} {
		w.act(w.finn, initiative.Cite{Number: n, Symbol: c.Symbol, As: c.As, On: true})
	}
	w.act(w.coordinator, initiative.Cite{Number: n, Symbol: secret, As: initiative.Summary, On: true})
	w.act(w.finn, initiative.Cite{Number: n, Symbol: outline, As: initiative.Outline, On: true}) // named more exactly
	want := []initiative.Citation{{Symbol: outline, As: initiative.Outline}, {Symbol: statement, As: initiative.Statement}, {Symbol: other}}
	if got := w.of(n).Documents; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if v, err := w.coordinator.Initiative(n); err != nil || len(v.Documents) != 4 || v.Documents[1].Symbol != secret {
		t.Errorf("to whom all reach: %v, %v", v.Documents, err)
	}
	news := w.of(n).Initiative.News
	w.act(w.finn, initiative.Cite{Number: n, Symbol: outline, As: initiative.Outline, On: true})
	if v := w.of(n); v.Initiative.News != news {
		t.Error("said again it is news")
	}
	w.act(w.finn, initiative.Cite{Number: n, Symbol: other})
	if got := w.of(n).Documents; !slices.Equal(got, want[:2]) {
		t.Errorf("taken away: %v", got)
	}
	for name, a := range map[string]initiative.Cite{"what is none": {Number: n, Symbol: other, As: "poem", On: true}, "what does not reach": {Number: n, Symbol: secret, On: true}} {
		if kind := fault.KindOf(w.finn.ActOnInitiative(a)); kind != fault.Usage && kind != fault.NotFound {
			t.Errorf("%s: %v", name, kind)
		}
	}
}
