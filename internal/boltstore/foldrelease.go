package boltstore

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/release"
	"asem.internal/avs/internal/secretariat"
)

func releaseKey(n asem.Number) []byte { return downwards(nil, n) }

func (t *tx) Release(n asem.Number) (release.Release, bool) {
	return get[release.Release](t, bReleases, releaseKey(n))
}

func (t *tx) Releases(r secretariat.Range) (page []release.Release, more bool) {
	numbers, more := t.numbered(bReleases, nil, r)
	for _, n := range numbers {
		v, _ := t.Release(n)
		page = append(page, v)
	}
	return page, more
}

func (t *tx) foldReleased(e journal.Entry, f release.Released) {
	put(t, bReleases, releaseKey(f.Number), release.Release{Number: f.Number, Version: f.Version, By: e.Actor, At: e.At})
}

func (t *tx) foldWithdrawn(e journal.Entry, f release.Withdrawn) {
	v, ok := t.Release(f.Number)
	if !ok {
		t.misfit(e, f)
		return
	}
	v.Withdrawn = &release.Withdrawal{By: e.Actor, At: e.At, Reason: f.Reason}
	put(t, bReleases, releaseKey(f.Number), v)
}
