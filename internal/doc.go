// Package internal is the map of the house: the ASEM Virtual Secretariat, a
// bulletin board for the partners of the Asia-Europe Meeting, served over ssh.
//
// # One way through
//
//	a key stroke, an ssh command, a line in the linear mode,
//	a request for a file                                       faces
//	       |
//	    sshd  proves who is there                              door
//	       |
//	    secretariat.Desk  one delegate's seat: every question  use
//	       |              and every act asks roster.Can once, then the rule
//	    forum, notice, document, mail, procedure,
//	    initiative, agenda, contingency, roster
//	       |              answer with facts, in the past tense rules (pure)
//	    journal  orders, seals                                 record
//	       |
//	    boltstore  commits, and folds the facts into state     keeping
//
// After the commit whoever watches is told that something changed. A face never
// sees the store, a rule never sees a face, and nobody acts without a Desk.
//
// # Rooms
//
// What each room may import of ours stands in its last column; house_test holds the
// code to this table. A folder inside a room is part of it unless it has a row of its own.
//
//	asem            partners, pillars, boards to begin with, identifiers                -
//	fault           the kinds of error, their exit codes and sentences                  -
//	plain           text from people: cleaned, measured, wrapped                        fault
//	deadline        times to come, as people give and read them                         fault
//	rule            what a rule, a fact, an action, a text, a file is                   asem fault plain
//	newsrc          exact sets of what was read                                         -
//	roster          delegates, credentials, roles; Can                                  asem fault plain rule
//	forum           boards, topics, posts, and their rules                              asem fault plain roster rule
//	notice          notices, levels, acknowledgements, and their rules                  asem fault roster rule
//	document        drafts, symbols, versions, circulation, and their rules             asem fault plain roster rule
//	procedure       texts under silence, and the rules of it                            asem document fault initiative roster rule
//	initiative      initiatives, dialogue facilities, and the rules of them             asem document fault forum roster rule
//	agenda          meetings, their agendas, work programmes, and the rules of them     asem document fault forum initiative plain roster rule
//	contingency     events that are declared to a circle, and the rules of that         asem document fault notice roster rule
//	reminder        what was recalled to whom, and the rules of it                      asem fault mail roster rule
//	release         what is public, and the rules of it                                 asem document fault forum notice roster rule
//	mail            letters, whom they reach, and their rules                           asem fault roster rule
//	journal         entries and their bytes, the seal, the sequencer                    agenda asem contingency document forum initiative mail notice procedure release reminder roster rule
//	secretariat     Office, Desk, clerk; what it needs of a store                       agenda archive asem contingency deadline document extract fault forum holiday initiative journal mail newsrc notice plain procedure redline release reminder roster rule
//	dossier         how records are listed and laid out, and what can be done with one  agenda asem contingency deadline document fault forum initiative plain roster secretariat
//	boltstore       keeping; bbolt is imported here and by the bare floor of bench only  agenda archive asem contingency document fault forum initiative journal mail newsrc notice procedure release reminder roster rule secretariat
//	keyring         the folder keys/: who may come in                                   asem fault plain roster
//	config          one TOML file, the environment over it                              fault
//	archive         the search index: words, queries, ranking, passages                 fault plain
//	packet          mail out: messages of a mbox, and the names in them                 asem document fault importer plain roster rule secretariat
//	holiday         on which days a partner does not work                               asem fault plain
//	ical            meetings as an iCalendar file                                       agenda plain secretariat
//	extract         the text of a file: plain text, Markdown, PDF in a sandbox          fault plain
//	redline         what changed between two texts; square brackets of unagreed text    plain
//	importer        collections in: mbox, Markdown                                      fault
//	public          what is public as pages and feeds                                   asem document fault forum packet plain roster rule secretariat
//	export          what there is as mail, files and lines of JSON, and read back        asem document fault journal packet plain rule secretariat
//	backup          the file of a backup: manifest, files, digests                       fault
//	control         the operator's way into a server that is running                     fault
//	sshd            listener, identity, limits                                          fault
//	sftpd           the library as files, over SFTP                                     asem fault plain
//	manual          help that all faces share                                           -
//	command         the ssh commands, one file each                                     agenda archive asem deadline document dossier extract fault forum ical initiative mail manual notice packet plain procedure redline roster rule secretariat
//	linear          the face for screen readers and dumb terminals                      asem deadline document dossier fault forum manual notice plain procedure roster rule secretariat
//	tui             the root of the screens; parts: paint, screen, widget               asem deadline document dossier fault forum manual notice plain procedure reminder roster rule secretariat
//	demo            the demonstration's people and keys                                 asem fault roster
//	server          builds the house                                                    archive asem backup boltstore command config control document export extract fault forum holiday importer journal keyring linear notice packet plain public roster rule secretariat sftpd sshd tui
//	testkit         an office for tests, with people in it                              archive asem boltstore fault journal roster secretariat
//	testkit/served  a server for tests, over real ssh                                   config demo server
//	bench           what make bench prints                                              agenda archive asem boltstore command config fault forum importer initiative journal keyring rule secretariat server sftpd sshd
//	script          the whole over real ssh: scripts, crashes, budgets                  -
//
// # Decisions
//
// Where this differs from what was first planned it says so.
//
// The record:
//
//   - Facts, not commands, stand in the journal; a command that changes nothing makes
//     no entry. Commands are values with bytes all the same, so that the sequencer can
//     one day be a replicated stream: rules read no clock and no map order.
//   - The whole journal is read against its tree at each start (four seconds for a
//     million entries); what does not hold makes the store read-only, nothing is cut off.
//   - An entry is decoded again before it is written: CBOR writes text that is not UTF-8
//     and does not read it, and one such entry would close the record for ever.
//   - Verify compares the state on file, byte for byte, with a fresh fold: whoever adds a
//     field to a folded record adds the folding of old stores to Open. The golden store
//     in boltstore/testdata says so when it is forgotten.
//   - Texts lie in state.db under post and version, not under their digest: ordered keys
//     are ten times faster. Their digests are in the journal and checked at every reading.
//   - A backup is read in one transaction of each file, both begun while no body is
//     written or dropped: what the state names is in it. It is written beside the data
//     first, nameless, since whoever fetches it over a poor line takes hours and a
//     transaction that stays open makes the files grow. The key of the host and the seal
//     are in it, and letters: it is as secret as the folder, and [backup] over_ssh = false
//     keeps it from the secretariat. The search index is not in it: it is derived.
//   - An installation is restored into an empty folder only, checked as by verify before
//     the folder gets a file, and is never laid over another one.
//   - An export has the facts as the journal has them, in JSON, and an installation is made
//     of one by appending them to a new journal: numbers, threads, versions and times are
//     the same by themselves, and the digests of the state are compared. Letters, drafts
//     and keys are left out; the numbers that they took are skipped (forum.Skipped). Only
//     the operator's export is whole; a delegate's has what they may read.
//   - An installation that is being served is exported from a backup of it, unpacked
//     aside: nothing changes under the export, and the same record gives the same bytes.
//   - What the operator asks of a folder that is being served the server does (control):
//     bbolt lets one process at a time have its files.
//   - Redacting removes texts and files for good and leaves their digests; hiding keeps
//     them for moderators. Both show the moderator and the reason to everybody.
//   - Something posted has a token, and a draft keeps the token it will be sent with. A
//     draft goes when what was sent is what it says, and not before.
//
// The door, and who may what:
//
//   - The key ring is the authority for whom it names. A credential that a delegate
//     revoked never comes back; one that the ring revoked by mistake can. A ring that
//     cannot be read whole changes nothing.
//   - A key ring that cannot be taken over, on a full disk, bars at the door the keys that
//     it no longer holds until it can be.
//   - An ssh certificate is refused for now; the one callback in which an identity is fixed
//     (sshd) is where it would come in.
//   - The secretariat role operates and has no voice: it reads, and writes letters only.
//   - The line of a delegate who only asks (commands, linear mode) passes the same Desk;
//     so no face can allow what another refuses.
//   - What does not reach a delegate is answered in the very sentence for what never was;
//     a letter is named as answered or passed on only to whom that letter reaches too.
//   - Whoever loses an office, a mission or a role loses what came by it at once, also what
//     is open: a screen is shown afresh when its delegate stands elsewhere, and a file under
//     way asks again for the right to it whenever the record has changed.
//
// Boards, and what is new:
//
//   - A new topic and its opening post share one number, so that every number is a post.
//   - A topic holds 5,000 posts at most and a thread 12 levels; deeper answers stand at
//     the last level. So whatever is done for one topic is bounded.
//   - Read marks are sets of ordinals (package newsrc), not of numbers: what there is to
//     read on a board is counted 1, 2, 3 and an edit takes the next ordinal, which makes
//     the post new again to everybody without touching anybody's marks. What is nobody's
//     news (imports, hidden posts, replaced versions) is a set beside it. Counting what is
//     new costs the same at a million posts. Who marks names the version that was seen:
//     an edit that comes in between stays new.
//   - What is imported counts as nobody's news: a collection of thirty years buries no one.
//   - When a topic moves, what delegates had read of it stays read: the office carries
//     their marks over in the same transaction, beside the entry.
//   - Collections go onto archive boards only: among what delegates say today they would
//     be taken for theirs. So not onto one that coordinators closed into the archive
//     either, which is read and found like all others, and can be opened again.
//
// What is sent to somebody, notices and letters:
//
//   - What is sent is delivered into boxes, one for each kind and address, and never
//     copied to people: a delegate's tray is the boxes of the addresses that are theirs
//     now, so an office or a mission is handed over with all that lies there. A box is a
//     shelf like a board, with ordinals of its own; what is new again takes the next one.
//   - Something that lies in several boxes of a delegate is listed once and read at once.
//   - Times in an envelope are kept as typed and read when it is sent: 3d in a draft of
//     yesterday is three days from today.
//   - A flash notice takes the place of the heading. A banner above would move what is
//     read, one over it would cover what is typed; the heading says only where one is.
//   - Opening a notice marks it as read for oneself, beside the journal like all marks:
//     no fact says who opened what. Acknowledging is a fact, by one voice for a partner.
//   - A notice that asks lists at posting the partners that it asks: who joins later is
//     not late. A correction lists them anew.
//   - Coordinators read all notices: they chase what is not acknowledged, and in a flash
//     the other coordinator must see what was sent. That goes by the box of their office.
//   - On a board stand the notices that are addressed to it by its name, and not all that
//     reach it.
//   - Who reads a letter is asked at each reading, of the addresses that it was sent to: no
//     list of readers is kept, and an office hands its letters over with the role. What
//     reaches somebody no more leaves their folders of itself, kept ones too.
//   - A former author of a notice corrects it no more: a correction is words to everybody.
//
// Documents:
//
//   - A document lies in the boxes of those to whom it went, those who submit it and the
//     coordinators, under the number of its first version; so what reaches a delegate is
//     what lies in their tray, and a new version is the same thing delivered again.
//   - A draft of a document has a number and stands in the journal, unlike what is being
//     typed: it may hold files of many megabytes, and becomes a version under its number.
//   - A series begins with the first document that a coordinator issues in it; some are
//     there from the first day. A symbol is for ever, and so would be a mistyped one.
//   - The square brackets of a version are counted once, by the office, when it is issued,
//     and stand in its fact under the digest of the file: a rule reads no file, and to read
//     a PDF anew for every list would cost seconds. Where they are listed they are read anew.
//   - A translation makes nothing new for anybody: eight languages are not eight alarms.
//   - The Declaration is a document under the number of the post by which it is kept, in
//     the year in which it was adopted.
//   - Long texts are compared two at a time; who comes meanwhile waits, and the memory holds.
//
// The archive:
//
//   - The index is shelved as what it indexes: one shelf for the posts of all boards, one
//     for each box. A search reads the shelves that are the delegate's now and no byte of
//     another one: no count, no passage and no time can tell of what is not theirs, and an
//     office hands its letters over to whoever searches next. Who handed one over finds there
//     what they read still, without what changed since, for the index has it as it is now.
//   - It is derived. It indexes what entries touched as that is now, so it may stop
//     anywhere and go over the same entries again; a file that is damaged, or of other
//     rules, is thrown away and made anew while everything else goes on.
//   - Places of words are kept beside the postings: a phrase of Chinese is a phrase of
//     pairs, and to read the texts of all that has the pairs would cost seconds.
//   - A language is looked for where a text begins and further down (a fifth of a
//     millisecond each); by paragraph only where the two differ. Stems stand beside the
//     words, and what has the very words stands first.
//   - Days of a query are those of whoever asks, in their zone.
//   - Whoever searches waits up to a second for an index that is a few entries behind, so
//     that one finds what one posted.
//   - Attachments are found by their names; the text of documents is found, of all versions.
//
// Packets, for poor lines:
//
//   - A packet is read from the journal and not from what is new: what was read on a
//     screen belongs into it too, and it marks nothing as read. How far it went is noted
//     after the last byte was taken, so that a line that drops loses nothing.
//   - Names in mail end with the hash of the seal's key, which lasts as long as the
//     installation: a Message-ID names the same post for ever, and that of another
//     installation is never taken for one of ours.
//   - Where an answer stands is said by what it answers, and who reads it by whom it is
//     addressed to: what answers a post and is for people alone is a letter. Posts ask for
//     answers to the board (Reply-To).
//   - The token of what is submitted is its Message-ID, so all of it may be sent again. It
//     waits for the pace at which a delegate may post. Files do not come by packets.
//
// The public archive:
//
//   - Nothing is public by itself: a coordinator releases a thing in one version. What may
//     be read by some only cannot be released before it went to all.
//   - It is made of files, so that the server that holds everything is asked nothing by the
//     public. Each is replaced as a whole; what was withdrawn leaves a page that says so.
//   - A page allows only its own style, by its hash: in a folder no file counts as being of
//     the same origin. Authors stand there with name and partner, without address.
//   - The server looks once a second whether an entry may have changed what is public, and
//     then writes all of it anew; a file that is the same is left alone.
//
// Silence procedures:
//
//   - A decision is a document of its own, in the series ASEM/DEC, with the files of the text
//     that was under silence and, in writing, what partners attached: it is circulated,
//     cited, compared and released like all others.
//   - The server closes a procedure within a second of its time, by a command like any
//     other; what comes at the time or later is refused, closed or not. So what is answered
//     is the truth, and the journal says in which order it came.
//   - A procedure whose time came while nobody could object is found at the start by being
//     open still, and put off by as long as the server was away and a grace. So is one over
//     whose time it stood still, or before whose time, or over it, the disk was full.
//   - A clock that is set otherwise is found by the one that nobody sets (Options.Elapsed).
//     From then on nothing is closed until somebody has looked and started the server again.
//
// Offices, initiatives, meetings:
//
//   - Seats that nobody has held yet are one thing that falls due: shown to coordinators from
//     the first day, told by letter once there was time to give them.
//   - A term begins and ends by an entry that the server makes at its time, the old one's end
//     before the new one's beginning and both in one: no seat has two holders, or none. What
//     a role allows is asked of the offices that are held now (roster.Delegate.With).
//   - Who handed an office over reads what came into its boxes in their time, as it stood at
//     the end of their term (AsOf). That is a span of times of a box and not a copy, so a
//     predecessor needs no tray of their own, and what they take home ends there too.
//   - A draft passes on with the offices that its author held when it was begun, unless it
//     names one of them, or is kept as its author's own: what is drawn up in an office is the
//     office's, and whoever draws it up is told so. With a successor's first change its author
//     is left a copy, as a draft of their own.
//   - Roles in the key ring stay beside the offices: a ring is how an installation begins.
//   - A text of a record is kept under the record's number and its place in the list of its
//     texts; each stays, the newest stands.
//   - The standing board of a dialogue facility is founded by the step that endorses it, and
//     closed by coordinators like any other: whoever proposes founds no boards.
//   - A result is posted on the initiative's topic, or a board of its cluster, and an agenda,
//     a decision and the report that ends a contingency are issued as documents: what is to
//     be read, compared, found and released by all is nothing new, but a post or a document
//     like all others.
//   - A contingency is limited to its circle by the boxes in which it lies, with a log of its
//     own. A board that only some may read would have put that question to every list,
//     search, packet and export of the house.
//   - What falls due is read from the records (secretariat, dues) and never scheduled: a
//     milestone that moves takes its reminders along. That a step was told to an address is a
//     fact, in one entry with the letter; so it comes once, and an outage brings one letter.
//   - Days of meetings, terms and milestones are days of the calendar: midnight UTC, shown in
//     no zone. Hours of an agenda are moments, shown in the zone of the place.
//   - Records have one list, one screen and one place in the linear mode for all their kinds
//     (dossier): what can be done with one, and what is asked for it, is data.
//   - The calendar of another program is given events and not an account: it fetches them
//     over ssh like everything else.
//
// Texts and files:
//
//   - Text is not normalised: it would change names and the digest of what was sent.
//     Width is the renderer's own, wcwidth, so that columns agree with it.
//   - A file that is not UTF-8 is kept and not guessed at.
//   - PDF files are read in a sandbox (extract), since what a careless library dies of,
//     an exhausted stack or memory, no recover holds. It costs 10 MB of binary and, once
//     on each machine, five seconds; then a tenth of a second a file.
//   - Importing cuts mboxes and MIME parts itself (importer): the libraries stop at the
//     first irregularity and lose the rest, and old mail is irregular. What they decode
//     well, headers, charsets, HTML, front matter, they decode.
//   - A file is held from its first byte until a fact names it, so that whoever discards
//     another one with the same content takes nothing away; what nothing came to name goes.
//   - The library as files looks each word of a path up among the names that it shows,
//     and builds no path of its own: there is nothing to escape to. It keeps at most 64
//     requests under way, since the protocol library keeps answers without a bound.
//   - A file that is read in order is held to its digest, also where reads overtake one
//     another; whoever resumes in its middle compares the digest that stands beside it.
//
// Lines and screens:
//
//   - A screen is not run by tea.Program but by tui/paint, whose model is a plain
//     tea.Model: without ticker, drawing only what changed, renderers shared. Why stands there.
//   - Neither the kernel nor the ssh window tells that a line is slow: both take seconds
//     of it at once. So a client that was sent more than 9,600 bit/s carry is asked how
//     far it is, and nothing is drawn until it answers (tui/paint).
//   - The composer has an editor of our own (tui/widget): the library's text area holds
//     250 kB a text, ends at line 10,000 and moves by code points. So has the linear mode
//     its line reader, since every library's erases with escape sequences.
//   - Who comes and goes wakes no screen; only the record does.
//   - ssh joins the words of a command before it sends them, so whatever is printed to be
//     typed is quoted as a whole.
//
// # What it stands on
//
//	charm.land/bubbletea/v2                  the model of the screens
//	charm.land/bubbles/v2                    key bindings as data
//	charm.land/lipgloss/v2                   styles that know what a terminal can show
//	charm.land/ssh                           the ssh server: the maintained continuation of gliderlabs/ssh
//	charm.land/wish/v2                       its recover, which keeps a panic to one session
//	github.com/charmbracelet/ultraviolet     finds the fewest bytes between two frames
//	github.com/charmbracelet/x/ansi          escape sequences
//	github.com/charmbracelet/colorprofile    what colours a terminal has
//	github.com/rivo/uniseg                   where a person sees one character end and a line may break
//	go.etcd.io/bbolt                         the store
//	github.com/fxamacker/cbor/v2             records that say their own field names, deterministic
//	github.com/RoaringBitmap/roaring/v2      compressed sets of what was read
//	golang.org/x/mod                         Merkle tree and signed notes, as Go's own checksum database has them
//	golang.org/x/crypto                      ssh itself
//	golang.org/x/sys                         the send buffer of a slow line
//	golang.org/x/time                        rates
//	github.com/google/uuid                   ids that rise with time
//	github.com/pkg/sftp                      the protocol of file transfer
//	github.com/klippa-app/go-pdfium          PDFium, the reader of Chromium, as WebAssembly: the text of PDF files
//	github.com/tetratelabs/wazero            the sandbox it runs in, so that no file can take the server with it
//	github.com/clipperhouse/uax29/v2         words and characters of a text, as Unicode parts them
//	github.com/blevesearch/snowballstem      stems of words in sixteen languages
//	github.com/arran4/golang-ical           iCalendar files: lines folded and escaped as the standard has it, and read
//	github.com/rickar/cal/v2                 holidays of half of the partners
//	github.com/abadojack/whatlanggo          in which language a text is
//	znkr.io/diff                             the fewest changes between two lists, or nearly, in bounded time
//	github.com/agnivade/levenshtein          the nearest right address to a wrong one
//	github.com/emersion/go-message           mail headers, and mail as it is written
//	github.com/klauspost/compress            zstd: backups, and packets a third smaller than gzip has them
//	golang.org/x/net                         mail that is HTML only
//	golang.org/x/text                        charsets of old mail
//	github.com/adrg/frontmatter              front matter of Markdown files
//	gopkg.in/yaml.v2                         its fields, in the order in which they stand
//	github.com/pelletier/go-toml/v2          the configuration, with the line of each mistake
//	github.com/spf13/cobra                   words of the commands
//	github.com/spf13/pflag                   their options
//	github.com/anmitsu/go-shlex              words of a command line, split as charm.land/ssh splits them
//	golang.org/x/sync                        bench: many at once, until one fails
//	github.com/charmbracelet/x/vt            tests: a terminal to look at
//	github.com/creack/pty                    tests: a terminal of one's own
//	github.com/emersion/go-mbox              tests: the second opinion on cutting mboxes
//	github.com/google/go-cmp                 tests: differences
//	github.com/rogpeppe/go-internal          tests: scripts
//	honnef.co/go/tools                       staticcheck
package internal
