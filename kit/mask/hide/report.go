package hide

import (
	"cmp"
	"slices"

	"github.com/tillit-se/tillit/kit/mask"
)

// Score bands of reports: sure from the first, likely from the second, possible below.
const (
	SureFrom   = 0.9
	LikelyFrom = 0.6
)

// Report says what was hidden in a document: counts and labels, never a value.
type Report struct {
	Profile   string       `json:"profile"`
	Version   int          `json:"version"`
	Key       string       `json:"key,omitempty"`
	Domain    string       `json:"domain,omitempty"`
	Bytes     int64        `json:"bytes"`
	Hits      int          `json:"hits"`
	Classes   []ClassCount `json:"classes"`
	Ambiguous []Ambiguity  `json:"ambiguous"`
}

// ClassCount counts the hits of a class by how sure the finder was: from 0.9, from 0.6, and below.
type ClassCount struct {
	Class    mask.Class `json:"class"`
	Operator Operator   `json:"operator"`
	Hits     int        `json:"hits"`
	Entities int        `json:"entities,omitempty"` // different persons or values, where they were told apart
	Sure     int        `json:"sure"`
	Likely   int        `json:"likely"`
	Possible int        `json:"possible"`
	// FellBack counts hits that the operator could not take and that a label stands for.
	FellBack int `json:"fellBack,omitempty"`
}

// Ambiguity is a name that may be several persons'. Nobody has guessed: it has a pseudonym of its own.
type Ambiguity struct {
	Label string   `json:"label"`
	MayBe []string `json:"mayBe"`
	Hits  int      `json:"hits"`
	// Earlier is the label that the name got further up in a long text, before anything there said that it may be another's. Empty where
	// the text was seen whole, or nobody had the name before.
	Earlier string `json:"earlier,omitempty"`
}

// maxAmbiguous bounds the list of ambiguities in a report, and the memory they take.
const maxAmbiguous = 10_000

type reporter struct {
	bytes     int64
	classes   map[mask.Class]*ClassCount
	ambiguous []*entity
	known     map[*entity]bool
}

func newReporter() *reporter {
	return &reporter{classes: map[mask.Class]*ClassCount{}, known: map[*entity]bool{}}
}

func (r *reporter) note(s mask.Span, put replaced) {
	c := r.classes[s.Class]
	if c == nil {
		c = &ClassCount{Class: s.Class, Operator: put.operator}
		r.classes[s.Class] = c
	}
	c.Hits++
	switch {
	case s.Score >= SureFrom:
		c.Sure++
	case s.Score >= LikelyFrom:
		c.Likely++
	default:
		c.Possible++
	}
	if put.fellBack {
		c.FellBack++
	} else {
		c.Operator = put.operator
	}
	if e := put.entity; e != nil {
		if e.hits == 1 {
			c.Entities++
		}
		if e.ambiguous != nil && !r.known[e] && len(r.ambiguous) < maxAmbiguous {
			r.known[e] = true
			r.ambiguous = append(r.ambiguous, e)
		}
	}
}

// Report is what has been hidden until now.
func (d *Document) Report() Report {
	r := Report{
		Profile: d.m.Profile.ID, Version: d.m.Profile.Version, Domain: d.m.Domain, Bytes: d.report.bytes,
		Classes: []ClassCount{}, Ambiguous: []Ambiguity{},
	}
	if d.m.pseudonyms != nil && d.m.Profile.NeedsKey() {
		r.Key = d.m.pseudonyms.id
	}
	order := append(mask.Classes(), literal)
	for _, c := range d.report.classes {
		r.Classes = append(r.Classes, *c)
		r.Hits += c.Hits
	}
	slices.SortFunc(r.Classes, func(a, b ClassCount) int {
		return cmp.Or(cmp.Compare(place(order, a.Class), place(order, b.Class)), cmp.Compare(a.Class, b.Class))
	})
	for _, e := range d.report.ambiguous {
		one := Ambiguity{Label: d.nameOf(e), Hits: e.hits, MayBe: []string{}}
		if e.earlier != nil && e.earlier.number > 0 {
			one.Earlier = d.nameOf(e.earlier)
		}
		for _, candidate := range e.ambiguous {
			if candidate.number > 0 {
				one.MayBe = append(one.MayBe, d.nameOf(candidate))
			}
		}
		r.Ambiguous = append(r.Ambiguous, one)
	}
	return r
}

// nameOf is how an entity is called in the masked text.
func (d *Document) nameOf(e *entity) string {
	if e.token != "" {
		return e.token
	}
	return labelOf(e, d.m.Lang)
}

func place(order []mask.Class, class mask.Class) int {
	if i := slices.Index(order, class); i >= 0 {
		return i
	}
	return len(order)
}
