package register

import (
	"context"
	"iter"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/clock"
)

// documentPage is how many records are read at a time for the index and for exports.
const documentPage = 200

// draftSuffix marks the document of a draft, which stands beside that of the version in force.
const draftSuffix = ":draft"

// SearchDocuments gives the documents of records as they are now: none, one or two for each id. What an id no longer has (a draft, a
// publication) the index must take away; the ids that a record may have are its own and DraftDocument(id).
func (s *Service) SearchDocuments(ctx context.Context, ids []string) ([]SearchDocument, error) {
	var documents []SearchDocument
	err := s.port.Tx.Read(ctx, func(ctx context.Context) error {
		documents = nil
		views, err := s.port.Records.PublicViews(ctx, ids)
		if err != nil {
			return err
		}
		drafts, err := s.port.Records.DraftViews(ctx, ids)
		if err != nil {
			return err
		}
		for _, v := range append(views, drafts...) {
			documents = append(documents, s.document(v))
		}
		return nil
	})
	return documents, err
}

// DraftDocument is the id of the document of a record's draft.
func DraftDocument(recordID string) string { return recordID + draftSuffix }

// BatchRecords gives the ids of the records that an import was the last to change, page by page: what an index does with a change
// under TopicBatch.
func (s *Service) BatchRecords(ctx context.Context, batchID string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		after := ""
		for {
			ids, err := s.port.Imports.BatchRecords(ctx, batchID, after, documentPage)
			if err != nil {
				yield(nil, err)
				return
			}
			if len(ids) == 0 || !yield(ids, nil) {
				return
			}
			after = ids[len(ids)-1]
		}
	}
}

// AllSearchDocuments streams the documents of everything, for building the index anew.
func (s *Service) AllSearchDocuments(ctx context.Context) iter.Seq2[SearchDocument, error] {
	return func(yield func(SearchDocument, error) bool) {
		for _, read := range []pages{s.port.Records.PublicViewsAfter, s.port.Records.DraftsAfter} {
			for v, err := range s.each(ctx, read) {
				var document SearchDocument
				if err == nil {
					document = s.document(v)
				}
				if !yield(document, err) || err != nil {
					return
				}
			}
		}
	}
}

// pages reads the next n records after an id.
type pages func(ctx context.Context, after string, n int) ([]View, error)

// each streams records page by page; every page is one moment of the database.
func (s *Service) each(ctx context.Context, read pages) iter.Seq2[View, error] {
	return func(yield func(View, error) bool) {
		after := ""
		for {
			views, err := read(ctx, after, documentPage)
			if err != nil {
				yield(View{}, err)
				return
			}
			for _, v := range views {
				if !yield(v, nil) {
					return
				}
			}
			if len(views) < documentPage {
				return
			}
			after = views[len(views)-1].Record.ID
		}
	}
}

// document turns a record into what the index holds: of its draft where the view has one, of its version otherwise.
func (s *Service) document(v View) SearchDocument {
	content, o := v.Content(), v.Organisation
	d := SearchDocument{
		ID: v.Record.ID, RecordID: v.Record.ID, Draft: v.Record.Draft != nil, Organisation: o.ID,
		Title: content.Name, Summary: content.Summary, SortName: content.Name, ChangedAt: v.Record.PublishedAt,
		Gathered: v.Record.Gathered, Demo: v.Record.Demo,
		Texts: SearchTexts{
			Names:        append(append([]string{}, content.OtherNames...), content.SearchTerms...),
			Organisation: []string{o.Name.SV, o.Name.EN, o.Name.Other},
			Body:         s.defs.body(content),
		},
		Facets: s.facets(v, content),
	}
	if d.Draft {
		d.ID, d.ChangedAt = DraftDocument(v.Record.ID), v.Record.UpdatedAt
	}
	for _, earlier := range o.Names {
		d.Texts.Organisation = append(d.Texts.Organisation, earlier.Name.SV, earlier.Name.EN, earlier.Name.Other)
	}
	return d
}

func (s *Service) facets(v View, content System) map[string][]string {
	return map[string][]string{
		FacetSlag:             one(string(content.Slag)),
		FacetOrganisation:     one(v.Organisation.ID),
		FacetOrganisationType: one(v.Organisation.Type),
		FacetCountry:          one(v.Organisation.Country),
		FacetPhase:            one(string(content.CurrentPhase().Phase)),
		FacetPhaseStanding:    one(string(content.PhaseStanding(s.port.Clock.Now()))),
		FacetSector:           many(content.Sectors),
		FacetTechnology:       many(content.Technologies),
		FacetImpact:           one(content.Impact.Level),
		FacetAIActClass:       one(content.AIAct.Class),
		FacetDecisionRole:     one(string(content.DecisionRole)),
		FacetReusable:         one(string(content.Reuse.Possible)),
	}
}

func one(code string) []string {
	if code == "" {
		return []string{FacetUnanswered}
	}
	return []string{code}
}

func many(codes []string) []string {
	if len(codes) == 0 {
		return []string{FacetUnanswered}
	}
	return codes
}

// unsearched are the fields that nobody looks for in a text, or that the document holds elsewhere.
var unsearched = map[string]bool{"name": true, "summary": true, "other_names": true, "search_terms": true, "foreign.format": true, "foreign.field": true}

// body joins the running text of a system by language: what is written in words, not codes, dates or links. A third language goes to
// both, because whoever searches does so in one of the two.
func (d *Definitions) body(s System) Text {
	var sv, en strings.Builder
	d.walk(s, func(l leaf) {
		def, ok := d.Field(l.ID)
		if !ok || unsearched[l.ID] {
			return
		}
		switch def.Type {
		case content.FieldText, content.FieldLongText, content.FieldString, content.FieldStrings, content.FieldList:
			for _, p := range l.texts() {
				if !strings.HasSuffix(p.path, ".en") {
					sv.WriteString(p.value + "\n")
				}
				if !strings.HasSuffix(p.path, ".sv") {
					en.WriteString(p.value + "\n")
				}
			}
		}
	})
	return Text{SV: sv.String(), EN: en.String()}
}

// ValidID tells whether s can be the id of a record, before the database is asked.
func ValidID(s string) bool { return clock.ValidID(s) }
