package search

import (
	index "github.com/blevesearch/bleve_index_api"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// indexDoc is a document as scorch takes it, analysed beforehand. Bleve's own document type would analyse a text once
// per field and offers no place for the compound parts and the vocabulary, which come out of the same pass.
type indexDoc struct {
	id     string
	fields []*indexField
	size   int
}

// indexField is one field with its terms.
type indexField struct {
	name    string
	value   []byte
	options index.FieldIndexingOptions
	length  int
	terms   index.TokenFrequencies
}

const (
	keywordOptions = index.IndexField | index.SkipFreqNorm
	textOptions    = index.IndexField | index.IncludeTermVectors
)

// termSet collects terms, each once.
type termSet struct{ terms index.TokenFrequencies }

func newTermSet() *termSet { return &termSet{terms: make(index.TokenFrequencies)} }

func (s *termSet) add(term string) {
	if s.terms[term] == nil {
		s.terms[term] = &index.TokenFreq{Term: []byte(term)}
	}
}

// addText adds an analysed text with positions. The length is that of the words, not counting joined forms.
func (d *indexDoc) addText(name string, tokens []analysis.Token) {
	terms := make(index.TokenFrequencies, len(tokens))
	slab := make([]index.TokenFreq, len(tokens)) // one piece of memory for all; unused ends cost less than many pieces
	locations := make([]index.TokenLocation, len(tokens))
	pointers := make([]*index.TokenLocation, len(tokens))
	length := 0
	for i, tok := range tokens {
		if !tok.Whole {
			length++
		}
		locations[i] = index.TokenLocation{Start: tok.Start, End: tok.End, Position: tok.Pos}
		tf := terms[tok.Term]
		if tf == nil {
			tf = &slab[i]
			tf.Term, tf.Locations = []byte(tok.Term), pointers[i:i:i+1]
			terms[tok.Term] = tf
		}
		tf.Locations = append(tf.Locations, &locations[i])
		tf.SetFrequency(tf.Frequency() + 1)
	}
	d.add(&indexField{name: name, options: textOptions, length: length, terms: terms})
}

func (d *indexDoc) addSet(name string, set *termSet) {
	if len(set.terms) > 0 {
		d.add(&indexField{name: name, options: keywordOptions, length: len(set.terms), terms: set.terms})
	}
}

// addVocabulary adds words as written, and under their folded form those that have marks.
func (d *indexDoc) addVocabulary(words []string) {
	var folded []string
	for _, word := range words {
		if fold := analysis.Fold(word); fold != word {
			folded = append(folded, fold+"\x00"+word)
		}
	}
	if len(words) > 0 {
		d.addKeyword(fieldWords, words...)
	}
	if len(folded) > 0 {
		d.addKeyword(fieldFolded, folded...)
	}
}

func (d *indexDoc) addKeyword(name string, terms ...string) {
	freqs := make(index.TokenFrequencies, len(terms))
	for _, term := range terms {
		freqs[term] = &index.TokenFreq{Term: []byte(term)}
	}
	d.add(&indexField{name: name, options: keywordOptions, length: len(freqs), terms: freqs})
}

// addUnique adds a term that few or no other documents have. With a frequency and a length the segment keeps such a
// term in the dictionary itself, without a postings list.
func (d *indexDoc) addUnique(name, term string) {
	d.add(&indexField{name: name, options: index.IndexField, length: 1, terms: once(term)})
}

func once(term string) index.TokenFrequencies {
	tf := &index.TokenFreq{Term: []byte(term)}
	tf.SetFrequency(1)
	return index.TokenFrequencies{term: tf}
}

func (d *indexDoc) add(f *indexField) {
	d.fields = append(d.fields, f)
	d.size += len(f.terms)*64 + len(f.value)
}

// The methods below are bleve's index.Document.

func (d *indexDoc) ID() string { return d.id }
func (d *indexDoc) Size() int  { return d.size }

func (d *indexDoc) VisitFields(visit index.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

func (d *indexDoc) VisitComposite(index.CompositeFieldVisitor) {}
func (d *indexDoc) HasComposite() bool                         { return false }
func (d *indexDoc) NumPlainTextBytes() uint64                  { return uint64(d.size) }
func (d *indexDoc) StoredFieldsBytes() uint64                  { return 0 }
func (d *indexDoc) Indexed() bool                              { return true }

func (d *indexDoc) AddIDField() {
	d.fields = append(d.fields, &indexField{
		name: fieldID, value: []byte(d.id), options: index.IndexField | index.StoreField, length: 1, terms: once(d.id),
	})
}

// The methods below are bleve's index.Field. Analyze has nothing left to do.

func (f *indexField) Name() string                                     { return f.name }
func (f *indexField) Value() []byte                                    { return f.value }
func (f *indexField) ArrayPositions() []uint64                         { return nil }
func (f *indexField) EncodedFieldType() byte                           { return 't' }
func (f *indexField) Analyze()                                         {}
func (f *indexField) Options() index.FieldIndexingOptions              { return f.options }
func (f *indexField) AnalyzedLength() int                              { return f.length }
func (f *indexField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *indexField) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }
