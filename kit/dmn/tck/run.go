package tck

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/javalang"
	"github.com/tillit-se/tillit/kit/feel"
)

// Line is the outcome of one result of one test case.
type Line struct {
	Suite, File, Case, Result string
	OK                        bool
	Message                   string
}

// Options say how tests run.
type Options struct {
	// Timeout bounds one result; default 20 s.
	Timeout time.Duration
	// Clock tells the time to the models; nil stands still at the epoch.
	Clock func() time.Time
	// Progress is called after each suite, or is nil.
	Progress func(suite string, lines []Line)
}

const (
	defaultTimeout = 20 * time.Second
	// grace is how long an evaluation may take to notice that its time is up.
	grace = 5 * time.Second
)

// Runner runs tests.
type Runner struct {
	options  Options
	comparer *comparer
}

// NewRunner makes a runner.
func NewRunner(o Options) (*Runner, error) {
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	c, err := newComparer()
	return &Runner{o, c}, err
}

// RunDir runs the tests of all folders below dir, in the order of their paths.
// The error tells that the folder could not be read, or that ctx ended; what
// goes wrong in a test is in its lines.
func (r *Runner) RunDir(ctx context.Context, dir string) ([]Line, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	folders, err := suites(dir)
	if err != nil {
		return nil, err
	}
	if len(folders) == 0 {
		return nil, fmt.Errorf("no folder in %s holds files of tests (.xml)", dir)
	}
	var all []Line
	for _, folder := range folders {
		if ctx.Err() != nil {
			return all, ctx.Err()
		}
		lines := r.suite(ctx, dir, folder)
		all = append(all, lines...)
		if r.options.Progress != nil {
			r.options.Progress(suiteName(dir, folder), lines)
		}
	}
	return all, nil
}

// suites are the folders that hold files of tests.
func suites(dir string) ([]string, error) {
	seen := map[string]bool{}
	var folders []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if folder := filepath.Dir(path); filepath.Ext(path) == ".xml" && !seen[folder] {
			seen[folder] = true
			folders = append(folders, folder)
		}
		return nil
	})
	slices.Sort(folders)
	return folders, err
}

func suiteName(dir, folder string) string {
	name, err := filepath.Rel(dir, folder)
	if err != nil || name == "." {
		name = filepath.Base(folder)
	}
	return filepath.ToSlash(name)
}

func (r *Runner) suite(ctx context.Context, dir, folder string) []Line {
	files, err := filepath.Glob(filepath.Join(escapeGlob(folder), "*.xml"))
	if err != nil {
		return []Line{{Suite: suiteName(dir, folder), Message: err.Error()}}
	}
	s := &suite{runner: r, name: suiteName(dir, folder), folder: folder, models: map[string]loaded{}}
	for _, file := range files {
		s.file(ctx, file)
	}
	return s.lines
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "*", `\*`, "?", `\?`).Replace(path)
}

// suite is the tests of one folder.
type suite struct {
	runner       *Runner
	name, folder string
	models       map[string]loaded
	lines        []Line
}

type loaded struct {
	model *dmn.Model
	err   error
}

func (s *suite) file(ctx context.Context, path string) {
	base := filepath.Base(path)
	text, err := os.ReadFile(path)
	var f *File
	if err == nil {
		f, err = Parse(text)
	}
	if err != nil {
		s.lines = append(s.lines, Line{Suite: s.name, File: base, Message: err.Error()})
		return
	}
	if len(f.Cases) == 0 {
		return // some other XML file
	}
	m := s.model(f.ModelName)
	for i := range f.Cases {
		c := &f.Cases[i]
		for k := range c.Results {
			line := Line{Suite: s.name, File: base, Case: c.ID, Result: c.Results[k].Name}
			if m.err != nil {
				line.Message = m.err.Error()
			} else {
				line.OK, line.Message = s.runner.guarded(ctx, m.model, c, &c.Results[k])
			}
			s.lines = append(s.lines, line)
		}
	}
}

func (s *suite) model(name string) loaded {
	name = filepath.Base(filepath.Clean("/" + name))
	if m, ok := s.models[name]; ok {
		return m
	}
	m := load(filepath.Join(s.folder, name))
	s.models[name] = m
	return m
}

func load(path string) (m loaded) {
	defer func() {
		if fault := recover(); fault != nil {
			m = loaded{err: fmt.Errorf("the engine crashed on the model: %v", fault)}
		}
	}()
	source, err := os.ReadFile(path)
	if err != nil {
		return loaded{err: err}
	}
	model, err := dmn.Load(source, dmn.Options{Import: dmn.ImportFrom(filepath.Dir(path))})
	return loaded{model, err}
}

