package format

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/register"
)

// tillitVersion is the version of the format tillit. A reader refuses a higher one.
const tillitVersion = 1

// Tillit is Tillit's own format: JSON, {"format": "tillit", "version": 1, "records": […]} with records as the API gives them.
// It loses nothing, and keeps ids and dates, so that addresses survive a move.
func Tillit() register.Format {
	return register.Format{
		Code: "tillit", Title: register.Text{SV: "Tillit (JSON, utan förlust)", EN: "Tillit (JSON, lossless)"},
		Media: "application/json", Ext: "json", Open: openTillit, Write: writeTillit,
	}
}

func writeTillit(w io.Writer, records iter.Seq2[register.ExportRecord, error]) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "{\"format\":\"tillit\",\"version\":%d,\"records\":[", tillitVersion)
	separator := "\n"
	for r, err := range records {
		if err != nil {
			return err
		}
		text, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, _ = out.WriteString(separator)
		_, _ = out.Write(text)
		separator = ",\n"
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush() // a bufio.Writer keeps its first error
}

// tillitReader reads records one by one.
type tillitReader struct {
	json  *json.Decoder
	limit *limited
	row   int
}

func openTillit(r io.Reader, _ register.Options) (register.Reader, error) {
	limit := &limited{from: bufio.NewReaderSize(r, 1<<16), left: maxRecord}
	if err := skipMark(limit.from); err != nil {
		return nil, err
	}
	t := &tillitReader{json: json.NewDecoder(limit), limit: limit}
	return t, t.open()
}

// open reads up to the first record.
func (t *tillitReader) open() error {
	if token, err := t.json.Token(); err != nil || token != json.Delim('{') {
		return notTillit(err)
	}
	for {
		key, err := t.json.Token()
		if err != nil || key == json.Delim('}') {
			return notTillit(err)
		}
		if key == "records" {
			break
		}
		if err := t.openMember(key); err != nil {
			return err
		}
	}
	if token, err := t.json.Token(); err != nil || token != json.Delim('[') {
		return notTillit(err)
	}
	return nil
}

func (t *tillitReader) openMember(key json.Token) error {
	value, err := t.json.Token()
	if err != nil {
		return notTillit(err)
	}
	switch key {
	case "format":
		if value != "tillit" {
			return fmt.Errorf("the file says that its format is %v, not tillit", value)
		}
	case "version":
		if n, ok := value.(float64); !ok || n > tillitVersion || n < 1 {
			return fmt.Errorf("the file is of version %v of the format; this Tillit reads version %d. Update Tillit and try again", value, tillitVersion)
		}
	default:
		return fmt.Errorf("the file begins with %q, which the format tillit does not have", key)
	}
	return nil
}

func notTillit(err error) error {
	const expected = `the file is not of the format tillit: it must begin with {"format": "tillit", "version": 1, "records": [`
	if err == nil || errors.Is(err, io.EOF) {
		return errors.New(expected)
	}
	return fmt.Errorf("%s (%w)", expected, err)
}

// Next gives the next record.
func (t *tillitReader) Next() (register.Row, error) {
	t.limit.left = maxRecord
	if !t.json.More() {
		return register.Row{}, t.end()
	}
	t.row++
	var raw json.RawMessage
	if err := t.json.Decode(&raw); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return register.Row{}, fmt.Errorf("record %d: the file ends in the middle of it", t.row)
		}
		return register.Row{}, fmt.Errorf("record %d cannot be read as JSON: %w", t.row, err)
	}
	return t.read(raw)
}

// end checks that the file ends as it must, so that a file cut short is not taken for a whole one.
func (t *tillitReader) end() error {
	for _, want := range []json.Delim{']', '}'} {
		if token, err := t.json.Token(); err != nil || token != want {
			return fmt.Errorf("the file ends too early, after record %d", t.row)
		}
	}
	if _, err := t.json.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows after the last record, %d", t.row)
	}
	return io.EOF
}

func (t *tillitReader) read(raw []byte) (register.Row, error) {
	if !utf8.Valid(raw) {
		return register.Row{}, t.refuse("the record is not UTF-8")
	}
	var r register.ExportRecord
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&r); err != nil {
		return register.Row{}, t.refuse(fmt.Sprintf("the record does not have the form of the format: %v", err))
	}
	row := register.Row{Number: t.row, ForeignID: r.ID, Publisher: r.Organisation.ID, Organisation: ownerOf(r), System: r.System}
	kept, reason := keptOf(r)
	if reason != "" {
		return register.Row{}, t.refuse(reason)
	}
	row.Kept = kept
	if r.Version.Hash != "" {
		canonical, err := r.System.Canonical()
		if err != nil || register.HashOf(canonical) != r.Version.Hash {
			return register.Row{}, t.refuse("the content does not have the hash that the record states; it was changed after the export")
		}
	}
	text, err := json.Marshal(r)
	row.Hash = sha256.Sum256(text)
	return row, err
}

func (t *tillitReader) refuse(reason string) error {
	return &register.RowError{Row: t.row, Reason: reason}
}

func ownerOf(r register.ExportRecord) register.OrganisationRef {
	return register.OrganisationRef(r.Organisation)
}

// keptOf is the envelope of an exported record, or the reason why it cannot be one.
func keptOf(r register.ExportRecord) (*register.Kept, string) {
	switch {
	case !clock.ValidID(r.ID):
		return nil, "the id is not an id of Tillit"
	case r.Organisation.ID != "" && !clock.ValidID(r.Organisation.ID):
		return nil, "the organisation's id is not an id of Tillit"
	case r.State != register.Published && r.State != register.RetiredNow:
		return nil, fmt.Sprintf("the state is %q; it must be published or retired", r.State)
	case (r.State == register.RetiredNow) != (r.Retirement != nil):
		return nil, "a retired record says when and why it was retired, and no other does"
	case r.Version.Number < 1 || r.Version.PublishedAt.IsZero():
		return nil, "the version lacks its number or its date"
	}
	return &register.Kept{
		RecordID: r.ID, State: r.State, Gathered: r.Gathered, Demo: r.Demo, Retirement: r.Retirement,
		Version: register.VersionInfo(r.Version),
	}, ""
}
