package boltstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"

	"asem.internal/avs/internal/fault"
)

// The head of a bbolt file: two pages, each with a meta record behind a page
// header of 16 bytes. The record's last field is the FNV-1a sum of those before
// it, and the one before the transaction's id is the number of pages in use.
// Source: go.etcd.io/bbolt, internal/common/meta.go and page.go.
const (
	pageHeader = 16
	metaLength = 64
	metaMagic  = 0xED0CDAED
)

// checkLength refuses a file that is shorter than its newest meta page says: a
// map of such a file ends the process at the first read beyond its end. A file
// that is not there is in order.
func checkLength(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.New(fault.Failed, "%s cannot be opened: %v.", path, err).Then("Check who owns the data folder.").Because(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fault.New(fault.Failed, "%s cannot be read: %v.", path, err).Because(err)
	}
	if info.Size() == 0 {
		return torn(path, errors.New("it is empty"))
	}
	needed, err := promised(f)
	if err != nil {
		return torn(path, err)
	}
	if info.Size() < needed {
		return torn(path, fmt.Errorf("it has %d bytes of at least %d", info.Size(), needed))
	}
	return nil
}

func torn(path string, why error) error {
	return fault.New(fault.Failed, "%s is torn or no file of avs: %v.", path, why).
		Then("Nothing was changed. Restore a backup into another folder with `avs restore`.").Because(why)
}

// promised is how long the file must be by its newest valid meta page.
func promised(f io.ReaderAt) (int64, error) {
	first, ok := readMeta(f, 0)
	size := int64(first.pageSize)
	if !ok {
		size = int64(os.Getpagesize())
	}
	second, ok2 := readMeta(f, size)
	switch {
	case !ok && !ok2:
		return 0, errors.New("neither of its two heads is whole")
	case ok2 && (!ok || second.txid > first.txid):
		first = second
	}
	return int64(first.pages) * int64(first.pageSize), nil
}

// hasTornHead says whether one of the two heads is not whole. bbolt then goes by
// the other one, which is older by a commit.
func hasTornHead(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	size := int64(os.Getpagesize())
	first, ok := readMeta(f, 0)
	if ok {
		size = int64(first.pageSize)
	}
	_, ok2 := readMeta(f, size)
	return ok != ok2
}

type metaPage struct {
	pageSize uint32
	pages    uint64
	txid     uint64
}

func readMeta(f io.ReaderAt, at int64) (metaPage, bool) {
	b := make([]byte, metaLength)
	if _, err := f.ReadAt(b, at+pageHeader); err != nil {
		return metaPage{}, false
	}
	order := binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(b[:metaLength-8])
	if order.Uint32(b) != metaMagic || order.Uint64(b[56:]) != sum.Sum64() {
		return metaPage{}, false
	}
	return metaPage{pageSize: order.Uint32(b[8:]), pages: order.Uint64(b[40:]), txid: order.Uint64(b[48:])}, true
}
