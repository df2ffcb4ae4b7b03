// Package decide is where decision models are used: it holds the models that
// the house knows, picks the version in force, evaluates, and explains.
//
//	library.go    the models that come with the binary, compiled on first use
//	model.go      one model made ready, also one that somebody sends
//	evaluate.go   evaluations, and which version applies
//
// What may not live here: the language of models (kit/dmn, kit/dmn/law), pages
// and addresses. Nothing that is sent here is stored.
package decide
