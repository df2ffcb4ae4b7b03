package search

import (
	"math"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// The ranking is BM25F with constants: within a want the weighted counts of all fields are added and then saturate, so
// that a word in title and body is not counted as two words. Text lengths are compared with what is usual for the
// field, a constant: a mean over the documents would tell of those that the viewer may not see.
const (
	saturation   = 4
	lengthEffect = 0.4
	otherLang    = 0.8 // weight of a text that is not in the viewer's language
)

// weigher knows in which index fields to look, and what a find there weighs.
type weigher struct {
	places []place
}

type place struct {
	field  string
	lang   analysis.Lang
	weight float32
	usual  float32 // usual length, in words
}

func newWeigher(lang string) weigher {
	var w weigher
	own := analysis.LangOf(lang)
	for _, info := range fields() {
		for _, l := range analysis.Langs() {
			p := place{textField(info.code, l), l, info.weight, usualLength(info.field)}
			if lang != "" && l != own {
				p.weight *= otherLang
			}
			w.places = append(w.places, p)
		}
	}
	return w
}

func usualLength(f Field) float32 {
	switch f {
	case FieldTitle, FieldKeywords:
		return 6
	case FieldOrganisation:
		return 3
	case FieldSummary:
		return 30
	}
	return 150
}

// of weighs one posting.
func (p place) of(posting segment.Posting) float32 {
	norm := posting.Norm() // 1/√length
	length := float32(1)
	if norm > 0 && !math.IsInf(norm, 0) {
		length = float32(1 / (norm * norm))
	}
	return p.weight * float32(posting.Frequency()) / (1 - lengthEffect + lengthEffect*length/p.usual)
}
