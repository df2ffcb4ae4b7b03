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
	// Imported are the models that it imports, directly or not. They cannot be asked by themselves.
	Imported []*Model

	compiled *dmn.Model
}

// Problem is something wrong with a model file, with its place.
type Problem struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Element string `json:"element,omitempty"`
	Message string `json:"message"`
	// File is the namespace of an imported model, else empty.
	File string `json:"file,omitempty"`
}

// Read makes a model that somebody sends ready, with the files beside it in which the models that it imports are looked for. A file that is none is a
// fault of kind invalid, one past a limit of kind too-large; both name the place.
func Read(source []byte, beside ...File) (*Model, error) {
	size := len(source)
	for _, f := range beside {
		size += len(f.Source)
	}
	if size > MaxSource {
		return nil, tooLarge()
	}
	return read(source, among(beside, fromOutside), fromOutside, analysis.Options{Steps: 1_000_000})
}

// ReadImporting is [Read] for one who finds the imported models elsewhere, such as in a folder with [dmn.ImportFrom].
func ReadImporting(source []byte, find func(*dmn.Import) ([]byte, error)) (*Model, error) {
	return read(source, find, fromOutside, analysis.Options{Steps: 1_000_000})
}

func tooLarge() error {
	return fault.New("decide.Read", fault.TooLarge, "decide.too_large", fault.Args{"mb": MaxSource >> 20})
}

func read(source []byte, find func(*dmn.Import) ([]byte, error), limits dmn.FileLimits, work analysis.Options) (*Model, error) {
	const op = "decide.Read"
	if len(source) > MaxSource {
		return nil, tooLarge()
	}
	compiled, err := dmn.Load(source, dmn.Options{Limits: limits, Import: find})
	if err != nil {
		return nil, refused(op, err)
	}
	m := &Model{Source: source, Definitions: compiled.Definitions(), compiled: compiled}
	var found []law.Problem
	if m.Law, found, err = law.CheckModel(compiled); err != nil {
		return nil, refused(op, err)
	}
	for _, p := range compiled.Problems() {
		m.Problems = append(m.Problems, Problem{p.Pos.Line, p.Pos.Column, p.Element, p.Message, p.File})
	}
	for _, p := range found {
		m.Problems = append(m.Problems, Problem{Line: p.Line, Column: p.Column, Message: p.Message, File: p.File})
	}
	if m.Report, err = analysis.Analyse(m.Definitions, work); err != nil {
		return nil, err
	}
	for _, d := range compiled.Imported() {
		imported := &Model{Source: d.Source, Definitions: d, Law: m.Law.Imported[d.Namespace]}
		if imported.Report, err = analysis.Analyse(d, work); err != nil {
			return nil, err
		}
		m.Imported = append(m.Imported, imported)
	}
	return m, nil
}

// In gives the model with a namespace among a model and those that it imports; the model itself where none has it, as traces write it.
func (m *Model) In(namespace string) *Model {
	for _, imported := range m.Imported {
		if imported.Definitions.Namespace == namespace {
			return imported
		}
	}
	return m
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

// Inputs are the inputs that a decision needs, directly or not, in the order of the file; and the relevant date, which decides the version. Those of
// imported models come last.
func (m *Model) Inputs(decision string) ([]Input, error) {
	target, err := m.target(decision)
	if err != nil {
		return nil, err
	}
	needed := target.Inputs()
	names := map[string]int{}
	for _, in := range needed {
		names[in.Name]++
	}
	var inputs []Input
	for _, data := range m.Definitions.Inputs {
		i := slices.IndexFunc(needed, func(in dmn.Input) bool { return in.Name == data.Name && in.Namespace == target.Namespace })
		switch {
		case i >= 0:
			inputs = append(inputs, m.input(needed[i]))
		case data.Name == m.Law.Model.RelevantDate:
			inputs = append(inputs, m.input(dmn.Input{Name: data.Name, Namespace: target.Namespace, Type: "date"}))
		}
	}
	for _, in := range needed { // of knowledge models, and of imported models
		own := in.Namespace == target.Namespace && slices.ContainsFunc(m.Definitions.Inputs, func(data *dmn.InputData) bool { return data.Name == in.Name })
		if own {
			continue
		}
		input := m.input(in)
		if names[in.Name] > 1 { // as [dmn.Target.EvaluateContext] tells two of the same name apart
			input.Name = in.Namespace + "#" + in.Name
		}
		inputs = append(inputs, input)
	}
	return inputs, nil
}

func (m *Model) input(in dmn.Input) Input {
	owner := m.In(in.Namespace)
	about, ok := owner.Law.Inputs[in.Name]
	if !ok {
		about = law.Input{Label: law.Text{SV: in.Name, EN: in.Name}}
	}
	input := Input{Name: in.Name, Type: in.Type, About: about}
	owner.resolve(&input)
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
