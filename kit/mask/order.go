package mask

import (
	"cmp"
	"slices"
)

// place is what a reading is sorted by. Readings are large, so places are sorted and then the readings moved once.
type place struct {
	bounds uint64 // where it begins, and 32 bits of where it ends: a text is shorter than 4 GiB
	score  float32
	at     int32 // among the readings
}

// sortReadings sorts the readings from index from on by where they begin. Of those that begin together the shorter comes first; with
// longestFirst the longer, and of those alike the surer.
func (s *scan) sortReadings(from int, longestFirst bool) {
	group := s.cands[from:]
	s.places = s.places[:0]
	sorted := true
	for i := range group {
		c := &group[i]
		p := place{bounds: uint64(c.Start)<<32 | uint64(uint32(c.End)), at: int32(i)}
		if longestFirst {
			p.bounds, p.score = uint64(c.Start)<<32|uint64(^uint32(c.End)), -c.Score
		}
		sorted = sorted && (i == 0 || comparePlaces(s.places[i-1], p) <= 0)
		s.places = append(s.places, p)
	}
	if sorted {
		return
	}
	slices.SortFunc(s.places, comparePlaces)
	s.moved = append(s.moved[:0], group...)
	for i, p := range s.places {
		group[i] = s.moved[p.at]
	}
}

func comparePlaces(a, b place) int {
	if a.bounds != b.bounds {
		return cmp.Compare(a.bounds, b.bounds)
	}
	return cmp.Compare(a.score, b.score)
}
