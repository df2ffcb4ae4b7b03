package instrument

// Limits bound what one pack or one set of answers may cost. A zero field means the default.
type Limits struct {
	PackBytes   int // size of a pack file; default 1 MiB
	PackNodes   int // YAML nodes with every alias written out; default 200 000
	PackDepth   int // nesting in a pack; default 40
	AnswerBytes int // size of an answers file; default 8 MiB
	AnswerDepth int // nesting in an answers file; default 16
	AnswerNodes int // values in an answers file; default 200 000
	AnswerRows  int // rows in one answered group, where the pack says nothing; default 200
	Problems    int // problems collected before giving up; default 200
	EvalSteps   int // FEEL steps of one evaluation; default 2 000 000
}

// DefaultLimits are the limits used where nothing else is said.
func DefaultLimits() Limits { return Limits{}.withDefaults() }

func (l Limits) withDefaults() Limits {
	set := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&l.PackBytes, 1<<20)
	set(&l.PackNodes, 200_000)
	set(&l.PackDepth, 40)
	set(&l.AnswerBytes, 8<<20)
	set(&l.AnswerDepth, 16)
	set(&l.AnswerNodes, 200_000)
	set(&l.AnswerRows, 200)
	set(&l.Problems, 200)
	set(&l.EvalSteps, 2_000_000)
	return l
}
