// Package plain makes text from people fit for a terminal, and measures it.
//
// Whatever a person typed, sent or named is data: it must not move a cursor,
// recolour a line, hide words from a reader or stack marks over its neighbours.
// Check refuses what is not UTF-8 or too long. Text (many lines) and Line (one)
// clean it, once when it is stored and again when it is drawn, since what is on
// file may have come from an older version or an import. Width, Cut, Pad and
// Wrap lay it out in columns; none of them ever gives out a control
// character, whatever it is given, so forgetting to clean is untidy and never
// dangerous.
//
// What cleaning does, and nothing else:
//
//   - CR LF, CR, NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR become newline.
//   - All other control characters (C0 but tab, DEL, C1) are dropped. What an
//     escape sequence leaves behind, such as [31m, stays: without its ESC it is
//     only text, and it shows that somebody tried.
//   - Dropped as well: tag characters, noncharacters, byte order marks, soft
//     hyphens (terminals disagree on their width), deprecated and annotation
//     format characters.
//   - Embeddings, overrides and isolates of the bidirectional algorithm are
//     spelled out, as in <U+202E>: they can make a line read as another one.
//   - After one character at most MaxMarks of no width of their own are kept,
//     and a combining mark at the start of a line gets a dotted circle to sit on.
//   - A byte that is not UTF-8 becomes U+FFFD.
//
// Text is not normalised to NFC: that would replace the compatibility
// ideographs which stand in people's names, and the digest of a body would no
// longer be that of what was sent. Searching and comparing fold for themselves.
//
// Columns are those of the renderer: x/ansi's WcWidth, the sum of the widths of
// the code points, which is the default of ultraviolet and what a terminal
// without mode 2027 does. Ambiguous widths count as one column.
//
// Everything here is a pure function, safe for concurrent use, total (no input
// makes it fail or panic) and linear in the length of its input.
//
// Dependencies: x/ansi measures and segments as the renderer does; uniseg knows
// where East Asian lines may break (UAX #14).
package plain
