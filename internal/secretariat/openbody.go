package secretariat

import (
	"io"
	"sync/atomic"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
)

// An openBody is a body that stays open while its delegate may have it. A transfer takes
// minutes on a poor line: whoever loses an office or a mission meanwhile gets no more of
// it. The right to it is asked again where the record has changed since, and costs
// nothing else.
type openBody struct {
	Body
	lease
}

// ReadAt is that of the body, or why the delegate may have it no more.
func (b *openBody) ReadAt(p []byte, off int64) (int, error) {
	if err := b.held(); err != nil {
		return 0, err
	}
	return b.Body.ReadAt(p, off)
}

// openStream is an openBody that is read from its beginning to its end.
type openStream struct {
	io.ReadCloser
	lease
}

// Read is that of the body, or why the delegate may have it no more.
func (b *openStream) Read(p []byte) (int, error) {
	if err := b.held(); err != nil {
		return 0, err
	}
	return b.ReadCloser.Read(p)
}

// A lease is the right to something that is open.
type lease struct {
	desk  *Desk
	may   func() error // nil, or why the delegate may have it no more
	asked atomic.Uint64
}

// held asks for the right again where the record has changed.
func (l *lease) held() error {
	if err := l.desk.open(); err != nil {
		return err
	}
	now := l.desk.office.changes.Load()
	if l.asked.Load() == now {
		return nil
	}
	if err := l.may(); err != nil {
		return err
	}
	l.asked.Store(now)
	return nil
}

// lend opens the body of a file for as long as find finds it.
func (d *Desk) lend(f document.File, find func() (document.File, error)) (Body, error) {
	body, err := d.office.store.BlobAt(f.Digest)
	if err != nil {
		return nil, err
	}
	lent := &openBody{Body: body}
	lent.desk, lent.may = d, func() error {
		found, err := find()
		if err == nil && found.Digest != f.Digest {
			err = fault.New(fault.NotFound, "There is another file under this name by now.").Then("Fetch it again.")
		}
		return err
	}
	return lent, nil
}
