package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/config"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

type importCmd struct {
	Format string `arg:"" help:"tillit, csv, us-2025, us-2024 or nl-1.0."`
	File   string `arg:"" help:"The file; - is standard input." type:"path"`
	AsOf   string `help:"Date that the file speaks for: 2025, 2025-11 or 2025-11-22." placeholder:"DATE"`
	Source string `help:"What readers are told about where the records come from. Default: the file's name." placeholder:"TEXT"`
	Report string `help:"Write the report as JSON to this file." type:"path" placeholder:"FILE"`
	JSON   bool   `help:"Print the report as JSON."`
}

// Run imports a file, also while the platform runs on the same database.
func (c importCmd) Run(s *session) error {
	f, err := formatNamed(c.Format)
	if err != nil {
		return err
	}
	if c.AsOf != "" && !register.PartialDate(c.AsOf) {
		return usage{errors.New(s.p.T("cli.bad_as_of", fault.Args{"value": c.AsOf}))}
	}
	file, err := s.open(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	return s.withApp(func(a *app.App) error {
		report, err := a.Register.Import(s.ctx, account.Operator(), file, register.ImportRequest{
			Format: f, Options: register.Options{AsOf: c.AsOf}, Source: c.source(), Progress: s.progress(),
		})
		if err != nil {
			return err
		}
		if err := c.write(report); err != nil {
			return err
		}
		return c.print(s, report)
	})
}

func (c importCmd) source() string {
	if c.Source != "" || c.File == "-" {
		return c.Source
	}
	return filepath.Base(c.File)
}

func (c importCmd) write(report register.Report) error {
	if c.Report == "" {
		return nil
	}
	text, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(c.Report, append(text, '\n'), 0o600)
}

func (c importCmd) print(s *session, report register.Report) error {
	if c.JSON {
		return s.printJSON(report)
	}
	rows := report.Rows
	fmt.Fprintln(s.Stdout, s.p.T("cli.import_done", fault.Args{
		"read": rows.Read, "taken": rows.Taken, "changed": rows.Changed, "unchanged": rows.Unchanged, "rejected": rows.Rejected,
	}))
	for _, note := range report.Notes {
		if note.Kind == register.NoteNotTaken {
			fmt.Fprintf(s.Stdout, "  %d: %s\n", note.Row, note.Message)
		}
	}
	if n := len(report.Notes); n > 0 && c.Report == "" {
		fmt.Fprintln(s.Stdout, s.p.N("cli.import_notes", n, nil))
	}
	return nil
}

type exportCmd struct {
	Format string `arg:"" help:"tillit, csv or nl-1.0."`
	Out    string `help:"The file to write. Default: standard output." short:"o" type:"path" placeholder:"FILE"`
}

// Run exports everything that is published.
func (c exportCmd) Run(s *session) error {
	f, err := formatNamed(c.Format)
	if err != nil {
		return err
	}
	if f.Write == nil {
		return usage{errors.New(s.p.T("cli.format_only_read", fault.Args{"format": f.Code}))}
	}
	return s.withApp(func(a *app.App) error {
		if c.Out == "" {
			return a.Register.Export(s.ctx, s.Stdout, f)
		}
		return writeWhole(c.Out, func(w io.Writer) error { return a.Register.Export(s.ctx, w, f) })
	})
}

// writeWhole writes a file that appears under its name only when it is whole.
func writeWhole(path string, write func(io.Writer) error) error {
	part, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(part.Name()) }()
	out := bufio.NewWriter(part)
	if err := errors.Join(write(out), out.Flush(), part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}

func formatNamed(code string) (register.Format, error) {
	formats := format.All()
	i := slices.IndexFunc(formats, func(f register.Format) bool { return f.Code == code })
	if i < 0 {
		var known []string
		for _, f := range formats {
			known = append(known, f.Code)
		}
		return register.Format{}, usage{fmt.Errorf("no format %q; there are %s", code, strings.Join(known, ", "))}
	}
	return formats[i], nil
}

// open opens a file, or standard input for "-".
func (s *session) open(path string) (io.ReadCloser, error) {
	if filepath.Base(path) == "-" {
		return io.NopCloser(s.Stdin), nil
	}
	return os.Open(path)
}

// withApp opens the platform of the settings for one piece of work.
func (s *session) withApp(work func(*app.App) error) error {
	settings, err := s.config(config.Config{})
	if err != nil {
		return err
	}
	a, err := app.Open(s.ctx, settings, app.Options{})
	if err != nil {
		return err
	}
	return errors.Join(work(a), a.Close())
}

// progress prints how many rows have been read, where a person is looking.
func (s *session) progress() func(read int) {
	terminal, ok := s.Stderr.(*os.File)
	if !ok {
		return nil
	}
	if info, err := terminal.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(read int) { fmt.Fprintf(terminal, "\r%s", s.p.N("cli.rows_read", read, nil)) }
}

func (s *session) printJSON(v any) error {
	out := json.NewEncoder(s.Stdout)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}
