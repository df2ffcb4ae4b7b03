package mask

import (
	"cmp"
	"slices"
)

// place is what a reading is sorted by. Readings are large, so places are sorted and then the readings moved once.
type place struct {
	start, end int
	score      float32
	at         int // among the readings
}

// sortReadings sorts the readings from index from on by where they begin. Of those that begin together the shorter comes first; with
// longestFirst the longer, and of those alike the surer.
func (s *scan) sortReadings(from int, longestFirst bool) {
	group := s.cands[from:]
	s.places = s.places[:0]
	sorted := true
	for i := range group {
		p := place{start: group[i].Start, end: group[i].End, at: i}
		if longestFirst {
			p.end, p.score = -p.end, -group[i].Score
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
	switch {
	case a.start != b.start:
		return a.start - b.start
	case a.end != b.end:
		return a.end - b.end
	case a.score != b.score:
		return cmp.Compare(a.score, b.score)
	}
	return 0
}
