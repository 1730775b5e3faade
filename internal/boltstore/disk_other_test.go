//go:build !linux

package boltstore

import "testing"

// mountSmall makes a disk for this test where that is known how.
func mountSmall(t *testing.T, _ int) string {
	t.Helper()
	t.Skip("a disk of its own is made on Linux only")
	return ""
}
