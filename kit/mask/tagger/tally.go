package tagger

import "encoding/binary"

// sums are weights added up, one number per label, in steps of the model's scale.
type sums [labels]int32

// lanes hold eight sums of 16 bits, in labels 0, 2, 4, 6 and 1, 3, 5, 7, each 128 too high for every feature in it.
type lanes struct{ low, high uint64 }

// tally adds the weights of features. The eight weights of a feature are one word of memory; they are added four at a time, made positive by 128
// each, so that at most 256 features fit: a token has fewer than 90.
type tally struct {
	lanes
	features int
}

// plus adds lanes that hold so many features.
func (t *tally) plus(l lanes, features int) {
	t.low += l.low
	t.high += l.high
	t.features += features
}

// padded is the tally with features of no weight added, so that there are as many as told.
func (t *tally) padded(features int) lanes {
	const each = 0x0080008000800080
	pad := uint64(features-t.features) * each
	return lanes{t.low + pad, t.high + pad}
}

// lanesCount is to how many features the lanes of a word are padded at an offset: as many as a word can have there.
func lanesCount(offset int) int {
	if offset == reach {
		return 48
	}
	return 8
}

// sums are the sums of the weights.
func (t *tally) sums() (out sums) {
	bias := int32(128 * t.features)
	for i := 0; i < int(labels); i += 2 {
		out[i] = int32(t.low>>(8*i)&0xFFFF) - bias
		out[i+1] = int32(t.high>>(8*i)&0xFFFF) - bias
	}
	return out
}

// lead is by how much the sum of the label outside is above that of every other.
func (t *tally) lead() int32 {
	top := uint16(t.high)
	for i := 16; i < 64; i += 16 {
		top = max(top, uint16(t.low>>i), uint16(t.high>>i))
	}
	return int32(uint16(t.low)) - int32(top)
}

// count adds the weights of features.
func (m *Model) count(t *tally, features []uint32) {
	const (
		flip = 0x8080808080808080
		even = 0x00FF00FF00FF00FF
	)
	for _, f := range features {
		w := binary.LittleEndian.Uint64(m.weights[int(f&m.mask)*int(labels):]) ^ flip
		t.low += w & even
		t.high += w >> 8 & even
	}
	t.features += len(features)
}

// sureLead is by how much the words alone must speak for the label outside, in natural logarithms of odds, for a token not to be looked at
// further: what stands around it never outweighed that in 330,000 tokens of news, prose and statutes, in each of three cases.
const sureLead = 4

// surelyOutside tells whether a token is no part of a name whatever stands around it.
func (m *Model) surelyOutside(t *tally) bool { return t.lead() > m.lead }

// leastLocal is the logarithm under which the exponential is taken for 0.
const leastLocal = -20

// prepare makes the tables that depend on the scale.
func (m *Model) prepare() {
	m.lead = int32(sureLead / m.scale)
	m.exps = make([]float32, int(-leastLocal/m.scale))
	for i := range m.exps {
		m.exps[i] = exp(-float32(i) * m.scale)
	}
}

// soften gives the exponentials of sums, with the largest taken as 0.
func (m *Model) soften(s *sums) (out scores) {
	top := s[0]
	for _, v := range s[1:] {
		top = max(top, v)
	}
	for l, v := range s {
		if d := int(top - v); d < len(m.exps) {
			out[l] = m.exps[d]
		}
	}
	return out
}
