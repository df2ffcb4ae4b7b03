package tagger

import "math"

// scores are one number per label.
type scores [labels]float32

// chain is a linear-chain conditional random field over the labels: how well one follows another. Features give the rest.
type chain struct {
	start scores
	trans [labels]scores // from, to; meaningless where mayFollow says no
	// expStart and expTrans are their exponentials, 0 where a label may not follow.
	expStart scores
	expTrans [labels]scores
}

// prepare computes the exponentials after the weights have changed.
func (c *chain) prepare() {
	for to := range labels {
		c.expStart[to] = 0
		if mayFollow(outside, to) {
			c.expStart[to] = exp(c.start[to])
		}
		for from := range labels {
			c.expTrans[from][to] = 0
			if mayFollow(from, to) {
				c.expTrans[from][to] = exp(c.trans[from][to])
			}
		}
	}
}

// lattice is the memory of one inference, used again for the next sentence.
type lattice struct {
	emit  []scores // in: what the features say
	local []scores // exp(emit), scaled
	alpha []scores
	beta  []scores
	prob  []scores // out: probability of each label of each token
}

func (l *lattice) resize(n int) {
	if cap(l.emit) < n {
		size := max(n, 2*cap(l.emit), 64)
		l.emit, l.local = make([]scores, size), make([]scores, size)
		l.alpha, l.beta, l.prob = make([]scores, size), make([]scores, size), make([]scores, size)
	}
	l.emit, l.local, l.alpha, l.beta, l.prob = l.emit[:n], l.local[:n], l.alpha[:n], l.beta[:n], l.prob[:n]
}

// marginals computes the probability of every label of every token of a whole sentence.
func (l *lattice) marginals(c *chain) {
	for t := range l.emit {
		l.local[t] = softened(&l.emit[t])
	}
	l.infer(c, true, true)
}

// infer computes the probability of every label of every token from local. Where the tokens do not begin or end the sentence, the token
// beside them is outside. Each step is scaled to a sum of 1, so that nothing over- or underflows.
func (l *lattice) infer(c *chain, begins, ends bool) {
	n := len(l.local)
	start := &c.expTrans[outside]
	if begins {
		start = &c.expStart
	}
	for to := range labels {
		l.alpha[0][to] = start[to] * l.local[0][to]
	}
	normalise(&l.alpha[0])
	for t := 1; t < n; t++ {
		l.alpha[t] = forward(&l.alpha[t-1], c, &l.local[t])
	}
	for i := range l.beta[n-1] {
		l.beta[n-1][i] = 1
		if !ends {
			l.beta[n-1][i] = c.expTrans[i][outside]
		}
	}
	for t := n - 2; t >= 0; t-- {
		l.beta[t] = backward(c, &l.local[t+1], &l.beta[t+1])
	}
	for t := range l.prob {
		before, after, p := &l.alpha[t], &l.beta[t], &l.prob[t]
		for i := range p {
			p[i] = before[i] * after[i]
		}
		normalise(p)
	}
}

// forward gives the probabilities of the labels of a token from those of the token before it. Inside follows the same kind only, so that most of
// its column is nothing.
func forward(before *scores, c *chain, local *scores) scores {
	t := &c.expTrans
	var out, person, place, organisation, rest float32
	for from := range before {
		p, row := before[from], &t[from]
		out += p * row[outside]
		person += p * row[beginPerson]
		place += p * row[beginPlace]
		organisation += p * row[beginOrganisation]
		rest += p * row[other]
	}
	now := scores{
		outside:            out * local[outside],
		beginPerson:        person * local[beginPerson],
		insidePerson:       goesOn(before, t, beginPerson) * local[insidePerson],
		beginPlace:         place * local[beginPlace],
		insidePlace:        goesOn(before, t, beginPlace) * local[insidePlace],
		beginOrganisation:  organisation * local[beginOrganisation],
		insideOrganisation: goesOn(before, t, beginOrganisation) * local[insideOrganisation],
		other:              rest * local[other],
	}
	normalise(&now)
	return now
}

// goesOn is how likely a name of the kind that begins with label begin goes on.
func goesOn(before *scores, t *[labels]scores, begin label) float32 {
	return before[begin]*t[begin][begin+1] + before[begin+1]*t[begin+1][begin+1]
}

// backward gives how likely what comes after a token is by each label of it.
func backward(c *chain, local, after *scores) scores {
	var next scores
	for to := range next {
		next[to] = local[to] * after[to]
	}
	var now scores
	for from := range now {
		row := &c.expTrans[from]
		now[from] = row[outside]*next[outside] + row[beginPerson]*next[beginPerson] + row[beginPlace]*next[beginPlace] +
			row[beginOrganisation]*next[beginOrganisation] + row[other]*next[other]
	}
	for begin := beginPerson; begin < other; begin += 2 {
		now[begin] += c.expTrans[begin][begin+1] * next[begin+1]
		now[begin+1] += c.expTrans[begin+1][begin+1] * next[begin+1]
	}
	normalise(&now)
	return now
}

// softened is exp of the scores with the largest taken as 0.
func softened(s *scores) (out scores) {
	top := s[0]
	for _, v := range s[1:] {
		top = max(top, v)
	}
	for i, v := range s {
		if d := v - top; d > -20 {
			out[i] = exp(d)
		}
	}
	return out
}

func normalise(s *scores) {
	sum := s[0] + s[1] + s[2] + s[3] + s[4] + s[5] + s[6] + s[7]
	if sum <= 0 {
		*s = scores{outside: 1}
		return
	}
	inverse := 1 / sum
	for i := range s {
		s[i] *= inverse
	}
}

func exp(x float32) float32 { return float32(math.Exp(float64(x))) }
