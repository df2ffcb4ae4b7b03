package hide

import (
	"bytes"
	"compress/gzip"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/tillit-se/tillit/kit/mask"
)

// Errors about mappings.
var (
	ErrMappingDamaged = errors.New("hide: the mapping is damaged, or its key is another")
	ErrMappingLarge   = errors.New("hide: the text has more hits than a mapping may hold")
)

// maxOccurrences bounds a mapping: the number of hits in a text.
const maxOccurrences = 20_000_000

// maxMapping bounds the size of a mapping when it is opened, so that a small file cannot fill the memory.
const maxMapping = 1 << 30

// Mapping is the table between pseudonyms and what they stand for. It is what makes a text restorable, and personal data in itself: kept
// only encrypted, and apart from the text.
type Mapping struct {
	Profile string       `json:"profile"`
	Lang    string       `json:"lang"`
	Domain  string       `json:"domain"`
	Entries []MapEntry   `json:"entries"`
	Sum     string       `json:"sum"`    // SHA-256 of the masked text
	Places  []byte       `json:"places"` // where entries stand in it: gap, entry and form as variable-length numbers
	Own     []mask.Class `json:"own,omitempty"`
	// Literals stood in the text from the beginning and could be taken for what has become of a pseudonym: [Bilaga 2].
	Literals []string `json:"literals,omitempty"`

	literals map[string]bool
	net      residue
	index    map[string]int
	forms    []map[form]int
	digest   hash.Hash
	end      int64
	count    int
	err      error
}

// MapEntry is a pseudonym.
type MapEntry struct {
	Text   string     `json:"text"` // as it stands in the masked text
	Class  mask.Class `json:"class"`
	Number int        `json:"number,omitempty"` // of a label; 0 for other pseudonyms
	Whole  string     `json:"whole"`            // what it stands for, in full and without genitive
	Forms  []form     `json:"forms"`
}

// form is a way the value was written, and the genitive that was left after the pseudonym.
type form struct {
	Text   string `json:"text"`
	Suffix string `json:"suffix,omitempty"`
}

func newMapping(m *Masker) *Mapping {
	mapping := &Mapping{
		Profile: m.Profile.ID, Lang: m.Lang, Domain: m.Domain, Entries: []MapEntry{}, index: map[string]int{}, digest: sha256.New(),
		literals: map[string]bool{}, net: residue{words: m.words},
	}
	for class := range m.Profile.ownClasses() {
		mapping.Own = append(mapping.Own, class)
	}
	return mapping
}

// note records that a value was replaced at a place of the masked text.
func (m *Mapping) note(at int64, r replaced, value string) {
	if m.count++; m.count > maxOccurrences {
		m.err = ErrMappingLarge
		return
	}
	i, known := m.index[r.base]
	if !known {
		i = len(m.Entries)
		m.index[r.base] = i
		entry := MapEntry{Text: r.base, Whole: value[:len(value)-len(r.suffix)]}
		if r.entity != nil {
			entry.Class = r.entity.class
			if r.operator == Label {
				entry.Number = r.entity.number
			}
		}
		m.Entries = append(m.Entries, entry)
		m.forms = append(m.forms, map[form]int{})
	}
	entry := &m.Entries[i]
	if r.entity != nil {
		entry.Whole = r.entity.display
	}
	written := form{value, r.suffix}
	k, known := m.forms[i][written]
	if !known {
		k = len(entry.Forms)
		m.forms[i][written] = k
		entry.Forms = append(entry.Forms, written)
	}
	m.place(at, i, k)
	m.end = at + int64(len(r.base)+len(r.suffix))
}

// maxLiterals bounds what is remembered of a text: one with more is restored as long as nobody has touched it, and else refused.
const maxLiterals = 10_000

// keepLiterals remembers what of the text that stays could be taken for what has become of a pseudonym.
func (m *Mapping) keepLiterals(left string) {
	loose := loosen(left)
	keep := func(shown string) {
		if len(m.Literals) < maxLiterals && !m.literals[shown] {
			m.literals[shown] = true
			m.Literals = append(m.Literals, shown)
		}
	}
	m.net.labels(loose, func(_ label, shown string) { keep(shown) })
	m.net.brackets(loose, keep)
}

