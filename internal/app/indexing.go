package app

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store"
)

// KindSystem is the kind of the documents of records in the index.
const KindSystem = "system"

// documents gives the index what it is to hold.
type documents struct{ app *App }

// Touched tells which records changes of the outbox concern, and which organisations, because those with something published are found
// too. An import is one change of the outbox and many records.
func (d documents) Touched(ctx context.Context, changes []outbox.Change) ([]string, error) {
	var ids []string
	for _, change := range changes {
		switch change.Topic {
		case register.TopicSystem:
			owner, err := d.owner(ctx, change.Key)
			if err != nil {
				return nil, err
			}
			ids = append(append(ids, change.Key), owner...)
		case register.TopicBatch:
			for page, err := range d.app.Register.BatchRecords(ctx, change.Key) {
				if err != nil {
					return nil, err
				}
				ids = append(ids, page...)
			}
			for id, err := range d.organisations(ctx) {
				if err != nil {
					return nil, err
				}
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

func (d documents) Documents(ctx context.Context, ids []string) ([]search.Document, error) {
	found, err := d.app.Register.SearchDocuments(ctx, ids)
	if err != nil {
		return nil, err
	}
	records := make(map[string]bool, len(found))
	all := make([]search.Document, len(found))
	for i := range found {
		all[i] = document(found[i])
		records[found[i].RecordID] = true
	}
	others := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return records[id] })
	organisations, err := d.organisationDocuments(ctx, others)
	return append(all, organisations...), err
}

func (d documents) All(ctx context.Context) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for found, err := range d.app.Register.AllSearchDocuments(ctx) {
			if !yield(document(found), err) {
				return
			}
		}
		for id, err := range d.organisations(ctx) {
			var found []search.Document
			if err == nil {
				found, err = d.organisationDocuments(ctx, []string{id})
			}
			if err != nil {
				yield(search.Document{}, err)
				return
			}
			for _, o := range found {
				if !yield(o, nil) {
					return
				}
			}
		}
	}
}

// document puts the register's document in the index's form.
func document(d register.SearchDocument) search.Document {
	visibility := search.Public
	if d.Draft {
		visibility = search.OrganisationVisibility(d.Organisation)
	}
	return search.Document{
		ID: d.RecordID, Kind: KindSystem, Visibility: visibility, Facets: d.Facets, Updated: d.ChangedAt,
		SortTitle: store.SortKey(d.SortName.In(i18n.Swedish)),
		Texts: map[search.Field]map[string]string{
			search.FieldTitle:        byLanguage(d.Title),
			search.FieldKeywords:     {"sv": strings.Join(d.Texts.Names, "\n")},
			search.FieldOrganisation: {"sv": lines(d.Texts.Organisation)},
			search.FieldSummary:      byLanguage(d.Summary),
			search.FieldBody:         byLanguage(d.Texts.Body),
		},
	}
}

// byLanguage gives a text by language tag; what is in a third language is looked up as it stands.
func byLanguage(t i18n.Text) map[string]string {
	texts := map[string]string{}
	for tag, text := range map[string]string{"sv": t.SV, "en": t.EN, "und": t.Other} {
		if text != "" {
			texts[tag] = text
		}
	}
	return texts
}

// lines joins the texts that are not empty.
func lines(texts []string) string {
	var b strings.Builder
	for _, text := range texts {
		if text != "" {
			b.WriteString(text + "\n")
		}
	}
	return b.String()
}
