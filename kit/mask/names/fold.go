package names

import (
	"unicode"
	"unicode/utf8"
)

const (
	hashOffset = 14695981039346656037
	hashPrime  = 1099511628211
)

// Fold appends word to dst as the lists hold it: in lower case, composed, without soft hyphens and zero-width characters.
// Bytes that are no UTF-8 are kept as they are.
func Fold(dst, word []byte) []byte {
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			dst = append(dst, lower(c))
			i++
			continue
		}
		r, size := utf8.DecodeRune(word[i:])
		i += size
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, c)
			continue
		}
		dst = foldRune(dst, r)
	}
	return dst
}

// foldRune appends one rune outside ASCII, joined with the letter before it when it is a combining mark.
func foldRune(dst []byte, r rune) []byte {
	switch {
	case invisible(r):
		return dst
	case r == 0x308 || r == 0x30A || r == 0x301 || r == 0x300:
		if len(dst) > 0 {
			if composed := compose(dst[len(dst)-1], r); composed != 0 {
				return utf8.AppendRune(dst[:len(dst)-1], composed)
			}
		}
	case r == 0x2010 || r == 0x2011:
		return append(dst, '-')
	case r == 0x2018 || r == 0x2019 || r == 0x2BB || r == 0x2BC:
		return append(dst, '\'')
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}

// invisible tells what a reader does not see inside a word: soft hyphen, zero-width space and joiners, word joiner, marks of direction, BOM.
func invisible(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r == 0x2060 || r == 0xFEFF || r >= 0x202A && r <= 0x202E
}

// compose is the letter that c and a combining mark make in names in Sweden, or 0.
func compose(c byte, mark rune) rune {
	switch {
	case mark == 0x30A && c == 'a':
		return 'å'
	case mark == 0x308:
		switch c {
		case 'a':
			return 'ä'
		case 'e':
			return 'ë'
		case 'i':
			return 'ï'
		case 'o':
			return 'ö'
		case 'u':
			return 'ü'
		}
	case mark == 0x301:
		switch c {
		case 'a':
			return 'á'
		case 'e':
			return 'é'
		case 'i':
			return 'í'
		case 'o':
			return 'ó'
		case 'u':
			return 'ú'
		}
	case mark == 0x300 && c == 'e':
		return 'è'
	case mark == 0x300 && c == 'a':
		return 'à'
	}
	return 0
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// Hash is the hash of the folded word: FNV-1a of 64 bits with its high bits stirred down.
func Hash(word []byte) uint64 {
	full, _ := hashes(word)
	return full
}

// hashes gives the hash of the folded word, and that of the word without its last byte when that is an s.
func hashes(word []byte) (full, stem uint64) {
	h, before := uint64(hashOffset), uint64(hashOffset)
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c == 0xC3 && i+1 < len(word) && latin(word, i+1) {
			before = h
			h = (h ^ uint64(c)) * hashPrime
			i++
			c = word[i]
			if c >= 0x80 && c <= 0x9E && c != 0x97 {
				c += 0x20
			}
			h = (h ^ uint64(c)) * hashPrime
			continue
		}
		if c >= utf8.RuneSelf {
			return slowHashes(word)
		}
		before = h
		h = (h ^ uint64(lower(c))) * hashPrime
	}
	return stir(h), stir(before)
}

// latin tells whether the byte at i ends a letter of Latin-1 that stands composed.
func latin(word []byte, i int) bool {
	return word[i] >= 0x80 && word[i] <= 0xBF
}

func slowHashes(word []byte) (full, stem uint64) {
	var buf [64]byte
	folded := Fold(buf[:0], word)
	h, before := uint64(hashOffset), uint64(hashOffset)
	for _, c := range folded {
		before = h
		h = (h ^ uint64(c)) * hashPrime
	}
	return stir(h), stir(before)
}

func stir(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return h ^ h>>29
}
