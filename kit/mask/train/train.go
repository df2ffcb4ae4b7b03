package train

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask/score"
	"github.com/tillit-se/tillit/kit/mask/synth"
	"github.com/tillit-se/tillit/kit/mask/tagger"
)

// Options of training. The zero value makes the model as it is shipped, but for the seed.
type Options struct {
	Seed   uint64
	Epochs int // 0 is 6
	Bits   int // log2 of the number of buckets; 0 is 19
	// Written is how many texts are written from templates; 0 is 12,000, below 0 none. Two thirds as many hold no person.
	Written int
	// Renamed is how often the corpus is written anew with other names; 0 is 4, below 0 never.
	Renamed int
	// KeepLabels leaves the labels of the corpus as they are, also where five other models agree that a person was forgotten.
	KeepLabels bool
	// Progress, when set, is told what is done.
	Progress func(step string, done, of int)
}

func (o *Options) defaults() {
	if o.Epochs <= 0 {
		o.Epochs = 6
	}
	if o.Written == 0 {
		o.Written = 12_000
	}
	if o.Renamed == 0 {
		o.Renamed = 4
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
}

// ErrNothing says that there is no corpus to learn from.
var ErrNothing = errors.New("train: the corpus holds no sentence")

// Report tells what a model was made of.
type Report struct {
	Corpus int // sentences of the corpus
	Mended int // labels of persons added to the corpus, see Options.KeepLabels
	Prose  int // sentences without labels, used with names put in the place of pronouns and roles
	Total  int // texts learnt from, all kinds and cases
}

// Model makes a model from a corpus, and from prose without any names: each line a sentence. It gives the bytes for tagger.Decode.
func Model(corpus []score.Document, prose []string, o Options) ([]byte, Report, error) {
	o.defaults()
	report := Report{Corpus: len(corpus), Prose: len(prose)}
	if len(corpus) == 0 {
		return nil, report, ErrNothing
	}
	if !o.KeepLabels {
		mended, n, err := mend(corpus, o)
		if err != nil {
			return nil, report, err
		}
		corpus, report.Mended = mended, n
	}
	texts, err := gather(corpus, prose, o)
	if err != nil {
		return nil, report, err
	}
	report.Total = len(texts)
	data, err := tagger.Train(examples(texts), options(o, o.Epochs))
	return data, report, err
}

func options(o Options, epochs int) tagger.Options {
	return tagger.Options{
		Seed: o.Seed, Epochs: epochs, Bits: o.Bits, Rate: 0.06, Drop: 0.1,
		Progress: func(epoch int, _ float64) { o.Progress("learning", epoch, epochs) },
	}
}

// gather puts together all that is learnt from: the corpus twice, most of it without capitals and in capitals, anew with other names;
// prose with names; written texts.
func gather(corpus []score.Document, prose []string, o Options) ([]synth.Text, error) {
	plain := texts(corpus)
	var all []synth.Text
	all = append(append(all, plain...), plain...)
	for i, t := range plain {
		if i%5 < 3 {
			all = append(all, synth.Lower(t))
		}
		if i%5 > 1 {
			all = append(all, synth.Upper(t))
		}
	}
	for _, set := range []struct {
		name synth.Set
		n    int
	}{{synth.Training, max(0, o.Written)}, {synth.Negatives, max(0, o.Written) * 2 / 3}} {
		w, err := synth.NewWriter(set.name, o.Seed+uint64(len(set.name)))
		if err != nil {
			return nil, err
		}
		written, err := w.Write(set.n)
		if err != nil {
			return nil, err
		}
		all = append(all, written...)
	}
	return renamed(all, plain, prose, o)
}

// renamed adds the corpus and the prose with other names.
func renamed(all, plain []synth.Text, prose []string, o Options) ([]synth.Text, error) {
	w, err := synth.NewWriter(synth.Training, o.Seed+1)
	if err != nil {
		return nil, err
	}
	for range max(0, o.Renamed) {
		for _, t := range plain {
			all = append(all, w.Rename(t))
		}
	}
	for _, line := range prose {
		all = append(all, w.Rename(synth.Text{Text: line}))
		if h := heading(line); h != "" {
			all = append(all, synth.Text{Text: h})
		}
	}
	return all, nil
}

func texts(docs []score.Document) []synth.Text {
	list := make([]synth.Text, len(docs))
	for i, d := range docs {
		list[i].Text = d.Text
		for _, s := range d.Spans {
			list[i].Spans = append(list[i].Spans, synth.Span{Start: s.Start, End: s.End, Class: s.Class})
		}
	}
	return list
}

func examples(texts []synth.Text) []tagger.Example {
	list := make([]tagger.Example, len(texts))
	for i, t := range texts {
		list[i].Text = t.Text
		for _, s := range t.Spans {
			list[i].Entities = append(list[i].Entities, tagger.Entity{Start: s.Start, End: s.End, Kind: kinds[s.Class]})
		}
	}
	return list
}

var kinds = map[string]tagger.Kind{"person": tagger.Person, "place": tagger.Place, "organisation": tagger.Organisation}

// heading is the longest word of a sentence, alone and with a capital, as headings and cells of tables have it: no name.
func heading(line string) string {
	longest := ""
	for _, w := range strings.Fields(line) {
		if w = strings.Trim(w, ".,;:()"); len(w) > len(longest) {
			longest = w
		}
	}
	r, size := utf8.DecodeRuneInString(longest)
	if len(longest) < 6 || !unicode.IsLower(r) {
		return ""
	}
	return string(unicode.ToUpper(r)) + longest[size:]
}
