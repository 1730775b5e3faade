// Package boards is the screen that lists the boards, by pillar or by cluster.
package boards
