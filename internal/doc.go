// Package internal is the map of the house.
