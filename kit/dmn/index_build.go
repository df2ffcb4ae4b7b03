package dmn

import (
	"slices"
	"sort"

	"github.com/tillit-se/tillit/kit/feel"
)

// maxIndexWords bounds the memory of one table's index, in words of 64 bits; a
// column that would pass it is evaluated cell by cell.
const maxIndexWords = 4 << 20

func newIndex(t *tableCode) *tableIndex {
	x := &tableIndex{rules: len(t.rules), columns: make([]columnIndex, len(t.inputs))}
	words := maxIndexWords
	for i := range x.columns {
		b := columnBuilder{table: t, column: i, budget: words}
		x.columns[i] = b.build()
		words -= len(x.columns[i].buckets) * ((len(t.rules) + 63) / 64)
	}
	return x
}

// columnBuilder makes the index of a column.
type columnBuilder struct {
	table  *tableCode
	column int
	budget int
	kind   feel.Kind
	cells  []indexedCell // of the rules that can be indexed
	free   []int         // rules whose cell passes everything
	verify []int         // rules whose cell has to be evaluated
}

type indexedCell struct {
	rule    int
	tests   []feel.Test
	negated bool
}

func (b *columnBuilder) build() columnIndex {
	b.sort()
	switch {
	case len(b.cells) == 0 && len(b.verify) == 0:
		return columnIndex{any: true}
	case len(b.cells) == 0:
		return columnIndex{}
	}
	if b.kind == feel.KindBoolean || b.equalOnly() && b.kind == feel.KindString {
		return b.byValue()
	}
	return b.byOrder()
}

// sort divides the cells into those that pass everything, those that can be
// indexed, all of one kind, and those that have to be evaluated.
func (b *columnBuilder) sort() {
	for i := range b.table.rules {
		rule := &b.table.rules[i]
		prog := rule.cells[b.column]
		if prog == nil {
			if rule.faults != nil && rule.faults[b.column] != "" {
				b.verify = append(b.verify, i)
			} else {
				b.free = append(b.free, i)
			}
			continue
		}
		tests, negated, _, ok := prog.Tests()
		kind, plain := indexedKind(tests)
		if !ok || !plain || b.kind != feel.KindNull && kind != b.kind {
			b.verify = append(b.verify, i)
			continue
		}
		b.kind = kind
		b.cells = append(b.cells, indexedCell{i, tests, negated})
	}
}

// indexedKind is the kind of the literals that tests compare with, when there
// is one kind and an index can judge it. Times are left out: FEEL finds some
// equal that its order tells apart.
func indexedKind(tests []feel.Test) (feel.Kind, bool) {
	kind := feel.KindNull
	for _, t := range tests {
		for _, end := range ends(t) {
			if kind != feel.KindNull && end.Kind() != kind {
				return kind, false
			}
			kind = end.Kind()
		}
		if !t.Equal && kind == feel.KindBoolean {
			return kind, false
		}
	}
	switch kind {
	case feel.KindBoolean, feel.KindNumber, feel.KindString, feel.KindDate, feel.KindYearsMonths, feel.KindDaysTime:
		return kind, true
	}
	return kind, false
}

// ends are the literals of a test.
func ends(t feel.Test) []feel.Value {
	if t.Equal {
		return []feel.Value{t.Value}
	}
	var list []feel.Value
	for _, end := range []feel.Value{t.Range.Low, t.Range.High} {
		if !end.IsNull() {
			list = append(list, end)
		}
	}
	return list
}

func (b *columnBuilder) equalOnly() bool {
	for _, c := range b.cells {
		for _, t := range c.tests {
			if !t.Equal {
				return false
			}
		}
	}
	return true
}

// buckets makes n sets that hold the rules that need no test here, or too much
// memory.
func (b *columnBuilder) buckets(n int) []ruleSet {
	rules := len(b.table.rules)
	words := (rules + 63) / 64
	if n*words > b.budget {
		return nil
	}
	all := make([]uint64, n*words)
	sets := make([]ruleSet, n)
	for i := range sets {
		sets[i] = ruleSet(all[i*words : (i+1)*words : (i+1)*words])
	}
	base := newRuleSet(rules)
	for _, list := range [][]int{b.free, b.verify} {
		for _, rule := range list {
			base.add(rule)
		}
	}
	for _, set := range sets {
		copy(set, base)
	}
	return sets
}

