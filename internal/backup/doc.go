// Package backup writes and reads the file into which an installation is backed up.
//
// The file is a tar archive in zstd. First in it stands the manifest, which says what
// follows and how long it is, so that whoever reads knows how much room it takes before
// a byte is unpacked; last stand the digests, so that a file that was cut off, by a line
// that dropped or a full disk, is known by their lack. In between are the files, in the
// order of the manifest and no others. The standard tools open it too:
//
//	zstd -dc FILE | tar -tv
//
// What belongs into a backup and where it goes is for package server to say. Nothing
// here follows a name that it reads.
//
// Dependency: github.com/klauspost/compress, zstd, with one goroutine: a backup must
// leave a processor to those on line.
package backup
