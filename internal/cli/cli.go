// Package cli is the command line: one file per command. A command reads its flags, calls a use case as the operator, and prints: text
// for people, --json for machines. It holds no rules of its own.
//
// Exit codes: 0 done, 1 failed, 2 wrong usage. Wrong usage is what can be seen in the arguments themselves: flags, and names that nothing
// has. A file that is missing, cannot be read or holds something else is a failure, whatever it is for.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/tillit-se/tillit/internal/config"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// about says what the program is.
const about = "An open AI platform for Swedish public administration. Exit codes: 0 done; 1 failed, also for a file that is missing or cannot be read; 2 called wrongly."

// Env is the world around a command.
type Env struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
}

// System is the process's own environment.
func System() Env {
	return Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
}

// root is the grammar of the command line.
type root struct {
	Config   string `help:"Settings file (YAML)." placeholder:"FILE" type:"path"`
	DB       string `name:"db" help:"Database: a file, or postgres://… Default: a file in your data directory." placeholder:"DB"`
	DataDir  string `help:"Where the default database lies." placeholder:"DIR"`
	LogLevel string `help:"debug, info, warn or error." placeholder:"LEVEL"`
	Lang     string `help:"Language of messages: sv or en. Default: from LANG." placeholder:"LANG"`

	Serve      serveCmd      `cmd:"" help:"Run the platform."`
	Import     importCmd     `cmd:"" help:"Import records into the register."`
	Export     exportCmd     `cmd:"" help:"Export the published records of the register."`
	Search     searchCmd     `cmd:"" help:"Search what is published, or rebuild the index."`
	Content    contentCmd    `cmd:"" help:"Check the content packs, or load the gathered systems."`
	Instrument instrumentCmd `cmd:"" help:"List, check and run instruments (questionnaires)."`
	Guide      guideCmd      `cmd:"" help:"Where a system stands in the guide."`
	Law        lawCmd        `cmd:"" help:"Read the law: find citations, and the structure of statutes."`
	Mask       maskCmd       `cmd:"" help:"Find and hide personal data in text, and restore it."`
	Account    accountCmd    `cmd:"" help:"Help people who are locked out."`
	Backup     backupCmd     `cmd:"" help:"Copy the database to a file, also while the platform runs."`
	Restore    restoreCmd    `cmd:"" help:"Put a copy back in place of the database."`
	Decide     decideCmd     `cmd:"" help:"Evaluate decision models (DMN)."`
	Feel       feelCmd       `cmd:"" help:"Evaluate a FEEL expression."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
}

// session is what a running command has in hand.
type session struct {
	Env
	ctx  context.Context
	root *root
	p    *i18n.Printer
}

// Run runs the command that args spell and gives the exit code.
func Run(ctx context.Context, args []string, env Env) int {
	var grammar root
	s := &session{Env: env, ctx: ctx, root: &grammar}
	catalogue, err := i18n.Load()
	if err != nil {
		fmt.Fprintln(env.Stderr, "tillit:", err)
		return exitFailed
	}
	lang := language(langFlag(args), env.Getenv)
	s.p = catalogue.Printer(lang)
	options := []kong.Option{
		kong.Name("tillit"), kong.Writers(env.Stdout, env.Stderr), kong.UsageOnError(), kong.Description(about),
		kong.Exit(func(code int) { panic(exit(code)) }),
	}
	if lang == i18n.Swedish {
		options = append(options, kong.Help(printSwedish))
	}
	parser, err := kong.New(&grammar, options...)
	if err == nil && lang == i18n.Swedish {
		err = inSwedish(parser.Model)
	}
	if err != nil {
		fmt.Fprintln(env.Stderr, "tillit:", err)
		return exitFailed
	}
	return s.run(parser, args, catalogue)
}

// exit carries kong's wish to end the process (after --help) up to Run.
type exit int

func (s *session) run(parser *kong.Kong, args []string, catalogue *i18n.Catalogue) (code int) {
	defer func() {
		switch wish := recover().(type) {
		case nil:
		case exit:
			code = int(wish)
		default:
			panic(wish)
		}
	}()
	command, err := parser.Parse(afterDashes(args))
	if err == nil && s.root.Lang != "" && !known(s.root.Lang) {
		err = errors.New(s.p.T("cli.no_such_language", fault.Args{"lang": s.root.Lang}))
	}
	if err != nil {
		fmt.Fprintf(s.Stderr, "tillit: %s\n", s.wrong(err))
		fmt.Fprintln(s.Stderr, s.p.T("cli.see_help", nil))
		return exitUsage
	}
	s.p = catalogue.Printer(language(s.root.Lang, s.Getenv))
	return s.fail(command.Run(s))
}

// langFlag is the language that args ask for, read before they are understood: what is wrong with them is told in it too.
func langFlag(args []string) string {
	for i, arg := range args {
		if value, found := strings.CutPrefix(arg, "--lang="); found {
			return value
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// language is the one asked for, else that of the terminal, else English, the language of terminals.
func language(asked string, getenv func(string) string) i18n.Lang {
	for _, tag := range []string{asked, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		if tag != "" {
			if strings.HasPrefix(strings.ToLower(tag), "sv") {
				return i18n.Swedish
			}
			return i18n.English
		}
	}
	return i18n.English
}

// known tells whether a language asked for is one of ours.
func known(tag string) bool {
	_, ours := i18n.ParseLang(tag)
	return ours
}

// wrong says what kong found wrong with the arguments, in the user's language where we have words for it.
func (s *session) wrong(err error) string {
	message := err.Error()
	if name, ok := strings.CutSuffix(message, `: expected string value but got "EOL" (<EOL>)`); ok {
		return s.p.T("cli.wrong.no_value", fault.Args{"name": name})
	}
	for _, m := range []struct{ begins, key string }{
		{"unknown flag ", "cli.wrong.flag"},
		{"unexpected argument ", "cli.wrong.argument"},
		{"missing flags: ", "cli.wrong.missing_flags"},
		{"expected one of ", "cli.wrong.one_of"},
		{"expected ", "cli.wrong.missing"},
	} {
		if name, ok := strings.CutPrefix(message, m.begins); ok {
			return s.p.T(m.key, fault.Args{"name": strings.ReplaceAll(name, `"`, "")})
		}
	}
	return message
}

