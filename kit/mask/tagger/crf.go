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
	for t := range n {
		for i := range l.prob[t] {
			l.prob[t][i] = l.alpha[t][i] * l.beta[t][i]
		}
		normalise(&l.prob[t])
	}
}

func forward(before *scores, c *chain, local *scores) (now scores) {
	for from := range labels {
		a := before[from]
		if a < negligible {
			continue
		}
		row := &c.expTrans[from]
		for to := range row {
			now[to] += a * row[to]
		}
	}
	for to := range now {
		now[to] *= local[to]
	}
	normalise(&now)
	return now
}

func backward(c *chain, local, after *scores) (now scores) {
	var next scores
	for to := range next {
		next[to] = local[to] * after[to]
	}
	for from := range now {
		row := &c.expTrans[from]
		var sum float32
		for to := range row {
			sum += row[to] * next[to]
		}
		now[from] = sum
	}
	normalise(&now)
	return now
}

// negligible is a probability that changes nothing.
const negligible = 1e-9

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
	var sum float32
	for _, v := range s {
		sum += v
	}
	if sum <= 0 {
		*s = scores{}
		s[outside] = 1
		return
	}
	inverse := 1 / sum
	for i := range s {
		s[i] *= inverse
	}
}

func exp(x float32) float32 { return float32(math.Exp(float64(x))) }
