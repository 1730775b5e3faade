// Package procedures are the screens of silence procedures: the list of them, and one
// with its time and with what partners did, where contact points act for their partner.
package procedures