// usage is an error in how the command was called.
type usage struct{ err error }

func (u usage) Error() string { return u.err.Error() }
func (u usage) Unwrap() error { return u.err }

// errSilent is a failure about which everything has been printed already.
var errSilent = errors.New("failed")

// fail prints an error and gives the exit code.
func (s *session) fail(err error) int {
	var wrong usage
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSilent):
		return exitFailed
	case errors.As(err, &wrong):
		fmt.Fprintln(s.Stderr, "tillit:", wrong)
		return exitUsage
	}
	fmt.Fprintln(s.Stderr, "tillit:", s.explain(err))
	return exitFailed
}

// explain says an error in the user's language: a fault by its message and fields, anything else as it is.
func (s *session) explain(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return s.explainFile(err)
	}
	var b strings.Builder
	b.WriteString(s.p.T(f.MessageKey(), f.Args))
	for _, field := range f.Fields {
		fmt.Fprintf(&b, "\n  %s: %s", field.Path, s.p.T(field.Key, field.Args))
	}
	if f.Err != nil && !strings.Contains(b.String(), f.Err.Error()) { // a message may say its cause itself
		fmt.Fprintf(&b, " (%v)", f.Err)
	}
	return b.String()
}

// explainFile says of a file that is not there, or that may not be read, what to look at; any other error is said as it is.
func (s *session) explainFile(err error) string {
	var about *fs.PathError
	if !errors.As(err, &about) {
		return err.Error()
	}
	switch args := (fault.Args{"file": about.Path}); {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("%s (%v)", s.p.T("cli.file_missing", args), err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("%s (%v)", s.p.T("cli.file_closed", args), err)
	}
	return err.Error()
}

// config puts the settings together; flags are those of the command beside the common ones.
func (s *session) config(flags config.Config) (config.Config, error) {
	flags.DB, flags.DataDir, flags.LogLevel = s.root.DB, s.root.DataDir, s.root.LogLevel
	c, err := config.Load(flags, s.root.Config, s.Getenv)
	if err != nil {
		return c, usage{err}
	}
	return c, nil
}
