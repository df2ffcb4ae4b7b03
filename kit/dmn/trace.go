package dmn

import "github.com/tillit-se/tillit/kit/feel"

// TraceKind says what a part of a [Trace] is about.
type TraceKind string

// The kinds of parts of a trace.
const (
	TraceDecision  TraceKind = "decision"
	TraceKnowledge TraceKind = "knowledge"
	TraceService   TraceKind = "service"
	TraceTable     TraceKind = "table"
	TraceEntry     TraceKind = "entry" // a line of a boxed context, or a condition
)

// Trace tells how a value came about: which decisions were made, by which
// tables, with which inputs.
type Trace struct {
	Kind TraceKind `json:"kind"`
	Name string    `json:"name,omitempty"`
	ID   string    `json:"id,omitempty"`
	Pos  *Pos      `json:"pos,omitempty"`
	// File is the namespace of an imported model, else empty.
	File string `json:"file,omitempty"`
	// Inputs are what a decision requires, or the arguments of a call.
	Inputs []TraceValue `json:"inputs,omitempty"`
	Table  *TableTrace  `json:"table,omitempty"`
	Value  feel.Value   `json:"value"`
	// Parts are what was evaluated on the way, in order. A decision that
	// several others require is shown where it was needed first.
	Parts []*Trace `json:"parts,omitempty"`
	// Truncated tells that parts were left out since the trace is too large.
	Truncated bool `json:"truncated,omitempty"`

	parent *Trace
	depth  int
	space  string // namespace of the model that the part stands in
}

// TraceValue is a named value.
type TraceValue struct {
	Name  string     `json:"name"`
	Value feel.Value `json:"value"`
	// File is the namespace of the model that declares an input, where it is
	// another than that of the part of the trace.
	File string `json:"file,omitempty"`
}

// TableTrace is the evaluation of a decision table.
type TableTrace struct {
	HitPolicy   HitPolicy    `json:"hitPolicy"`
	Aggregation Aggregation  `json:"aggregation,omitempty"`
	Inputs      []TableInput `json:"inputs"`
	Outputs     []string     `json:"outputs"`
	Rules       []TraceRule  `json:"rules"`
	// Matched are the numbers of the rules that match, from 1.
	Matched []int `json:"matched"`
	// Chosen are those of them that make the result, in its order.
	Chosen []int `json:"chosen"`
	// Default tells that no rule matches and the default outputs are used.
	Default bool       `json:"default,omitempty"`
	Result  feel.Value `json:"result"`
}

// TableInput is a condition column and the value that was tested.
type TableInput struct {
	Expression string     `json:"expression"`
	Label      string     `json:"label,omitempty"`
	Value      feel.Value `json:"value"`
}

// Outcome is what a test says of a value.
type Outcome string

// The outcomes. Undecided is FEEL's null: the test cannot tell, and the rule
// does not match.
const (
	Matched    Outcome = "true"
	NotMatched Outcome = "false"
	Undecided  Outcome = "undecided"
)

// TraceRule is a rule and how its conditions came out. All conditions are
// evaluated, also after one that does not hold.
type TraceRule struct {
	Number     int          `json:"number"` // from 1
	ID         string       `json:"id,omitempty"`
	Conditions []TraceCell  `json:"conditions"`
	Matched    bool         `json:"matched"`
	Outputs    []TraceValue `json:"outputs,omitempty"` // of rules that match
	// Annotations are the texts of the rule's annotation columns.
	Annotations []TraceText `json:"annotations,omitempty"`
}

// TraceCell is one condition of a rule.
type TraceCell struct {
	Test    string  `json:"test"`
	Outcome Outcome `json:"outcome"`
}

// TraceText is a named text.
type TraceText struct {
	Name string `json:"name,omitempty"`
	Text string `json:"text"`
}

// maxTraced bounds the parts of a trace, and the conditions of its tables.
const maxTraced = 200_000

// maxTraceDepth bounds how deep parts nest, since nobody can read more and JSON
// libraries refuse it.
const maxTraceDepth = 200

// enter begins a part; it returns nil when there is no trace. A part beyond the
// limits is filled in like any other, but belongs to nothing.
func (r *run) enter(kind TraceKind, name, id string, at place) *Trace {
	if r.trace == nil {
		return nil
	}
	pos := at.pos()
	t := &Trace{Kind: kind, Name: name, ID: id, Pos: &pos, File: at.file(), parent: r.trace, depth: r.trace.depth + 1, space: at.space()}
	if r.traced++; r.traced > maxTraced || t.depth > maxTraceDepth {
		r.trace.Truncated = true
	} else {
		r.trace.Parts = append(r.trace.Parts, t)
	}
	r.trace = t
	return t
}

func (r *run) leave(t *Trace, v feel.Value) {
	if t != nil {
		t.Value = traceable(v)
		r.trace = t.parent
	}
}

func (r *run) traceInput(name string, v feel.Value) {
	if r.trace != nil {
		r.trace.Inputs = append(r.trace.Inputs, TraceValue{Name: name, Value: traceable(v)})
	}
}

// traceNode notes an input or decision that a part of the trace uses.
func (r *run) traceNode(n *node, v feel.Value) {
	if r.trace == nil {
		return
	}
	used := TraceValue{Name: n.name, Value: traceable(v)}
	if n.module.definitions.Namespace != r.trace.space {
		used.File = n.module.definitions.Namespace
	}
	r.trace.Inputs = append(r.trace.Inputs, used)
}

func (r *run) traceEntry(name string, v feel.Value) {
	if r.trace == nil {
		return
	}
	if r.traced++; r.traced > maxTraced {
		r.trace.Truncated = true
		return
	}
	r.trace.Parts = append(r.trace.Parts, &Trace{Kind: TraceEntry, Name: name, Value: traceable(v)})
}

// traceUses notes the values that a body begins with.
func (r *run) traceUses(b *body, f []feel.Value, args int) {
	for i := range b.fill {
		if n := b.fill[i].node; n != nil && (i == 0 || b.fill[i-1].node != n) {
			r.traceNode(n, f[args+i])
		}
		for _, part := range b.fill[i].parts {
			if n := part.filling.node; n != nil {
				r.traceNode(n, r.node(n))
			}
		}
	}
}

// traceable makes a value fit for JSON, which has no functions.
func traceable(v feel.Value) feel.Value {
	if _, err := feel.ToJSON(v); err != nil {
		return feel.String(shown(v))
	}
	return v
}
