// Package internal is the map of the house: the ASEM Virtual Secretariat, a
// bulletin board for the partners of the Asia-Europe Meeting, served over ssh.
//
// # One way through
//
//	a key stroke, an ssh command, a line in the linear mode    faces
//	       |
//	    sshd  proves who is there                              door
//	       |
//	    secretariat.Desk  one delegate's seat: every question  use
//	       |              and every act asks roster.Can once, then the rule
//	    forum, roster     answer with facts, in the past tense rules (pure)
//	       |
//	    journal  orders, seals                                 record
//	       |
//	    boltstore  commits, and folds the facts into state     keeping
//
// After the commit whoever watches is told that something changed. A face never
// sees the store, a rule never sees a face, and nobody acts without a Desk.
//
// # Rooms
//
// What each room may import of ours stands in its second column; house_test holds
// the code to this table. A folder inside a room is part of it.
//
//	asem             -                                             partners, pillars, boards to begin with, identifiers
//	fault            -                                             the kinds of error, their exit codes and sentences
//	plain            fault                                         text from people: cleaned, measured, wrapped
//	rule             asem                                          what a rule, a fact, an action is
//	newsrc           -                                             exact sets of what was read
//	roster           asem fault plain rule                               delegates, credentials, roles; Can
//	forum            asem fault plain roster rule                  boards, topics, posts, and their rules
//	journal          asem forum roster rule                        entries and their bytes, the seal, the sequencer
//	secretariat      asem fault forum journal newsrc plain roster rule     Office, Desk, clerk; what it needs of a store
//	boltstore        asem fault forum journal newsrc roster rule secretariat   the only importer of bbolt
//	keyring          asem fault plain roster                       the folder keys/: who may come in
//	config           fault                                         one TOML file, the environment over it
//	importer         fault                                         collections in: mbox, Markdown
//	sshd             fault                                         listener, identity, limits
//	manual           -                                             help that all faces share
//	command          asem fault forum manual plain roster secretariat     the ssh commands, one file each
//	linear           asem fault forum manual plain roster secretariat     the face for screen readers and dumb terminals
//	tui              asem fault forum manual plain roster secretariat     the root of the screens; parts: paint, screen, widget
//	demo             asem fault roster                             the demonstration's people and keys
//	server           asem boltstore command config fault forum importer journal keyring linear roster secretariat sshd tui     builds the house
//	testkit          asem boltstore fault journal roster secretariat       an office for tests, with people in it
package internal
