package main

import (
	"os"
	"path/filepath"
	"strings"
)

// lookup finds a variable in an environment as os.Environ gives it.
func lookup(environ []string, name string) string {
	for _, e := range environ {
		if value, ok := strings.CutPrefix(e, name+"="); ok {
			return value
		}
	}
	return ""
}

// implied is the configuration file of a data folder, or nothing where it has none.
func implied(folder string) string {
	path := filepath.Join(folder, "avs.toml")
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		return path
	}
	return ""
}
