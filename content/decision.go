package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
	xmlfile "github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

const decisionsDir = "decisions"

// DecisionModel is one version of a decision model with the law around it.
type DecisionModel struct {
	File        string // path in the content tree
	Source      []byte // the file, as other editors open it
	Definitions *dmn.Definitions
	Law         law.Law
}

// DecisionModels are the versions of one model. There is at least one.
type DecisionModels = law.Versions[DecisionModel]

// Decisions reads the decision models, each with its versions, ordered by id. A file that is no model, or has law parts that are at fault, gives a
// [DecodeError].
func (l Library) Decisions() ([]DecisionModels, error) {
	entries, err := fs.ReadDir(l.files, decisionsDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("content: list %s: %w", decisionsDir, err)
	}
	byID := map[string][]DecisionModel{}
	failure := &DecodeError{}
	for _, entry := range entries {
		if entry.IsDir() || path.Ext(entry.Name()) != ".dmn" {
			continue
		}
		model, problems, err := l.decision(path.Join(decisionsDir, entry.Name()))
		if err != nil {
			return nil, err
		}
		failure.Problems = append(failure.Problems, problems...)
		byID[model.Law.Model.ID] = append(byID[model.Law.Model.ID], model)
	}
	if len(failure.Problems) > 0 {
		return nil, failure
	}
	return versionsOf(byID)
}

func versionsOf(byID map[string][]DecisionModel) ([]DecisionModels, error) {
	ids := make([]string, 0, len(byID))
	for id := range byID {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var all []DecisionModels
	for _, id := range ids {
		versions, err := law.NewVersions(byID[id], func(m DecisionModel) law.Model { return m.Law.Model })
		if err != nil {
			return nil, refuse(byID[id][0].File, err.Error())
		}
		all = append(all, versions)
	}
	return all, nil
}

// decision reads one file.
func (l Library) decision(file string) (DecisionModel, []Problem, error) {
	source, err := fs.ReadFile(l.files, file)
	if err != nil {
		return DecisionModel{}, nil, fmt.Errorf("content: read %s: %w", file, err)
	}
	model := DecisionModel{File: file, Source: source}
	doc, err := xmlfile.Parse(source)
	if err != nil {
		return model, modelProblems(file, err), nil
	}
	var found []law.Problem
	model.Law, found = law.Check(doc)
	var problems []Problem
	for _, p := range found {
		problems = append(problems, Problem{File: file, Line: p.Line, Message: p.Message})
	}
	if model.Law.Model.ID == "" && len(found) == 0 {
		problems = append(problems, Problem{File: file, Message: "the model has no law parts; add <tillit:model>"})
	}
	model.Definitions, err = dmn.Read(source, dmn.FileLimits{})
	return model, append(problems, modelProblems(file, err)...), nil
}

// modelProblems takes an error of a reader of models apart.
func modelProblems(file string, err error) []Problem {
	var syntax *xmlfile.SyntaxError
	var model *dmn.ModelError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return []Problem{{File: file, Line: syntax.Line, Message: syntax.Message}}
	case errors.As(err, &model):
		problems := make([]Problem, len(model.Problems))
		for i, p := range model.Problems {
			problems[i] = Problem{File: file, Line: p.Pos.Line, Message: strings.TrimSpace(p.Element + ": " + p.Message)}
		}
		return problems
	}
	return []Problem{{File: file, Message: err.Error()}}
}

// checkDecisions demands that each model is named by its id, leans on provisions that are there, and has tables without gaps and overlaps.
func (c *checker) checkDecisions(l Library) {
	models, err := l.Decisions()
	c.failed(err)
	for _, versions := range models {
		for _, m := range versions.All() {
			c.checkDecision(m)
		}
		for _, gap := range versions.Gaps() {
			c.problems = append(c.problems, Problem{File: versions.All()[0].File, Message: fmt.Sprintf("no version is in force from %s to %s", gap[0], gap[1])})
		}
	}
}

func (c *checker) checkDecision(m DecisionModel) {
	add := func(line int, format string, args ...any) {
		c.problems = append(c.problems, Problem{File: m.File, Line: line, Message: fmt.Sprintf(format, args...)})
	}
	id := m.Law.Model.ID
	if name := strings.TrimSuffix(path.Base(m.File), ".dmn"); name != id && name != id+"-"+m.Law.Model.Version {
		add(0, "the file must be named %s.dmn or %s-%s.dmn, after the model's id and version", id, id, m.Law.Model.Version)
	}
	for _, target := range m.Law.Targets() {
		_, known := c.targets[target]
		if !known && !c.sources[target] {
			add(0, "no provision file has the target %s", target)
		}
	}
	report, err := analysis.Analyse(m.Definitions, analysis.Options{})
	if err != nil {
		add(0, "%v", err)
	}
	for _, t := range report.Tables {
		for _, f := range t.Findings {
			add(t.Line, "the table of %s: %s %v %s", t.Element, f.Kind, f.Rules, f.In("en"))
		}
		for _, cell := range t.Unread {
			add(cell.Line, "the table of %s: %q cannot be analysed", t.Element, cell.Text)
		}
		if t.Limit != "" {
			add(t.Line, "the table of %s is too large to be analysed: limit %s", t.Element, t.Limit)
		}
	}
}
