// Package screen is the contract between the root of the screens and each screen.
//
// A Screen is one place: it says where it is (Crumbs), what its keys do (Bindings)
// and what stands there (View). The root owns all else: the stack of screens, the
// heading and foot lines, prompts, questions, refusals and the help, which it makes
// from the bindings. Screens know no other screen: they name a Place and ask the
// Navigator to open it.
//
// # Rules
//
// Everything of a screen runs on one goroutine, that of the program: constructor,
// Update, View, the functions of a Binding, and what Work gives back. A screen
// needs no lock and keeps no goroutine of its own.
//
// Reading from the Desk is done where it is needed: the store answers from mapped
// memory, in microseconds. Whatever writes waits for a disk, and goes through Work.
//
// View is pure: it draws from what Update prepared, and calls neither Desk nor clock.
// What people wrote goes through package plain when it is drawn.
//
// A screen below another one holds no texts: on Covered it drops what it can read
// again, and on Shown it reads it. A session that idles keeps one window of text.
//
// # Adding a screen
//
// Write a package tui/screen/<name> with a constructor New(seat *screen.Seat, …)
// (screen.Screen, error), declare its Place in place.go, and let internal/tui's
// places.go build the one from the other.
package screen
