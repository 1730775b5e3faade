package boltstore

import (
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/release"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// foldFact brings the state up to one fact. Folding decides nothing: a fact that
// does not fit the state before it is damage.
func (t *tx) foldFact(e journal.Entry, f rule.Fact) {
	switch f := f.(type) {
	case roster.PartnerAdmitted:
		put(t, bPartners, []byte(f.Code), f)
	case roster.Accredited:
		t.foldAccredited(e, f)
	case roster.Left:
		t.foldLeft(e, f)
	case roster.Enrolled:
		t.foldEnrolled(e, f)
	case roster.Revoked:
		t.foldRevoked(e, f)
	case roster.TermGiven, roster.TermCut, roster.TermBegun, roster.TermEnded:
		t.foldOffices(e, f)
	case forum.ClusterNamed:
		t.foldClusterNamed(f)
	case forum.BoardFounded:
		t.foldBoardFounded(e, f)
	case forum.Posted:
		t.foldPosted(e, f)
	case forum.Edited:
		t.foldEdited(e, f)
	case forum.Pinned:
		t.foldTopic(e, f, f.Topic, func(topic *forum.Topic) { topic.Pinned = f.On })
	case forum.Closed:
		t.foldClosed(e, f)
	case forum.Skipped:
		if f.To <= t.NextNumber() {
			t.misfit(e, f)
			return
		}
		put(t, bMeta, keyNext, f.To)
	case forum.Locked:
		t.foldTopic(e, f, f.Topic, func(topic *forum.Topic) { topic.Locked = f.On })
	case forum.Moved:
		t.foldMoved(e, f)
	case forum.Hidden:
		t.foldHidden(e, f)
	case forum.Redacted:
		t.foldRedacted(e, f)
	case notice.Posted:
		t.foldNoticePosted(e, f)
	case notice.Corrected:
		t.foldNoticeCorrected(e, f)
	case notice.Pinned:
		t.foldNoticePinned(e, f)
	case notice.Acknowledged:
		t.foldAcknowledged(e, f)
	case notice.Reminded:
		t.foldNoticeReminded(e, f)
	case mail.Sent:
		t.foldSent(e, f)
	case release.Released:
		t.foldReleased(e, f)
	case release.Withdrawn:
		t.foldWithdrawn(e, f)
	default:
		t.foldPapers(e, f)
	}
}

// foldPapers is foldFact for drafts and documents.
func (t *tx) foldPapers(e journal.Entry, f rule.Fact) {
	switch f := f.(type) {
	case document.Drafted:
		t.foldDrafted(e, f)
	case document.Redrafted:
		t.foldRedrafted(e, f)
	case document.Discarded:
		t.foldDiscarded(e, f)
	case document.Issued:
		t.foldIssued(e, f)
	case document.Translated:
		t.foldTranslated(e, f)
	case document.Circulated:
		t.foldCirculated(e, f)
	case document.Received:
		t.foldReceived(e, f)
	default:
		t.foldSilence(e, f)
	}
}

func (t *tx) foldAccredited(e journal.Entry, f roster.Accredited) {
	since := e.At
	if before, ok := t.Delegate(f.Login); ok && !before.Left {
		since = before.Since
	}
	put(t, bDelegates, []byte(f.Login), roster.Delegate{
		Login: f.Login, Name: f.Name, Partner: f.Partner, Mission: f.Mission, Roles: f.Roles, Since: since, Ring: f.Ring,
	})
}

func (t *tx) foldLeft(e journal.Entry, f roster.Left) {
	d, ok := t.Delegate(f.Login)
	if !ok {
		t.misfit(e, f)
		return
	}
	d.Left = true
	put(t, bDelegates, []byte(d.Login), d)
}

func (t *tx) foldEnrolled(e journal.Entry, f roster.Enrolled) {
	if before, ok := t.Credential(f.Fingerprint); ok && before.Login != f.Login {
		t.remove(bCredentialsOf, pair(before.Login, f.Fingerprint))
	}
	put(t, bCredentials, []byte(f.Fingerprint), roster.Credential{
		Fingerprint: f.Fingerprint, Key: f.Key, Login: f.Login, Comment: f.Comment, Enrolled: e.At, Source: f.Source,
	})
	t.putBytes(bCredentialsOf, pair(f.Login, f.Fingerprint), []byte{})
}

func (t *tx) foldRevoked(e journal.Entry, f roster.Revoked) {
	c, ok := t.Credential(f.Fingerprint)
	if !ok {
		t.misfit(e, f)
		return
	}
	at := e.At
	c.Revoked, c.RevokedBy = &at, f.By
	put(t, bCredentials, []byte(c.Fingerprint), c)
}

func (t *tx) foldClusterNamed(f forum.ClusterNamed) {
	order := uint64(len(t.Clusters())) + 1
	put(t, bClusters, number(order), forum.Cluster(f))
}

func (t *tx) foldBoardFounded(e journal.Entry, f forum.BoardFounded) {
	if _, ok := t.Board(f.ID); ok {
		t.misfit(e, f)
		return
	}
	t.putBoard(forum.Board{ID: f.ID, Title: f.Title, Pillar: f.Pillar, Clusters: f.Clusters, About: f.About,
		Archive: f.Archive, Order: len(t.Boards()) + 1})
}

func (t *tx) putBoard(b forum.Board) { put(t, bBoards, []byte(b.ID), b) }
