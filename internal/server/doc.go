// Package server builds the house: it opens the store of a data folder, the
// office over it, and the door before it, and seats whoever the door proved at a
// desk with the face that they asked for. It decides nothing; cmd/avs and the
// tests both use it.
//
// A data folder holds:
//
//	state.db, blobs.db   everything (package boltstore)
//	host_key             the server's ssh host key; secret
//	seal.key, seal.pub   the pair that signs checkpoints; the first is secret
//	avs.toml             the configuration, every key explained
//	running              is there while a server has the folder
//
// The keys are made once, with the folder. Where there is data and a key is gone
// the server refuses to make another: the old one is what delegates' clients and
// partners' checkpoints trust.
package server
