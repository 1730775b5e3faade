// Package roster decides who may do what.
//
// It knows delegates, the missions where they are posted, their credentials
// and the roles they hold, and it is the one place of the house that answers
// Can. It is closed by default: an act that no rule names is refused, and so is
// everybody whose credential is not enrolled. It is pure: time and state come in
// as arguments, answers are facts in the past tense or a fault that says why.
//
// Roles add up. None implies another but by the rules in can.go, which read:
//
//   - every role reads the boards, the directory and its own desk;
//   - delegate, contact point and coordinator write (post, reply, edit their own);
//   - moderator pins, locks, moves, hides and redacts, on named boards or on all;
//   - coordinator posts notices, flash ones too; a moderator posts and pins them on their
//     boards, and on all if those are theirs;
//   - contact point acknowledges for the partner;
//   - every role but observer writes letters;
//   - secretariat operates (imports, founds boards) and has no voice in substance.
//
// A delegate of a partner is one person; the login never changes hands. What a
// key ring (the folder keys/) says is reconciled into facts by Reconcile: the
// ring enrols and revokes, and a delegate may add further credentials or revoke
// one that was lost.
package roster
