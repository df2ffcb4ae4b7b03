package search

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	index "github.com/blevesearch/bleve_index_api"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// Names of the index's own fields. A text field is named by its code and language: "t.sv".
const (
	fieldParts      = "p.sv" // stems of the parts of Swedish compounds, of all texts
	fieldWords      = "w"    // words of public documents as written, for spelling suggestions
	fieldFolded     = "wf"   // folded form, NUL, word as written; only words that folding changes
	fieldKind       = "k"
	fieldVisibility = "v"
	fieldUpdated    = "u"
	fieldSortTitle  = "st"
	fieldFacets     = "f." // prefix
	fieldStored     = "d"  // what a hit shows, as JSON; stored, not indexed
	fieldID         = "_id"
)

func textField(code string, lang analysis.Lang) string { return code + "." + string(lang) }

// stored is what the index keeps of a document in order to show a hit.
type stored struct {
	Kind       string                      `json:"k"`
	Visibility string                      `json:"v"`
	Version    int64                       `json:"n,omitempty"`
	Updated    int64                       `json:"u,omitempty"` // microseconds
	Texts      map[Field]map[string]string `json:"t"`
}

// encoder makes index documents. It is safe for concurrent use.
type encoder struct {
	analyzer *analysis.Analyzer
	enough   func(word string) bool // tells that a word is in the vocabulary already; nil means never
}

// bag collects what the texts of a document have in common.
type bag struct {
	words map[string]bool // as written
	parts *termSet
}

func (b *bag) visit(word string, parts []string) {
	b.words[word] = true
	for _, stem := range parts {
		b.parts.add(stem)
	}
}

// encode analyses the document and gives it in the form the index takes.
func (e *encoder) encode(d *Document) (*indexDoc, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	out := &indexDoc{id: d.key()}
	all := &bag{words: make(map[string]bool), parts: newTermSet()}
	for _, info := range fields() {
		e.encodeTexts(out, info, d.Texts[info.field], all)
	}
	out.addSet(fieldParts, all.parts)
	if d.Visibility == Public {
		out.addVocabulary(e.vocabulary(all.words))
	}
	out.addKeyword(fieldKind, d.Kind)
	out.addKeyword(fieldVisibility, d.Visibility)
	out.addUnique(fieldUpdated, string(encodeTime(d.Updated)))
	if len(d.SortTitle) > 0 {
		out.addUnique(fieldSortTitle, string(d.SortTitle[:min(len(d.SortTitle), maxKeyBytes)]))
	}
	for facet, codes := range d.Facets {
		if len(codes) > 0 {
			out.addKeyword(fieldFacets+facet, codes...)
		}
	}
	blob, err := json.Marshal(stored{d.Kind, d.Visibility, d.Version, d.Updated.UnixMicro(), d.Texts})
	if err != nil {
		return nil, fmt.Errorf("encode document %s: %w", d.ID, err)
	}
	out.fields = append(out.fields, &indexField{name: fieldStored, value: blob, options: index.StoreField})
	return out, nil
}

// encodeTexts adds one field in all its languages. Tags that share a language of the index share a field.
func (e *encoder) encodeTexts(out *indexDoc, info fieldInfo, texts map[string]string, all *bag) {
	for _, lang := range analysis.Langs() {
		var tokens []analysis.Token
		for _, tag := range sortedKeys(texts) {
			if analysis.LangOf(tag) != lang || texts[tag] == "" {
				continue
			}
			tokens = appendAfter(tokens, e.analyzer.Terms(lang, texts[tag], all.visit))
		}
		if len(tokens) > 0 {
			out.addText(textField(info.code, lang), tokens)
		}
	}
}

// appendAfter puts tokens of a second text after those of the first, with a gap that no phrase crosses.
func appendAfter(tokens, more []analysis.Token) []analysis.Token {
	if len(tokens) == 0 {
		return more
	}
	gap := tokens[len(tokens)-1].Pos + 100
	for i := range more {
		more[i].Pos += gap
	}
	return append(tokens, more...)
}

// vocabulary chooses the words that a spelling may be suggested from.
func (e *encoder) vocabulary(words map[string]bool) []string {
	chosen := make([]string, 0, len(words))
	for word := range words {
		if isSpelt(word) && (e.enough == nil || !e.enough(word)) {
			chosen = append(chosen, word)
		}
	}
	return chosen
}

func encodeTime(t time.Time) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(t.UnixMicro())^(1<<63)) // flipped sign bit: bytes sort as instants
}

func decodeTime(term string) int64 {
	if len(term) != 8 {
		return 0
	}
	return int64(binary.BigEndian.Uint64([]byte(term)) ^ (1 << 63))
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
