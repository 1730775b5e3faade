//go:build unix

package server

import "golang.org/x/sys/unix"

// freeSpace is how many bytes the disk of a folder has left for this user.
func freeSpace(folder string) (bytes int64, known bool) {
	var s unix.Statfs_t
	if unix.Statfs(folder, &s) != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}
