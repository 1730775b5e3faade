// Package packet writes what is read here as mail, and reads mail back: a mbox for
// whoever reads and answers off line.
//
// # What a packet is
//
// A mboxrd file: messages behind a line that begins with "From ", where a line of a text
// that looks so has one > more before it. Each message is MIME in UTF-8, with the
// Message-ID that it has for ever, so that mail programs thread answers under what they
// answer, and an answer finds its way back.
//
// # Names
//
// The domain of an installation names nothing on any network; see Domain. Below it
//
//	4211@DOMAIN            what has the number 4211, in its first version
//	4211.v2@DOMAIN         in its second, which supersedes the first
//	first.last@DOMAIN      a delegate
//	FI@DOMAIN              a partner
//	FI/New_York@DOMAIN     a mission; a blank is written _
//	+eu@DOMAIN             the address @eu
//	+moderators=finance@DOMAIN   the address @moderators:finance
//	finance@DOMAIN         a board
//
// The package knows no store and no desk.
package packet
