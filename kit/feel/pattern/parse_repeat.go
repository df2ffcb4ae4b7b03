package pattern

import "strconv"

// quantified reads ?, *, +, {n}, {n,} or {n,m} after a piece, each reluctant
// when another ? follows.
func (p *parser) quantified(piece node) (node, error) {
	var least, most int
	switch p.peek() {
	case '?':
		least, most = 0, 1
	case '*':
		least, most = 0, -1
	case '+':
		least, most = 1, -1
	case '{':
		p.next()
		var err error
		if least, most, err = p.counts(); err != nil {
			return nil, err
		}
		return repeat{piece, least, most, p.take("?")}, nil
	default:
		return piece, nil
	}
	p.next()
	return repeat{piece, least, most, p.take("?")}, nil
}

func (p *parser) counts() (least, most int, err error) {
	least, ok := p.number()
	if !ok {
		return 0, 0, p.wrong("braces hold how often, as in {2}, {2,} or {2,5}")
	}
	most = least
	if p.take(",") {
		if most, ok = p.number(); !ok {
			most = -1
		}
	}
	switch {
	case !p.take("}"):
		return 0, 0, p.wrong("a brace is not closed")
	case most >= 0 && most < least:
		return 0, 0, p.wrong("{%d,%d} ends before it begins", least, most)
	}
	return least, most, nil
}

// number reads digits; what is larger than any pattern may grow stays there.
func (p *parser) number() (int, bool) {
	start := p.pos
	for r := p.peek(); r >= '0' && r <= '9'; r = p.peek() {
		p.next()
	}
	if p.pos == start {
		return 0, false
	}
	n, err := strconv.Atoi(p.src[start:p.pos])
	if err != nil {
		n = maxSize
	}
	return min(n, maxSize), true
}

func (n chars) size() int   { return 1 + len(n.set)/64 }
func (n anchor) size() int  { return 1 }
func (n backRef) size() int { return 1 }
func (n group) size() int   { return n.body.size() + 2 }

func (n sequence) size() int {
	total := 0
	for _, piece := range n {
		total += piece.size()
	}
	return min(total, 2*maxSize)
}

func (n choice) size() int {
	total := 0
	for _, branch := range n {
		total += branch.size() + 2
	}
	return min(total, 2*maxSize)
}

func (n repeat) size() int {
	copies := n.max
	if n.max < 0 {
		copies = n.min + 1
	}
	return min((n.body.size()+2)*max(copies, 1)+2, 2*maxSize)
}

func (n chars) empty() bool   { return false }
func (n anchor) empty() bool  { return true }
func (n backRef) empty() bool { return true }
func (n group) empty() bool   { return n.body.empty() }
func (n repeat) empty() bool  { return n.min == 0 || n.body.empty() }

func (n sequence) empty() bool {
	for _, piece := range n {
		if !piece.empty() {
			return false
		}
	}
	return true
}

func (n choice) empty() bool {
	for _, branch := range n {
		if branch.empty() {
			return true
		}
	}
	return false
}
