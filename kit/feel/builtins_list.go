package feel

import (
	"slices"

	"github.com/cockroachdb/apd/v3"
)

var anyList = ListOf(Any)

// listBuiltins are the functions of DMN 1.5 table 76 that look at lists.
func listBuiltins() []builtin {
	list := req("list", anyList)
	both := func(name string, result Type, run func(*invocation, []Value) Value) builtin {
		return builtin{name, []signature{
			sig(result, overList(run), list), variadic(result, run, anyp("items", Any)),
		}}
	}
	return []builtin{
		{"list contains", []signature{sig(BooleanType, listContains, list, anyp("element", Any))}},
		{"count", []signature{sig(NumberType, count, list)}},
		both("min", Any, extreme(opLT)),
		both("max", Any, extreme(opGT)),
		both("sum", NumberType, sum),
		both("product", NumberType, product),
		both("mean", NumberType, mean),
		both("median", NumberType, median),
		both("stddev", NumberType, stddev),
		both("mode", ListOf(NumberType), mode),
		{"index of", []signature{sig(ListOf(NumberType), indexOf, list, anyp("match", Any))}},
	}
}

// overList calls a function of many arguments with the items of one list.
func overList(run func(*invocation, []Value) Value) func(*invocation, []Value) Value {
	return func(c *invocation, args []Value) Value { return run(c, args[0].items()) }
}

func listContains(c *invocation, args []Value) Value {
	for _, item := range args[0].items() {
		if !c.s.step(c.at) {
			return Null
		}
		if c.s.equal(item, args[1], c.at).IsTrue() {
			return Bool(true)
		}
	}
	return Bool(false)
}

func count(_ *invocation, args []Value) Value { return Int(int64(len(args[0].items()))) }

// extreme finds the least or greatest item by op.
func extreme(op compareOp) func(*invocation, []Value) Value {
	return func(c *invocation, items []Value) Value {
		if len(items) == 0 {
			return Null
		}
		best := items[0]
		for _, item := range items {
			if !c.s.payText(item, best, c.at) {
				return Null
			}
			better := compareValues(op, item, best)
			if better.kind == KindNull {
				return c.null(CodeType, "%s and %s cannot be compared", article(typeOf(best)), article(typeOf(item)))
			}
			if !c.s.step(c.at) {
				return Null
			}
			if better.IsTrue() {
				best = item
			}
		}
		return best
	}
}

// fold combines the numbers of a list; an empty list gives null.
func (c *invocation) fold(items []Value, op func(a, b Value) (Value, bool)) Value {
	if !c.numbers(items) || len(items) == 0 {
		return Null
	}
	total := items[0]
	for _, item := range items[1:] {
		var ok bool
		if total, ok = op(total, item); !ok {
			return c.number(Null, false)
		}
	}
	return total
}

// numbers demands that all items are numbers.
func (c *invocation) numbers(items []Value) bool {
	for _, item := range items {
		if item.kind != KindNumber {
			c.null(CodeType, "the list holds %s, no number", article(typeOf(item)))
			return false
		}
	}
	return c.s.spend(len(items), c.at)
}

func sum(c *invocation, items []Value) Value {
	if len(items) > 0 && isDuration(items[0].kind) {
		return c.sumDurations(items)
	}
	return c.fold(items, addNumbers)
}

func (c *invocation) sumDurations(items []Value) Value {
	total := items[0]
	for _, item := range items[1:] {
		if item.kind != total.kind {
			return c.null(CodeType, "the list holds %s and %s", article(typeOf(total)), article(typeOf(item)))
		}
		var ok bool
		if total, ok = addTemporal(total, item); !ok || !c.s.step(c.at) {
			return c.null(CodeOverflow, "the duration is too long")
		}
	}
	return total
}

func product(c *invocation, items []Value) Value { return c.fold(items, mulNumbers) }

func mean(c *invocation, items []Value) Value {
	total := sum(c, items)
	switch {
	case total.kind == KindNull:
		return Null
	case isDuration(total.kind):
		v, ok := scaleDuration(opDiv, total, Int(int64(len(items))))
		return c.number(v, ok)
	}
	return c.number(divNumbers(total, Int(int64(len(items)))))
}

func median(c *invocation, items []Value) Value {
	if !c.numbers(items) || len(items) == 0 {
		return Null
	}
	sorted := slices.SortedFunc(slices.Values(items), compareNumbers)
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	total, ok := addNumbers(sorted[half-1], sorted[half])
	if !ok {
		return c.number(Null, false)
	}
	return c.number(divNumbers(total, Int(2)))
}

// stddev is the standard deviation of a sample.
func stddev(c *invocation, items []Value) Value {
	average := mean(c, items)
	if average.kind != KindNumber {
		return Null
	}
	if len(items) < 2 {
		return c.null(CodeInvalid, "a standard deviation needs two numbers or more")
	}
	total := Int(0)
	for _, item := range items {
		distance, ok := subNumbers(item, average)
		square, okSquare := mulNumbers(distance, distance)
		sum, okSum := addNumbers(total, square)
		if !ok || !okSquare || !okSum {
			return c.number(Null, false)
		}
		total = sum
	}
	variance, ok := divNumbers(total, Int(int64(len(items)-1)))
	if !ok {
		return c.number(Null, false)
	}
	return c.number(bigUnary((*apd.Context).Sqrt, variance))
}

// mode returns the numbers that come most often, in ascending order.
func mode(c *invocation, items []Value) Value {
	if !c.numbers(items) {
		return Null
	}
	sorted := slices.SortedFunc(slices.Values(items), compareNumbers)
	var best []Value
	most, run := 0, 0
	for i, n := range sorted {
		if i > 0 && compareNumbers(n, sorted[i-1]) == 0 {
			run++
		} else {
			run = 1
		}
		if run > most {
			most, best = run, best[:0]
		}
		if run == most {
			best = append(best, n)
		}
	}
	return List(best...)
}

func indexOf(c *invocation, args []Value) Value {
	var places []Value
	for i, item := range args[0].items() {
		if !c.s.step(c.at) {
			return Null
		}
		if c.s.equal(item, args[1], c.at).IsTrue() {
			places = append(places, Int(int64(i+1)))
		}
	}
	return List(places...)
}
