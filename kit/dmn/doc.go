// Package dmn is an engine for decision models of the DMN standard (OMG
// Decision Model and Notation 1.3–1.5; files of 1.2 are read too), in pure Go,
// on the expression language of kit/feel.
//
// A model is read, checked and compiled once, and evaluated any number of
// times from any number of goroutines:
//
//	model, err := dmn.Load(source, dmn.Options{})
//	decision, err := model.Decision("Fee")
//	result, err := decision.EvaluateContext(ctx, inputs, dmn.Env{})
//
// Faults in a file are positioned: a [*ModelError] lists every [Problem] with
// line, column and byte offset. What goes wrong when a decision is evaluated
// gives null, as the standard prescribes, and a [Diagnostic] that points into
// the file. Evaluation is deterministic, reads no clock of its own, and stops
// at limits of steps, depth and time.
//
// # Where to look
//
// definitions.go, decision.go, expression.go and table.go are the model as the
// file holds it; the read files make it of XML; the compile files turn it into
// runnable objects; the eval files run them. index.go is what makes decision
// tables fast, trace.go what tells how a result came about.
//
// What may not live here: law, validity in time, files and folders, pages.
package dmn
