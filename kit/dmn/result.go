package dmn

import (
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// Faults found when a model is evaluated; each gives null. The codes of FEEL
// (see [feel.Code]) are used here too, and CodeType and CodeCycle.
const (
	CodeNoLogic    Code = "no-logic"    // a decision without logic
	CodeNoRule     Code = "no-rule"     // no rule of a table matches, and there is no default
	CodeManyRules  Code = "many-rules"  // several rules match where one must
	CodeConflict   Code = "conflict"    // rules that match disagree where they must agree
	CodeValues     Code = "values"      // a value outside of those that are allowed
	CodeArguments  Code = "arguments"   // a call with the wrong arguments
	CodeNoPriority Code = "no-priority" // outputs without an order where one is needed
)

// Diagnostic tells why something is null, and where in the file that happened.
type Diagnostic struct {
	Code Code `json:"code"`
	Pos  Pos  `json:"pos"`
	// File is the namespace of the imported model, empty for the model
	// itself.
	File string `json:"file,omitempty"`
	// Element tells in which decision or other element, for people.
	Element string `json:"element,omitempty"`
	Message string `json:"message"`
}

// String returns the place, the element and the message.
func (d Diagnostic) String() string {
	return Problem{Pos: d.Pos, File: d.File, Element: d.Element, Message: d.Message}.String()
}

// Result is the outcome of an evaluation.
type Result struct {
	Value feel.Value
	// Diagnostics tell what went wrong on the way, in the order in which it
	// did; at most 100 are kept. When the value is null and there are some,
	// it is null because something failed.
	Diagnostics []Diagnostic
	// Missing are the inputs that had no value, when they were given by
	// name.
	Missing []string
	// Trace is set when [Env.Trace] asked for it.
	Trace *Trace
}

// Failed tells whether the value is null although something else was meant:
// because of what the diagnostics tell.
func (r Result) Failed() bool { return r.Value.IsNull() && len(r.Diagnostics) > 0 }

// InputError says that an input was given that the model does not know.
type InputError struct {
	Target  string   // what was to be evaluated
	Unknown []string // names that were given
	Known   []string // names that there are
}

// Error names the unknown inputs and the known ones.
func (e *InputError) Error() string {
	known := "there are no inputs"
	if len(e.Known) > 0 {
		known = "the inputs are " + strings.Join(e.Known, ", ")
	}
	return fmt.Sprintf("%s has no input %s; %s", e.Target, strings.Join(e.Unknown, ", "), known)
}
