package server

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/config"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/sshd"
)

// The files of a data folder that are this room's.
const (
	hostKeyFile    = "host_key"
	sealSecretFile = "seal.key"
	sealPublicFile = "seal.pub"
	configFile     = "avs.toml"
	runningFile    = "running"
	readerFolder   = "reader" // the translated code of the PDF engine; made again where it is missing
)

// identity is what makes an installation itself: it is made once.
type identity struct {
	host gossh.Signer
	seal *journal.Seal
}

// found makes a data folder with its keys and the commented configuration. It
// refuses a folder that holds anything else.
func found(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return unwritable(folder, err)
	}
	names, err := os.ReadDir(folder)
	if err != nil {
		return unwritable(folder, err)
	}
	for _, n := range names {
		if n.Name() == boltstore.BlobsFile && holdsBodies(folder) {
			return fault.New(fault.Failed, "%s holds an installation whose %s is missing.", folder, boltstore.StateFile).Then("Restore a backup into another folder: `avs restore FILE --data DIR`.")
		}
		if n.Name() != boltstore.BlobsFile && !expected(n.Name()) && !strings.HasPrefix(n.Name(), boltstore.TemporaryPrefix) {
			return fault.New(fault.Conflict, "%s is not empty: there is %q in it.", folder, n.Name()).Then("Name an empty folder, or one that is not there yet.")
		}
	}
	return makeIdentity(folder)
}

// holdsBodies tells a blobs.db with files in it from the empty one that an
// interrupted founding leaves.
func holdsBodies(folder string) bool {
	info, err := os.Stat(filepath.Join(folder, boltstore.BlobsFile))
	return err == nil && info.Size() > boltstore.EmptyBlobs
}

// expected are files that an interrupted founding may have left, and those that an
// operator may have laid there before.
func expected(name string) bool {
	switch name {
	case hostKeyFile, sealSecretFile, sealPublicFile, configFile, "keys", "demo", "lost+found":
		return true
	}
	return false
}

// makeIdentity makes what is missing of the keys and the configuration.
func makeIdentity(folder string) error {
	if _, err := sshd.MakeHostKey(filepath.Join(folder, hostKeyFile)); err != nil && fault.KindOf(err) != fault.Conflict {
		return err
	}
	if _, err := os.Stat(filepath.Join(folder, sealPublicFile)); errors.Is(err, fs.ErrNotExist) {
		secret, public, err := journal.NewSealKey()
		if err != nil {
			return fault.New(fault.Failed, "The seal's key could not be made.").Because(err)
		}
		if err := write(folder, sealSecretFile, []byte(secret+"\n"), 0o600); err != nil {
			return err
		}
		if err := write(folder, sealPublicFile, []byte(public+"\n"), 0o644); err != nil {
			return err
		}
	}
	if _, err := os.Stat(filepath.Join(folder, configFile)); errors.Is(err, fs.ErrNotExist) {
		return write(folder, configFile, config.Example(), 0o644)
	}
	return nil
}

// readIdentity reads the keys of an installation. It never makes one.
func readIdentity(folder string) (identity, error) {
	var id identity
	var err error
	if id.host, err = sshd.HostKey(filepath.Join(folder, hostKeyFile)); err != nil {
		return id, lost(folder, hostKeyFile, err)
	}
	id.seal, err = ReadSeal(folder)
	return id, err
}

// ReadSeal reads the seal of an installation.
func ReadSeal(folder string) (*journal.Seal, error) {
	secret, err := os.ReadFile(filepath.Join(folder, sealSecretFile))
	if err != nil {
		return nil, lost(folder, sealSecretFile, err)
	}
	public, err := os.ReadFile(filepath.Join(folder, sealPublicFile))
	if err != nil {
		return nil, lost(folder, sealPublicFile, err)
	}
	seal, err := journal.NewSeal(string(secret), string(public))
	if err != nil {
		return nil, fault.New(fault.Failed, "%s: %v.", folder, err).Then("Restore %s and %s from a backup.", sealSecretFile, sealPublicFile).Because(err)
	}
	return seal, nil
}

func lost(folder, name string, cause error) error {
	var told *fault.Error
	if errors.As(cause, &told) && told.Kind != fault.NotFound && told.Next != "" {
		return cause // it is there, and what to do about it was said
	}
	return fault.New(fault.Failed, "%s holds data, but its %s cannot be read: %s.", folder, name, strings.TrimRight(cause.Error(), ".")).
		Then("Restore it from a backup. A new one is not made: what trusts the old one would take this server for another.").Because(cause)
}

// sweep removes what a server that was killed left half made, and nothing else: no
// file of an operator's begins like that. It is called by whoever has the store open,
// and so by one at a time.
func sweep(folder string) {
	names, err := os.ReadDir(folder)
	if err != nil {
		return // the store is open in it; this only tidies
	}
	for _, n := range names {
		if strings.HasPrefix(n.Name(), boltstore.TemporaryPrefix) {
			_ = os.RemoveAll(filepath.Join(folder, n.Name())) // what cannot be removed is in nobody's way
		}
	}
}

// write makes a file whole and on disk, or not at all.
func write(folder, name string, data []byte, mode fs.FileMode) error {
	path := filepath.Join(folder, name)
	temp, err := os.CreateTemp(folder, boltstore.TemporaryPrefix+name+".*")
	if err != nil {
		return unwritable(path, err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(mode), temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return unwritable(path, err)
	}
	return syncFolder(folder)
}

// syncFolder brings the names in a folder to disk.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return unwritable(folder, err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return unwritable(folder, err)
	}
	return nil
}

func unwritable(path string, err error) error {
	return fault.New(fault.Failed, "%s cannot be written: %v.", path, err).Then("Check the owner of the folder and the room on its disk.").Because(err)
}
