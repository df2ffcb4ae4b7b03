package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/search"
)

type searchCmd struct {
	Query   searchQueryCmd   `cmd:"" default:"withargs" help:"Search what is published."`
	Reindex searchReindexCmd `cmd:"" help:"Build the index anew."`
}

type searchQueryCmd struct {
	Words []string `arg:"" optional:"" help:"What to search for; nothing counts everything."`
	In    string   `help:"What to search: systems." default:"systems" enum:"systems"`
	Limit int      `help:"Most hits to print, at most 100." default:"20"`
	Page  int      `help:"Page of hits, from 1." default:"1"`
	JSON  bool     `help:"Print as JSON."`
}

// searchHit is a hit as it is printed.
type searchHit struct {
	ID           string `json:"id"`
	Title        string `json:"title"`
	Organisation string `json:"organisation"`
	URL          string `json:"url"`
}

type searchResult struct {
	Total      int                       `json:"total"`
	Facets     map[string]map[string]int `json:"facets"`
	Hits       []searchHit               `json:"hits"`
	Suggestion string                    `json:"suggestion,omitempty"`
}

// Run searches. Where the platform runs on the same database its index is read beside it.
func (c searchQueryCmd) Run(s *session) error {
	if c.Limit < 1 || c.Limit > search.MaxLimit || c.Page < 1 || c.Page > search.MaxWindow/c.Limit {
		return usage{errors.New(s.p.T("cli.bad_page", fault.Args{"limit": search.MaxLimit, "window": search.MaxWindow}))}
	}
	return s.withApp(func(a *app.App) error {
		index, err := openForReading(s.ctx, a)
		if err != nil {
			return err
		}
		defer func() { _ = index.Close() }()
		found, err := index.Search(s.ctx, search.Query{
			Text: strings.Join(c.Words, " "), Kind: app.KindSystem, Lang: string(s.p.Lang()), Page: c.Page, Limit: c.Limit,
			Visible: []string{search.Public},
		})
		if err != nil {
			return err
		}
		return c.print(s, found)
	})
}

func (c searchQueryCmd) print(s *session, found *search.Result) error {
	result := searchResult{Total: found.Total, Facets: found.Facets, Hits: []searchHit{}, Suggestion: found.Suggestion}
	for _, hit := range found.Hits {
		result.Hits = append(result.Hits, searchHit{
			ID: hit.ID, Title: hit.Title, Organisation: strings.TrimSpace(hit.Organisation), URL: "/systems/" + hit.ID,
		})
	}
	if c.JSON {
		return s.printJSON(result)
	}
	fmt.Fprintln(s.Stdout, s.p.N("cli.hits", result.Total, nil))
	for _, hit := range result.Hits {
		organisation, _, _ := strings.Cut(hit.Organisation, "\n")
		fmt.Fprintf(s.Stdout, "  %s (%s)\n    %s\n", hit.Title, organisation, hit.URL)
	}
	if result.Suggestion != "" {
		fmt.Fprintln(s.Stdout, s.p.T("cli.did_you_mean", fault.Args{"suggestion": result.Suggestion}))
	}
	return nil
}

// openForReading opens an index that is up to date: its own, brought up to the last change, or a copy of the one that a running platform
// keeps.
func openForReading(ctx context.Context, a *app.App) (*search.Index, error) {
	index, indexer, err := a.OpenIndex()
	if err == nil {
		if err := indexer.CatchUp(ctx); err != nil {
			return nil, errors.Join(err, index.Close())
		}
		return index, nil
	}
	if !errors.Is(err, search.ErrLocked) {
		return nil, err
	}
	index, err = a.OpenIndexBeside(ctx)
	if errors.Is(err, search.ErrLocked) || errors.Is(err, search.ErrNotBuilt) {
		return nil, fault.New("cli.search", fault.Unavailable, "cli.index_unavailable", nil).Because(err)
	}
	return index, err
}

type searchReindexCmd struct{}

// Run builds the index anew; a running platform is asked to do it itself.
func (searchReindexCmd) Run(s *session) error {
	return s.withApp(func(a *app.App) error {
		index, indexer, err := a.OpenIndex()
		if errors.Is(err, search.ErrLocked) {
			if err := search.RequestRebuild(a.IndexDir()); err != nil {
				return err
			}
			fmt.Fprintln(s.Stdout, s.p.T("cli.reindex_asked", nil))
			return nil
		}
		if err != nil {
			return err
		}
		defer func() { _ = index.Close() }()
		began := time.Now()
		if err := indexer.Rebuild(s.ctx); err != nil {
			return err
		}
		fmt.Fprintln(s.Stdout, s.p.T("cli.reindexed", fault.Args{"seconds": fmt.Sprintf("%.1f", time.Since(began).Seconds())}))
		return nil
	})
}
