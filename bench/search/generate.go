package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/search"
)

// corpus makes documents that look like the records of a register: Swedish sentences of words from the platform's own
// vocabulary, by Zipf's law, with compounds; every third also in English. Equal seeds give equal documents.
type corpus struct {
	size   int
	seed   uint64
	words  []string
	firsts []string
	heads  []string
	orgs   int
}

func newCorpus(size int, seed uint64, words []string) *corpus {
	c := &corpus{size: size, seed: seed, orgs: max(20, min(size/30, 1500))}
	r := rand.New(rand.NewPCG(seed, 1))
	c.words = append(c.words, words...)
	r.Shuffle(len(c.words), func(i, j int) { c.words[i], c.words[j] = c.words[j], c.words[i] })
	c.firsts = strings.Fields("ansikts parkerings personuppgifts besluts data trafik skol vård livsmedels upphandlings handläggnings bild tal tillstånds")
	c.heads = strings.Fields("igenkänning tillstånd behandling stöd skydd kontroll analys system prognos granskning ansökan register modell")
	return c
}

func (c *corpus) word(r *rand.Rand, zipf *rand.Zipf) string {
	if r.IntN(14) == 0 {
		return c.firsts[r.IntN(len(c.firsts))] + c.heads[r.IntN(len(c.heads))]
	}
	if r.IntN(40) == 0 { // a long tail, as names and misspellings make
		return c.words[r.IntN(len(c.words))] + string(rune('a'+r.IntN(26))) + string(rune('a'+r.IntN(26)))
	}
	return c.words[int(zipf.Uint64())%len(c.words)]
}

func (c *corpus) text(r *rand.Rand, zipf *rand.Zipf, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(c.word(r, zipf))
		if i%12 == 11 {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// document makes the n-th document. One in fifty is a draft.
func (c *corpus) document(n int) search.Document {
	r := rand.New(rand.NewPCG(c.seed, uint64(n)+2))
	zipf := rand.NewZipf(r, 1.15, 4, uint64(len(c.words)-1))
	pick := func(codes ...string) []string { return codes[r.IntN(len(codes)):][:1] }
	org := r.IntN(c.orgs)
	title := c.text(r, zipf, 3+r.IntN(5))
	d := search.Document{
		ID: fmt.Sprintf("0197%04x-%04x-7000-8000-%012x", n>>16, n&0xffff, n), Kind: "system", Visibility: search.Public,
		Texts: map[search.Field]map[string]string{
			search.FieldTitle:        {"sv": title},
			search.FieldOrganisation: {"sv": fmt.Sprintf("%s kommun %d", c.words[org%len(c.words)], org)},
			search.FieldSummary:      {"sv": c.text(r, zipf, 15+r.IntN(25))},
			search.FieldBody:         {"sv": c.text(r, zipf, 40+r.IntN(160))},
			search.FieldKeywords:     {"sv": fmt.Sprintf("dnr KS-%d/%05d", 2019+r.IntN(7), n)},
		},
		Facets: map[string][]string{
			"slag":              pick("ai_system", "ai_system", "rule_based_automation", "algorithm_unclear", "programme", "component"),
			"organisation_type": pick("municipality", "municipality", "region", "authority", "university", "company"),
			"phase":             pick("idea", "exploration", "development", "testing", "in_use", "in_use", "retired"),
			"sector":            pick("health", "school", "traffic", "environment", "social", "tax", "police", "culture", "labour", "other"),
			"impact":            pick("high", "medium", "low", "low"),
			"ai_act_class":      pick("high_risk", "limited", "minimal", "minimal", "unclear"),
			"decision_role":     pick("decides", "supports", "supports", "informs", "component"),
			"reusable":          pick("yes", "no", "no"),
			"technology":        append(pick("language", "vision", "speech", "tabular"), pick("rules", "search")...),
			"organisation":      {fmt.Sprintf("org-%04d", org)},
		},
		Updated: time.UnixMicro(1_700_000_000_000_000 + int64(r.IntN(60_000_000))*1_000_000).UTC(),
		Version: 1, SortTitle: []byte(title),
	}
	d.SortTitle = binary.BigEndian.AppendUint32(d.SortTitle, uint32(n%7))
	if n%3 == 0 {
		d.Texts[search.FieldSummary]["en"] = "supports the handling of cases with a model trained on earlier decisions and " + title
	}
	if n%50 == 49 {
		d.Visibility = search.OrganisationVisibility(fmt.Sprintf("org-%04d", org))
	}
	return d
}

// The methods below are search.Source and search.Changes: everything is there from the start.

func (c *corpus) All(context.Context) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for n := range c.size {
			if !yield(c.document(n), nil) {
				return
			}
		}
	}
}

func (c *corpus) Documents(_ context.Context, ids []string) ([]search.Document, error) {
	docs := make([]search.Document, 0, len(ids))
	for _, id := range ids {
		var high, low, n int
		if _, err := fmt.Sscanf(id, "0197%04x-%04x-7000-8000-%012x", &high, &low, &n); err != nil {
			return nil, fmt.Errorf("document %s: %w", id, err)
		}
		docs = append(docs, c.document(n))
	}
	return docs, nil
}

func (c *corpus) Touched(context.Context, []outbox.Change) ([]string, error) { return nil, nil }

func (c *corpus) ChangesSince(context.Context, outbox.Cursor, int) ([]outbox.Change, error) {
	return nil, nil
}

func (c *corpus) ChangesHead(context.Context) (outbox.Cursor, error) {
	return outbox.Cursor{Epoch: "bench", ID: 1}, nil
}
func (c *corpus) ChangesSignal() <-chan struct{} { return nil }
