package mask

// Finder finds personal data. It is made once and is safe for concurrent use.
type Finder struct {
	opts Options
}

// NewFinder checks the options and loads what the classes need: lists and tagger only where names are asked for. The error is an
// [*OptionError] where the options are wrong.
func NewFinder(opts Options) (*Finder, error) {
	return &Finder{opts: opts}, nil
}

// Find appends the hits in text to dst: sorted, not overlapping. Text is one document, or one record; names sure in one place are found in all
// of it.
func (f *Finder) Find(dst []Span, text []byte) []Span {
	return f.FindIn(NewDocument(), dst, text)
}

// Document remembers, between the windows of one long text, which names have been seen. It is not safe for concurrent use.
type Document struct{}

// NewDocument begins a document.
func NewDocument() *Document { return &Document{} }

// FindIn is [Finder.Find] for a window of a document. See [MaxMatch] for how windows overlap.
func (f *Finder) FindIn(doc *Document, dst []Span, text []byte) []Span {
	return dst
}
