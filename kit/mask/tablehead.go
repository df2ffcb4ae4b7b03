package mask

import "bytes"

const (
	maxCells  = 64
	lineReach = 1024 // bytes of a line that are read to find a candidate's column
	tableRows = 64   // rows walked up to find a head that has not been found
)

// tableHead is the head of the table that was last looked at: the cues of each column.
type tableHead struct {
	start, seen int // the table is known from start to seen
	delimiter   byte
	n           int
	cues        [maxCells]cue
}

// textLine is the line last looked at: where it begins, how far it is known, and the sign between its cells.
type textLine struct {
	from, to  int
	delimiter byte
}

// lineOf finds the line that at stands in.
func (s *scan) lineOf(at int) textLine {
	if at >= s.line.from && at < s.line.to {
		return s.line
	}
	floor := max(0, at-lineReach)
	from := floor + bytes.LastIndexByte(s.text[floor:at], '\n') + 1
	to := min(len(s.text), at+64)
	if i := bytes.IndexByte(s.text[at:to], '\n'); i >= 0 {
		to = at + i + 1
	}
	s.line = textLine{from: from, to: to, delimiter: delimiterOf(s.text[from:to])}
	return s.line
}

// headOf gives the cues of the head of the column that at stands in, where its line is a row of a table: cells between ; | or tab.
func (s *scan) headOf(at int) cue {
	line := s.lineOf(at)
	if line.delimiter == 0 || line.from == 0 {
		return 0
	}
	if !s.head.covers(s.text, line.from, line.delimiter) && !s.findHead(line.from, line.delimiter) {
		return 0
	}
	s.head.seen = max(s.head.seen, line.from)
	column := bytes.Count(s.text[line.from:at], []byte{line.delimiter})
	if column >= s.head.n {
		return 0
	}
	return s.head.cues[column]
}

func delimiterOf(line []byte) byte {
	for _, d := range [...]byte{'\t', ';', '|'} {
		if bytes.IndexByte(line, d) >= 0 {
			return d
		}
	}
	return 0
}

// covers tells whether the line at offset belongs to the table already known: no empty line lies between.
func (h *tableHead) covers(text []byte, line int, delimiter byte) bool {
	if h.n == 0 || h.delimiter != delimiter || line < h.start {
		return false
	}
	return line <= h.seen || line-h.seen < 1<<16 && !bytes.Contains(text[h.seen:line], []byte("\n\n"))
}

// findHead walks up the rows above line to the first of them and reads its cells.
func (s *scan) findHead(line int, delimiter byte) bool {
	top := line
	for range tableRows {
		if top == 0 {
			break
		}
		floor := max(0, top-1-lineReach)
		above := floor + bytes.LastIndexByte(s.text[floor:top-1], '\n') + 1
		if bytes.IndexByte(s.text[above:top], delimiter) < 0 {
			break
		}
		top = above
	}
	if top == line {
		return false
	}
	s.readHead(top, delimiter)
	return true
}

func (s *scan) readHead(top int, delimiter byte) {
	h := &s.head
	h.start, h.seen, h.delimiter, h.n = top, top, delimiter, 0
	line := s.text[top:min(len(s.text), top+lineReach)]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	for cell := range bytes.SplitSeq(line, []byte{delimiter}) {
		if h.n == maxCells {
			return
		}
		var all cue
		for word := range bytes.FieldsSeq(cell) {
			all |= s.cueOf(bytes.Trim(word, "\"'*:()")) &^ cueNumber
		}
		h.cues[h.n] = all
		h.n++
	}
}
