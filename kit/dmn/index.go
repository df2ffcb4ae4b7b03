package dmn

import (
	"math/bits"

	"github.com/tillit-se/tillit/kit/feel"
)

// tableIndex finds the rules that match without testing each. For every column
// whose cells compare with literals it knows which rules a value leaves: the
// value leads to a bucket, and the bucket is a set of rules. The sets of all
// columns are intersected; only cells that no index can judge are then
// evaluated, for the rules that are left.
type tableIndex struct {
	rules   int
	columns []columnIndex
}

// columnIndex is the index of one column; it has no buckets when all its cells
// have to be evaluated.
type columnIndex struct {
	kind    feel.Kind // of the values that the buckets are for
	lookup  lookup
	buckets []ruleSet
	// verify are the rules whose cell has to be evaluated although the
	// column has an index; nil when there are none.
	verify ruleSet
	// any tells that every cell passes everything.
	any bool
}

// lookup finds the bucket of a value of the column's kind.
type lookup interface {
	bucket(v feel.Value) int
}

// ruleSet is a set of rules, one bit for each.
type ruleSet []uint64

func newRuleSet(rules int) ruleSet { return make(ruleSet, (rules+63)/64) }

func (s ruleSet) add(rule int)      { s[rule>>6] |= 1 << (rule & 63) }
func (s ruleSet) has(rule int) bool { return s[rule>>6]&(1<<(rule&63)) != 0 }

// hits returns the rules that match, in order. The slice is the run's and is
// given back by the caller.
func (x *tableIndex) hits(r *run, t *tableCode, f, inputs []feel.Value) []int32 {
	hits := r.hits[:0]
	r.hits = nil
	var small [1]uint64
	left := ruleSet(small[:])
	if x.rules > 64 {
		left = r.scratch((x.rules + 63) / 64)
	}
	fill(left, x.rules)
	for i := range x.columns {
		if set := x.columns[i].set(inputs[i]); set != nil && !left.and(set) {
			return hits
		}
	}
	for w, word := range left {
		for ; word != 0; word &= word - 1 {
			rule := w<<6 + bits.TrailingZeros64(word)
			if x.holds(r, t, f, inputs, rule) {
				hits = append(hits, int32(rule))
				if t.table.HitPolicy == First {
					return hits
				}
			}
			if r.err != nil {
				return hits
			}
		}
	}
	return hits
}

// holds evaluates the cells of a rule that the index could not judge.
func (x *tableIndex) holds(r *run, t *tableCode, f, inputs []feel.Value, rule int) bool {
	for i := range x.columns {
		c := &x.columns[i]
		switch {
		case c.any:
		case c.buckets != nil && c.kind == inputs[i].Kind():
			if c.verify == nil || !c.verify.has(rule) || t.cell(r, f, rule, i, inputs[i]) {
				continue
			}
			return false
		case r.spend(1) != nil || !t.cell(r, f, rule, i, inputs[i]):
			return false
		}
	}
	return true
}

// set returns the rules that a value leaves, or nil when all have to be looked
// at.
func (c *columnIndex) set(v feel.Value) ruleSet {
	if c.buckets == nil || c.kind != v.Kind() {
		return nil
	}
	return c.buckets[c.lookup.bucket(v)]
}

// and keeps what is in both sets; it returns false when nothing is.
func (s ruleSet) and(other ruleSet) bool {
	left := uint64(0)
	for i := range s {
		s[i] &= other[i]
		left |= s[i]
	}
	return left != 0
}

func fill(s ruleSet, rules int) {
	for i := range s {
		s[i] = ^uint64(0)
	}
	if rest := rules & 63; rest != 0 && len(s) > 0 {
		s[len(s)-1] = 1<<rest - 1
	}
	if rules == 0 {
		clear(s)
	}
}

// scratch lends the words of a rule set.
func (r *run) scratch(n int) ruleSet {
	if len(r.words) < n {
		r.words = make([]uint64, n)
	}
	return ruleSet(r.words[:n])
}