// guarded runs a test so that neither a crash nor a hang of the engine harms
// the others.
func (r *Runner) guarded(ctx context.Context, m *dmn.Model, c *Case, want *ResultNode) (ok bool, message string) {
	type outcome struct {
		ok      bool
		message string
	}
	ctx, cancel := context.WithTimeout(ctx, r.options.Timeout)
	defer cancel()
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if fault := recover(); fault != nil {
				done <- outcome{false, fmt.Sprintf("the engine crashed: %v at %s", fault, crashSite())}
			}
		}()
		ok, message := r.test(ctx, m, c, want)
		done <- outcome{ok, message}
	}()
	select {
	case o := <-done:
		return o.ok, o.message
	case <-time.After(r.options.Timeout + grace):
		return false, fmt.Sprintf("the engine did not stop within %s", r.options.Timeout+grace)
	}
}

// crashSite is the place in the engine where a crash began.
func crashSite() string {
	for _, line := range strings.Split(string(debug.Stack()), "\n") {
		if i := strings.Index(line, "/kit/"); i >= 0 && !strings.Contains(line, "/tck/") {
			return strings.TrimSpace(line[i+1:])
		}
	}
	return "an unknown place"
}

func (r *Runner) test(ctx context.Context, m *dmn.Model, c *Case, want *ResultNode) (ok bool, message string) {
	expected, err := want.Expected.feel()
	if err != nil {
		return false, err.Error()
	}
	got, result, err := r.evaluate(ctx, m, c, want)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return false, fmt.Sprintf("no result within %s", r.options.Timeout)
	case err != nil:
		return false, err.Error()
	case r.comparer.same(got, expected):
		return true, ""
	}
	message = fmt.Sprintf("got %s, expected %s", short(got), short(expected))
	if len(result.Diagnostics) > 0 {
		message += "; " + result.Diagnostics[0].String()
	}
	return false, message
}

func short(v feel.Value) string {
	const most = 200
	text := []rune(v.String())
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}

// evaluate computes a result: of a decision, or of the service or knowledge
// model that the case names.
func (r *Runner) evaluate(ctx context.Context, m *dmn.Model, c *Case, want *ResultNode) (feel.Value, dmn.Result, error) {
	name := want.Name
	if c.Invocable != "" && c.Type != "" && c.Type != "decision" {
		name = c.Invocable
	}
	target, err := m.Target(name)
	if err != nil {
		return feel.Null, dmn.Result{}, err
	}
	inputs, err := inputsOf(target, c)
	if err != nil {
		return feel.Null, dmn.Result{}, err
	}
	result, err := target.Evaluate(ctx, inputs, dmn.Env{Clock: r.options.Clock, External: javalang.Call})
	if err != nil {
		return feel.Null, result, err
	}
	v := result.Value
	if target.Kind == dmn.ServiceTarget && name != want.Name && target.Outputs() > 1 {
		if entries, ok := v.AsContext(); ok {
			v, _ = entries.Get(want.Name)
		}
	}
	return v, result, nil
}

// inputsOf lays a case's inputs in the target's order. Cases give inputs for
// several targets, so what a target does not need is passed over.
func inputsOf(t *dmn.Target, c *Case) ([]feel.Value, error) {
	slots := t.Inputs()
	values := make([]feel.Value, len(slots))
	for i, slot := range slots {
		for k := range c.Inputs {
			in := &c.Inputs[k]
			if in.Name != slot.Name || in.Namespace != "" && in.Namespace != slot.Namespace {
				continue
			}
			v, err := in.feel()
			if err != nil {
				return nil, fmt.Errorf("input %q: %w", in.Name, err)
			}
			values[i] = v
		}
	}
	return values, nil
}

// WriteCSV writes lines as suite, test file, case id, result node, SUCCESS or
// ERROR, message; without a heading.
func WriteCSV(w io.Writer, lines []Line) error {
	out := csv.NewWriter(w)
	for _, l := range lines {
		outcome := "ERROR"
		if l.OK {
			outcome = "SUCCESS"
		}
		message := strings.Join(strings.Fields(l.Message), " ")
		if err := out.Write([]string{l.Suite, l.File, l.Case, l.Result, outcome, message}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Cases counts the test cases among lines, and those of which every result is
// as expected.
func Cases(lines []Line) (all, passed int) {
	type key struct{ suite, file, id string }
	failed := map[key]bool{}
	for _, l := range lines {
		k := key{l.Suite, l.File, l.Case}
		failed[k] = failed[k] || !l.OK
	}
	for _, bad := range failed {
		if !bad {
			passed++
		}
	}
	return len(failed), passed
}
