package components

import (
	"slices"
	"strconv"
)

// Choices is one question with its answers as radio buttons, or as checkboxes when Multiple.
type Choices struct {
	Name     string
	Label    string
	Help     string
	Error    string
	Multiple bool
	Optional bool
	Heading  bool // the label is the page's h1
	Options  []Choice
}

// Choice is one answer. Reveal is asked only of those who choose it: it is hidden until then, where the browser can.
type Choice struct {
	Value     string
	Label     string
	Hint      string
	Checked   bool
	Reveal    Component
	Exclusive bool // rules out the others: "inget av dessa"
	Apart     bool // a line with "eller" before it
}

// Template names the component's template.
func (Choices) Template() string { return "choices" }

// ID is the id of the first control, where an error leads.
func (c Choices) ID() string { return FieldID(c.Name) }

// OptionID is the id of the i:th control.
func (c Choices) OptionID(i int) string {
	if i == 0 {
		return c.ID()
	}
	return c.ID() + "-" + strconv.Itoa(i+1)
}

// Described are the ids of help and error.
func (c Choices) Described() string { return described(c.ID(), c.Help, c.Error) }

// Fill checks the options that the form holds, and puts in the form's problem.
func (c Choices) Fill(from Answers) Choices {
	chosen := from.Values(c.Name)
	c.Options = slices.Clone(c.Options)
	for i := range c.Options {
		c.Options[i].Checked = slices.Contains(chosen, c.Options[i].Value)
	}
	c.Error = from.Problem(c.Name)
	return c
}
