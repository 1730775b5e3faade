// Package keyring reads who may come in from a folder of OpenSSH files.
//
// The folder keys/ holds partners/<CODE>.keys, one file a partner, in the form
// of sshd's authorized_keys: one public key a line, whose options name the
// delegate:
//
//	delegate="first.last",name="First Last",mission="Brussels",roles="contact-point moderator" ssh-ed25519 AAAA... comment
//
// What it promises: each line stands alone. One that is wrong is reported with
// file, line, reason and what to do, and stops no other; a report never repeats
// key material. The lines that remain agree with one another: no key belongs to
// two delegates, no delegate to two partners, and all lines of a delegate say the
// same of them. Where two contradict, the earlier stands, files by name and lines
// in order, so that the same folder always gives the same ring.
//
// What it leaves to others: reconciling the ring with the roster, and comparing
// it with what the roster knows from before (see roster.Reconcile).
//
// Bounds: MaxFile bytes a file, MaxLine a line, MaxFaults reports a file,
// roster.MaxCredentials keys a delegate.
//
// Dependency: golang.org/x/crypto/ssh, which also runs the exchange in which the
// keys are proved, parses them; a key that it could not verify never gets in here.
package keyring
