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

// implied is the configuration file of the first folder that has one.
func implied(folders ...string) string {
	for _, folder := range folders {
		path := filepath.Join(folder, "avs.toml")
		if info, err := os.Stat(path); folder != "" && err == nil && info.Mode().IsRegular() {
			return path
		}
	}
	return ""
}
