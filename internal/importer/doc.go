// Package importer reads collections that were kept elsewhere: a mbox file,
// or a folder of Markdown files with YAML front matter. It turns either into a
// Collection, a stream of messages in an order in which they can be posted: by
// date, and never an answer before what it answers.
//
// It knows no store and no board. The secretariat takes messages from the
// stream, cleans their texts and commits them in batches; Message.Origin is
// what makes importing the same collection again harmless.
//
// # What it promises
//
//   - Nothing is dropped in silence. A message is yielded, or it is in
//     Collection.Skipped with its place and the reason. What had to be guessed
//     or repaired in a message that is yielded stands in its Notes.
//   - Everything that can go wrong with one message is found by the first
//     pass, before anything is yielded. An error in the stream is therefore one
//     of the file or of the context, and ends it.
//   - The same bytes give the same stream, whatever the time and the machine.
//     Only where nothing near a message has a credible date is Options.Now its
//     date, and a Markdown file without one has that of its file.
//   - Text is valid UTF-8 with \n line ends, without blank lines around it. It
//     may hold control characters, and may be empty: the reader cleans.
//
// # Two passes
//
// The first pass over a mbox streams through the file once, keeps of each
// message where it lies, its date and its identifiers as numbers, and builds
// the threads: about 300 bytes a message, whatever the message's size. The
// second reads each body when it is asked for, at its offset; a Collection
// holds one message at a time. Markdown files are read once for their dates
// and once for their texts.
//
// # Threads
//
// As in Jamie Zawinski's algorithm (https://www.jwz.org/doc/threading.html),
// by Message-ID, References and In-Reply-To; never by subject. A message
// answers the nearest known message in its own References. Where none is
// known, what other messages say of the unknown ones is used; messages that
// hang on the same unknown root belong together: the earliest opens the topic
// and the others answer it. A circle is cut.
//
// # Bounds
//
// A message of more than Options.MaxMessage is skipped. At most 256 KiB of
// header are looked at, 100 References, 1 KiB of a Message-ID, 16 levels and
// 500 parts of MIME: what lies beyond stays together as a file of the message.
// A text of more than Options.MaxText is cut and kept whole as a file. Front
// matter above 64 KiB is left in the text, and at most 24 lines of it are
// shown. All of these leave a note.
//
// # Libraries, and what is our own
//
//   - github.com/emersion/go-message: header fields.
//   - golang.org/x/text: every charset but UTF-7 and ISO-2022-KR, for which no
//     kept library exists; these two are in shift.go.
//   - golang.org/x/net/html: tokens of HTML-only messages.
//   - github.com/adrg/frontmatter with gopkg.in/yaml.v2: front matter.
//
// github.com/emersion/go-mbox is asked in the tests only, as a second opinion
// on well-formed files. It gives no offsets, so bodies could not be read in
// another order than the file's; it drops the postmark, often the only honest
// date; it takes every line that begins with "From " for one, so a mboxo file
// with "From now on" in a body falls apart; it undoes one level of quoting, so
// ">>From " of a mboxrd file stays wrong; and it refuses a file with a stray
// line on top. All five are needed, hence split.go. A mboxcl2 file, whose
// bodies hold whole unquoted postmarks and only Content-Length tells, is still
// split there.
//
// mime.WordDecoder decodes one encoded word at a time and gives up at the
// first bad one; characters split between two words, as some mailers write
// them, need words.go. Transfer encodings are decoded in transfer.go, since the
// standard decoders stop at the first wrong byte. The library's multipart reader
// gives up at the first irregular line (an inner boundary that begins like the
// outer one, line ends that change, a missing end) and with it the rest of the
// message; cutParts in mime.go does not.
package importer
