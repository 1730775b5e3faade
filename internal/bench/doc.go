// Command bench measures the house: bytes on the line, latency, posts and logins
// a second, memory, and how all of that stays as the boards grow. `make bench`
// runs it; it is no test, and no time that it prints fails anything.
//
//	go run ./internal/bench [-quick] [-only budgets,latency] [-posts 1000000] [-profile FOLDER]
//
// Each figure is printed beside its floor, which is measured in the same run: the
// same keys, logins and idle sessions at a bare charm.land/ssh server that echoes, the
// same bytes in as many commits of a bare bbolt loop, the text that a screen shows,
// OpenSSH's own sftp-server (behind the bare server, in a process of its own).
// Trust the ratios more than the figures: the clients run on the same machine and
// take about as much of it as the server.
//
// Servers run in processes of their own (this binary, started again), so that CPU
// and memory are the server's alone. Everything listens on 127.0.0.1 at a free
// port, and lies in a temporary folder that is removed at the end. The limits of
// the door are raised, since all clients come from one address; nothing else
// differs from an installation. A run ends by itself: within six minutes on two
// cores, or one with -quick.
//
// AVS_SHARED may name a folder whose data/ holds linux-man.mbox.zst and
// dfat-cables.tar.zst, which are then imported; else a mailbox is made up.
//
// Exit code 1 says that something could not be measured, and the table says what.
//
// Dependencies: golang.org/x/crypto/ssh as the client; charm.land/ssh for the bare
// server; charmbracelet/x/vt, to be sure of what is on the screen that is measured;
// bbolt for the bare loop.
package main