// sum takes in masked text, in the order it is written.
func (m *Mapping) sum(masked []byte) { m.digest.Write(masked) }

// Mapping gives the table of what has been hidden, once the document is done. It fails unless Config.Track was set.
func (d *Document) Mapping() (*Mapping, error) {
	switch {
	case d.mapping == nil:
		return nil, ErrNotRestorable
	case d.err != nil:
		return nil, ErrFailed
	case d.mapping.err != nil:
		return nil, d.mapping.err
	}
	d.mapping.Sum = hex.EncodeToString(d.mapping.digest.Sum(nil))
	return d.mapping, nil
}

// sealed is the file of a mapping.
type sealed struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Key     string `json:"key"`
	Salt    []byte `json:"salt"`
	Data    []byte `json:"data"`
}

const (
	mappingFormat  = "tillit mask mapping"
	mappingVersion = 1
	saltBytes      = 16
)

// header is what the encryption binds together with the data.
func (s sealed) header() []byte {
	return fmt.Appendf(nil, "%s\x00%d\x00%s\x00%x", s.Format, s.Version, s.Key, s.Salt)
}

// Seal encrypts a mapping with the key in use: AES-256-GCM under a key derived for this mapping alone.
func (m *Mapping) Seal(ring *KeyRing) ([]byte, error) {
	if ring == nil {
		return nil, ErrNoKey
	}
	var packed bytes.Buffer
	compressor := gzip.NewWriter(&packed)
	err := json.NewEncoder(compressor).Encode(m)
	if err = errors.Join(err, compressor.Close()); err != nil {
		return nil, fmt.Errorf("hide: the mapping: %w", err)
	}
	s := sealed{Format: mappingFormat, Version: mappingVersion, Key: ring.Current().ID, Salt: make([]byte, saltBytes)}
	_, _ = rand.Read(s.Salt) // never fails
	aead, err := mappingCipher(ring.Current(), s.Salt)
	if err != nil {
		return nil, err
	}
	s.Data = aead.Seal(nil, make([]byte, aead.NonceSize()), packed.Bytes(), s.header()) // the key is used once, so the nonce may be zero
	return json.Marshal(s)
}

func mappingCipher(k Key, salt []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.derive("mapping", string(salt)))
	if err != nil {
		return nil, fmt.Errorf("hide: %w", err)
	}
	return cipher.NewGCM(block)
}

// OpenMapping decrypts a mapping with the key that it names, whether or not it is still the one in use. It fails with ErrNoKey,
// ErrKeyUnknown or ErrMappingDamaged.
func OpenMapping(data []byte, ring *KeyRing) (*Mapping, error) {
	var s sealed
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&s); err != nil || s.Format != mappingFormat || s.Version != mappingVersion || len(s.Salt) != saltBytes {
		return nil, fmt.Errorf("%w: it is not a file that tillit mask has written", ErrMappingDamaged)
	}
	k, err := ring.key(s.Key)
	if err != nil {
		return nil, err
	}
	aead, err := mappingCipher(k, s.Salt)
	if err != nil {
		return nil, err
	}
	packed, err := aead.Open(nil, make([]byte, aead.NonceSize()), s.Data, s.header())
	if err != nil {
		return nil, ErrMappingDamaged
	}
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, ErrMappingDamaged
	}
	m := &Mapping{}
	if err := json.NewDecoder(io.LimitReader(plain, maxMapping)).Decode(m); err != nil {
		return nil, ErrMappingDamaged
	}
	return m, nil
}

// Create seals a mapping into a new file that its owner alone may read. A file that exists is left as it is, and an error.
func (m *Mapping) Create(path string, ring *KeyRing) error {
	data, err := m.Seal(ring)
	if err != nil {
		return err
	}
	return createPrivate(path, data)
}

// LoadMapping opens a mapping file.
func LoadMapping(path string, ring *KeyRing) (*Mapping, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("hide: the mapping: %w", err)
	}
	m, err := OpenMapping(data, ring)
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", err, path)
	}
	return m, nil
}
