// Package tui is the face for terminals that can be drawn on: the root of the
// screens.
//
// Root is a plain tea.Model. It owns the stack of screens, the heading and the foot
// line, prompts and questions, refusals and the help; a screen (package screen) owns
// what stands between. There is no message plumbing: a screen asks its Navigator,
// which is the Root, and gets its work back as a function (screen.Work).
//
// Whoever runs a Root wires three things:
//
//	root := tui.New(desk, tui.Options{})
//	program := paint.New(root, terminal, cache)
//	go tui.Watch(ctx, desk, program.Nudge)   // until ctx ends
//	err := program.Run(ctx)
//	fmt.Fprint(line, root.Farewell())        // the terminal is itself again
//
// and hands a server's last words on with program.Nudge(tui.Farewell{…}).
//
// # Promises
//
// Nothing is drawn but in answer to a key, a change at the office, or work that came
// back; an idle session does nothing at all. Reading is done in Update, since the
// store answers from mapped memory; whatever writes goes through a command and never
// keeps the screen from its reader. Heading and foot line are the same wherever the
// cursor stands, so that moving it costs a mark and no more.
//
// # Bounds
//
// The stack holds 16 screens, and drops the second one for a seventeenth: the first
// is Today, where leaving is asked. Windows narrower than 40 columns or lower than 8
// rows are told so instead of drawn. Keys do nothing there but leave, or go on with the
// text that is being typed: what nobody sees does not count as read, and no question
// is answered unseen. Watch nudges four times a second at most.
//
// # A screen's way in
//
// See package screen; places.go is where a Place gets its screen. Package tuitest
// plays a session without a line, for the tests of all of them.
package tui
