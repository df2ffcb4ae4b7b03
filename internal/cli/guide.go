package cli

import (
	"fmt"
	"text/tabwriter"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
)

type guideCmd struct {
	Status guideStatusCmd `cmd:"" help:"Show which steps a system has done, why, and which is next."`
}

type guideStatusCmd struct {
	System string `arg:"" help:"Id of the system's record."`
	JSON   bool   `help:"Print as JSON."`
}

// Run prints where a system stands.
func (c guideStatusCmd) Run(s *session) error {
	return s.withApp(func(a *app.App) error {
		standing, err := a.Guide.Status(s.ctx, account.Operator(), c.System)
		if err != nil {
			return err
		}
		status := standing.Export(s.p)
		if c.JSON {
			return s.printJSON(status)
		}
		g, err := a.Guide.Guide()
		if err != nil {
			return err
		}
		return s.printGuide(g, standing, status)
	})
}

// printGuide prints the steps of the way that the system is on, which way that is and why, and the next step.
func (s *session) printGuide(g content.Guide, standing guide.Standing, status guide.ExportedStanding) error {
	lang := string(s.p.Lang())
	table := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
	for _, step := range standing.OnWay() {
		found, _ := g.Step(step.ID)
		fmt.Fprintf(table, "%s\t%s\t%s\n", s.p.T("guide.state."+string(step.State), nil), found.Text(lang).Title, step.Why.In(s.p))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if path, ok := g.Path(standing.Way.Path); ok {
		fmt.Fprintln(s.Stdout, s.p.T("cli.guide_path", fault.Args{"path": path.Title.In(lang)}))
	} else {
		fmt.Fprintln(s.Stdout, s.p.T("cli.guide_whole", nil))
	}
	fmt.Fprintln(s.Stdout, status.Why)
	next, ok := g.Step(standing.Next)
	if !ok {
		fmt.Fprintln(s.Stdout, s.p.T("cli.guide_none", nil))
		return nil
	}
	fmt.Fprintln(s.Stdout, s.p.T("cli.guide_next", fault.Args{"step": next.Text(lang).Title}))
	return nil
}
