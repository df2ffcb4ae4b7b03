// Package app is the wiring: it opens the database, builds the features on it, and serves them. It is the only package that knows all
// the others, and holds no rules of its own.
package app
