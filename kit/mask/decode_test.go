package mask_test

import (
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf16"

	"github.com/tillit-se/tillit/kit/mask"
)

func encode16(s string, order binary.AppendByteOrder, bom bool) []byte {
	var out []byte
	if bom {
		out = order.AppendUint16(out, 0xfeff)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestDecodeTextReadsUTF8AndUTF16(t *testing.T) {
	const want = "Åsa Öberg 🙂 811218-9876"
	for name, data := range map[string][]byte{
		"utf-8":          []byte(want),
		"utf-8 with BOM": []byte("\ufeff" + want),
		"utf-16le":       encode16(want, binary.LittleEndian, true),
		"utf-16be":       encode16(want, binary.BigEndian, true),
		"le without BOM": encode16(want, binary.LittleEndian, false),
		"be without BOM": encode16(want, binary.BigEndian, false),
	} {
		got, err := mask.DecodeText(data)
		if err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestDecodeTextRefusesWhatItCannotRead(t *testing.T) {
	cut := encode16("hej 🙂", binary.LittleEndian, true)
	for name, c := range map[string]struct {
		data   []byte
		offset int
	}{
		"Windows-1252":       {[]byte("Sm\xe5land"), 2},
		"binary":             {[]byte("PK\x03\x04\x00\x01"), 4},
		"UTF-32":             {[]byte{0xff, 0xfe, 0, 0, 'a', 0, 0, 0}, 0},
		"UTF-16 cut":         {cut[:len(cut)-1], len(cut) - 2},
		"UTF-16 half a pair": {cut[:len(cut)-2], len(cut) - 4},
		"UTF-16 lone":        {[]byte{0xff, 0xfe, 0x00, 0xd8, 'a', 0}, 2},
	} {
		_, err := mask.DecodeText(c.data)
		var bad *mask.EncodingError
		if !errors.As(err, &bad) || bad.Offset != c.offset {
			t.Errorf("%s: %v, want an error at %d", name, err, c.offset)
		}
	}
}
