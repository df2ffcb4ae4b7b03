package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/tillit-se/tillit/kit/feel"
)

type feelCmd struct {
	Expression []string      `arg:"" help:"The expression, in one argument or several."`
	Context    string        `short:"c" help:"Variables: a JSON object of names and values; - is standard input." placeholder:"FILE"`
	JSON       bool          `name:"json" help:"Print value, diagnostics and trace as JSON."`
	Trace      bool          `help:"Tell the value of every part, on the error stream."`
	Strict     bool          `help:"Refuse what can only give null, such as a sum of text and a number."`
	Timeout    time.Duration `default:"60s" help:"Stop after this long."`
}

// Help tells what the exit codes mean.
func (feelCmd) Help() string {
	return `Exit codes:
  0  there is a value, also when it is null
  1  failed: the file of variables is missing, cannot be read or holds something
     else; a limit or the time was passed
  2  called wrongly: a flag; the text is no FEEL, or uses a name that nothing
     declares`
}

// Run prints the value as FEEL writes it. What went wrong on the way goes to the error stream, or into the JSON.
func (c feelCmd) Run(s *session) error {
	src := strings.Join(c.Expression, " ")
	scope, values, err := c.variables(s)
	if err != nil {
		return err
	}
	program, err := c.compile(src, scope)
	var fault *feel.CompileError
	if errors.As(err, &fault) {
		return usage{errors.New(fault.Error() + mark(src, fault.Span.Start))}
	}
	if err != nil {
		return usage{err}
	}
	ctx, cancel := context.WithTimeout(s.ctx, c.Timeout)
	defer cancel()
	result, err := program.Eval(ctx, feel.Env{Values: values, Clock: time.Now, Location: time.Local, Trace: c.Trace})
	var limit *feel.LimitError
	switch {
	case errors.As(err, &limit):
		return errors.New(limit.Error() + mark(src, limit.Span.Start))
	case err != nil:
		return err
	case c.JSON:
		return c.printJSON(s, result)
	}
	for _, d := range result.Diagnostics {
		fmt.Fprintln(s.Stderr, d.String()+mark(src, d.Span.Start))
	}
	if result.Trace != nil {
		writeFeelTrace(s.Stderr, result.Trace, "")
	}
	fmt.Fprintln(s.Stdout, result.Value)
	return nil
}

// compile refuses what is no FEEL and names that nothing declares. What the standard says gives null does so here too,
// with the reason, unless the command is strict.
func (c feelCmd) compile(src string, scope *feel.Scope) (*feel.Program, error) {
	program, err := feel.Compile(src, scope)
	var fault *feel.CompileError
	if c.Strict || !errors.As(err, &fault) || fault.Code != feel.CodeType && fault.Code != feel.CodeArguments {
		return program, err
	}
	return feel.Compile(src, scope, feel.Lenient())
}

// variables declares the entries of the JSON object.
func (c feelCmd) variables(s *session) (*feel.Scope, []feel.Value, error) {
	if c.Context == "" {
		return nil, nil, nil
	}
	text, err := readUpTo(s.Stdin, c.Context, maxModel)
	if err != nil {
		return nil, nil, fmt.Errorf("the variables: %w", err)
	}
	v, err := feel.FromJSON(text)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.Context, err)
	}
	entries, ok := v.AsContext()
	if !ok {
		return nil, nil, fmt.Errorf("%s: it must hold a JSON object of names and values, not a %s", c.Context, v.Kind())
	}
	var vars []feel.Var
	var values []feel.Value
	for i := range entries.Len() {
		vars, values = append(vars, feel.Var{Name: entries.At(i).Name}), append(values, entries.At(i).Value)
	}
	scope, err := feel.NewScope(vars)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.Context, err)
	}
	return scope, values, nil
}

// mark shows the line of a place, with a caret under it.
func mark(src string, at feel.Pos) string {
	line := strings.Split(src, "\n")[at.Line-1]
	runes := []rune(line)
	const most = 100 // of a long line, what stands around the place
	first := max(0, at.Column-1-most)
	last := min(len(runes), at.Column-1+most)
	blank := func(r rune) rune {
		if unicode.IsSpace(r) {
			return r
		}
		return ' '
	}
	return "\n  " + string(runes[first:last]) + "\n  " + strings.Map(blank, string(runes[first:min(at.Column-1, last)])) + "^"
}

// evaluated is the JSON of a result.
type evaluated struct {
	// Value is the result in JSON; dates and durations are text.
	Value json.RawMessage `json:"value"`
	// FEEL is the result as FEEL writes it, which keeps what JSON has no form for.
	FEEL        string           `json:"feel"`
	Kind        string           `json:"kind"`
	Diagnostics []feelDiagnostic `json:"diagnostics"`
	Trace       *feelTrace       `json:"trace,omitempty"`
}

type feelDiagnostic struct {
	Code    feel.Code `json:"code"`
	Line    int       `json:"line"`
	Column  int       `json:"column"`
	Message string    `json:"message"`
}

type feelTrace struct {
	Text  string       `json:"text"`
	Value string       `json:"value"`
	Parts []*feelTrace `json:"parts,omitempty"`
}

func (c feelCmd) printJSON(s *session, result feel.Result) error {
	text, err := feel.ToJSON(result.Value)
	if err != nil {
		text, err = json.Marshal(result.Value.String())
	}
	if err != nil {
		return err
	}
	out := evaluated{Value: text, FEEL: result.Value.String(), Kind: result.Value.Kind().String(), Diagnostics: []feelDiagnostic{}}
	for _, d := range result.Diagnostics {
		out.Diagnostics = append(out.Diagnostics, feelDiagnostic{d.Code, d.Span.Start.Line, d.Span.Start.Column, d.Message})
	}
	if result.Trace != nil {
		out.Trace = traceJSON(result.Trace)
	}
	e := json.NewEncoder(s.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func traceJSON(t *feel.Trace) *feelTrace {
	out := &feelTrace{Text: t.Text, Value: t.Value.String()}
	for _, part := range t.Parts {
		out.Parts = append(out.Parts, traceJSON(part))
	}
	return out
}

func writeFeelTrace(w io.Writer, t *feel.Trace, indent string) {
	fmt.Fprintf(w, "%s%s = %s\n", indent, strings.Join(strings.Fields(t.Text), " "), t.Value)
	for _, part := range t.Parts {
		writeFeelTrace(w, part, indent+"  ")
	}
}

// afterDashes lets an expression begin with a minus sign: what no flag looks like stands last, after --.
func afterDashes(args []string) []string {
	if len(args) == 0 || args[0] != "feel" {
		return args
	}
	var flags, words []string
	for i, arg := range args {
		if arg == "--" {
			words = append(words, args[i+1:]...)
			break
		}
		if len(arg) > 1 && arg[0] == '-' && (strings.ContainsAny(arg[1:2], "0123456789.(@[{\"?") || strings.Contains(arg, " ") && arg[1] != '-') {
			words = append(words, arg)
			continue
		}
		flags = append(flags, arg)
	}
	if words == nil {
		return args
	}
	return append(append(flags, "--"), words...)
}
