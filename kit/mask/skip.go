package mask

import (
	"encoding/binary"
	"math/bits"
)

const (
	ones = 0x0101010101010101
	tops = 0x8080808080808080
)

// skip gives the first offset from i where something structured may begin: a digit or one of : ; < = > ? @ (they stand side by side in
// ASCII, so one range test of eight bytes at a time finds them), or a lead byte from 0xD0, where digits of other scripts begin.
func skip(text []byte, i int) int {
	for i+8 <= len(text) {
		x := binary.LittleEndian.Uint64(text[i:])
		low := x & (0x7f * ones)
		ascii := (low + 0x50*ones) & (0xc0*ones - low) & ^x
		other := x & (x << 1) & (x<<2 | x<<3)
		if hit := (ascii | other) & tops; hit != 0 {
			return i + bits.TrailingZeros64(hit)/8
		}
		i += 8
	}
	for i < len(text) && !trigger(text[i]) {
		i++
	}
	return i
}

func trigger(b byte) bool { return b >= '0' && b <= '@' || b >= 0xd0 }

func isDigit(b byte) bool { return b-'0' <= 9 }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// isWordByte is true of letters and digits, and of every byte above ASCII: most of them in Swedish text are å, ä and ö.
func isWordByte(b byte) bool { return isDigit(b) || isLetter(b) || b >= 0x80 }

func isHex(b byte) bool { return isDigit(b) || b|0x20 >= 'a' && b|0x20 <= 'f' }
