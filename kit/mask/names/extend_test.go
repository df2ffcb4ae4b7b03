package names

import (
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"
)

// ownGiven is the weight of a given name of our own lists: as if some sixty bore it.
const ownGiven = 4

// shortForm is the weight of a short form such as Micke: many more are called so than have it in the register.
const shortForm = 8

// wanted gives what the table must say of the words of names-own.txt and products-own.txt. A word that is common, a place or an organisation and no name in
// any other list is left as it is.
func wanted(t *testing.T, table *table) map[string]Info {
	t.Helper()
	origins, err := OwnNames()
	must(t, err)
	words := map[string]Info{}
	add := func(name string, flag Flags, weight uint8) {
		var buf [maxWord]byte
		key := string(Fold(buf[:0], []byte(name)))
		info, seen := words[key]
		if !seen {
			info = table.get(Hash([]byte(key)))
		}
		if info.Has(Common|Place|PlacePart|Organisation|OrgPart) && !info.Has(Given|Surname) {
			return
		}
		info.Flags |= flag
		info.GivenWeight = max(info.GivenWeight, weight)
		words[key] = info
	}
	for _, o := range origins {
		weight := uint8(ownGiven)
		if len(o.Last) == 0 {
			weight = shortForm
		}
		for _, name := range o.First {
			add(name, Given, weight)
		}
		for _, name := range o.Last {
			add(name, Surname, 0)
		}
	}
	products, err := Products()
	must(t, err)
	for _, name := range products {
		var buf [maxWord]byte
		key := string(Fold(buf[:0], []byte(name)))
		info := table.get(Hash([]byte(key)))
		if _, person := words[key]; person || info.GivenWeight > ownGiven || info.Has(Common|Place) {
			continue
		}
		info.Flags |= Organisation
		words[key] = info
	}
	return words
}

// TestTableKnowsOurOwnNames holds the table against names-own.txt; with -extend it puts into the table what is missing there.
func TestTableKnowsOurOwnNames(t *testing.T) {
	table, err := readTable(tableData)
	must(t, err)
	words := wanted(t, table)
	if *extend {
		data, err := extended(tableData, words)
		must(t, err)
		must(t, os.WriteFile("data/table.bin", data, 0o600))
		table, err = readTable(data)
		must(t, err)
	}
	missing := 0
	for word, want := range words {
		if got := table.get(Hash([]byte(word))); got != want {
			missing++
		}
	}
	if missing > 0 {
		t.Errorf("%d of %d names are not in the table: run go test ./kit/mask/names -run TestTableKnowsOurOwnNames -extend", missing, len(words))
	}
}

// extended puts words into a table.
func extended(data []byte, words map[string]Info) ([]byte, error) {
	old, err := readTable(data)
	if err != nil {
		return nil, err
	}
	n := int(binary.LittleEndian.Uint16(data[5:]))
	index := make(map[Info]uint32, n)
	palette := old.palette[1 : n+1 : n+1]
	for i, info := range palette {
		index[info] = uint32(i + 1)
	}
	for _, word := range sorted(words) {
		if info := words[word]; index[info] == 0 {
			palette = append(palette, info)
			index[info] = uint32(len(palette))
		}
	}
	if len(palette) > maxPalette {
		return nil, fmt.Errorf("names: %d kinds of word, at most %d fit", len(palette), maxPalette)
	}
	slots := append([]byte(nil), old.slots...)
	for _, word := range sorted(words) {
		if err := put(slots, old.mask, Hash([]byte(word)), index[words[word]]); err != nil {
			return nil, err
		}
	}
	return write(data[4], palette, slots), nil
}

func sorted(words map[string]Info) []string {
	list := slices.Collect(maps.Keys(words))
	slices.Sort(list)
	return list
}

func write(bits byte, palette []Info, slots []byte) []byte {
	out := append([]byte(magic), bits)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(palette)))
	for _, p := range palette {
		out = binary.LittleEndian.AppendUint16(out, uint16(p.Flags))
		out = append(out, p.GivenWeight, p.CommonWeight)
	}
	return append(out, slots...)
}

// put writes a word's entry into its slot, or over the one it has.
func put(slots []byte, mask uint32, h uint64, entry uint32) error {
	value := uint32(h>>42)<<paletteBits | entry
	i := uint32(h) & mask
	for range maxProbe {
		slot := binary.LittleEndian.Uint32(slots[i*4:])
		if slot == 0 || slot&^maxPalette == value&^maxPalette {
			binary.LittleEndian.PutUint32(slots[i*4:], value)
			return nil
		}
		i = (i + 1) & mask
	}
	return fmt.Errorf("names: no slot for a word")
}
