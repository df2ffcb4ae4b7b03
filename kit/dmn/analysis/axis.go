package analysis

import (
	"context"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// kind is how the values of an input are told apart.
type kind int

const (
	noKind  kind = iota
	ordered      // by less than: numbers, dates, times, durations
	named        // by equality alone: strings
	boolean
)

func kindOf(v feel.Value) kind {
	switch v.Kind() {
	case feel.KindNumber, feel.KindDate, feel.KindTime, feel.KindDateTime, feel.KindYearsMonths, feel.KindDaysTime:
		return ordered
	case feel.KindString:
		return named
	case feel.KindBoolean:
		return boolean
	}
	return noKind
}

// span is regions lo to hi, both included.
type span struct{ lo, hi int }

// axis is the values of one input, cut into regions that are numbered from 0. On an ordered axis with constants c0 < c1 < … region 2i is what lies
// between c(i-1) and ci, and region 2i+1 is ci itself. On a named one region i is constant i, and the next every other value. The last region is null.
type axis struct {
	input  string
	kind   kind
	values []feel.Value
	index  map[string]int // constant → its place in values
	domain []span         // what the input may be
	count  int            // regions, null included
}

// newAxis makes an axis of all constants of a column. null tells whether the column speaks of null.
func newAxis(input string, constants []feel.Value, null bool, o order) *axis {
	a := &axis{input: input, index: map[string]int{}}
	for _, v := range constants {
		if k := kindOf(v); a.kind == noKind {
			a.kind = k
		}
		if _, seen := a.index[v.String()]; !seen && v.Kind() == constants[0].Kind() {
			a.index[v.String()] = len(a.values)
			a.values = append(a.values, v)
		}
	}
	switch a.kind {
	case ordered:
		a.sort(o)
		a.count = 2*len(a.values) + 2
	case boolean:
		a.values = []feel.Value{feel.Bool(true), feel.Bool(false)}
		a.index = map[string]int{"true": 0, "false": 1}
		a.count = 3
	default:
		a.count = len(a.values) + 2
	}
	last := a.count - 2
	if null {
		last++
	}
	a.domain = []span{{0, last}}
	return a
}

// sort orders the constants. Those that are equal though written differently, such as one instant in two zones, are one.
func (a *axis) sort(o order) {
	slices.SortFunc(a.values, o.compare)
	var distinct []feel.Value
	for _, v := range a.values {
		if n := len(distinct); n == 0 || o.compare(distinct[n-1], v) != 0 {
			distinct = append(distinct, v)
		}
		a.index[v.String()] = len(distinct) - 1
	}
	a.values = distinct
}

// order compares values of one kind as FEEL does.
type order struct{ less, greater *feel.Program }

func newOrder() (order, error) {
	scope, err := feel.NewScope([]feel.Var{{Name: "a"}, {Name: "b"}})
	if err != nil {
		return order{}, err
	}
	less, err := feel.Compile("a < b", scope)
	if err != nil {
		return order{}, err
	}
	greater, err := feel.Compile("a > b", scope)
	return order{less, greater}, err
}

func (o order) compare(x, y feel.Value) int {
	env := feel.Env{Values: []feel.Value{x, y}}
	if r, err := o.less.Eval(context.Background(), env); err == nil && r.Value.IsTrue() {
		return -1
	}
	if r, err := o.greater.Eval(context.Background(), env); err == nil && r.Value.IsTrue() {
		return 1
	}
	return 0
}

func (a *axis) null() int { return a.count - 1 }

// regions gives what a cell holds for, in order; ok is false where the cell compares with values of another kind.
func (a *axis) regions(c cell) (spans []span, ok bool) {
	if c.any {
		return []span{{0, a.count - 1}}, true
	}
	for _, at := range c.list {
		more, ok := a.atom(at)
		if !ok {
			return nil, false
		}
		spans = append(spans, more...)
	}
	spans = normal(spans)
	if c.not {
		spans = a.complement(spans, !slices.ContainsFunc(c.list, func(at atom) bool { return !at.point && !at.null }))
	}
	return spans, true
}

func (a *axis) atom(at atom) ([]span, bool) {
	if at.null {
		spans := []span{{a.null(), a.null()}}
		if at.negative {
			return a.complement(spans, false), true
		}
		return spans, true
	}
	if at.point {
		i, ok := a.place(at.low)
		if !ok {
			return nil, false
		}
		spans := []span{{i, i}}
		if at.negative {
			return a.complement(spans, true), true
		}
		return spans, true
	}
	if a.kind != ordered {
		return nil, false
	}
	return a.between(at)
}

func (a *axis) between(at atom) ([]span, bool) {
	s := span{0, a.null() - 1}
	if !at.low.IsNull() {
		i, ok := a.place(at.low)
		if !ok {
			return nil, false
		}
		if s.lo = i; !at.lowIn {
			s.lo++
		}
	}
	if !at.high.IsNull() {
		i, ok := a.place(at.high)
		if !ok {
			return nil, false
		}
		if s.hi = i; !at.highIn {
			s.hi--
		}
	}
	if s.lo > s.hi {
		return nil, true
	}
	return []span{s}, true
}

// place is the region of a constant.
func (a *axis) place(v feel.Value) (int, bool) {
	i, ok := a.index[v.String()]
	if !ok || kindOf(v) != a.kind {
		return 0, false
	}
	if a.kind == ordered {
		return 2*i + 1, true
	}
	return i, true
}

// complement gives the regions outside of spans. Null is one of them only where null is set.
func (a *axis) complement(spans []span, null bool) []span {
	last := a.count - 1
	if !null {
		last--
	}
	var out []span
	next := 0
	for _, s := range spans {
		if s.lo > next {
			out = append(out, span{next, min(s.lo-1, last)})
		}
		next = s.hi + 1
	}
	if next <= last {
		out = append(out, span{next, last})
	}
	return out
}

// void tells whether a region between two constants holds nothing: two days or two months that follow on each other.
func (a *axis) void(region int) bool {
	if a.kind != ordered || region%2 == 1 || region == 0 || region >= 2*len(a.values) {
		return false
	}
	low, high := a.values[region/2-1], a.values[region/2]
	if d, ok := low.AsDate(); ok {
		next, err := d.AddDays(1)
		return err == nil && feel.Date(next).Equal(high)
	}
	return false
}

// normal sorts spans and joins those that touch.
func normal(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.lo - b.lo })
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && s.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, s.hi)
			continue
		}
		out = append(out, s)
	}
	return out
}

// intersect gives what two normal lists share.
func intersect(a, b []span) []span {
	var out []span
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if lo, hi := max(a[i].lo, b[j].lo), min(a[i].hi, b[j].hi); lo <= hi {
			out = append(out, span{lo, hi})
		}
		if a[i].hi < b[j].hi {
			i++
		} else {
			j++
		}
	}
	return out
}

// covers tells whether spans hold the whole domain.
func (a *axis) covers(spans []span) bool {
	return slices.Equal(intersect(normal(spans), a.domain), a.domain)
}

func join(parts []string) string { return strings.Join(parts, ", ") }
