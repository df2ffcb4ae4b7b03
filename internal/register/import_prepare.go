package register

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
)

// chunkSize is how many rows are staged in one transaction: some tens of milliseconds, so that others get in between.
const chunkSize = 200

// maxName is the most characters in the name of an organisation, and endOfTime is after every date.
const (
	maxName   = 300
	endOfTime = "9999-12-31"
)

// chunk is what goes from the reading side to the staging side.
type chunk struct {
	read  int
	rows  []prepared
	notes []Note // of rows that are not taken, and of files
	err   error  // ends the import
}

// prepared is a row with everything that can be known without the database.
type prepared struct {
	Row
	identity string
	content  []byte
	hash     string
}

// preparer reads rows, finds what is wrong with them and who they are.
type preparer struct {
	defs   *Definitions
	format string
	seen   map[[32]byte]int // how often an identity has occurred, without its occurrence
	kept   map[string]int   // ids of records that the file itself gives, with their row
}

func (p *preparer) run(ctx context.Context, rows Reader, out chan<- chunk) {
	for {
		c, more := p.chunk(rows)
		select {
		case out <- c:
		case <-ctx.Done():
			return
		}
		if !more {
			return
		}
	}
}

// chunk reads the next rows. It tells whether there may be more.
func (p *preparer) chunk(rows Reader) (chunk, bool) {
	var c chunk
	for c.read < chunkSize {
		row, err := rows.Next()
		var bad *RowError
		switch {
		case errors.Is(err, io.EOF):
			return c, false
		case errors.As(err, &bad):
			c.read++
			c.refuse(bad.Row, bad.Field, bad.Reason)
		case err != nil:
			c.err = asFileError(err)
			return c, false
		default:
			c.read++
			p.take(&c, row)
		}
	}
	return c, true
}

func (c *chunk) refuse(row int, field, reason string) {
	c.notes = append(c.notes, Note{Row: row, Field: field, Kind: NoteNotTaken, Message: reason})
}

func (p *preparer) take(c *chunk, row Row) {
	identity, occurrence := p.identityOf(row)
	row.System.Tidy(p.defs)
	if reason, field := p.check(&row); reason != "" {
		c.refuse(row.Number, field, reason)
		return
	}
	content, err := row.System.Canonical()
	if err != nil {
		c.refuse(row.Number, "", "The row cannot be written as JSON: "+err.Error())
		return
	}
	if occurrence > 1 {
		row.Notes = append(row.Notes, Note{Row: row.Number, Kind: NoteDuplicate, Message: fmt.Sprintf(
			"The file holds the same id %q and name %q before; this is number %d. It became a record of its own.",
			row.ForeignID, row.Name, occurrence)})
	}
	c.rows = append(c.rows, prepared{Row: row, identity: identity, content: content, hash: HashOf(content)})
}

// identityOf is the identity of a row: a hash over format, publisher, foreign id (or, where that is empty, the row's hash), name and
// occurrence.
func (p *preparer) identityOf(row Row) (string, int) {
	id := row.ForeignID
	if id == "" {
		id = "\x01" + string(row.Hash[:])
	}
	base := sha256.New()
	for _, part := range []string{p.format, row.Publisher, id, row.Name} {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(part)))
		base.Write(length[:])
		base.Write([]byte(part))
	}
	key := [32]byte(base.Sum(nil))
	p.seen[key]++
	occurrence := p.seen[key]
	sum := sha256.Sum256(binary.BigEndian.AppendUint32(key[:], uint32(occurrence)))
	return hex.EncodeToString(sum[:]), occurrence
}

// check gives the reason why a row cannot be taken, if there is one, and notes what is longer than the form allows.
func (p *preparer) check(row *Row) (reason, field string) {
	if row.System.Slag == "" {
		return "The row does not say what kind of solution it is (slag).", "slag"
	}
	for _, f := range row.System.Validate(p.defs) {
		n, _ := f.Args["n"].(int)
		if f.Key != "register.too_long" || n > maxText {
			return english(f), f.Path
		}
		row.Notes = append(row.Notes, Note{Row: row.Number, Field: f.Path, Kind: NoteLong, Message: fmt.Sprintf(
			"%d characters, where the form allows %d. The text was taken whole.", n, f.Args["max"])})
	}
	if reason := checkOwner(row.Organisation); reason != "" {
		return reason, "organisation"
	}
	return p.checkKept(row), ""
}

// checkOwner gives the reason why an organisation cannot be taken: what is public must not be broken, nor lead astray.
func checkOwner(o OrganisationRef) string {
	name := o.Name.In(i18n.Swedish)
	switch {
	case name == "" && o.ID == "":
		return "The row does not name its organisation."
	case !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxName:
		return fmt.Sprintf("The name of the organisation is not text of at most %d characters.", maxName)
	case o.Number != "" && !account.ValidNumber(o.Number):
		return fmt.Sprintf("%q is not a Swedish organisation number: ten digits without hyphen, with the right check digit.", shorten(o.Number))
	case o.Website != "" && !webAddress(o.Website):
		return fmt.Sprintf("%q, the web page of the organisation, is not a web address.", shorten(o.Website))
	case len(o.Country) != 0 && len(o.Country) != 2:
		return fmt.Sprintf("%q is not a country code of two letters.", shorten(o.Country))
	}
	return ""
}

// checkKept gives the reason why the envelope of an exported record cannot be taken.
func (p *preparer) checkKept(row *Row) string {
	k := row.Kept
	if k == nil {
		return ""
	}
	if before := p.kept[k.RecordID]; before > 0 {
		return fmt.Sprintf("The file holds the record %s before, in row %d.", k.RecordID, before)
	}
	if k.Retirement != nil {
		if err := k.Retirement.check("register.Import", endOfTime); err != nil {
			return "What the record says about its retirement is not complete: kind, date and reason."
		}
	}
	p.kept[k.RecordID] = row.Number
	return ""
}

// english is the message of a field at fault, for reports.
func english(f fault.Field) string {
	catalogue, err := i18n.Load()
	if err != nil {
		return f.Key
	}
	return catalogue.Printer(i18n.English).T(f.Key, f.Args)
}

// FileError says that a file cannot be read any further, or not at all, as the format it was said to be: a broken quote, an encoding,
// a heading that is missing. Reason is plain English and says what to do.
type FileError struct {
	Row    int // 0 where the whole file is meant
	Reason string
	Err    error // the cause
}

// asFileError makes an error of a format a FileError; what is one passes.
func asFileError(err error) error {
	var known *FileError
	if errors.As(err, &known) {
		return err
	}
	return &FileError{Reason: err.Error(), Err: err}
}

// Error gives the reason with its row.
func (e *FileError) Error() string {
	if e.Row == 0 {
		return e.Reason
	}
	return fmt.Sprintf("row %d: %s", e.Row, e.Reason)
}

// Unwrap gives the cause.
func (e *FileError) Unwrap() error { return e.Err }
