package mask

import "unicode/utf8"

const (
	maxRun   = 64 // digits of a run; longer ones are read in pieces
	maxGap   = 4  // visible characters between two digits
	maxUnder = 24 // bytes between two digits, with what does not show
)

// run is a row of digits with little between them, as "19 811218-9876": digits as ASCII, where each stands, and what stands before each.
type run struct {
	n          int
	val        [maxRun]byte
	start, end [maxRun]int
	gap        [maxRun]gap
	chunks     [maxRun]chunk
	nc         int
	glyphs     bool
}

// chunk is digits with nothing visible between them.
type chunk struct{ first, n int }

// parse reads a run from the digit at i and gives the offset after it.
func (r *run) parse(text []byte, i int) int {
	r.n, r.nc, r.glyphs = 0, 0, false
	r.glyphBefore(text, i)
	var g gap
	for r.n < maxRun {
		digit, size := digitAt(text, i)
		if size == 0 {
			digit, size = r.glyphInside(text, i)
			if size == 0 {
				break
			}
			g |= gapGlyph
			r.glyphs = true
		}
		r.add(digit, i, i+size, g)
		i += size
		next, between, ok := readGap(text, i)
		if !ok && r.glyphs && between == gapSpace && next+1 < len(text) && isDigit(text[next+1]) {
			_, glyph := lookalike(text, next)
			ok = glyph == 1 // "O31 - 39O O6 O2"
		}
		if !ok {
			break
		}
		i, g = next, between
	}
	r.split()
	return r.end[r.n-1]
}

func (r *run) add(digit byte, start, end int, g gap) {
	r.val[r.n], r.start[r.n], r.end[r.n], r.gap[r.n] = digit, start, end, g
	r.n++
}

// glyphBefore takes a look-alike letter that stands before the first digit and after no letter: "l98112189876".
func (r *run) glyphBefore(text []byte, i int) {
	if i == 0 {
		return
	}
	_, size := utf8.DecodeLastRune(text[:i])
	at := i - size
	digit, n := lookalike(text, at)
	if n == 0 || text[at] == '|' || at > 0 && isWordByte(text[at-1]) {
		return
	}
	r.add(digit, at, at+n, gapGlyph)
	r.glyphs = true
}

// glyphInside takes a look-alike letter for a digit where a digit follows within two characters, or no letter does.
func (r *run) glyphInside(text []byte, i int) (byte, int) {
	digit, size := lookalike(text, i)
	if size == 0 && r.n > 1 && r.gapless(i) {
		return ocrInside(text, i)
	}
	if size == 0 || r.n == 0 {
		return 0, 0
	}
	j := i + size
	if j >= len(text) {
		return digit, size
	}
	if _, n := digitAt(text, j); n > 0 || !isWordByte(text[j]) {
		return digit, size
	}
	if _, n := lookalike(text, j); n > 0 && (j+n >= len(text) || !isLetter(text[j+n])) {
		return digit, size
	}
	return 0, 0
}

// gapless tells whether the last two digits stand right before i.
func (r *run) gapless(i int) bool {
	return r.n > 1 && r.end[r.n-1] == i && r.start[r.n-1] == r.end[r.n-2]
}

// readGap reads what stands before the next digit. ok is false where the run ends.
func readGap(text []byte, i int) (next int, between gap, ok bool) {
	seen, from := 0, i
	for i < len(text) && i-from < maxUnder {
		if isDigit(text[i]) {
			break
		}
		g, size := gapAt(text, i)
		if g == 0 {
			break
		}
		if g&gapLine != 0 && between&gapLine != 0 {
			return i, 0, false
		}
		if g&gapVisible != 0 {
			if seen++; seen > 1 {
				between |= gapDouble
			}
		}
		between |= g
		i += size
	}
	if i >= len(text) || seen > maxGap {
		return i, 0, false
	}
	if _, size := digitAt(text, i); size > 0 {
		return i, between, true
	}
	if _, size := lookalike(text, i); size > 0 && between&(gapSpace|gapLine|gapComma|gapDot|gapParen) == 0 {
		return i, between, true
	}
	return i, between, false
}

// split divides the run into chunks.
func (r *run) split() {
	for i := range r.n {
		if i == 0 || r.gap[i]&gapVisible != 0 {
			r.chunks[r.nc] = chunk{first: i}
			r.nc++
		}
		r.chunks[r.nc-1].n++
	}
}

// whole is how many chunks are read with all that may follow them: of a run that is full, the last ones may belong to a number that goes on
// after it, and a new run begins with them.
func (r *run) whole() int {
	if r.n < maxRun {
		return r.nc
	}
	for c := 1; c < r.nc; c++ {
		if r.chunks[c].first >= maxRun-longest || r.chunks[c].first >= maxRun/2 && r.before(c)&(gapComma|gapLine) != 0 {
			return c
		}
	}
	return r.nc
}

// longest is how many digits the longest number has that rules look for: an IBAN.
const longest = 24

// last is the index of the last digit of a chunk.
func (r *run) last(c int) int { return r.chunks[c].first + r.chunks[c].n - 1 }

// digits of the chunks from c to e, e included.
func (r *run) digits(c, e int) []byte { return r.val[r.chunks[c].first : r.last(e)+1] }

// bounds are the byte offsets of the chunks from c to e.
func (r *run) bounds(c, e int) (start, end int) { return r.start[r.chunks[c].first], r.end[r.last(e)] }

// before is the gap before a chunk; 0 for the first.
func (r *run) before(c int) gap {
	if c == 0 || c >= r.nc {
		return 0
	}
	return r.gap[r.chunks[c].first]
}

// within is all gaps inside the chunks from c to e, also those inside the chunks.
func (r *run) within(c, e int) gap {
	var g gap
	for i := r.chunks[c].first + 1; i <= r.last(e); i++ {
		g |= r.gap[i]
	}
	return g
}

// shape gives the lengths of the chunks from c to e as decimal figures, "6-4" as 64. Chunks over nine digits, or more than eight chunks, give 0.
func (r *run) shape(c, e int) int {
	if e-c > 7 {
		return 0
	}
	s := 0
	for ; c <= e; c++ {
		if r.chunks[c].n > 9 {
			return 0
		}
		s = s*10 + r.chunks[c].n
	}
	return s
}

// count is the number of digits of the chunks from c to e.
func (r *run) count(c, e int) int { return r.last(e) - r.chunks[c].first + 1 }
