package app

import (
	"context"
	"iter"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store"
)

// KindOrganisation is the kind of the documents of organisations that have something published.
const KindOrganisation = "organisation"

// owner gives the organisation of a published record; none where nothing is published.
func (d documents) owner(ctx context.Context, recordID string) ([]string, error) {
	v, err := d.app.Register.Public(ctx, recordID)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []string{v.Organisation.ID}, nil
}

// organisations streams the ids of all organisations with something published.
func (d documents) organisations(ctx context.Context) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		const page = 100
		for offset := 0; ; offset += page {
			found, total, err := d.app.Register.Organisations(ctx, register.Page{Limit: page, Offset: offset})
			if err != nil {
				yield("", err)
				return
			}
			for _, o := range found {
				if !yield(o.ID, nil) {
					return
				}
			}
			if offset+page >= total {
				return
			}
		}
	}
}

// organisationDocuments gives the documents of those ids that are organisations with something published.
func (d documents) organisationDocuments(ctx context.Context, ids []string) ([]search.Document, error) {
	var all []search.Document
	for _, id := range ids {
		o, _, total, err := d.app.Register.OfOrganisation(ctx, id, register.Page{Limit: 1})
		switch {
		case fault.Is(err, fault.NotFound), err == nil && total == 0:
		case err != nil:
			return nil, err
		default:
			all = append(all, organisationDocument(o))
		}
	}
	return all, nil
}

func organisationDocument(o account.Organisation) search.Document {
	names := []string{o.Number}
	for _, earlier := range o.Names {
		names = append(names, earlier.Name.SV, earlier.Name.EN, earlier.Name.Other)
	}
	return search.Document{
		ID: o.ID, Kind: KindOrganisation, Visibility: search.Public, SortTitle: store.SortKey(o.Name.In(i18n.Swedish)),
		Facets: map[string][]string{register.FacetOrganisationType: {o.Type}, register.FacetCountry: {o.Country}},
		Texts: map[search.Field]map[string]string{
			search.FieldTitle: byLanguage(o.Name), search.FieldKeywords: {"sv": lines(names)},
		},
	}
}
