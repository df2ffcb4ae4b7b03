package tagger

import "github.com/tillit-se/tillit/kit/mask/names"

// A feature is a hash: the place of its weights in the model. Those that a word gives alone, whatever stands around it, are summed once per
// word and kept (cache.go); the rest are made of the small classes of neighbours.

// reach is how far a word's own features are felt, before and after.
const (
	reach   = 2
	offsets = 2*reach + 1
)

// feature hashes a template and its values into a bucket.
func feature(template uint32, a, b uint64) uint32 {
	h := (a+uint64(template)*0x9E3779B97F4A7C15)*0xD6E8FEB86659FD93 ^ b*0xA24BAED4963EE407
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	return uint32(h >> 32)
}

// Templates of single words; the offset is added.
const (
	tplWord uint32 = iota * 8
	tplWordCase
	tplEnding
	tplCoarse
	tplClass
	tplSuffix
	tplPrefix
	tplFlag
	tplCase
	tplSize
	tplParts
	tplPair
	tplContext
	tplSentence
)

// wordFeatures appends what word w says of the token that it stands offset tokens from: 0 the token itself, -1 the one before it.
func wordFeatures(dst []uint32, w *word, offset int, m mode, dropped bool) []uint32 {
	o := uint32(offset + reach)
	if !dropped {
		dst = append(dst, feature(tplWord+o, w.hash, 0))
	}
	dst = append(dst, feature(tplCoarse+o, uint64(w.coarse), uint64(m)))
	if offset == 2 || offset == -2 {
		return dst
	}
	dst = append(dst,
		feature(tplEnding+o, uint64(w.end), uint64(w.casing)),
		feature(tplClass+o, uint64(w.class), 0))
	if offset != 0 {
		return append(dst, feature(tplCase+o, uint64(w.casing), 0))
	}
	return ownFeatures(dst, w, m, dropped)
}

// ownFeatures are those that a word gives itself.
func ownFeatures(dst []uint32, w *word, m mode, dropped bool) []uint32 {
	folded := w.folded[:w.length]
	if !dropped {
		dst = append(dst, feature(tplWordCase, w.hash, uint64(w.casing)))
		for n := 1; n <= 6 && n < len(folded); n++ {
			dst = append(dst, feature(tplSuffix, hashBytes(folded[len(folded)-n:]), uint64(n)<<8|uint64(w.casing)))
		}
		for n := 2; n <= 5 && n < len(folded); n++ {
			dst = append(dst, feature(tplPrefix, hashBytes(folded[:n]), uint64(n)<<8|uint64(w.casing)))
		}
	}
	dst = append(dst, feature(tplCase+1, uint64(w.casing), uint64(m)), feature(tplSize, uint64(min(w.size, 12)), uint64(w.casing)))
	for bit := range 15 {
		if f := names.Flags(1) << bit; w.info.Has(f) {
			dst = append(dst, feature(tplFlag, uint64(bit), uint64(w.casing)))
		}
	}
	dst = append(dst,
		feature(tplFlag+1, uint64(w.info.GivenWeight), uint64(w.casing)<<8|uint64(w.info.CommonWeight)),
		feature(tplFlag+2, uint64(w.info.GivenWeight), uint64(w.info.Flags&(names.Place|names.Surname|names.Built|names.Common))))
	if w.parts {
		dst = append(dst,
			feature(tplParts, uint64(kindOf(w.front)), uint64(kindOf(w.back))<<8|uint64(w.casing)),
			feature(tplParts+1, uint64(w.back.CommonWeight+3)/4, uint64(w.front.GivenWeight+3)/4))
	}
	return dst
}

// classFeatures appends those made of the small classes of a token and its neighbours; around holds the token in the middle, and edge beyond the
// sentence. There are few of them in a text, so that their weights stay near the processor.
func classFeatures(dst []uint32, around []*entry, m mode, first bool, cellBefore bool) []uint32 {
	p2, p1, c, n1, n2 := &around[0].gist, &around[1].gist, &around[2].gist, &around[3].gist, &around[4].gist
	here := uint64(c.coarse)
	dst = append(dst,
		feature(tplPair, uint64(p1.coarse), here),
		feature(tplPair+1, here, uint64(n1.coarse)),
		feature(tplPair+2, uint64(p1.coarse)<<16|uint64(n1.coarse), here),
		feature(tplPair+3, uint64(p2.coarse)<<16|uint64(p1.coarse), here),
		feature(tplPair+4, uint64(n1.coarse)<<16|uint64(n2.coarse), here),
		feature(tplContext+4, uint64(p1.end), here),
		feature(tplContext+5, uint64(n1.end), here),
		feature(tplSentence, uint64(m)<<1|flag(first), here))
	if first {
		dst = append(dst, feature(tplSentence+1, c.hash, uint64(n1.coarse)), feature(tplSentence+2, uint64(c.class), uint64(n1.coarse)))
	}
	if cellBefore {
		dst = append(dst, feature(tplSentence+3, here, 0))
	}
	return dst
}

// pairFeatures appends those made of the words themselves that stand around a token.
func pairFeatures(dst []uint32, around []*entry) []uint32 {
	p2, p1, c, n1, n2 := &around[0].gist, &around[1].gist, &around[2].gist, &around[3].gist, &around[4].gist
	here := uint64(c.coarse)
	return append(dst,
		feature(tplContext, p1.hash, here),
		feature(tplContext+1, n1.hash, here),
		feature(tplContext+2, p1.hash, p2.hash),
		feature(tplContext+3, n1.hash, uint64(n2.coarse)<<16|here),
		feature(tplContext+6, p2.hash, uint64(p1.coarse)<<16|here))
}

func flag(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
