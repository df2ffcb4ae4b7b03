package web

import (
	"context"
	"fmt"
	"net/http"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
)

// Searcher is the search index as the pages use it; *search.Index is one.
type Searcher interface {
	Search(ctx context.Context, q search.Query) (*search.Result, error)
}

// ChangeLog tells that something has changed, so that finished pages are made anew; outbox.Log is one.
type ChangeLog interface {
	ChangesHead(ctx context.Context) (outbox.Cursor, error)
	ChangesSignal() <-chan struct{}
}

// PublicRooms are what the public pages need from the rest of the house.
type PublicRooms struct {
	Register *register.Service
	Search   Searcher
	Changes  ChangeLog
	Guide    *guide.Library             // searched beside the index; nil leaves it out
	ClientIP func(*http.Request) string // who sends a message, for limiting how many; nil takes the connection's address
}

// Public gives the pages that everybody may read: start, search, list, record, organisations, statistics, and what is said about the
// site. The error is that the embedded content cannot be read.
func Public(rooms PublicRooms) ([]Feature, error) {
	labels, err := newLabels()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	provisions, err := newProvisions()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if rooms.ClientIP == nil {
		rooms.ClientIP = connectionAddress
	}
	systems := systems{register: rooms.Register, search: rooms.Search, labels: labels}
	return []Feature{
		start{register: rooms.Register, labels: labels},
		systems,
		searchPage{systems: systems, guide: rooms.Guide},
		record{
			register: rooms.Register, labels: labels, provisions: provisions, freshness: &freshness{log: rooms.Changes},
		},
		feedback{register: rooms.Register, clientIP: rooms.ClientIP, limit: &messageLimit{}},
		organisations{register: rooms.Register, labels: labels},
		statistics{register: rooms.Register, labels: labels},
		about{},
		addresses{register: rooms.Register},
	}, nil
}

// Addresses of pages that other features serve, and that the public pages lead to.
const (
	NewSystemPath   = WorkPath + "/new"
	InstrumentsPath = "/instruments"
)

// draftPath is where the members of an organisation work on a draft.
func draftPath(id string) string { return ownPath(id) }

func recordPath(id string) string { return "/systems/" + id }

func organisationPath(id string) string { return "/organisations/" + id }

// visibleTo is what an actor may find in the index.
func visibleTo(a account.Actor) []string {
	visible := []string{search.Public}
	for _, id := range a.Where(account.ReadDrafts) {
		visible = append(visible, search.OrganisationVisibility(id))
	}
	return visible
}

// labels turns codes into words.
type labels struct {
	vocabularies map[string]content.Vocabulary
}

func newLabels() (labels, error) {
	vocabularies, err := content.Vocabularies()
	return labels{vocabularies: vocabularies}, err
}

// code is the label of a code in a vocabulary; the code itself where it has none.
func (l labels) code(lang i18n.Lang, vocabulary, code string) string {
	if found, ok := l.vocabularies[vocabulary].Find(code); ok {
		return found.Label.In(string(lang))
	}
	return code
}

// codes are the codes of a vocabulary in its order.
func (l labels) codes(vocabulary string) []string {
	list := l.vocabularies[vocabulary].Codes
	codes := make([]string, 0, len(list))
	for _, c := range list {
		codes = append(codes, c.Code)
	}
	return codes
}

// countryName is the name of a country in the reader's language; the code itself where it is no country.
func countryName(lang i18n.Lang, code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if lang == i18n.English {
		return display.English.Regions().Name(region)
	}
	return display.Swedish.Regions().Name(region)
}

// languageName is the name of a language (BCP 47) in the reader's language; the tag itself where it is none.
func languageName(lang i18n.Lang, tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if lang == i18n.English {
		return display.English.Languages().Name(parsed)
	}
	return display.Swedish.Languages().Name(parsed)
}