func (b *columnBuilder) finish(l lookup, sets []ruleSet) columnIndex {
	c := columnIndex{kind: b.kind, lookup: l, buckets: sets}
	if len(b.verify) > 0 {
		c.verify = newRuleSet(len(b.table.rules))
		for _, rule := range b.verify {
			c.verify.add(rule)
		}
	}
	return c
}

// textLookup finds strings and booleans; the last bucket is that of all others.
type textLookup struct {
	byText map[string]int
	others int
}

func (l *textLookup) bucket(v feel.Value) int {
	if i, ok := l.byText[textOf(v)]; ok {
		return i
	}
	return l.others
}

func textOf(v feel.Value) string {
	if s, ok := v.AsString(); ok {
		return s
	}
	if v.IsTrue() {
		return "true"
	}
	return "false"
}

func (b *columnBuilder) byValue() columnIndex {
	l := &textLookup{byText: map[string]int{}}
	for _, c := range b.cells {
		for _, t := range c.tests {
			text := textOf(t.Value)
			if _, ok := l.byText[text]; !ok {
				l.byText[text] = len(l.byText)
			}
		}
	}
	l.others = len(l.byText)
	sets := b.buckets(l.others + 1)
	if sets == nil {
		return columnIndex{}
	}
	for _, c := range b.cells {
		if c.negated {
			b.addNegated(c, l, sets)
			continue
		}
		for _, t := range c.tests {
			sets[l.byText[textOf(t.Value)]].add(c.rule)
		}
	}
	return b.finish(l, sets)
}

func (b *columnBuilder) addNegated(c indexedCell, l *textLookup, sets []ruleSet) {
	named := map[int]bool{}
	for _, t := range c.tests {
		named[l.byText[textOf(t.Value)]] = true
	}
	for i, set := range sets {
		if !named[i] {
			set.add(c.rule)
		}
	}
}

// orderLookup finds values among sorted borders: bucket 2i is what lies before
// border i (and after the one before), bucket 2i+1 the border itself.
type orderLookup struct{ borders []feel.Value }

func (l *orderLookup) bucket(v feel.Value) int {
	low, high := 0, len(l.borders)
	for low < high {
		middle := int(uint(low+high) >> 1)
		order, _ := v.Compare(l.borders[middle])
		switch {
		case order == 0:
			return 2*middle + 1
		case order < 0:
			high = middle
		default:
			low = middle + 1
		}
	}
	return 2 * low
}

func (b *columnBuilder) byOrder() columnIndex {
	l := &orderLookup{b.borders()}
	count := 2*len(l.borders) + 1
	if b.coverage(l) > 16*maxIndexWords {
		return columnIndex{}
	}
	sets := b.buckets(count)
	if sets == nil {
		return columnIndex{}
	}
	passed := make([]bool, count)
	for _, c := range b.cells {
		clear(passed)
		for _, t := range c.tests {
			from, to := l.span(t)
			for i := from; i <= to; i++ {
				passed[i] = true
			}
		}
		for i := range passed {
			if passed[i] != c.negated {
				sets[i].add(c.rule)
			}
		}
	}
	return b.finish(l, sets)
}

// coverage is about how many steps it takes to fill the buckets.
func (b *columnBuilder) coverage(l *orderLookup) int {
	return len(b.cells) * (2*len(l.borders) + 1)
}

func (b *columnBuilder) borders() []feel.Value {
	var all []feel.Value
	for _, c := range b.cells {
		for _, t := range c.tests {
			all = append(all, ends(t)...)
		}
	}
	sort.Slice(all, func(i, k int) bool {
		order, _ := all[i].Compare(all[k])
		return order < 0
	})
	return slices.CompactFunc(all, func(a, b feel.Value) bool {
		order, _ := a.Compare(b)
		return order == 0
	})
}

// span returns the first and last bucket of the values that pass a test; to is
// less than from when none does.
func (l *orderLookup) span(t feel.Test) (from, to int) {
	if t.Equal {
		at := l.bucket(t.Value)
		return at, at
	}
	from, to = 0, 2*len(l.borders)
	if !t.Range.Low.IsNull() {
		from = l.bucket(t.Range.Low)
		if !t.Range.LowIncluded {
			from++
		}
	}
	if !t.Range.High.IsNull() {
		to = l.bucket(t.Range.High)
		if !t.Range.HighIncluded {
			to--
		}
	}
	return from, to
}
