package decide

import (
	"errors"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
	"github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

// MaxSource is the largest model that is read from outside, in bytes.
const MaxSource = 2 << 20

// fromOutside bounds models that somebody sends.
var fromOutside = dmn.FileLimits{Bytes: MaxSource, Depth: 100, Elements: 200_000, Rules: 10_000}

// Model is a model made ready: read, compiled and analysed.
type Model struct {
	Source      []byte // the file; nobody may change it
	Definitions *dmn.Definitions
	Law         law.Law
	Report      analysis.Report
	// Problems are faults that do not stop the model from being used: expressions that give null, law parts that are wrong.
	Problems []Problem

	compiled *dmn.Model
}

// Problem is something wrong with a model file, with its place.
type Problem struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Element string `json:"element,omitempty"`
	Message string `json:"message"`
}

// Read makes a model that somebody sends ready. A file that is none is a fault of kind invalid, one past a limit of kind too-large; both name the place.
func Read(source []byte) (*Model, error) {
	return read(source, fromOutside, analysis.Options{Steps: 1_000_000})
}

func read(source []byte, limits dmn.FileLimits, work analysis.Options) (*Model, error) {
	const op = "decide.Read"
	if len(source) > MaxSource {
		return nil, fault.New(op, fault.TooLarge, "decide.too_large", fault.Args{"mb": MaxSource >> 20})
	}
	compiled, err := dmn.Load(source, dmn.Options{Limits: limits})
	if err != nil {
		return nil, refused(op, err)
	}
	doc, err := document.Parse(source)
	if err != nil {
		return nil, refused(op, err)
	}
	m := &Model{Source: source, Definitions: compiled.Definitions(), compiled: compiled}
	var found []law.Problem
	m.Law, found = law.Check(doc)
	for _, p := range compiled.Problems() {
		m.Problems = append(m.Problems, Problem{p.Pos.Line, p.Pos.Column, p.Element, p.Message})
	}
	for _, p := range found {
		m.Problems = append(m.Problems, Problem{Line: p.Line, Column: p.Column, Message: p.Message})
	}
	m.Report, err = analysis.Analyse(m.Definitions, work)
	return m, err
}

// refused makes a fault of an error of a reader, one field for each problem.
func refused(op string, err error) error {
	var limit *dmn.LimitError
	var model *dmn.ModelError
	var syntax *document.SyntaxError
	switch {
	case errors.As(err, &limit):
		return fault.New(op, fault.TooLarge, "decide.limit", fault.Args{"limit": limit.Limit, "max": limit.Max, "line": limit.Pos.Line}).Because(err)
	case errors.As(err, &model):
		f := fault.New(op, fault.Invalid, "decide.not_a_model", nil).Because(err)
		for _, p := range model.Problems[:min(len(model.Problems), maxTold)] {
			f.Fields = append(f.Fields, problemField(p.Pos.Line, p.Pos.Column, strings.TrimPrefix(p.Element+": "+p.Message, ": ")))
		}
		return f
	case errors.As(err, &syntax):
		f := fault.New(op, fault.Invalid, "decide.not_a_model", nil).Because(err)
		f.Fields = []fault.Field{problemField(syntax.Line, syntax.Column, syntax.Message)}
		return f
	}
	return fault.New(op, fault.Invalid, "decide.not_a_model", nil).Because(err)
}

// maxTold is how many problems of a file are told.
const maxTold = 50

func problemField(line, column int, text string) fault.Field {
	return fault.Field{Path: "model", Key: "decide.problem", Args: fault.Args{"line": line, "column": column, "text": text}}
}

// Title is the model's title, or its name where it has no law.
func (m *Model) Title() law.Text {
	if !m.Law.Model.Title.IsZero() {
		return m.Law.Model.Title
	}
	return law.Text{SV: m.Definitions.Name, EN: m.Definitions.Name}
}

// Decisions names the decisions that can be asked for, those that no other rests on first.
func (m *Model) Decisions() []string {
	needed := map[string]bool{}
	for _, d := range m.Definitions.Decisions {
		for _, need := range d.InformationRequirements {
			needed[strings.TrimPrefix(need.Href, "#")] = true
		}
	}
	var top, below []string
	for _, d := range m.Definitions.Decisions {
		if needed[d.ID] {
			below = append(below, d.Name)
		} else {
			top = append(top, d.Name)
		}
	}
	return slices.Concat(top, below)
}

// Input is an input of a decision, as a form asks for it.
type Input struct {
	Name    string
	Type    string // FEEL's name of the simple type behind it, or "Any"
	Many    bool   // a list of such values
	About   law.Input
	Allowed []string // the strings that are allowed; empty where any is
}

// Inputs are the inputs that a decision needs, directly or not, in the order of the file; and the relevant date, which decides the version.
func (m *Model) Inputs(decision string) ([]Input, error) {
	target, err := m.target(decision)
	if err != nil {
		return nil, err
	}
	needed := map[string]dmn.Input{}
	for _, in := range target.Inputs() {
		needed[in.Name] = in
	}
	var inputs []Input
	for _, data := range m.Definitions.Inputs {
		in, ok := needed[data.Name]
		delete(needed, data.Name)
		if !ok && data.Name == m.Law.Model.RelevantDate {
			in, ok = dmn.Input{Name: data.Name, Type: "date"}, true
		}
		if ok {
			inputs = append(inputs, m.input(in))
		}
	}
	for _, in := range target.Inputs() { // of knowledge models, services and imported models
		if _, left := needed[in.Name]; left {
			inputs = append(inputs, m.input(in))
		}
	}
	return inputs, nil
}

func (m *Model) input(in dmn.Input) Input {
	about, ok := m.Law.Inputs[in.Name]
	if !ok {
		about = law.Input{Label: law.Text{SV: in.Name, EN: in.Name}}
	}
	input := Input{Name: in.Name, Type: in.Type, About: about}
	m.resolve(&input)
	return input
}

// resolve follows an input's type to a simple one.
func (m *Model) resolve(in *Input) {
	for range 20 {
		i := slices.IndexFunc(m.Definitions.Types, func(t *dmn.ItemDefinition) bool { return t.Name == in.Type })
		if i < 0 {
			return
		}
		def := m.Definitions.Types[i]
		in.Many = in.Many || def.IsCollection
		if def.AllowedValues != nil && len(in.Allowed) == 0 {
			in.Allowed = analysis.Strings(def.AllowedValues.Text.Text)
		}
		if def.TypeRef == "" {
			in.Type = "context"
			return
		}
		in.Type = def.TypeRef
	}
}

func (m *Model) target(decision string) (*dmn.Target, error) {
	if decision == "" {
		names := m.Decisions()
		if len(names) == 0 {
			return nil, fault.New("decide", fault.Invalid, "decide.no_decision", nil)
		}
		decision = names[0]
	}
	target, err := m.compiled.Target(decision)
	if err != nil {
		return nil, fault.New("decide", fault.Invalid, "decide.unknown_decision", fault.Args{"decision": decision, "known": strings.Join(m.Decisions(), ", ")}).Because(err)
	}
	return target, nil
}
