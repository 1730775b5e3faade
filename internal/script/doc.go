// Package script tests the house as people meet it: the built program, real
// clients, real ssh, a terminal to look at. It has tests and their scripts only.
//
// The scripts of testdata/duties run against a server in the test's process, one
// of their own each; those of testdata/installation start the built program
// themselves. Both speak testscript's language with a few words more, which
// words_test.go explains. What a script cannot say well, such as crashes, live
// screens and bytes on the wire, is said in Go beside them.
//
// # Dependency
//
// github.com/rogpeppe/go-internal/testscript: a script reads as what a person
// would type, and each runs in a folder of its own.
package script
