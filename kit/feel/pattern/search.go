package pattern

import "unicode/utf8"

const (
	// stepsPerAsking is how many instructions run between looks at the
	// budget; one step is charged for eight of them.
	stepsPerAsking = 1024
	// maxBack bounds how many places to go back to are kept.
	maxBack = 1 << 20
)

// back is a place to go on from when the way taken fails, or, when pc is
// negative, a slot to restore on the way back.
type back struct{ pc, pos, slot int }

// searcher runs a program over one input.
type searcher struct {
	p      *Pattern
	input  string
	slots  []int
	back   []back
	budget Budget
	left   int // instructions until the next look at the budget
}

// search finds up to most matches with the machine.
func (p *Pattern) search(input string, most int, budget Budget) ([][]int, error) {
	s := &searcher{p: p, input: input, slots: make([]int, p.slots), budget: budget}
	var found [][]int
	for pos, lastEnd := 0, -1; pos <= len(input); {
		matched, err := s.at(pos)
		if err != nil {
			return nil, err
		}
		_, size := utf8.DecodeRuneInString(input[pos:])
		// As in package regexp, an empty match right after a match is none.
		if !matched || s.slots[1] == pos && pos == lastEnd {
			pos += max(size, 1)
			continue
		}
		found = append(found, append([]int(nil), s.slots[:2*(p.groups+1)]...))
		if len(found) == most {
			return found, nil
		}
		lastEnd = s.slots[1]
		if pos = lastEnd; s.slots[0] == s.slots[1] {
			_, size = utf8.DecodeRuneInString(input[pos:])
			pos += max(size, 1)
		}
	}
	return found, nil
}

// at tries the program at one position.
func (s *searcher) at(pos int) (bool, error) {
	for i := range s.slots {
		s.slots[i] = -1
	}
	s.back = s.back[:0]
	pc := 0
	for {
		if s.left--; s.left < 0 {
			s.left = stepsPerAsking
			if !s.budget(stepsPerAsking/8) || len(s.back) > maxBack {
				return false, ErrStopped
			}
		}
		in := &s.p.program[pc]
		if in.op == opDone {
			return true, nil
		}
		next, at, ok := s.step(in, pc, pos)
		if !ok {
			if next, at, ok = s.goBack(); !ok {
				return false, nil
			}
		}
		pc, pos = next, at
	}
}

// step carries one instruction out, and tells where to go on, or that it failed.
func (s *searcher) step(in *instruction, pc, pos int) (next, at int, ok bool) {
	switch in.op {
	case opChars:
		r, size := utf8.DecodeRuneInString(s.input[pos:])
		return pc + 1, pos + size, size > 0 && in.set.has(r)
	case opTry:
		s.back = append(s.back, back{pc: in.y, pos: pos})
		return in.x, pos, true
	case opGo:
		return in.x, pos, true
	case opSave:
		s.back = append(s.back, back{pc: -1, pos: s.slots[in.x], slot: in.x})
		s.slots[in.x] = pos
		return pc + 1, pos, true
	case opBackRef:
		at, ok = s.same(in.x, pos)
		return pc + 1, at, ok
	case opStart:
		return pc + 1, pos, s.atStart(pos)
	case opEnd:
		return pc + 1, pos, s.atEnd(pos)
	default: // opMoved
		return pc + 1, pos, s.slots[in.x] != pos
	}
}

func (s *searcher) goBack() (pc, pos int, ok bool) {
	for len(s.back) > 0 {
		b := s.back[len(s.back)-1]
		s.back = s.back[:len(s.back)-1]
		if b.pc >= 0 {
			return b.pc, b.pos, true
		}
		s.slots[b.slot] = b.pos
	}
	return 0, 0, false
}

// same reads again what a group matched. A group that took no part matches
// nothing.
func (s *searcher) same(number, pos int) (int, bool) {
	from, to := s.slots[2*number], s.slots[2*number+1]
	if from < 0 || to < from {
		return pos, true
	}
	s.left -= (to - from) / 4
	for _, want := range s.input[from:to] {
		r, size := utf8.DecodeRuneInString(s.input[pos:])
		alike := r == want || s.p.options.fold && sameFold(r, want)
		if size == 0 || !alike {
			return pos, false
		}
		pos += size
	}
	return pos, true
}

// atStart tells whether ^ matches. With the flag m it does so after every line
// feed but one that ends the input (XPath functions, section 5.6.2).
func (s *searcher) atStart(pos int) bool {
	return pos == 0 || s.p.options.lines && s.input[pos-1] == '\n' && pos < len(s.input)
}

// atEnd tells whether $ matches: with the flag m before every line feed, and at
// the end of the input unless a line feed ends it.
func (s *searcher) atEnd(pos int) bool {
	if !s.p.options.lines {
		return pos == len(s.input)
	}
	if pos < len(s.input) {
		return s.input[pos] == '\n'
	}
	return len(s.input) == 0 || s.input[pos-1] != '\n'
}
