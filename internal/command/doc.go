// Package command does the commands of `ssh HOST COMMAND …` at a delegate's Desk.
//
// Every duty has its command, so that a script, a screen reader and the worst
// line can do all that the screens do. A command asks nothing but the Desk,
// which decides every permission: this package allows and forbids nothing.
//
// # What a command promises
//
//   - Its answer is on standard output, everything else on standard error. Text
//     is for people: plain lines, ASCII layout, dates in the delegate's zone, and
//     what people wrote cleaned of control characters. The text of a post is given
//     as it is, unwrapped, so that it can be piped. Lists are cut to the width of
//     a terminal; where there is none, names and titles stand in them whole.
//   - With --json it answers a program: the field names below, times in RFC 3339
//     UTC, lists never null. A list is written as it is read, a page at a time,
//     whatever its length; one that ends early lacks its closing bracket.
//   - An error is two sentences on standard error, what happened and what to do;
//     with --json it is {"error":{"kind","what","next"}} on one line. The exit
//     code is the fault's: 1 failed, 2 usage, 3 refused, 4 not found, 5 conflict.
//   - What is refused is refused before a text is read from standard input, and
//     a text that was read and could not be posted is kept as a draft.
//   - Words come split by the door, as a POSIX shell would. None reaches a shell.
//     Since ssh joins its own words before, a quoted title comes in pieces: they
//     are put together where nothing else can be meant, and else refused with how
//     to quote. Every line that help shows works as it is typed into sh.
//
// # Fields
//
//	boards      board title pillar topics posts new
//	topics      number title author partner at replies last new pinned locked
//	new         number topic board title author partner at edited
//	read, next  number kind topic board title author partner at text replyTo edited,
//	            and, where there are any, withheld and files (index name type bytes)
//	post, reply, edit, moderate, unread
//	            number topic board
//	history, notice history   version at by title text, and withheld where there is no text
//	procedures  number state document title expires symbol new; procedure show: kind by at
//	            reason asked entries (kind partner by at text), extensions (from to by at
//	            reason), ended endReason initiative consent as well; symbol is that of the
//	            decision, or null; ended, initiative and consent are null where there is none
//	procedure open, consent, extend   number expires; what else is done in one: number
//	offices, office show   office title vacancy, and holders, ahead, before: holder from until,
//	            days that are null for no end; office give, end: office holder from until
//	initiatives number title facility stage since pillars clusters leads sponsors attention new,
//	            milestones (no title day answers reached dropped late); initiative show: kind
//	            by at every board topic meetings, documents (symbol as), writings (form title by
//	            partner at text post) and stages (stage by at note) as well
//	meetings, agenda   number kind title host place first last zone clusters cancelled clashes
//	            holidays (day name) new; meeting show: by at sequence agenda agendaVersion
//	            agendaChanged invitation summary, items (no title note start minutes documents
//	            about) and delegations (partner head members by at) as well; meeting agenda:
//	            number symbol version meeting left, the number being that of the version
//	meeting call, edit   number warnings; contingency declare   number notice
//	initiative milestone   number initiative; meeting item: number meeting. The number is
//	            that of the milestone, of the item
//	programmes, programme show   number title from to clusters text initiatives meetings new
//	contingencies, contingency show   number title circle by at notice asked acknowledged ended
//	            report log (by partner at text) new
//	reminders   key kind number what at late snoozed; snooze: key until
//	stocktaking from to text
//	            what else is done with an initiative, a meeting, a programme or a
//	            contingency answers its number
//	released    number symbol kind title by at withdrawn (a time, or null); symbol is null
//	            for what has none; release, withdraw: number
//	moderate close, reopen   board closed
//	catchup     posts boards notices letters documents records
//	whoami      login name partner mission roles since fingerprint zone lastSeen new
//	            acknowledge offices due
//	notices     number title level to author partner pinned ackBy asks acknowledged acks
//	            of version at expires new; notice show: kind and text as well. acks
//	            partners of so many have acknowledged; asks and acknowledged are those
//	            of the reader's own partner
//	notice post, correct   number; ack, notice pin, unpin, remind: as notices
//	notice acks partner name by at, which is null for not yet
//	letters, letter keep, remove, restore   number from to subject at new
//	letter show the same, kind folder text and, where there are any, cc thread replyTo
//	            forward files withheld; with --thread a list of such. thread, replyTo and
//	            forward are named where the reader reads those letters too
//	letter send, reply, forward   number; letter save: as save
//	docs        symbol title version pillar at new
//	doc show    symbol title number version series pillar clusters meeting item by new
//	            procedure (that is open on it, or null), versions
//	            (version number title at by language languages files brackets superseded,
//	            and supersededBy where it is) and circulated (to at by); brackets are null
//	            where the text cannot be read; files: name type bytes sha256 language
//	doc show NUMBER, drafts, edit, attach, detach   of a draft: number series title
//	            language pillar clusters meeting item by at changed files office
//	doc draft, discard   number
//	doc issue   number symbol version
//	doc circulate, receive, ack SYMBOL, unread SYMBOL   as doc show
//	doc read, read SYMBOL   number kind file language text cut note, and of a version
//	            symbol version title
//	doc get     name type bytes sha256 language, without sending the file
//	doc diff    symbol old new language, paragraphs (kind old new, runs (kind text))
//	            without those that are unchanged
//	doc brackets   paragraph line depth text balanced
//	doc history    at by what, and version title language to partner where they apply
//	doc receipts   partner name received version by at, which is null for not yet
//	doc series  series title years
//	search, cited, archive MONTH   total hits next behind order, hits: number symbol version kind
//	            title board at author partner passage new, number being null for a person,
//	            whose login is the author; behind is how many percent of the record are not
//	            indexed yet; next goes behind --before, and is empty on the last page
//	submit      messageId result (posted, already, refused) number reason
//	archive     period count; reindex: entries
//	clusters    cluster title about boards
//	partners    partner name region group joined delegates online
//	delegates   login name partner mission roles since online
//	who         login name partner mission since sessions
//	sessions    since from client fingerprint here
//	keys        fingerprint type comment since source revoked revokedBy inUse
//	drafts      place title saved bytes, and show: place title text saved and, where
//	            there is one, envelope
//	preferences zone linear colour
//	import      board posted already skipped (where reason)
//	save        name type bytes sha256, without sending the file
//	checkpoint  checkpoint; ssh-config: config; help: command short usage
//
// An author is a login, or for something imported "Name <address>", partner
// being empty. replyTo is null on the post that opens a topic.
//
// # Bounds
//
// A text is read up to rule.MaxText bytes and one more, a key up to 16 KiB, a
// mbox up to House.MaxImport onto disk. A page of a long list holds 200 rows, or
// 16 posts with their texts.
//
// Dependency: github.com/spf13/cobra finds the command, parses its options and
// knows what a mistyped word was meant to be; a tree is made for each command
// line, since a tree holds the parsed options. Its own sentences, exit codes,
// templates and completion are not used.
package command
