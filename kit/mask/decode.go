package mask

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// EncodingError says that data is no text that a [Finder] can read, where, and what to do.
type EncodingError struct {
	// Offset is the first byte that is wrong.
	Offset int
	// Reason in English.
	Reason string
}

// Error gives reason and offset.
func (e *EncodingError) Error() string {
	return fmt.Sprintf("mask: at byte %d: %s", e.Offset, e.Reason)
}

// DecodeText gives data as UTF-8, for a [Finder] to read; offsets are then into what it gives. UTF-8 is given back as it is, without its byte order
// mark; UTF-16 is decoded, with a mark or where every second byte of its beginning is zero. UTF-16 that breaks off, UTF-32, binary data and
// bytes that are no UTF-8 (Windows-1252, ISO 8859-1) are an [*EncodingError]: a finder that reads them as UTF-8 would miss names.
func DecodeText(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		return nil, &EncodingError{Reason: "is UTF-32; convert it to UTF-8"}
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return decode16(data, 2, binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return decode16(data, 2, binary.BigEndian)
	}
	if order := zeroesOf(data); order != nil {
		return decode16(data, 0, order)
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return nil, &EncodingError{Offset: i, Reason: "is a zero byte; this is no text"}
	}
	text := bytes.TrimPrefix(data, []byte("\ufeff"))
	if i := invalidAt(text); i >= 0 {
		return nil, &EncodingError{Offset: i + len(data) - len(text), Reason: "is not UTF-8; convert the text (perhaps from Windows-1252) first"}
	}
	return text, nil
}

// zeroesOf tells UTF-16 without a mark by its zeroes: nearly every second byte of the first 256.
func zeroesOf(data []byte) binary.ByteOrder {
	head := data[:min(len(data), 256)]
	if len(head) < 4 || len(data)%2 != 0 {
		return nil
	}
	var zeroes [2]int
	for i, b := range head {
		if b == 0 {
			zeroes[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case zeroes[1] > half*7/10 && zeroes[0] == 0:
		return binary.LittleEndian
	case zeroes[0] > half*7/10 && zeroes[1] == 0:
		return binary.BigEndian
	}
	return nil
}

func decode16(data []byte, from int, order binary.ByteOrder) ([]byte, error) {
	if len(data)%2 != 0 {
		return nil, &EncodingError{Offset: len(data) - 1, Reason: "is half a UTF-16 character; the text has been cut"}
	}
	text := make([]byte, 0, len(data)*3/4)
	for i := from; i < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if !utf16.IsSurrogate(r) {
			text = utf8.AppendRune(text, r)
			continue
		}
		if i+4 > len(data) {
			return nil, &EncodingError{Offset: i, Reason: "is half a UTF-16 pair; the text has been cut"}
		}
		pair := utf16.DecodeRune(r, rune(order.Uint16(data[i+2:])))
		if pair == utf8.RuneError {
			return nil, &EncodingError{Offset: i, Reason: "is half a UTF-16 pair"}
		}
		text = utf8.AppendRune(text, pair)
		i += 2
	}
	return text, nil
}

// invalidAt is the first byte that is no UTF-8, or -1.
func invalidAt(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}
