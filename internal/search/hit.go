package search

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// hit reads what the index has stored of a document and marks what was searched for.
func (f found) hit(mk *marker, lang string) (Hit, error) {
	var blob []byte
	err := f.match.leaf.snapshot.VisitDocument(uint64(f.doc), func(field string, _ byte, value []byte, _ []uint64) bool {
		if field == fieldStored {
			blob = slices.Clone(value)
		}
		return true
	})
	if err != nil {
		return Hit{}, fmt.Errorf("search: read hit: %w", err)
	}
	var s stored
	if err := json.Unmarshal(blob, &s); err != nil {
		return Hit{}, fmt.Errorf("search: read hit: %w", err)
	}
	ids := f.match.leaf.columns.ids
	h := Hit{
		ID: idOfKey(ids.keys.at(ids.rank[f.doc])), Kind: s.Kind, Visibility: s.Visibility,
		Updated: time.UnixMicro(s.Updated).UTC(), Version: s.Version,
	}
	if f.match.score != nil {
		h.Score = f.match.score[f.doc]
	}
	h.Lang, h.Title = inLanguage(s.Texts[FieldTitle], lang)
	h.Marked = cutSegments(h.Title, mk.find(h.Lang, h.Title), 0, len(h.Title))
	_, h.Organisation = inLanguage(s.Texts[FieldOrganisation], lang)
	h.Fragments = mk.fragments(s.Texts, lang)
	return h, nil
}

// fragments gives the pieces where words were found, in the viewer's language first, or else how the summary begins.
func (mk *marker) fragments(texts map[Field]map[string]string, lang string) []Fragment {
	type candidate struct {
		fragment Fragment
		marks    int
	}
	var all []candidate
	for _, field := range []Field{FieldSummary, FieldBody} {
		for _, tag := range languageOrder(texts[field], lang) {
			if fragment, marks := mk.fragment(field, tag, texts[field][tag]); marks > 0 {
				all = append(all, candidate{fragment, marks})
			}
		}
	}
	if len(all) == 0 {
		return mk.beginning(texts, lang)
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		if own := boolInt(b.fragment.Lang == lang) - boolInt(a.fragment.Lang == lang); own != 0 {
			return own
		}
		return b.marks - a.marks
	})
	out := make([]Fragment, 0, maxFragments)
	for _, c := range all[:min(len(all), maxFragments)] {
		out = append(out, c.fragment)
	}
	return out
}

func (mk *marker) beginning(texts map[Field]map[string]string, lang string) []Fragment {
	for _, field := range []Field{FieldSummary, FieldBody} {
		if tag, text := inLanguage(texts[field], lang); text != "" {
			fragment, _ := mk.fragment(field, tag, text)
			return []Fragment{fragment}
		}
	}
	return nil
}

// inLanguage chooses the text to show: the viewer's language, else Swedish, else English, else the first.
func inLanguage(texts map[string]string, lang string) (tag, text string) {
	for _, tag := range languageOrder(texts, lang) {
		return tag, texts[tag]
	}
	return "", ""
}

// languageOrder lists the languages that have a text, in the order a viewer wants them.
func languageOrder(texts map[string]string, lang string) []string {
	var tags []string
	for _, tag := range []string{lang, "sv", "en"} {
		if texts[tag] != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	for _, tag := range sortedKeys(texts) {
		if texts[tag] != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}
