package cli

import (
	"fmt"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/fault"
)

type contentCmd struct {
	Check contentCheckCmd `cmd:"" help:"Check that all embedded packs are sound."`
	Load  contentLoadCmd  `cmd:"" help:"Load gathered content into the database."`
}

type contentCheckCmd struct {
	Readability bool `help:"Also print how hard the texts of each file are (LIX, then plain LIX with terms of law counted as long), the hardest first."`
}

// Run checks everything that is embedded and names each problem with its file and line.
func (c contentCheckCmd) Run(s *session) error {
	if c.Readability {
		if err := s.printReadability(); err != nil {
			return err
		}
	}
	problems := 0
	for _, p := range content.Check() {
		fmt.Fprintln(s.Stdout, p)
		problems++
	}
	sources, err := content.Provisions()
	if err != nil {
		return err
	}
	library, err := app.Instruments(resolver(sources))
	if err != nil {
		return err
	}
	packs, err := library.Instruments()
	if err != nil {
		fmt.Fprintln(s.Stdout, err)
		problems++
	}
	if problems > 0 {
		fmt.Fprintln(s.Stderr, s.p.N("cli.content_problems", problems, nil))
		return errSilent
	}
	systems, err := content.Systems()
	if err != nil {
		return err
	}
	guide, err := content.ReadGuide()
	if err != nil {
		return err
	}
	provisions := 0
	for _, source := range sources {
		provisions += len(source.Provisions)
	}
	fmt.Fprintln(s.Stdout, s.p.T("cli.content_sound", fault.Args{
		"provisions": provisions, "systems": len(systems), "instruments": len(packs), "steps": len(guide.Steps),
	}))
	return nil
}

// printReadability prints the LIX of every file and language, and marks what is hard to read. The first number is the one that the limit
// holds for; the second is the plain LIX, which is higher for provisions, since it counts terms of law as long words too.
func (s *session) printReadability() error {
	measured, err := content.Embedded().Readability()
	if err != nil {
		return err
	}
	for _, m := range measured {
		mark := ""
		if m.TooHard() {
			mark = "  " + s.p.T("cli.hard_to_read", nil)
		}
		fmt.Fprintf(s.Stdout, "%3d  %3d  %s  %s%s\n", m.LIX(), m.Plain.LIX(), m.Language, m.File, mark)
	}
	return nil
}

type contentLoadCmd struct {
	Systems contentLoadSystemsCmd `cmd:"" help:"The real public systems that Tillit has gathered from open sources."`
}

type contentLoadSystemsCmd struct{}

// Run loads the gathered systems.
func (contentLoadSystemsCmd) Run(s *session) error {
	return s.withApp(func(a *app.App) error {
		report, err := a.LoadSystems(s.ctx)
		if err != nil {
			return err
		}
		rows := report.Rows
		fmt.Fprintln(s.Stdout, s.p.T("cli.systems_loaded", fault.Args{
			"read": rows.Read, "taken": rows.Taken, "changed": rows.Changed, "unchanged": rows.Unchanged,
		}))
		return nil
	})
}
