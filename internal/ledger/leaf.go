package ledger

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/gowebpki/jcs"
	"golang.org/x/mod/sumdb/tlog"
)

// Format is the name of the leaf's format, the first thing that a reader checks.
const Format = "tillit-leaf/1"

// maxLeaf is the largest leaf in bytes: an entry of a C2SP tlog-tiles bundle has a length of 16 bits.
const maxLeaf = 1<<16 - 1

// timeForm is RFC 3339 in UTC with exactly six decimals, so that one instant has one text.
const timeForm = "2006-01-02T15:04:05.000000Z"

// ErrLeaf says that bytes are no leaf in canonical form.
var ErrLeaf = errors.New("ledger: not a leaf in canonical form")

// Leaf is an entry of the ledger.
type Leaf struct {
	ID         string            // 16 random bytes as lower-case hexadecimal
	Type       Type              // what happened
	Time       time.Time         // when, UTC, microseconds
	Versions   map[string]string // what kind of thing → SHA-256 of its version's canonical form, lower-case hexadecimal
	Commitment [32]byte          // HMAC-SHA-256 of the payload under the salt
}

// wire is the leaf as JSON. RFC 8785 puts the members in order.
type wire struct {
	Commitment string            `json:"commitment"`
	Format     string            `json:"format"`
	ID         string            `json:"id"`
	Time       string            `json:"time"`
	Type       Type              `json:"type"`
	Versions   map[string]string `json:"versions"`
}

var (
	idForm   = regexp.MustCompile(`^[0-9a-f]{32}$`)
	hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)
	nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	typeForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)
)

// Bytes is the leaf's canonical form: JSON by RFC 8785. They are what the tree hashes. Error: a field that has not its form.
func (l Leaf) Bytes() ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	versions := l.Versions
	if versions == nil {
		versions = map[string]string{}
	}
	text, err := json.Marshal(wire{
		Commitment: hex.EncodeToString(l.Commitment[:]), Format: Format, ID: l.ID,
		Time: l.Time.UTC().Format(timeForm), Type: l.Type, Versions: versions,
	})
	if err != nil {
		return nil, err
	}
	text, err = jcs.Transform(text)
	if err == nil && len(text) > maxLeaf {
		err = fmt.Errorf("ledger: a leaf of %d bytes, most is %d", len(text), maxLeaf)
	}
	return text, err
}

func (l Leaf) check() error {
	if !idForm.MatchString(l.ID) {
		return fmt.Errorf("ledger: leaf id %q is not 32 hexadecimal digits", l.ID)
	}
	if !typeForm.MatchString(string(l.Type)) {
		return fmt.Errorf("ledger: %q is no type of event", l.Type)
	}
	if y := l.Time.UTC().Year(); y < 1 || y > 9999 || l.Time.Nanosecond()%1000 != 0 {
		return fmt.Errorf("ledger: time %v is not in whole microseconds of the years 1 to 9999", l.Time)
	}
	for name, hash := range l.Versions {
		if !nameForm.MatchString(name) || !hashForm.MatchString(hash) {
			return fmt.Errorf("ledger: version %q: %q is not a name and a SHA-256", name, hash)
		}
	}
	return nil
}

// ParseLeaf reads a leaf. Only the exact bytes that Bytes writes are one; all else is ErrLeaf.
func ParseLeaf(text []byte) (Leaf, error) {
	if len(text) > maxLeaf {
		return Leaf{}, ErrLeaf
	}
	var w wire
	if err := json.Unmarshal(text, &w); err != nil {
		return Leaf{}, fmt.Errorf("%w: %w", ErrLeaf, err)
	}
	at, err := time.Parse(timeForm, w.Time)
	if err != nil {
		return Leaf{}, fmt.Errorf("%w: %w", ErrLeaf, err)
	}
	l := Leaf{ID: w.ID, Type: w.Type, Time: at, Versions: w.Versions}
	if n, err := hex.Decode(l.Commitment[:], []byte(w.Commitment)[:min(len(w.Commitment), 64)]); err != nil || n != 32 {
		return Leaf{}, fmt.Errorf("%w: commitment", ErrLeaf)
	}
	canonical, err := l.Bytes()
	if err != nil {
		return Leaf{}, fmt.Errorf("%w: %w", ErrLeaf, err)
	}
	if !bytes.Equal(canonical, text) {
		return Leaf{}, ErrLeaf
	}
	return l, nil
}

// Hash is the RFC 6962 hash of a leaf's bytes: SHA-256 of a zero byte and the bytes.
func Hash(leaf []byte) [32]byte { return tlog.RecordHash(leaf) }
