// Package config is what an operator may decide: one TOML file, the environment
// over it, the command line over both (that last step is cmd/avs's).
//
// Every key stands once, in the table of keys.go, with its place in Config, its
// bounds and what an operator should know. Reading the file, reading the
// environment and writing the commented example all follow from that table, so
// they cannot drift apart. The defaults suit a small chancery; a key is worth
// having only if some installation has a reason to change it.
//
// Reading collects: unknown keys and bad values are told all at once, each with
// its line or variable and with what would be right, and nothing is started on a
// configuration that is half understood.
//
// Dependency: pelletier/go-toml v2, which reports the line of each key.
package config
