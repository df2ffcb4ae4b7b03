package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/tillit-se/tillit/kit/dmn/tck"
)

type decideTCKCmd struct {
	Dir     string        `arg:"" type:"path" help:"The folder of the kit's tests, or any folder below it."`
	CSV     string        `name:"csv" required:"" help:"Where to write the results: suite, test file, case, result, SUCCESS or ERROR, message; - is standard output." placeholder:"FILE"`
	Timeout time.Duration `default:"20s" help:"How long one result may take."`
}

// Run writes a line for every result. Results that differ are no failure of the command.
func (c decideTCKCmd) Run(s *session) error {
	if err := c.checkDir(); err != nil {
		return err
	}
	out, err := c.open(s)
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }()
	passed, total := 0, 0
	runner, err := tck.NewRunner(tck.Options{
		Timeout: c.Timeout, Clock: time.Now,
		Progress: func(suite string, lines []tck.Line) {
			good := succeeded(lines)
			passed, total = passed+good, total+len(lines)
			fmt.Fprintf(s.Stderr, "%s: %d/%d\n", suite, good, len(lines))
		},
	})
	if err != nil {
		return err
	}
	lines, err := runner.RunDir(s.ctx, c.Dir)
	if err != nil {
		return err
	}
	if err := errors.Join(tck.WriteCSV(out, lines), out.Close()); err != nil {
		return err
	}
	cases, casesPassed := tck.Cases(lines)
	fmt.Fprintln(s.Stderr, s.p.T("cli.decide.tck_summary", map[string]any{
		"passed": passed, "total": total, "cases_passed": casesPassed, "cases": cases,
	}))
	return nil
}

// checkDir looks at the folder before the file of results is made.
func (c decideTCKCmd) checkDir() error {
	info, err := os.Stat(c.Dir)
	switch {
	case err != nil:
		return fmt.Errorf("the folder of tests: %w", err)
	case !info.IsDir():
		return fmt.Errorf("the folder of tests: %s is a file", c.Dir)
	}
	return nil
}

func succeeded(lines []tck.Line) int {
	n := 0
	for _, l := range lines {
		if l.OK {
			n++
		}
	}
	return n
}

// open makes the file of results before anything runs, so that minutes are not lost when it cannot be written.
func (c decideTCKCmd) open(s *session) (io.WriteCloser, error) {
	if c.CSV == "-" {
		return standardOutput{s.Stdout}, nil
	}
	return os.Create(c.CSV)
}

// standardOutput stays open for whatever follows.
type standardOutput struct{ io.Writer }

func (standardOutput) Close() error { return nil }
