// Package javalang offers models a few methods of Java's standard library, by
// the names that models give them, in Go.
//
// DMN lets a model define a function as external: a static method of a Java
// class. No Java runs here. But most such functions are arithmetic or
// formatting of java.lang, and [Call] computes those as Java does: with
// parameters of the declared types, in floating point where Java uses it. All
// else is an error, which gives the model null.
//
// A model gets these only when its caller asks: put Call into the External of
// an environment. Decisions that have legal effect should rather be written in
// FEEL, whose numbers are exact.
package javalang
