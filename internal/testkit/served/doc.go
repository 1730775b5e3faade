// Package served gives tests a real server: a data folder, a key ring with the
// demonstration's people in it, a listener on a free port of 127.0.0.1, and the
// ends of lines that lead to it.
//
//	h := served.New(t, served.Options{})   // a folder, keys, nothing running
//	h.Start()                              // accepts when this returns
//	h.Run("demo.delegate", "", "boards")   // one command, over golang.org/x/crypto/ssh
//	h.SSH("demo.delegate", "boards")       // the same, as a command line of OpenSSH
//	h.Screen("demo.delegate", served.Look{}).Shows("Today")
//
// The server runs inside the test's process, where the race detector sees it, or,
// with Options.Avs, as a child process of the built program, which can be killed.
//
// # What it promises
//
// What a test leaves behind is checked when it ends: the server must stop
// cleanly and its folder must verify, unless the test called Damaged. Everything
// that was opened is closed. Nothing here sleeps: it waits for a condition, for at
// most Patience, and fails the test with what it saw instead.
//
// # Its parts
//
// House is the installation and who may come in. Terminal is an emulated terminal
// fed by whatever draws on it, an ssh session or a client in a pseudo-terminal;
// it counts the bytes that came. Line is a wire between a client and the server
// that counts what passes, both ways, and can be cut.
//
// # Dependencies
//
// github.com/charmbracelet/x/vt is the terminal emulator: what a person sees is
// what it shows. github.com/creack/pty gives programs that want a terminal one.
// golang.org/x/crypto/ssh is a client whose channels can be counted byte by byte.
package served
