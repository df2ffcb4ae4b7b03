package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/javalang"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

type decideCmd struct {
	Eval  decideEvalCmd  `cmd:"" default:"withargs" help:"Evaluate a decision of a DMN model."`
	Check decideCheckCmd `cmd:"" help:"Check a DMN model: its law, and gaps and overlaps in its tables."`
	TCK   decideTCKCmd   `cmd:"" name:"tck" help:"Run the tests of the DMN Technology Compatibility Kit."`
}

// Help tells what the exit codes mean.
func (decideCmd) Help() string {
	return `Exit codes:
  0  there is a result, also when it is null or a person must decide
  1  failed: a file is missing, cannot be read, or does not hold what it should;
     the model has faults (check, --strict); a limit or the time was passed
  2  called wrongly: a flag, or a name that the model does not have (--decision)`
}

type decideEvalCmd struct {
	Model    string        `arg:"" help:"The model: a DMN file. Models that it imports are looked for beside it."`
	Decision string        `required:"" short:"d" help:"Name or id of a decision, a decision service or a knowledge model." placeholder:"NAME"`
	Input    string        `short:"i" help:"The inputs: a JSON object of names and values; - is standard input." placeholder:"FILE"`
	Trace    bool          `help:"Tell how the result came about: which inputs met which conditions."`
	JSON     bool          `name:"json" help:"Print the result as JSON."`
	Strict   bool          `help:"Refuse models with expressions that cannot work, rather than give null for them."`
	Timeout  time.Duration `default:"60s" help:"Stop after this long."`
}

// Run evaluates and prints. What went wrong on the way goes to the error stream, or into the JSON.
func (c decideEvalCmd) Run(s *session) error {
	if c.Input == "-" && c.Model == "-" {
		return usage{errors.New("the model and the inputs cannot both come from standard input")}
	}
	model, err := c.load(s)
	if err != nil {
		return err
	}
	target, err := model.Target(c.Decision)
	if err != nil {
		return usage{err}
	}
	inputs, err := c.inputs(s)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(s.ctx, c.Timeout)
	defer cancel()
	around, err := lawOf(model)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Model, err)
	}
	inputs, asked := decide.Ask(around, target, inputs)
	result, err := target.EvaluateContext(ctx, asked, dmn.Env{
		Clock: time.Now, Location: time.Local, Trace: c.Trace || !around.IsZero(), External: javalang.Call,
	})
	var wrong *dmn.InputError
	switch {
	case errors.As(err, &wrong):
		return fmt.Errorf("%s: %w", c.Input, wrong)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %s has no result within %s (--timeout)", c.Model, target, c.Timeout)
	case err != nil:
		return fmt.Errorf("%s: %w", c.Model, err)
	}
	var answer *law.Answer
	if !around.IsZero() {
		explained := law.Explain(model, around, decide.RelevantDay(around, inputs, date.Today(time.Now, i18n.Zone)), inputs, result, nil)
		answer = &explained
	}
	if !c.Trace {
		result.Trace = nil
	}
	if c.JSON {
		return c.printJSON(s, target, result, answer)
	}
	c.printText(s, target, result, answer)
	return nil
}

func (c decideEvalCmd) load(s *session) (*dmn.Model, error) {
	source, err := readUpTo(s.Stdin, c.Model, maxModel)
	if err != nil {
		return nil, fmt.Errorf("the model: %w", err)
	}
	model, err := dmn.Load(source, dmn.Options{Import: dmn.ImportFrom(filepath.Dir(c.Model)), Strict: c.Strict})
	var faulty *dmn.ModelError
	if errors.As(err, &faulty) {
		for _, p := range faulty.Problems {
			fmt.Fprintf(s.Stderr, "%s: %s\n", c.Model, p)
		}
		return nil, errSilent
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Model, err)
	}
	return model, nil
}

// inputs reads the JSON; without a file there are none.
func (c decideEvalCmd) inputs(s *session) (feel.Value, error) {
	if c.Input == "" {
		return feel.Null, nil
	}
	text, err := readUpTo(s.Stdin, c.Input, maxModel)
	if err != nil {
		return feel.Null, fmt.Errorf("the inputs: %w", err)
	}
	v, err := feel.FromJSON(text)
	if err != nil {
		return feel.Null, fmt.Errorf("%s: %w", c.Input, err)
	}
	if v.Kind() != feel.KindContext {
		return feel.Null, fmt.Errorf("%s: the inputs are an object of names and values in JSON, not a %s", c.Input, v.Kind())
	}
	return v, nil
}

// maxModel is the largest file that is read, in bytes.
const maxModel = 64 << 20

// readUpTo reads a file, or standard input for -, and refuses what is larger than most without holding it in memory.
func readUpTo(stdin io.Reader, name string, most int64) ([]byte, error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("%s is larger than %d bytes", name, most)
	}
	return data, err
}

// decided is the JSON of a result.
type decided struct {
	Target string `json:"target"`
	Kind   string `json:"kind"`
	// Value is the result in JSON; dates and durations are text.
	Value json.RawMessage `json:"value"`
	// FEEL is the result as FEEL writes it, which keeps what JSON has no form for.
	FEEL string `json:"feel"`
	// Failed tells that the value is null because something went wrong.
	Failed      bool             `json:"failed"`
	Missing     []string         `json:"missing"`
	Diagnostics []dmn.Diagnostic `json:"diagnostics"`
	Trace       *dmn.Trace       `json:"trace,omitempty"`
	// Answer is that of a model with law: outcome and reasons. Where its outcome is person, the value is withheld.
	Answer *law.Answer `json:"answer,omitempty"`
}

func (c decideEvalCmd) printJSON(s *session, target *dmn.Target, result dmn.Result, answer *law.Answer) error {
	failed := result.Failed()
	result = withheld(result, answer)
	out := decided{
		Answer: answer,
		Target: target.Name, Kind: string(target.Kind), FEEL: result.Value.String(), Failed: failed,
		Missing: append([]string{}, result.Missing...), Diagnostics: append([]dmn.Diagnostic{}, result.Diagnostics...),
		Trace: result.Trace,
	}
	text, err := feel.ToJSON(result.Value)
	if err != nil {
		text, err = json.Marshal(result.Value.String())
	}
	if err != nil {
		return err
	}
	out.Value = text
	e := json.NewEncoder(s.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func (c decideEvalCmd) printText(s *session, target *dmn.Target, result dmn.Result, answer *law.Answer) {
	failed := result.Failed()
	result = withheld(result, answer)
	if result.Trace != nil {
		writeTrace(s.Stdout, result.Trace)
		fmt.Fprintln(s.Stdout)
	}
	fmt.Fprintf(s.Stdout, "%s = %s\n", target.Name, result.Value)
	if len(result.Missing) > 0 {
		fmt.Fprintf(s.Stderr, "%s\n", s.p.T("cli.decide.missing", map[string]any{"names": strings.Join(result.Missing, ", ")}))
	}
	for _, d := range result.Diagnostics {
		fmt.Fprintf(s.Stderr, "%s: %s\n", c.Model, d)
	}
	if answer != nil {
		s.printAnswer(*answer)
	}
	if failed {
		fmt.Fprintf(s.Stderr, "%s\n", s.p.T("cli.decide.failed", nil))
	}
}
