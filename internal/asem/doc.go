// Package asem states the facts of the Asia-Europe Meeting and names its things.
//
// It holds the 53 partners with the day each joined, the three pillars, the boards and clusters that an installation starts with, the text
// of the Helsinki Declaration, and the identifier types that every other room
// uses. It imports nothing of ours, does no input or output beyond its embedded
// data, and never changes at run time, so that anything may rely on it.
package asem
