package law

import (
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn/document"
)

// Problem is something wrong with the law parts of a file, with its place.
//
//nolint:errname // a problem is mostly listed, and seldom returned
type Problem struct {
	Line    int    `json:"line"`   // from 1
	Column  int    `json:"column"` // in code points, from 1
	Message string `json:"message"`
	// File is the namespace of an imported model, else empty.
	File string `json:"file,omitempty"`
}

// Error gives the place and the message.
func (p Problem) Error() string {
	return strings.TrimPrefix(fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message), ":")
}

// Read reads the law of a file. What cannot be read is left out and told as a problem; [Check] finds the rest.
func Read(doc *document.Document) (Law, []Problem) {
	r := reader{doc: doc, law: Law{Inputs: map[string]Input{}, Decisions: map[string]Decision{}, Rules: map[RuleKey]Rule{}}}
	root := doc.Root()
	if e := root.Extension(Space, "model"); e != nil {
		r.model(e)
	}
	for _, e := range root.Children {
		switch {
		case e.Space != root.Space:
		case e.Local == "inputData":
			r.input(e)
		case e.Local == "decision" || e.Local == "businessKnowledgeModel":
			r.decision(e)
		}
	}
	return r.law, r.problems
}

type reader struct {
	doc      *document.Document
	law      Law
	problems []Problem
}

// maxProblems is how many problems are told; nobody reads more, and each costs a search for its place.
const maxProblems = 200

func (r *reader) fail(e *document.Element, format string, args ...any) {
	if len(r.problems) >= maxProblems {
		return
	}
	line, column := r.doc.Position(e.Start)
	r.problems = append(r.problems, Problem{Line: line, Column: column, Message: fmt.Sprintf(format, args...)})
}

func (r *reader) model(e *document.Element) {
	m := &r.law.Model
	m.ID, m.Version, m.RelevantDate = e.Attr("id"), e.Attr("version"), e.Attr("relevantDate")
	m.AppliesFrom, m.AppliesTo = r.date(e, "appliesFrom"), r.date(e, "appliesTo")
	m.Title, m.Description, m.Review = r.text(e, "title"), r.text(e, "description"), r.text(e, "review")
	m.Sources = r.targets(e, "source")
}

func (r *reader) date(e *document.Element, attr string) date.Date {
	text := e.Attr(attr)
	if text == "" {
		return date.Date{}
	}
	day, err := date.Parse(text)
	if err != nil {
		r.fail(e, "%s: %v", attr, err)
	}
	return day
}

// text reads the elements of a name, one in each language.
func (r *reader) text(e *document.Element, local string) Text {
	var t Text
	for _, child := range e.ChildrenIn(Space, local) {
		words := strings.Join(strings.FieldsFunc(child.Text(), blank), " ")
		switch child.Lang() {
		case "sv":
			t.SV = words
		case "en":
			t.EN = words
		default:
			r.fail(child, `<%s> needs xml:lang="sv" or xml:lang="en"`, local)
		}
	}
	return t
}

// blank tells whether a character only breaks lines of the file. A hard space is a part of the text.
func blank(c rune) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func (r *reader) targets(e *document.Element, local string) []string {
	var targets []string
	for _, child := range e.ChildrenIn(Space, local) {
		targets = append(targets, child.Attr("target"))
	}
	return targets
}

func (r *reader) options(e *document.Element) []Option {
	var options []Option
	for _, child := range e.ChildrenIn(Space, "option") {
		options = append(options, Option{Value: child.Attr("value"), Label: r.text(child, "label")})
	}
	return options
}

func (r *reader) input(e *document.Element) {
	if ext := e.Extension(Space, "input"); ext != nil {
		r.law.Inputs[nameOf(e)] = Input{Label: r.text(ext, "label"), Help: r.text(ext, "help"), Options: r.options(ext)}
	}
}

func (r *reader) decision(e *document.Element) {
	if ext := e.Extension(Space, "decision"); ext != nil {
		r.law.Decisions[nameOf(e)] = Decision{
			Label: r.text(ext, "label"), Help: r.text(ext, "help"), Options: r.options(ext),
			Outcome: r.outcome(ext), Provisions: r.targets(ext, "provision"), Reason: r.text(ext, "reason"),
		}
	}
	for key, rule := range rulesOf(e) {
		if ext := rule.Extension(Space, "rule"); ext != nil {
			r.law.Rules[key] = Rule{Outcome: r.outcome(ext), Provisions: r.targets(ext, "provision"), Reason: r.text(ext, "reason")}
		}
	}
}

func (r *reader) outcome(e *document.Element) Outcome {
	switch outcome := Outcome(e.Attr("outcome")); outcome {
	case Unsaid, Decided, Person:
		return outcome
	default:
		r.fail(e, "the outcome %q is neither decided nor person", outcome)
		return Person // what is not understood is never decided
	}
}

// nameOf is an element's name as FEEL compares names: with runs of white space made one.
func nameOf(e *document.Element) string { return strings.Join(strings.Fields(e.Attr("name")), " ") }

// rulesOf finds the rules of the tables in a decision or business knowledge model.
func rulesOf(owner *document.Element) map[RuleKey]*document.Element {
	rules := map[RuleKey]*document.Element{}
	for i, table := range tablesOf(owner) {
		for j, rule := range table.ChildrenIn(owner.Space, "rule") {
			rules[RuleKey{nameOf(owner), i, j}] = rule
		}
	}
	return rules
}

func tablesOf(e *document.Element) []*document.Element {
	var tables []*document.Element
	for _, child := range e.Children {
		if child.Local == "decisionTable" && child.Space == e.Space {
			tables = append(tables, child)
		}
		tables = append(tables, tablesOf(child)...)
	}
	return tables
}
