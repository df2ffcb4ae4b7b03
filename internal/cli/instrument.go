package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/instrument"
)

type instrumentCmd struct {
	List  instrumentListCmd  `cmd:"" help:"List the embedded instruments."`
	Check instrumentCheckCmd `cmd:"" help:"Check packs: files, or folders with files."`
	Run   instrumentRunCmd   `cmd:"" help:"Evaluate answers."`
}

type instrumentListCmd struct{}

// Run lists the embedded instruments.
func (instrumentListCmd) Run(s *session) error {
	library, err := app.Instruments(nil)
	if err != nil {
		return err
	}
	packs, err := library.Instruments()
	if err != nil {
		return err
	}
	for _, pack := range packs {
		fmt.Fprintf(s.Stdout, "%-24s %-8s %s\n", pack.ID, pack.Version, pack.Title.In(instrument.Language(s.p.Lang())))
	}
	return nil
}

type instrumentCheckCmd struct {
	Paths []string `arg:"" help:"Packs, or folders that are searched for .yaml files." type:"path"`
}

// Run checks packs and names each problem with its file, line and column.
func (c instrumentCheckCmd) Run(s *session) error {
	sources, err := content.Provisions()
	if err != nil {
		return err
	}
	files, err := packFiles(c.Paths)
	if err != nil {
		return err
	}
	resolve := resolver(sources)
	bad := false
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		problems, err := instrument.Check(file, data, instrument.WithResolve(resolve))
		if err != nil {
			return err
		}
		for _, p := range problems {
			fmt.Fprintln(s.Stdout, p.In(instrument.Language(s.p.Lang())))
		}
		if len(problems.Errors()) > 0 {
			bad = true
			continue
		}
		fmt.Fprintln(s.Stdout, s.p.T("cli.instrument_sound", fault.Args{"path": file}))
	}
	if bad {
		return errSilent
	}
	return nil
}

// resolver gives an error for a provision that the content does not hold.
func resolver(sources []content.Source) func(target string) error {
	index := content.IndexProvisions(sources)
	return func(target string) error {
		if _, known := index.Resolve(target); !known {
			return fmt.Errorf("no provision %s in content/provisions", target)
		}
		return nil
	}
}

// packFiles are the files named, and the .yaml files in the folders named.
func packFiles(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (name == path || strings.HasSuffix(name, ".yaml")) {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

type instrumentRunCmd struct {
	Instrument string `arg:"" help:"Id of an embedded instrument, or a pack file."`
	Answers    string `help:"File with answers as JSON; - is standard input." required:"" type:"path" placeholder:"FILE"`
	Today      string `help:"Day to evaluate for. Default: today." placeholder:"DATE"`
	Trace      bool   `help:"Show every condition as it was worked out."`
	JSON       bool   `help:"Print the whole result as JSON."`
}

// Run evaluates answers and prints what they amount to.
func (c instrumentRunCmd) Run(s *session) error {
	pack, err := c.pack()
	if err != nil {
		return err
	}
	day := date.Today(time.Now, i18n.Zone)
	if c.Today != "" {
		if day, err = date.Parse(c.Today); err != nil {
			return usage{err}
		}
	}
	file, err := s.open(c.Answers)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxAnswers))
	if err != nil {
		return err
	}
	answers, err := instrument.ParseAnswers(filepath.Base(c.Answers), data)
	if err != nil {
		return err
	}
	result := instrument.Evaluate(pack, answers, instrument.Options{Today: day, Trace: c.Trace || c.JSON})
	if c.JSON {
		return s.printJSON(result)
	}
	s.printResult(result)
	return nil
}

// maxAnswers is the largest file of answers that is read.
const maxAnswers = 64 << 20

func (c instrumentRunCmd) pack() (*instrument.Pack, error) {
	library, err := app.Instruments(nil)
	if err != nil {
		return nil, err
	}
	pack, err := library.Instrument(c.Instrument)
	if fault.Is(err, fault.NotFound) {
		data, readErr := os.ReadFile(c.Instrument)
		if errors.Is(readErr, os.ErrNotExist) {
			return nil, err
		}
		if readErr != nil {
			return nil, readErr
		}
		return instrument.Parse(c.Instrument, data)
	}
	return pack, err
}

// printResult is the result for people: the outcome, the findings, and what is missing.
func (s *session) printResult(r instrument.Result) {
	lang := instrument.Language(s.p.Lang())
	fmt.Fprintln(s.Stdout, s.p.T("cli.outcome_"+string(r.Outcome.State), fault.Args{"outcome": r.Outcome.Title.In(lang)}))
	for _, f := range r.Findings {
		fmt.Fprintf(s.Stdout, "  [%s] %s\n", f.Severity, f.Text.In(lang))
		if action := f.Action.In(lang); action != "" {
			fmt.Fprintf(s.Stdout, "      → %s\n", action)
		}
	}
	fmt.Fprintln(s.Stdout, s.p.N("cli.missing", len(r.Missing), nil))
	for _, p := range r.Problems {
		fmt.Fprintln(s.Stderr, p.In(lang))
	}
}
