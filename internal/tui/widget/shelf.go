package widget

// Shelf is a list of things that are read, with the text of one of them below it.
// The list takes a third of the height at most.
type Shelf[R any] struct {
	List[R]
	Text   Text
	height int
}

// NewShelf makes an empty shelf. same says whether two rows stand for the same thing.
func NewShelf[R any](same func(a, b R) bool) Shelf[R] {
	return Shelf[R]{List: NewFixed(same, nil), height: 1}
}

// Fill replaces the rows and the height in which all is drawn.
func (s *Shelf[R]) Fill(rows []R, height int) {
	s.height = max(height, 1)
	s.Set(rows)
	s.Resize(min(max(len(rows), 1), max(s.height/3, 1)))
}

// Read shows lines, already wrapped, below the list, from their beginning.
func (s *Shelf[R]) Read(lines []string) {
	s.Text.Set(lines, max(s.height-s.List.height-1, 1))
	s.Text.Home()
}

// Draw gives the rows and the text, and the line on which the cursor rests.
func (s *Shelf[R]) Draw(cols int, row func(r R, cols int) string) (lines []string, cursor int) {
	lines, cursor = s.List.Draw(cols, row)
	if s.Empty() {
		return lines, cursor
	}
	return append(append(lines, ""), s.Text.Window()...), cursor
}
