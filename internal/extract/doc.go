// Package extract makes the text of a file that somebody sent readable: on a
// screen, in a difference, in the index of a search. The file itself is kept as
// it is by others; nothing here changes it.
//
// # What is read
//
//   - Plain text that is UTF-8. Any other encoding is named by its first wrong
//     byte, or by its byte order mark, and not guessed at: a wrong guess would
//     put words into a document that nobody wrote.
//   - Markdown, as its source, front matter included: it is made to be read so.
//   - PDF, page by page, each but the first under a line "[page 2]" that stands
//     between empty lines. Lines are those of the page, in the order of its
//     content; where the distance between two lines is larger than usual on the
//     page, an empty line shows where a paragraph begins. A hyphen at a line's
//     end stays. What is only a picture, a scanned page, has no text.
//
// Of every other kind the answer is its kind and a sentence, and no text.
//
// What a file is, its content decides first and its name second; what a client
// claims is never asked. So a PDF that is named .txt is read as a PDF, and a
// picture that is named .md is not read.
//
// # What it promises
//
// The text is cleaned by package plain and has at most MaxText bytes; what was
// cut off is said at its end and in Reading.Note. A file of any content whatever
// ends in a Reading; an error means that it could not be read from where it
// lies, or that the context ended.
//
// # How a PDF is held
//
// A PDF from outside is a program from outside, and a server that holds
// everybody's sessions must outlive each one. Libraries written in Go were looked at
// and left. Those in the line of rsc.io/pdf (ledongthuc, dslipak) follow nesting by
// recursion and inflate without bound: what they die of, an exhausted stack or memory,
// ends the process, and no recover can hold it; a loop cannot be stopped. Nor do they
// know the predefined CMaps of Chinese, Japanese and Korean. pdfcpu gives the operators
// of a page and not its words.
//
// So PDFs are read by PDFium, the reader of Chromium, which its makers fuzz
// without end; compiled to WebAssembly (github.com/klippa-app/go-pdfium) and run by
// wazero, in pure Go. The sandbox is what makes the promise: it has no files, no
// network, no more than MaxMemory, and ends with its context. Each file gets one of
// its own, a tenth of a second of work; a fault in it is a sentence about one file.
//
// Translating PDFium to machine code takes some five seconds and, for that moment,
// 300 MiB. It is done at the first PDF, and the result (22 MB) is kept in the
// folder that the Reader was given, so that the next start finds it. That folder holds
// code that will be run: it must belong to the server alone. Where it is empty or
// damaged the code is made again. After a Close nothing of all this stays in memory.
//
// # Bounds
//
// At most MaxFile bytes of PDF are looked at, MaxPages pages, MaxMemory of sandbox,
// MaxReads bytes delivered to it (a file that sends its reader in circles ends
// there, whatever the machine), MaxTime, and one PDF at a time in each Reader;
// whoever comes second waits, or gives up with its context. Of a text only the first
// MaxText bytes are read, be it as long as it likes.
package extract
