// Package train makes the model of kit/mask/tagger from a corpus with names marked, from the same sentences with other names in them, and from
// written ones (kit/mask/synth).
//
// One command makes the built-in model anew: tillit mask train --corpus FILE --prose FILE --out MODEL. docs/mask-model.md says which
// files, and what came out of it. The same files, options and seed give the same bytes on the same kind of processor.
package train
