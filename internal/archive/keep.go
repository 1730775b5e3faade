package archive

// Keep is where the index lies: one ordered space of keys. It is safe for concurrent
// use; there is one writer.
type Keep interface {
	// View reads one consistent state, without waiting for the writer.
	View(do func(Reader) error) error
	// Update writes in one transaction: all of it or, where do or the disk fails, nothing.
	Update(do func(Writer) error) error
	// Clear takes everything away.
	Clear() error
}

// Reader reads keys. What it gives is valid until the transaction ends, and must not be
// changed.
type Reader interface {
	Get(key []byte) []byte
	// Each walks the keys that begin with prefix, in order, until do answers false.
	Each(prefix []byte, do func(key, value []byte) bool)
}

// Writer writes keys. A value belongs to it from then on.
type Writer interface {
	Reader
	Put(key, value []byte) error
	Delete(key []byte) error
}
