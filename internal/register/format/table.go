package format

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/tillit-se/tillit/internal/register"
)

// maxRecord is the most bytes that one record of a table may take. A missing quote makes the rest of the file one record; this is
// where reading gives up rather than filling the memory.
const maxRecord = 16 << 20

var errRecordSize = errors.New("a row is larger than 16 MB; the usual cause is a quotation mark that is never closed")

// table reads a CSV file with a heading, row by row, in UTF-8 or Windows-1252 or a mixture.
type table struct {
	csv    *csv.Reader
	limit  *limited
	header []string
	row    int // number of the last row, from 1
}

// record is one row of a table.
type record struct {
	number   int
	cells    []string
	hash     [32]byte
	repaired []string // headings of cells that were not UTF-8
}

// openTable reads the heading and checks it with want, which gives a reason where it is not the right format.
func openTable(r io.Reader, want func(header []string) error) (*table, error) {
	limit := &limited{from: bufio.NewReaderSize(r, 1<<16)}
	if err := skipMark(limit.from); err != nil {
		return nil, err
	}
	t := &table{csv: csv.NewReader(limit), limit: limit}
	t.csv.FieldsPerRecord = -1
	limit.left = maxRecord
	header, err := t.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New("the file is empty")
	case errors.Is(err, errRecordSize):
		return nil, errRecordSize
	case err != nil:
		return nil, fmt.Errorf("the heading cannot be read as CSV: %w", err)
	}
	for i := range header {
		header[i], _ = decode(strings.TrimSpace(header[i]))
	}
	t.header = header
	return t, want(header)
}

// skipMark skips a UTF-8 byte order mark and refuses UTF-16, which is never what these registers publish.
func skipMark(r *bufio.Reader) error {
	start, err := r.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}), bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		return errors.New("the file is UTF-16; save it as UTF-8 and try again")
	case bytes.HasPrefix(start, []byte{0xef, 0xbb, 0xbf}):
		_, err = r.Discard(3)
		return err
	}
	return nil
}

// next gives the next record, a *register.RowError where one cannot be taken, or io.EOF. Blank lines are no rows.
func (t *table) next() (record, error) {
	t.limit.left = maxRecord
	cells, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		return record{}, io.EOF
	}
	if errors.Is(err, errRecordSize) {
		return record{}, fmt.Errorf("row %d: %w", t.row+1, errRecordSize)
	}
	t.row++
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		return record{}, &register.RowError{Row: t.row, Reason: fmt.Sprintf("broken quotation marks at line %d, column %d", syntax.Line, syntax.Column)}
	}
	if err != nil {
		return record{}, err
	}
	if len(cells) != len(t.header) {
		return record{}, &register.RowError{Row: t.row, Reason: fmt.Sprintf(
			"has %d cells where the heading has %d; a quotation mark or a separator is missing", len(cells), len(t.header))}
	}
	return t.record(cells), nil
}

func (t *table) record(cells []string) record {
	r := record{number: t.row, cells: cells, hash: sha256.Sum256([]byte(strings.Join(cells, "\x1f")))}
	for i := range cells {
		text, repaired := decode(cells[i])
		if repaired {
			r.repaired = append(r.repaired, t.header[i])
		}
		cells[i] = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	}
	return r
}

// decode gives text as UTF-8: what is not UTF-8 is Windows-1252. NUL, which PostgreSQL refuses, goes.
func decode(s string) (text string, repaired bool) {
	if strings.IndexByte(s, 0) >= 0 {
		s, repaired = strings.ReplaceAll(s, "\x00", ""), true
	}
	if utf8.ValidString(s) {
		return s, repaired
	}
	decoded, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\uFFFD"), true
	}
	return decoded, true
}

// limited fails when more than left bytes are read before left is set anew.
type limited struct {
	from *bufio.Reader
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errRecordSize
	}
	n, err := l.from.Read(p)
	l.left -= n
	return n, err
}
