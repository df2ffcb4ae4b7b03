package feel

// compareOp is a comparison operator.
type compareOp uint8

const (
	opNone compareOp = iota
	opEQ
	opNE
	opLT
	opLE
	opGT
	opGE
)

var compareTexts = [...]string{"", "=", "!=", "<", "<=", ">", ">="}

func (op compareOp) String() string { return compareTexts[op] }

// holds tells whether the operator is true of a comparison's outcome.
func (op compareOp) holds(order int) bool {
	switch op {
	case opEQ:
		return order == 0
	case opNE:
		return order != 0
	case opLT:
		return order < 0
	case opLE:
		return order <= 0
	case opGT:
		return order > 0
	case opGE:
		return order >= 0
	}
	return false
}

// arithOp is an arithmetic operator.
type arithOp uint8

const (
	opAdd arithOp = iota
	opSub
	opMul
	opDiv
	opPow
)

var arithTexts = [...]string{"+", "-", "*", "/", "**"}

func (op arithOp) String() string { return arithTexts[op] }

// not3, and3 and or3 are FEEL's three-valued logic (DMN 1.5 table 50): what is
// no boolean counts as null.
func not3(v Value) Value {
	if v.kind != KindBoolean {
		return Null
	}
	return Bool(v.num == 0)
}

func and3(a, b Value) Value {
	switch {
	case a.IsFalse() || b.IsFalse():
		return Bool(false)
	case a.IsTrue() && b.IsTrue():
		return Bool(true)
	}
	return Null
}

func or3(a, b Value) Value {
	switch {
	case a.IsTrue() || b.IsTrue():
		return Bool(true)
	case a.IsFalse() && b.IsFalse():
		return Bool(false)
	}
	return Null
}
