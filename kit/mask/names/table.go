package names

import (
	_ "embed" // the lists
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
)

// The table is a hash table that is read where it lies, so that nothing is decoded before the first lookup:
//
//	"TNT1", log2 of the number of slots, number of palette entries (2 bytes), then
//	palette: Flags (2 bytes), GivenWeight, CommonWeight
//	slots:   4 bytes each, 0 when empty: 22 bits of the hash, 10 bits that index the palette, from 1
//
// A word that is in no list is taken for one that is with a probability of about one in a million.
const (
	magic       = "TNT1"
	headerSize  = 7
	paletteSize = 4
	paletteBits = 10
	maxPalette  = 1<<paletteBits - 1
)

//go:embed data/table.bin
var tableData []byte

var lists = sync.OnceValue(func() *table {
	t, err := readTable(tableData)
	if err != nil {
		return &table{slots: make([]byte, 4)} // the test of the embedded table keeps this from happening
	}
	return t
})

// table is a decoded header over slots that stay where they are.
type table struct {
	palette []Info
	slots   []byte
	mask    uint32
	filter  filter // of the common words
}

var errTable = errors.New("names: not a table of names")

func readTable(data []byte) (*table, error) {
	if len(data) < headerSize || string(data[:4]) != magic || data[4] > 28 {
		return nil, errTable
	}
	n := int(binary.LittleEndian.Uint16(data[5:]))
	slots := 1 << data[4]
	if want := headerSize + n*paletteSize + slots*4; n > maxPalette || len(data) != want {
		return nil, fmt.Errorf("%w: %d bytes, want %d", errTable, len(data), want)
	}
	t := &table{palette: make([]Info, maxPalette+1), mask: uint32(slots - 1)}
	for i := range n {
		p := data[headerSize+i*paletteSize:]
		t.palette[i+1] = Info{Flags: Flags(binary.LittleEndian.Uint16(p)), GivenWeight: p[2], CommonWeight: p[3]}
	}
	t.slots = data[headerSize+n*paletteSize:]
	t.filter.fill(t)
	return t, nil
}

// get finds a word by the hash of its folded form.
func (t *table) get(hash uint64) Info {
	want := uint32(hash>>42) << paletteBits
	i := uint32(hash) & t.mask
	for range maxProbe {
		slot := binary.LittleEndian.Uint32(t.slots[i*4:])
		if slot == 0 {
			break
		}
		if slot&^maxPalette == want {
			return t.palette[slot&maxPalette]
		}
		i = (i + 1) & t.mask
	}
	return Info{}
}

// maxProbe bounds a search in a damaged table.
const maxProbe = 64

// build makes the bytes of a table. Words that fold to the same form must have been joined.
func build(words map[string]Info) ([]byte, error) {
	bits := uint8(4)
	for 1<<bits < len(words)*3/2 {
		bits++
	}
	palette, index, err := paletteOf(words)
	if err != nil {
		return nil, err
	}
	out := append([]byte(magic), bits)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(palette)))
	for _, p := range palette {
		out = binary.LittleEndian.AppendUint16(out, uint16(p.Flags))
		out = append(out, p.GivenWeight, p.CommonWeight)
	}
	start := len(out)
	out = append(out, make([]byte, 4<<bits)...)
	return out, fill(out[start:], words, index)
}
