package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

type decideCheckCmd struct {
	Model string `arg:"" help:"The model: a DMN file."`
	JSON  bool   `name:"json" help:"Print problems and analysis as JSON."`
}

// checked is what there is to say of a model.
type checked struct {
	Model    string           `json:"model"`
	Problems []decide.Problem `json:"problems"`
	Unknown  []string         `json:"unknown_provisions"` // targets that no provision of ours has
	Analysis analysis.Report  `json:"analysis"`
}

// Run prints the problems of a model and of its law, and what the analysis of its tables found. It fails where there is anything.
func (c decideCheckCmd) Run(s *session) error {
	source, err := readUpTo(s.Stdin, c.Model, maxModel)
	if err != nil {
		return fmt.Errorf("the model: %w", err)
	}
	m, err := decide.ReadImporting(source, dmn.ImportFrom(filepath.Dir(c.Model)))
	if fault.Is(err, fault.Invalid) {
		for _, f := range fault.As(err).Fields {
			fmt.Fprintf(s.Stderr, "%s: %s\n", c.Model, s.p.T(f.Key, f.Args))
		}
		return errSilent
	}
	if err != nil {
		return err
	}
	out := checked{Model: c.Model, Problems: m.Problems, Analysis: m.Report}
	if out.Unknown, err = unknownProvisions(m.Law); err != nil {
		return err
	}
	if c.JSON {
		err = s.printJSON(out)
	} else {
		c.print(s, out)
	}
	if err == nil && (len(out.Problems)+len(out.Unknown) > 0 || found(out.Analysis)) {
		return errSilent
	}
	return err
}

// found tells whether the analysis found anything. Cells that could not be analysed are no fault.
func found(r analysis.Report) bool {
	for _, t := range r.Tables {
		if len(t.Findings) > 0 {
			return true
		}
	}
	return false
}

func unknownProvisions(l law.Law) ([]string, error) {
	sources, err := content.Provisions()
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for _, source := range sources {
		ids[source.ID] = true
	}
	index := content.IndexProvisions(sources)
	unknown := []string{}
	for _, target := range l.Targets() {
		if _, known := index.Resolve(target); !known && !ids[target] {
			unknown = append(unknown, target)
		}
	}
	return unknown, nil
}

func (c decideCheckCmd) print(s *session, out checked) {
	for _, p := range out.Problems {
		fmt.Fprintf(s.Stdout, "%s:%d:%d: %s\n", c.Model, p.Line, p.Column, strings.TrimPrefix(p.Element+": "+p.Message, ": "))
	}
	for _, target := range out.Unknown {
		fmt.Fprintf(s.Stdout, "%s: %s\n", c.Model, s.p.T("cli.decide.unknown_provision", fault.Args{"target": target}))
	}
	for _, t := range out.Analysis.Tables {
		for _, f := range t.Findings {
			fmt.Fprintf(s.Stdout, "%s:%d: %s\n", c.Model, t.Line, c.finding(s, t, f))
		}
		for _, cell := range t.Unread {
			fmt.Fprintf(s.Stdout, "%s:%d: %s\n", c.Model, cell.Line, s.p.T("cli.decide.unread", fault.Args{"table": t.Element, "rule": cell.Rule, "text": cell.Text}))
		}
		if t.Limit != "" {
			fmt.Fprintf(s.Stdout, "%s:%d: %s\n", c.Model, t.Line, s.p.T("cli.decide.limit", fault.Args{"table": t.Element, "limit": t.Limit}))
		}
	}
	if len(out.Problems)+len(out.Unknown) == 0 && !found(out.Analysis) {
		fmt.Fprintln(s.Stdout, s.p.T("cli.decide.sound", fault.Args{"path": c.Model, "tables": len(out.Analysis.Tables)}))
	}
}

func (c decideCheckCmd) finding(s *session, t analysis.Table, f analysis.Finding) string {
	where := f.In(string(s.p.Lang()))
	if where == "" {
		where = "-"
	}
	rules := strings.Trim(fmt.Sprint(f.Rules), "[]")
	return s.p.T("cli.decide.finding_"+string(f.Kind), fault.Args{"table": t.Element, "rules": strings.ReplaceAll(rules, " ", ", "), "where": where})
}

// lawOf reads the law around a model and those that it imports; the zero Law where there is none.
func lawOf(m *dmn.Model) (law.Law, error) {
	l, problems, err := law.ReadModel(m)
	if err == nil && len(problems) > 0 {
		err = problems[0]
	}
	return l, err
}

// printAnswer tells the outcome and the reasons of a model with law.
func (s *session) printAnswer(a law.Answer) {
	lang := string(s.p.Lang())
	fmt.Fprintln(s.Stdout, s.p.T("cli.decide.outcome_"+string(a.Outcome), nil))
	var notInForce []string
	for _, origin := range a.NotInForce {
		notInForce = append(notInForce, origin.Title.In(lang))
	}
	for _, cause := range a.Causes {
		key := "cli.decide.cause_" + strings.ReplaceAll(string(cause), "-", "_")
		fmt.Fprintf(s.Stdout, "  (%s)\n", s.p.T(key, fault.Args{"models": strings.Join(notInForce, ", ")}))
	}
	for _, r := range a.Reasons {
		if text := r.Text.In(lang); text != "" {
			fmt.Fprintf(s.Stdout, "  %s %s\n", text, strings.Join(r.Provisions, ", "))
		}
	}
}

// withheld takes the value away from a result that a person must decide.
func withheld(result dmn.Result, a *law.Answer) dmn.Result {
	if a != nil && a.Outcome == law.Person {
		result.Value = feel.Null
	}
	return result
}
