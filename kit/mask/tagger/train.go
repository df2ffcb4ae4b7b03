package tagger

import (
	"errors"
	"math"
	"math/rand/v2"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// Example is a text with the names in it: what a model learns from. Entities are in order and do not overlap. A Kind of 0 is a name of
// another kind, such as a product.
type Example struct {
	Text     string
	Entities []Entity
}

// Options of training.
type Options struct {
	Seed   uint64
	Epochs int     // passes over the examples; 0 is 8
	Bits   int     // log2 of the number of buckets; 0 is 19, which makes a model of 4 MiB
	Rate   float64 // of learning; 0 is 0.15
	Decay  float64 // pull of weights to zero; 0 is 1e-4, below 0 none
	// Drop is how often a word is learnt from without its letters, by its neighbours and what the lists say alone; 0 is 0.15.
	Drop float64
	// Progress, when set, is told after each pass how far training has come and the mean loss per token.
	Progress func(epoch int, loss float64)
}

func (o *Options) defaults() {
	if o.Epochs <= 0 {
		o.Epochs = 8
	}
	if o.Bits <= 0 {
		o.Bits = 19
	}
	if o.Rate <= 0 {
		o.Rate = 0.15
	}
	if o.Decay == 0 {
		o.Decay = 1e-4
	}
	if o.Drop == 0 {
		o.Drop = 0.15
	}
}

// Train makes a model and gives its bytes, for Decode. The same examples and options give the same bytes on the same kind of processor.
// It learns by stochastic gradient ascent of the likelihood, with steps after AdaGrad.
func Train(examples []Example, o Options) ([]byte, error) {
	o.defaults()
	if o.Bits < minBucketBits || o.Bits > maxBucketBits {
		return nil, errors.New("tagger: the number of buckets must be between 2^4 and 2^20")
	}
	if len(examples) == 0 {
		return nil, errors.New("tagger: there is nothing to learn from")
	}
	t := newTrainer(o)
	for _, e := range examples {
		t.read(e)
	}
	for epoch := range o.Epochs {
		loss := t.epoch()
		if epoch >= (o.Epochs-1)/2 {
			t.keep()
		}
		if o.Progress != nil {
			o.Progress(epoch+1, loss)
		}
	}
	return t.encode(), nil
}

// instance is a sentence to learn from.
type instance struct {
	text   []byte
	tokens []token
	gold   []label
	mode   mode
}

type trainer struct {
	options   Options
	random    *rand.Rand
	instances []instance
	chain     chain
	chainSum  chain // squares of the gradients
	weights   []float32
	squares   []float32
	kept      []float32 // sums of the weights after the later passes
	passes    int
	mask      uint32
	lattice   lattice
	words     []word
	lists     names.Memory
	features  [][]uint32
}

func newTrainer(o Options) *trainer {
	size := int(labels) << o.Bits
	return &trainer{
		options: o, random: rand.New(rand.NewPCG(o.Seed, 1)), mask: 1<<o.Bits - 1,
		weights: make([]float32, size), squares: make([]float32, size), kept: make([]float32, size),
	}
}

// read cuts an example into sentences as Find does.
func (t *trainer) read(e Example) {
	text := []byte(e.Text)
	tokens := tokenize(nil, text, 0)
	capital := capitals(text, tokens)
	for len(tokens) > 0 {
		n := sentenceEnd(text, tokens)
		t.instances = append(t.instances, instance{
			text: text, tokens: tokens[:n:n], gold: goldLabels(tokens[:n], e.Entities), mode: modeOf(text, tokens[:n], capital),
		})
		tokens = tokens[n:]
	}
}

// goldLabels labels the tokens that lie in an entity, wholly or in part.
func goldLabels(tokens []token, entities []Entity) []label {
	gold := make([]label, len(tokens))
	last := -1
	for i, t := range tokens {
		for j, e := range entities {
			if int(t.end) <= e.Start || int(t.start) >= e.End {
				continue
			}
			switch {
			case e.Kind == 0:
				gold[i] = other
			case j == last:
				gold[i] = insideOf(e.Kind)
			default:
				gold[i] = beginOf(e.Kind)
			}
			last = j
			break
		}
	}
	return gold
}

// epoch learns from every sentence once, in an order of its own.
func (t *trainer) epoch() float64 {
	order := t.random.Perm(len(t.instances))
	var loss float64
	tokens := 0
	for _, i := range order {
		loss += t.learn(&t.instances[i])
		tokens += len(t.instances[i].tokens)
	}
	return loss / float64(max(1, tokens))
}

func (t *trainer) learn(in *instance) float64 {
	t.extract(in)
	n := len(in.tokens)
	t.lattice.resize(n)
	clear(t.lattice.emit)
	for i := range n {
		for _, f := range t.features[i] {
			w := t.weights[int(f)*int(labels) : int(f+1)*int(labels)]
			for l := range w {
				t.lattice.emit[i][l] += w[l]
			}
		}
	}
	t.chain.prepare()
	t.lattice.marginals(&t.chain)
	t.updateChain(in.gold)
	var loss float64
	for i := range n {
		var gradient scores
		for l, p := range t.lattice.prob[i] {
			gradient[l] = -p
		}
		gradient[in.gold[i]]++
		loss -= math.Log(math.Max(1e-9, float64(t.lattice.prob[i][in.gold[i]])))
		t.update(t.features[i], &gradient)
	}
	return loss
}

// extract makes the features of all tokens of a sentence, some without the letters of the word.
func (t *trainer) extract(in *instance) {
	n := len(in.tokens)
	md := in.mode
	for len(t.features) < n {
		t.features = append(t.features, nil)
		t.words = append(t.words, word{})
	}
	for i, tok := range in.tokens {
		t.words[i].read(&t.lists, in.text[tok.start:tok.end], tok.kind, md)
		t.features[i] = t.features[i][:0]
	}
	for i := range n {
		dropped := t.drops(&t.words[i], in.gold[i])
		for o := -reach; o <= reach; o++ {
			if at := i - o; at >= 0 && at < n {
				t.features[at] = wordFeatures(t.features[at], &t.words[i], o, md, dropped)
			}
		}
	}
	around := t.around(n)
	for i, tok := range in.tokens {
		t.features[i] = classFeatures(t.features[i], around[i:i+offsets], md, i == 0, tok.cell)
		t.features[i] = pairFeatures(t.features[i], around[i:i+offsets])
		for j := range t.features[i] {
			t.features[i][j] &= t.mask
		}
	}
}

// around gives the gists of the n words that were read last as the features take them, with edges before and after.
func (t *trainer) around(n int) []*entry {
	list := make([]*entry, n+2*reach)
	outer := &entry{gist: edge}
	for i := range list {
		list[i] = outer
		if at := i - reach; at >= 0 && at < n {
			list[i] = &entry{gist: t.words[at].gist}
		}
	}
	return list
}

// drops tells whether the letters of a word are kept from the learner this time: names more often than other words.
func (t *trainer) drops(w *word, gold label) bool {
	if w.casing == caseMark {
		return false
	}
	r := t.random.Float64()
	if gold != outside {
		return r < 2*t.options.Drop
	}
	return r < t.options.Drop/3
}

// update moves the weights of features along the gradient.
func (t *trainer) update(features []uint32, gradient *scores) {
	rate, decay := float32(t.options.Rate), float32(max(0, t.options.Decay))
	for l, g := range gradient {
		if g < 1e-3 && g > -1e-3 {
			continue
		}
		for _, f := range features {
			i := int(f)*int(labels) + l
			step(&t.weights[i], &t.squares[i], g, rate, decay)
		}
	}
}

// step is one of AdaGrad, with a pull to zero.
func step(weight, square *float32, gradient, rate, decay float32) {
	g := gradient - decay**weight
	*square += g * g
	*weight += rate * g / float32(math.Sqrt(float64(*square)+1e-6))
}

// updateChain moves the weights of the transitions, by expected against seen.
func (t *trainer) updateChain(gold []label) {
	var start scores
	var trans [labels]scores
	l := &t.lattice
	for i := range l.prob[0] {
		start[i] -= l.prob[0][i]
	}
	start[gold[0]]++
	for i := 1; i < len(gold); i++ {
		var pair [labels]scores
		var sum float32
		for from := range labels {
			for to := range labels {
				p := l.alpha[i-1][from] * t.chain.expTrans[from][to] * l.local[i][to] * l.beta[i][to]
				pair[from][to] = p
				sum += p
			}
		}
		if sum <= 0 {
			continue
		}
		for from := range labels {
			for to := range labels {
				trans[from][to] -= pair[from][to] / sum
			}
		}
		trans[gold[i-1]][gold[i]]++
	}
	rate := float32(t.options.Rate)
	for from := range labels {
		step(&t.chain.start[from], &t.chainSum.start[from], start[from], rate, 0)
		for to := range labels {
			step(&t.chain.trans[from][to], &t.chainSum.trans[from][to], trans[from][to], rate, 0)
		}
	}
}

// quantMax is the largest weight that is kept exactly; larger ones are cut to it.
const quantMax = 4.0

// keep adds the weights to those of passes before: their mean is steadier than the last.
func (t *trainer) keep() {
	t.passes++
	for i, w := range t.weights {
		t.kept[i] += w
	}
}

// encode rounds the weights to steps of one byte.
func (t *trainer) encode() []byte {
	scale := float32(quantMax / 127)
	small := make([]int8, len(t.kept))
	for i, w := range t.kept {
		q := math.RoundToEven(float64(w / float32(t.passes) / scale))
		small[i] = int8(max(-127, min(127, q)))
	}
	return encode(&t.chain, scale, t.options.Bits, small)
}
