// Package feel is FEEL, the expression language of the DMN standard (OMG
// Decision Model and Notation 1.3–1.5), compiled in pure Go.
//
// An expression is compiled against a [Scope] that declares the names it may
// use, and evaluated any number of times, from any number of goroutines:
//
//	scope, err := feel.NewScope([]feel.Var{{Name: "monthly income", Type: feel.NumberType}})
//	prog, err := feel.Compile("monthly income * 12 < 250000", scope)
//	result, err := prog.Eval(ctx, feel.Env{Values: []feel.Value{feel.Int(18500)}})
//
// The scope is needed to read the expression at all, since FEEL's names hold
// spaces and signs: the longest declared name wins.
//
// Numbers are decimals of 34 digits, never floating point. Logic has three
// values: what cannot be decided is null, and a [Diagnostic] tells why and
// where. Evaluation is deterministic: the clock comes from outside, there is no
// randomness, and [Limits] stop what grows too large with a [LimitError]. A
// [Trace], made only when asked for, shows the value of every sub-expression.
//
// # Where to look
//
// lexer.go and names.go turn text into tokens and tokens into names; the
// parser files read the grammar, one method a level, and build the nodes of
// ast.go; check.go and check_call.go hold the rules of types; generate.go turns
// nodes into the small runnable objects of the code files; session.go is what
// one evaluation knows. Values are in value.go and the files named after their
// kinds, numbers in decimal.go, the standard library in the builtins files.
//
// What may not live here: decision tables and models (kit/dmn), input or
// output, anything that reads a clock or the environment by itself. The one
// exception is the IANA time zone database, which package time finds.
package feel
