package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
)

// slagAll as the value of the parameter slag shows every kind. Without the parameter the list shows AI systems only.
const slagAll = "all"

// listQuery is the state of the list, all of it in the address.
type listQuery struct {
	Text   string
	Chosen map[string][]string // codes by facet; slag is empty when every kind is shown
	Sort   search.Sort         // as asked for; empty is the default
	Page   int
}

// listFacets are the filters of the list, in their order on the page.
func listFacets() []string {
	return []string{
		register.FacetSlag, register.FacetPhase, register.FacetPhaseStanding, register.FacetDecisionRole, register.FacetSector,
		register.FacetOrganisationType, register.FacetReusable, register.FacetImpact, register.FacetAIActClass, register.FacetCountry,
	}
}

// maxCodes bounds the codes of one filter that are read from an address.
const maxCodes = 50

// readListQuery reads the state from an address. What is not understood counts as not said.
func readListQuery(values url.Values) listQuery {
	q := listQuery{Text: clean(values.Get("q")), Chosen: map[string][]string{}, Page: 1}
	for _, facet := range append(listFacets(), register.FacetOrganisation) {
		if codes := readCodes(values[facet]); len(codes) > 0 {
			q.Chosen[facet] = codes
		}
	}
	if !values.Has(register.FacetSlag) {
		q.Chosen[register.FacetSlag] = []string{string(register.AISystem)}
	}
	switch sort := search.Sort(values.Get("sort")); sort {
	case search.ByRelevance, search.ByUpdated, search.ByTitle:
		q.Sort = sort
	}
	if page, err := strconv.Atoi(values.Get("page")); err == nil && page > 1 {
		q.Page = page
	}
	return q
}

func readCodes(values []string) []string {
	var codes []string
	for _, code := range values {
		code = clean(code)
		if code != "" && code != slagAll && len(code) <= 100 && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes[:min(len(codes), maxCodes)]
}

// values write the state. It is written in full, so that an address means the same if the default should change.
func (q listQuery) values() url.Values {
	values := url.Values{}
	if q.Text != "" {
		values.Set("q", q.Text)
	}
	for facet, codes := range q.Chosen {
		values[facet] = codes
	}
	if len(q.Chosen[register.FacetSlag]) == 0 {
		values.Set(register.FacetSlag, slagAll)
	}
	if q.Sort != "" {
		values.Set("sort", string(q.Sort))
	}
	if q.Page > 1 {
		values.Set("page", strconv.Itoa(q.Page))
	}
	return values
}

// at is the address of the list in that state under a path, such as "/systems" or "/systems.csv".
func (q listQuery) at(path string) string { return path + "?" + q.values().Encode() }

// onPage is the same list on another page.
func (q listQuery) onPage(page int) listQuery {
	q.Page = page
	return q
}

// sorted is the same list in another order, from its beginning.
func (q listQuery) sorted(by search.Sort) listQuery {
	q.Sort, q.Page = by, 1
	return q
}

// asking is the same list for another text, from its beginning.
func (q listQuery) asking(text string) listQuery {
	q.Text, q.Page = text, 1
	return q
}

// without takes a chosen code away.
func (q listQuery) without(facet, code string) listQuery {
	chosen := q.chosenCopy()
	chosen[facet] = slices.DeleteFunc(slices.Clone(chosen[facet]), func(c string) bool { return c == code })
	if len(chosen[facet]) == 0 {
		delete(chosen, facet)
	}
	q.Chosen, q.Page = chosen, 1
	return q
}

// everyKind is the same list over every kind of thing.
func (q listQuery) everyKind() listQuery {
	chosen := q.chosenCopy()
	delete(chosen, register.FacetSlag)
	q.Chosen, q.Page = chosen, 1
	return q
}

func (q listQuery) chosenCopy() map[string][]string {
	chosen := make(map[string][]string, len(q.Chosen))
	for facet, codes := range q.Chosen {
		chosen[facet] = codes
	}
	return chosen
}

// slag is the one kind that the list shows, or empty when it shows several.
func (q listQuery) slag() register.Slag {
	if codes := q.Chosen[register.FacetSlag]; len(codes) == 1 {
		return register.Slag(codes[0])
	}
	return ""
}

// order is the order in force: relevance where words are searched for, else the latest first.
func (q listQuery) order() search.Sort {
	switch {
	case q.Sort == "" && q.Text == "", q.Sort == search.ByRelevance && q.Text == "":
		return search.ByUpdated
	case q.Sort == "":
		return search.ByRelevance
	}
	return q.Sort
}

// plain tells whether the list is the whole register.
func (q listQuery) plain() bool { return strings.TrimSpace(q.Text) == "" && len(q.Chosen) == 0 }
