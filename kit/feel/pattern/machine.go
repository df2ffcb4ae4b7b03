package pattern

// instruction is one step of the machine, which tries the ways through a
// pattern in order of preference and goes back when one fails.
type instruction struct {
	op   op
	set  runeSet
	x, y int
}

type op uint8

const (
	opChars   op = iota // one code point of set
	opTry               // go on at x; when that fails, at y
	opGo                // go on at x
	opSave              // remember the position in slot x
	opBackRef           // what group x matched
	opStart             // an anchor
	opEnd               // an anchor
	opMoved             // fail unless the position moved since slot x
	opDone
)

type assembler struct {
	program []instruction
	slots   int
}

// assemble lays a pattern out for the machine. Slots 0 and 1 hold the match,
// the next pairs the groups, those after them where turns of loops began.
func assemble(root node, groups int) (program []instruction, slots int) {
	a := &assembler{slots: 2 * (groups + 1)}
	a.add(instruction{op: opSave, x: 0})
	a.node(root)
	a.add(instruction{op: opSave, x: 1})
	a.add(instruction{op: opDone})
	return a.program, a.slots
}

func (a *assembler) add(in instruction) int {
	a.program = append(a.program, in)
	return len(a.program) - 1
}

func (a *assembler) node(n node) {
	switch n := n.(type) {
	case chars:
		a.add(instruction{op: opChars, set: n.set})
	case anchor:
		op := opStart
		if n.end {
			op = opEnd
		}
		a.add(instruction{op: op})
	case backRef:
		a.add(instruction{op: opBackRef, x: n.number})
	case group:
		a.group(n)
	case sequence:
		for _, piece := range n {
			a.node(piece)
		}
	case choice:
		a.choice(n)
	case repeat:
		a.repeat(n)
	}
}

func (a *assembler) group(n group) {
	if n.number == 0 {
		a.node(n.body)
		return
	}
	a.add(instruction{op: opSave, x: 2 * n.number})
	a.node(n.body)
	a.add(instruction{op: opSave, x: 2*n.number + 1})
}

func (a *assembler) choice(n choice) {
	var ends []int
	for i, branch := range n {
		if i == len(n)-1 {
			a.node(branch)
			break
		}
		try := a.add(instruction{op: opTry, x: len(a.program) + 1})
		a.node(branch)
		ends = append(ends, a.add(instruction{op: opGo}))
		a.program[try].y = len(a.program)
	}
	for _, end := range ends {
		a.program[end].x = len(a.program)
	}
}

func (a *assembler) repeat(n repeat) {
	for range n.min {
		a.node(n.body)
	}
	if n.max < 0 {
		a.loop(n)
		return
	}
	var tries []int
	for range n.max - n.min {
		tries = append(tries, a.add(instruction{op: opTry}))
		a.node(n.body)
	}
	for _, try := range tries {
		a.branch(try, try+1, len(a.program), n.lazy)
	}
}

// loop takes the body any number of times. A turn that matches nothing ends it,
// or it would go on for ever.
func (a *assembler) loop(n repeat) {
	try := a.add(instruction{op: opTry})
	slot := -1
	if n.body.empty() {
		slot = a.slots
		a.slots++
		a.add(instruction{op: opSave, x: slot})
	}
	a.node(n.body)
	if slot >= 0 {
		a.add(instruction{op: opMoved, x: slot})
	}
	a.add(instruction{op: opGo, x: try})
	a.branch(try, try+1, len(a.program), n.lazy)
}

func (a *assembler) branch(try, body, after int, lazy bool) {
	if lazy {
		body, after = after, body
	}
	a.program[try].x, a.program[try].y = body, after
}
