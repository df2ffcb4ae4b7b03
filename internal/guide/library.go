package guide

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/feel"
)

// Library is the guide with its conditions, compiled on first use. It is safe for concurrent use.
type Library struct {
	load func() (*loaded, error)
}

type loaded struct {
	guide      content.Guide
	conditions *content.Conditions
	applies    map[string]*condition // by step
	done       map[string][]*condition
	shown      map[string][]*condition // by step and demand
	paths      map[string]compiledPath
	index      *Index

	architecture content.Architecture
	traits       map[string]*condition
	seen         map[string]*condition // by block
	// instruments are the titles of those that conditions speak of, by id.
	instruments map[string]content.Text
}

// condition is a compiled condition.
type condition struct {
	program *feel.Program
	decider *feel.Decider
	words   Words // what is so when it is met
	names   []content.ConditionName
}

// NewLibrary makes a library of the guide in a content tree.
func NewLibrary(from content.Library) *Library {
	return &Library{load: sync.OnceValues(func() (*loaded, error) { return read(from) })}
}

func read(from content.Library) (*loaded, error) {
	g, err := from.Guide()
	if err != nil {
		return nil, fmt.Errorf("guide: %w", err)
	}
	names, err := from.Conditions()
	if err != nil {
		return nil, fmt.Errorf("guide: %w", err)
	}
	l := &loaded{
		guide: g, conditions: names, applies: map[string]*condition{}, done: map[string][]*condition{}, shown: map[string][]*condition{},
		paths: map[string]compiledPath{}, index: NewIndex(g), instruments: map[string]content.Text{},
	}
	for _, name := range names.Names {
		if name.Instrument != "" && name.Question == "" {
			l.instruments[name.Instrument] = name.Label
		}
	}
	for _, step := range g.Steps {
		if err := l.compileStep(step); err != nil {
			return nil, err
		}
	}
	if err := l.compilePaths(); err != nil {
		return nil, err
	}
	return l, l.compileArchitecture(from)
}

func (l *loaded) compileArchitecture(from content.Library) (err error) {
	l.architecture, err = from.Architecture()
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a tree need not hold one
		return fmt.Errorf("guide: %w", err)
	}
	l.traits, l.seen = map[string]*condition{}, map[string]*condition{}
	for _, t := range l.architecture.Traits {
		if l.traits[t.ID], err = l.compile(content.Condition{When: t.When}); err != nil {
			return err
		}
	}
	for _, b := range l.architecture.Blocks {
		if b.SeenWhen == nil {
			continue
		}
		if l.seen[b.ID], err = l.compile(*b.SeenWhen); err != nil {
			return err
		}
	}
	return nil
}

func (l *loaded) compileStep(step content.Step) (err error) {
	if step.Applies != nil {
		if l.applies[step.ID], err = l.compile(*step.Applies); err != nil {
			return err
		}
	}
	if l.done[step.ID], err = l.compileAll(step.DoneWhen); err != nil {
		return err
	}
	for _, demand := range step.Demands {
		if l.shown[demandKey(step.ID, demand.ID)], err = l.compileAll(demand.ShownBy); err != nil {
			return err
		}
	}
	return nil
}

func demandKey(step, demand string) string { return step + "/" + demand }

func (l *loaded) compileAll(all []content.Condition) ([]*condition, error) {
	compiled := make([]*condition, len(all))
	for i, c := range all {
		one, err := l.compile(c)
		if err != nil {
			return nil, err
		}
		compiled[i] = one
	}
	return compiled, nil
}

func (l *loaded) compile(c content.Condition) (*condition, error) {
	program, err := l.conditions.Compile(c.When)
	if err != nil {
		return nil, fmt.Errorf("guide: condition %q: %w", c.When, err)
	}
	compiled := &condition{program: program, decider: program.Decider()}
	for _, name := range program.Names() {
		if slot, ok := l.conditions.Slot(name); ok {
			compiled.names = append(compiled.names, l.conditions.Names[slot])
		}
	}
	compiled.words = l.words(c, compiled.names)
	return compiled, nil
}

// Conditions that say by themselves what they ask.
var (
	filledIn    = regexp.MustCompile(`^\s*[\w.]+\s*!=\s*null\s*$`)
	answeredYes = regexp.MustCompile(`^\s*[\w.]+\s*=\s*"yes"\s*$`)
)

// words say what is so when a condition is met: as the content says, or by the names in it.
func (l *loaded) words(c content.Condition, names []content.ConditionName) Words {
	if c.Text != nil {
		return Words{Key: "guide.said", Args: map[string]any{"text": textOf(*c.Text)}}
	}
	if one, other, both := strings.Cut(c.When, " or "); both {
		a, errA := l.compile(content.Condition{When: one})
		b, errB := l.compile(content.Condition{When: other})
		if errA == nil && errB == nil {
			return Words{Key: "guide.either", Args: map[string]any{"one": a.words, "other": b.words}}
		}
	}
	switch {
	case filledIn.MatchString(c.When):
		return Words{Key: "guide.filled", Args: map[string]any{"names": labels(names)}}
	case answeredYes.MatchString(c.When):
		return Words{Key: "guide.yes", Args: map[string]any{"names": labels(names)}}
	}
	return Words{Key: "guide.fits", Args: map[string]any{"names": labels(names)}}
}

// labels are the labels of names in a row, each once.
func labels(names []content.ConditionName) i18n.Text {
	var row i18n.Text
	var seen []content.Text
	for _, n := range names {
		if slices.Contains(seen, n.Label) {
			continue
		}
		if len(seen) > 0 {
			row.SV += ", "
			row.EN += ", "
		}
		seen = append(seen, n.Label)
		row.SV += "”" + n.Label.SV + "”"
		row.EN += "“" + n.Label.EN + "”"
	}
	return row
}

func textOf(t content.Text) i18n.Text { return i18n.Text{SV: t.SV, EN: t.EN} }

// Guide is the guide as content holds it.
func (l *Library) Guide() (content.Guide, error) {
	loaded, err := l.load()
	if err != nil {
		return content.Guide{}, err
	}
	return loaded.guide, nil
}

// Index is the guide prepared for searching.
func (l *Library) Index() (*Index, error) {
	loaded, err := l.load()
	if err != nil {
		return nil, err
	}
	return loaded.index, nil
}

// Architecture is the reference architecture as content holds it.
func (l *Library) Architecture() (content.Architecture, error) {
	loaded, err := l.load()
	if err != nil {
		return content.Architecture{}, err
	}
	return loaded.architecture, nil
}

// Step gives a step, or a fault of kind not-found.
func (l *Library) Step(id string) (content.Step, error) {
	loaded, err := l.load()
	if err != nil {
		return content.Step{}, err
	}
	step, ok := loaded.guide.Step(id)
	if !ok {
		return content.Step{}, fault.New("guide.Step", fault.NotFound, "guide.no_such_step", nil)
	}
	return step, nil
}
