// Package export takes what an installation has out of it, in forms that outlive this
// program, as a folder:
//
//	README.txt                               what is what
//	MANIFEST.json                            what it is an export of, and the SHA-256 of every file
//	boards/finance/2026-09.mbox              the posts of a board by month, as mail (mboxrd)
//	notices.mbox, letters.mbox               the same of notices, and of a delegate's own letters
//	documents/ASEM-SOM/2006/12/REV-1/a.pdf   the files of documents, by symbol and version
//	files/0f/0f3a…                           files of posts and letters, by their SHA-256
//	entries.jsonl                            the record, a line for each entry
//
// The mail is for reading. The lines and the files are all of it: package server makes an
// installation of them, with the same boards. The same record gives the same bytes.
//
// A folder that is being written has another name until it is whole.
package export
