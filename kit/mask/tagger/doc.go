// Package tagger finds names of persons, places and organisations in Swedish text by their look, the lists of kit/mask/names, and the words
// around them.
//
//	m, err := tagger.Default()
//	for _, e := range m.Find(nil, text) {
//		fmt.Println(e.Kind, e.Score, e.Start, e.End) // bytes of text
//	}
//
// It is a linear-chain conditional random field over hashed features with weights of one byte. It reads UTF-8, cuts it into tokens and
// sentences itself, and takes text in capitals or without any as it comes.
//
// The way of a text: token.go, sentence.go, word.go (how a word is written and what the lists say), feature.go, cache.go and tally.go (what a
// word says is summed once and kept), find.go (words that are no names are ruled out in steps, each dearer than the one before), crf.go
// (probabilities of the rest). model.go reads the model; train.go makes one. docs/mask-model.md tells what the built-in model was trained on and
// how well it does.
//
// What may not live here: identifiers with check digits, addresses, and what to do with what is found.
package tagger
