// Package sftpd is the library as files: what a delegate may read, as a tree that
// sftp, scp, sshfs, lftp, psftp, rclone and every other client of SFTP version 3 can
// walk, and one folder that takes files in. It serves one session of a [Channel] and
// decides nothing: what is there, who may read it and who may bring something in is
// asked of a [Library].
//
// # The tree
//
//	/README.txt                                     what follows, in words
//	/series/ASEM-SOM/2006/12/ABOUT.txt              the document's title and versions
//	/series/ASEM-SOM/2006/12/FIRST/agenda.pdf       the files of its first issue
//	/series/ASEM-SOM/2006/12/REV-1/agenda.pdf       those of REV 1
//	/series/ASEM-SOM/2006/12/REV-1/SHA256SUMS       for sha256sum -c
//	/pillar/political/2006/ASEM-SOM-2006-12/...     the same documents otherwise
//	/meeting/SOM Helsinki/ASEM-SOM-2006-12/...      likewise
//	/drop/                                          uploads become drafts of their uploader
//
// Which folders there are but for /drop is the library's to say.
//
// # Names
//
// A path is never taken apart into a symbol: at each step the word that the client
// sent is looked up among the names that are shown there. So there is nothing that
// ".." or a clever name could reach, and nothing that has to be unambiguous twice.
//
// Names from people and symbols become names of files by one rule (see safe): cleaned
// as package plain cleans, "/" is "-", what a shell or another system would take for
// its own is "_", no dot or hyphen at the beginning, 200 bytes at most. "ASEM/SOM" is
// ASEM-SOM, "REV 1" is REV-1, "-" is FIRST. Two names that are the same but for case or
// composition are told apart by their language ("a.fr.pdf"), else by a count ("a~2.pdf").
//
// # What an upload is
//
// It is spooled beside the store and becomes a draft when its handle is closed and
// every byte of it has come, in whatever order. What a lost connection leaves is
// removed. SFTP cannot tell a file that a client stopped sending (^C) and closed from a
// whole one: its draft is as long as what came. A name that ends in .part, .partial or
// .filepart is the client's own sign that the file is not whole (WinSCP, rclone): it is
// held until it is renamed, and so is an empty file, which some clients make before
// they write. What is held goes with the session.
//
// An upload cannot be continued in another session, a draft cannot be written over,
// renamed or removed here. Setting mode and times is accepted in /drop and does
// nothing, since every client does it.
//
// # Bounds of one session
//
//   - 64 requests under way (see turnstile), 64 open files, 16 open folders, 8 uploads;
//   - what the spool allows in all and for one delegate, see [Limits];
//   - a path has 4,096 bytes and 16 words at most;
//   - what was listed is remembered for 5 s, 20,000 rows of it;
//   - 100 sentences on the standard error stream.
//
// Downloads hold nothing but what is under way: 32 KiB a request. OpenSSH's client
// shows none of the sentences that SFTP carries, so refusals are said on the channel's
// standard error stream as well. A panic in a handler is that request's failure.
//
// # Dependencies
//
// github.com/pkg/sftp speaks the protocol. Its allocator is not used: it holds 256 KiB
// for each request, twice for a read. golang.org/x/text folds names to compare them.
package sftpd
