// Package directory is the screens that tell who belongs to the house: the partners
// and, by another key, who is on line; one partner with its delegates; one delegate.
//
// Who comes and goes is no change that wakes a screen: these show how it was when
// they were opened, and ^R reads them afresh.
package directory
