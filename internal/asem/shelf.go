package asem

// A Shelf is where what there is to read is counted 1, 2, 3: a board, by its name,
// or a box, by what lies in it and the address to which it was sent: notice/FI.
// What a delegate has read of a shelf is a set of those ordinals.
type Shelf string

// Shelf is the board's own.
func (b BoardID) Shelf() Shelf { return Shelf(b) }
