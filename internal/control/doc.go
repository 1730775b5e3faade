// Package control is the operator's way into a server that is running: bbolt lets one
// process at a time have its files, so what `avs` does on a folder that is being served
// the server has to do for it.
//
// The way is HTTP over a socket in the data folder, which only the owner of the folder
// can open; nobody is asked who they are. A request names what is to be done by its path;
// the answer streams, and one that ends early is known as such. To join, a subcommand
// calls Call with a path, and package server has a handler for it.
package control
