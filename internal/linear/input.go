package linear

import "io"

// maxPiece is how much is taken from the input at once.
const maxPiece = 4 << 10

// input brings what is typed to the goroutine of the session, a piece at a time.
// Nothing is read ahead of what was taken, so that a flood waits on the line.
type input struct {
	pieces chan []byte   // closed when the input has ended
	done   chan struct{} // closed by stop
}

// listen begins to read. The goroutine ends with the input; a Read that does not
// return holds it, so whoever opened the input closes it after the session.
func listen(in io.Reader) *input {
	i := &input{pieces: make(chan []byte), done: make(chan struct{})}
	go i.read(in)
	return i
}

// stop lets go of a piece that nobody will take any more.
func (i *input) stop() { close(i.done) }

func (i *input) read(in io.Reader) {
	defer close(i.pieces)
	buffer := make([]byte, maxPiece)
	for {
		n, err := in.Read(buffer)
		if n > 0 {
			select {
			case i.pieces <- append([]byte(nil), buffer[:n]...):
			case <-i.done:
				return
			}
		}
		if err != nil {
			return
		}
	}
}
