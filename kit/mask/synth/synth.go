package synth

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/mask/names"
)

//go:embed data/*.txt
var files embed.FS

// Span is a name in a text: byte offsets, half open, and the class person, place or organisation.
type Span struct {
	Start, End int
	Class      string
}

// Text is a sentence, or a few, with the names in it in order.
type Text struct {
	Text  string
	Spans []Span
}

// Set says which templates to write from.
type Set string

// The sets. Held is kept for measuring: never train on it.
const (
	Training  Set = "templates"
	Negatives Set = "negatives"
	Held      Set = "templates-dev"
)

// Writer writes texts from templates. It belongs to one goroutine.
type Writer struct {
	random    *rand.Rand
	pool      *pool
	templates []string
	fillers   map[string][]string
	places    []string
	munis     []string
	counties  []string
	bodies    []string
	orgs      []string
	keepCase  bool
}

// NewWriter makes a writer of a set of templates.
func NewWriter(set Set, seed uint64) (*Writer, error) {
	w := &Writer{random: rand.New(rand.NewPCG(seed, 2)), fillers: map[string][]string{}}
	var err error
	if w.pool, err = newPool(); err != nil {
		return nil, err
	}
	if w.templates, err = lines(string(set)); err != nil {
		return nil, err
	}
	if err = w.readFillers(); err != nil {
		return nil, err
	}
	for _, load := range []struct {
		into *[]string
		list func() ([]string, error)
	}{{&w.places, placeNames}, {&w.munis, names.Municipalities}, {&w.counties, names.Counties}, {&w.bodies, names.Authorities}, {&w.orgs, names.Organisations}} {
		if *load.into, err = load.list(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// placeNames are Swedish localities, and municipalities, large cities and towns of the world.
func placeNames() ([]string, error) {
	places, err := names.Localities()
	if err != nil {
		return nil, err
	}
	far, err := names.Places()
	if err != nil {
		return nil, err
	}
	munis, err := names.Municipalities()
	if err != nil {
		return nil, err
	}
	cities, err := names.Cities()
	return slices.Concat(places, far, munis, far, munis, cities), err
}

// lines reads the templates of a set.
func lines(name string) ([]string, error) {
	data, err := files.ReadFile("data/" + name + ".txt")
	if err != nil {
		return nil, fmt.Errorf("synth: there is no set %q", name)
	}
	var list []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		list = append(list, strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(line))
	}
	return list, nil
}

func (w *Writer) readFillers() error {
	list, err := lines("fillers")
	if err != nil {
		return err
	}
	for _, line := range list {
		slot, values, ok := strings.Cut(line, ": ")
		if !ok {
			return fmt.Errorf("synth: filler without a slot: %q", line)
		}
		w.fillers[slot] = strings.Split(values, ";")
	}
	return nil
}

// Templates is how many templates there are.
func (w *Writer) Templates() int { return len(w.templates) }

// Next writes from template i. The case of the text is changed now and then: all capitals, no capitals, names alone in the one or the other.
func (w *Writer) Next(i int) (Text, error) {
	var b builder
	rest := w.templates[i]
	for {
		before, after, found := strings.Cut(rest, "{")
		b.plain(before)
		if !found {
			return w.recase(b.text()), nil
		}
		slot, tail, closed := strings.Cut(after, "}")
		if !closed {
			return Text{}, fmt.Errorf("synth: template %d: slot %q is not closed", i, slot)
		}
		if err := w.fill(&b, slot); err != nil {
			return Text{}, fmt.Errorf("synth: template %d: %w", i, err)
		}
		rest = tail
	}
}

// Write writes n texts, going through the templates in turn.
func (w *Writer) Write(n int) ([]Text, error) {
	texts := make([]Text, 0, n)
	for i := range n {
		t, err := w.Next(i % len(w.templates))
		if err != nil {
			return nil, err
		}
		texts = append(texts, t)
	}
	return texts, nil
}

// builder puts a text together.
type builder struct {
	b     strings.Builder
	spans []Span
}

func (b *builder) plain(s string) { b.b.WriteString(s) }

// name writes a name. A given name and a surname with a space between are one name.
func (b *builder) name(s, class string) {
	start := b.b.Len()
	b.b.WriteString(s)
	if n := len(b.spans); n > 0 && class == human && b.spans[n-1].Class == class && b.b.String()[b.spans[n-1].End:start] == " " {
		b.spans[n-1].End = b.b.Len()
		return
	}
	b.spans = append(b.spans, Span{start, b.b.Len(), class})
}

func (b *builder) text() Text { return Text{b.b.String(), b.spans} }
