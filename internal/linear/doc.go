// Package linear is the face without a screen: for screen readers, for TERM=dumb
// and for the very worst lines.
//
// It writes lines, one for each fact, and asks with a prompt that says in words
// what Enter alone will do. Nothing is drawn twice, nothing moves, and no escape
// sequence is ever written: what goes out is text, newlines, while a line is being
// typed backspaces, and one bell for a flash notice. The bell is a control character
// that every device and screen reader knows; it goes to a terminal and into no pipe.
// It offers all that the screens do, under their letters.
//
// # How it is built
//
// A session is a stack of places. A place is data: a name, what it says on arrival,
// numbered rows, and offers. An offer ties a verb (the same letter and word in every
// place) to what it does here and to why it may be dead now; the answer to "?", the
// refusals and the help come from the same table. Nearly every place is a list (see
// list); only the reader of a topic and that of a notice are not.
//
// What is written has a target, made by the file of its kind (write, writenotice): what
// the title is of, the fields of its envelope, whom it reaches, how it is sent. The
// fields are those of Desk.Fields, asked one prompt each (envelope).
//
// All text from people goes out through voice, which cleans it with package plain.
//
// # Bounds and promises
//
// An answer has 1 KiB at most, one into an envelope 2 KiB, and a line of text 16 KiB; a longer answer is refused,
// a longer line of text is broken in two and not cut. The stack holds 32 places.
// While a text is written its draft is saved every few lines, a few seconds after
// the first key that is not kept yet, and whenever the session ends, by whatever cause. What others post
// is told before the next prompt, and never while something is typed. So is a flash
// notice, amid a text too, and it is told at once where nothing is typed yet.
//
// Run uses two goroutines: its own, on which everything happens, and one that reads
// the input and owns nothing else.
//
// # Why a line reader of its own
//
// Over ssh nobody echoes, so someone must. The Terminal of golang.org/x/term moves
// the cursor with ESC [ sequences even to erase one letter, and has no form without
// them; it also counts columns without regard to East Asian width. Ours (editor,
// teletype) knows the keys of a terminal driver and rubs out with backspaces. The
// only dependency is uniseg, which knows where a character as people see it begins.
package linear
