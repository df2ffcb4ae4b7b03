package feel

// booleanBuiltins are the functions of DMN 1.5 table 74 and their kin on lists.
func booleanBuiltins() []builtin {
	all := fold3(true, and3)
	some := fold3(false, or3)
	list := anyp("list", anyList)
	return []builtin{
		{"not", []signature{sig(BooleanType, negation, anyp("negand", Any))}},
		{"all", []signature{sig(BooleanType, overNullable(all), list), variadic(BooleanType, all, anyp("items", Any))}},
		{"any", []signature{sig(BooleanType, overNullable(some), list), variadic(BooleanType, some, anyp("items", Any))}},
		{"is", []signature{sig(BooleanType, identical, opt("value1", Any), opt("value2", Any))}},
	}
}

func negation(c *invocation, args []Value) Value {
	v := unwrapSingle(args[0])
	if v.kind > KindBoolean {
		return c.null(CodeType, "%s is no boolean", article(typeOf(v)))
	}
	return not3(v)
}

// fold3 joins truth values, starting from the one that changes nothing.
func fold3(start bool, join func(a, b Value) Value) func(*invocation, []Value) Value {
	return func(c *invocation, items []Value) Value {
		outcome := Bool(start)
		for _, item := range items {
			if item.kind > KindBoolean {
				return c.null(CodeType, "the list holds %s, no boolean", article(typeOf(item)))
			}
			outcome = join(outcome, item)
		}
		if !c.s.spend(len(items), c.at) {
			return Null
		}
		return outcome
	}
}

// overNullable is overList for a list that may be null, which gives null.
func overNullable(run func(*invocation, []Value) Value) func(*invocation, []Value) Value {
	return func(c *invocation, args []Value) Value {
		if args[0].kind == KindNull {
			return Null
		}
		return run(c, args[0].items())
	}
}

// identical compares without regard to what = treats as the same instant (DMN
// 1.5 table 77): two times are identical only in the same zone, also within
// lists and contexts. It never gives null.
func identical(c *invocation, args []Value) Value {
	budget := min(maxCompared, max(c.s.steps, 0))
	walk := comparison{budget: budget, identity: true}
	v := walk.equal(args[0], args[1], 0)
	c.s.spend((budget-walk.budget)/partsPerStep, c.at)
	return Bool(v.IsTrue())
}

func sameZone(a, b *zone) bool {
	switch {
	case a == nil || b == nil:
		return a == b
	case a.loc == nil && b.loc == nil:
		return a.offset == b.offset
	}
	return a.loc != nil && b.loc != nil && a.loc.String() == b.loc.String()
}
