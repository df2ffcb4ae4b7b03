package names

import "encoding/binary"

// filter tells of most hashes that they are of no common word, from memory that stays near the processor: a bit for each value of the
// highest bits of the hash.
type filter [1 << filterBits / 64]uint64

// filterBits gives 32 kB; one bit in ten or so is set.
const filterBits = 18

func (f *filter) may(hash uint64) bool {
	bit := hash >> (64 - filterBits)
	return f[bit/64]>>(bit%64)&1 != 0
}

// fill sets the bits of the common words of a table. A slot holds the highest 22 bits of its hash.
func (f *filter) fill(t *table) {
	for at := 0; at+4 <= len(t.slots); at += 4 {
		slot := binary.LittleEndian.Uint32(t.slots[at:])
		if slot != 0 && t.palette[slot&maxPalette].CommonWeight >= minCommon {
			bit := slot >> (32 - filterBits)
			f[bit/64] |= 1 << (bit % 64)
		}
	}
}
