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

// guideStatus is the standing as JSON.
type guideStatus struct {
	Steps []guideStep `json:"steps"`
	Next  string      `json:"next"`
}

type guideStep struct {
	ID    string `json:"id"`
	State string `json:"state"`
	Why   string `json:"why"`
}

// Run prints where a system stands.
func (c guideStatusCmd) Run(s *session) error {
	return s.withApp(func(a *app.App) error {
		standing, err := a.Guide.Status(s.ctx, account.Operator(), c.System)
		if err != nil {
			return err
		}
		status := guideStatus{Steps: []guideStep{}, Next: standing.Next}
		for _, step := range standing.Steps {
			status.Steps = append(status.Steps, guideStep{ID: step.ID, State: string(step.State), Why: step.Why.In(s.p)})
		}
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

func (s *session) printGuide(g content.Guide, standing guide.Standing, status guideStatus) error {
	lang := string(s.p.Lang())
	table := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
	for _, step := range status.Steps {
		found, _ := g.Step(step.ID)
		fmt.Fprintf(table, "%s\t%s\t%s\n", s.p.T("guide.state."+step.State, nil), found.Text(lang).Title, step.Why)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, path := range g.Paths {
		if path.ID == standing.Path {
			fmt.Fprintln(s.Stdout, s.p.T("cli.guide_path", fault.Args{"path": path.Title.In(lang)}))
		}
	}
	next, ok := g.Step(standing.Next)
	if !ok {
		fmt.Fprintln(s.Stdout, s.p.T("cli.guide_none", nil))
		return nil
	}
	fmt.Fprintln(s.Stdout, s.p.T("cli.guide_next", fault.Args{"step": next.Text(lang).Title}))
	return nil
}
