//go:build !unix

package server

// freeSpace is not known here: a disk that fills is told of when it does.
func freeSpace(string) (bytes int64, known bool) { return 0, false }
