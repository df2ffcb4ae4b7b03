package names

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// paletteOf gathers the distinct infos in a fixed order.
func paletteOf(words map[string]Info) ([]Info, map[Info]uint32, error) {
	seen := map[Info]bool{}
	for _, info := range words {
		seen[info] = true
	}
	if len(seen) > maxPalette {
		return nil, nil, fmt.Errorf("names: %d kinds of word, at most %d fit", len(seen), maxPalette)
	}
	palette := make([]Info, 0, len(seen))
	for info := range seen {
		palette = append(palette, info)
	}
	sort.Slice(palette, func(i, j int) bool { return order(palette[i]) < order(palette[j]) })
	index := make(map[Info]uint32, len(palette))
	for i, info := range palette {
		index[info] = uint32(i + 1)
	}
	return palette, index, nil
}

func order(i Info) uint32 {
	return uint32(i.Flags)<<16 | uint32(i.GivenWeight)<<8 | uint32(i.CommonWeight)
}

// fill puts every word in its slot, in alphabetical order so that the same words make the same bytes.
func fill(slots []byte, words map[string]Info, index map[Info]uint32) error {
	keys := make([]string, 0, len(words))
	for w := range words {
		keys = append(keys, w)
	}
	sort.Strings(keys)
	mask := uint32(len(slots)/4 - 1)
	for _, w := range keys {
		h := Hash([]byte(w))
		value := uint32(h>>42)<<paletteBits | index[words[w]]
		i := uint32(h) & mask
		probes := 0
		for binary.LittleEndian.Uint32(slots[i*4:]) != 0 {
			i = (i + 1) & mask
			if probes++; probes >= maxProbe {
				return fmt.Errorf("names: no slot for %q", w)
			}
		}
		binary.LittleEndian.PutUint32(slots[i*4:], value)
	}
	return nil
}
