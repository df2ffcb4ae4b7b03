package hide

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask"
)

// RestoreError lists the pseudonyms that stand in the way. It holds pseudonyms, never what they stand for.
type RestoreError struct {
	Missing   []string // that the mapping has and the text has not
	Unknown   []string // that look like ours, but the mapping has not
	Ambiguous []string // where it cannot be said which is meant
}

// Error says how many there are of each, and lists them.
func (e *RestoreError) Error() string {
	var parts []string
	for _, list := range []struct {
		word  string
		items []string
	}{{"missing", e.Missing}, {"unknown", e.Unknown}, {"ambiguous", e.Ambiguous}} {
		if len(list.items) > 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", list.word, strings.Join(shorten(list.items), ", ")))
		}
	}
	return "hide: the text cannot be restored whole; " + strings.Join(parts, "; ")
}

// shorten keeps messages readable.
func shorten(items []string) []string {
	const most = 50
	if len(items) <= most {
		return items
	}
	return append(slices.Clone(items[:most]), fmt.Sprintf("and %d more", len(items)-most))
}

// RestoreOptions say what may be wanting.
type RestoreOptions struct {
	// AllowMissing restores a text that lacks pseudonyms of the mapping, such as a summary. Unknown and ambiguous ones always stop it.
	AllowMissing bool
}

// Restored is a text with the values back in their places.
type Restored struct {
	Text      []byte
	Unaltered bool     // the text was the masked one, byte for byte, and so is what came back
	Missing   []string // pseudonyms that the text did not have
}

// Restore puts the values back. A masked text that nobody has touched gives the original byte for byte. In any other, each pseudonym
// becomes the fullest form of what it stands for, also where somebody has moved or inflected it, changed its case, lost its brackets or
// broken it over lines. It gives a *RestoreError, and no text, when some pseudonym is missing, unknown or ambiguous.
func (m *Mapping) Restore(text []byte, o RestoreOptions) (*Restored, error) {
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) == m.Sum {
		original, err := m.exact(text)
		return &Restored{Text: original, Unaltered: true}, err
	}
	if at := InvalidUTF8(text); at >= 0 {
		return nil, fmt.Errorf("%w: byte %d", ErrNotUTF8, at)
	}
	r := newRestorer(m)
	restored := r.run(text)
	r.search()
	problem := r.problem()
	if problem.Unknown != nil || problem.Ambiguous != nil || problem.Missing != nil && !o.AllowMissing {
		return nil, problem
	}
	return &Restored{Text: restored, Missing: problem.Missing}, nil
}

// place notes where an entry stands, as the distance from the one before.
func (m *Mapping) place(at int64, entry, form int) {
	m.Places = binary.AppendUvarint(m.Places, uint64(at-m.end))
	m.Places = binary.AppendUvarint(m.Places, uint64(entry))
	m.Places = binary.AppendUvarint(m.Places, uint64(form))
}

// exact restores the text that was written.
func (m *Mapping) exact(text []byte) ([]byte, error) {
	var out bytes.Buffer
	at, places := uint64(0), m.Places
	next := func() uint64 {
		value, n := binary.Uvarint(places)
		if n <= 0 {
			places = nil
			return 1 << 62 // beyond every entry and text
		}
		places = places[n:]
		return value
	}
	for len(places) > 0 {
		gap, entry, form := next(), next(), next()
		if entry >= uint64(len(m.Entries)) || form >= uint64(len(m.Entries[entry].Forms)) || gap > uint64(len(text))-at {
			return nil, ErrMappingDamaged
		}
		out.Write(text[at : at+gap])
		written := m.Entries[entry].Forms[form]
		at += gap
		length := uint64(len(m.Entries[entry].Text) + len(written.Suffix))
		if length > uint64(len(text))-at {
			return nil, ErrMappingDamaged
		}
		at += length
		out.WriteString(written.Text)
	}
	out.Write(text[at:])
	return out.Bytes(), nil
}

// restorer finds pseudonyms in a text that has been rewritten.
type restorer struct {
	entries   []MapEntry
	labels    map[labelKey]int
	others    map[string]int // pseudonyms that are no labels, by themselves
	lengths   []int
	words     *vocabulary
	used      []bool
	net       residue
	literals  map[string]bool
	left      strings.Builder // what no pseudonym has been read in
	unknown   []string
	ambiguous []string
}

type labelKey struct {
	class  mask.Class
	number int
}

func newRestorer(m *Mapping) *restorer {
	r := &restorer{
		entries: m.Entries, labels: map[labelKey]int{}, others: map[string]int{}, words: newVocabulary(m.Own), used: make([]bool, len(m.Entries)),
		literals: map[string]bool{},
	}
	r.net.words = r.words
	r.net.know(m.Entries)
	for _, literal := range m.Literals {
		r.literals[literal] = true
	}
	for i, entry := range m.Entries {
		if entry.Number > 0 {
			r.labels[labelKey{entry.Class, entry.Number}] = i
			continue
		}
		r.others[entry.Text] = i
		if !slices.Contains(r.lengths, len(entry.Text)) {
			r.lengths = append(r.lengths, len(entry.Text))
		}
	}
	slices.Sort(r.lengths)
	slices.Reverse(r.lengths)
	return r
}

// run gives the text with values in the places of pseudonyms, and remembers what was in the way.
func (r *restorer) run(text []byte) []byte {
	var out bytes.Buffer
	done := 0
	for _, l := range scanLabels(text, r.words) {
		i, use := r.resolve(l, string(text[l.start:l.end]))
		if !use {
			continue
		}
		r.copyOthers(&out, text[done:l.start])
		if r.left.WriteString(dealtWith); i < 0 {
			done = l.end
			continue
		}
		if l.genitive != "" {
			r.write(&out, i, nil)
			out.WriteString(genitiveOf(r.entries[i].Whole, l.genitive))
			done = l.end
			continue
		}
		done = l.end + r.write(&out, i, text[l.end:])
	}
	r.copyOthers(&out, text[done:])
	return out.Bytes()
}

// search notes what looks like a pseudonym in what is left of the text and did not stand there from the beginning.
func (r *restorer) search() {
	loose := loosen(r.left.String())
	r.net.labels(loose, func(l label, shown string) {
		if i, use := r.labels[labelKey{l.class, l.number}]; use && !l.trouble && !r.literals[shown] {
			r.ambiguous = appendNew(r.ambiguous, r.entries[i].Text)
		} else if !r.literals[shown] {
			r.resolve(l, shown)
		}
	})
	r.net.brackets(loose, func(shown string) {
		if !r.literals[shown] && !slices.Contains(r.ambiguous, shown) {
			r.unknown = appendNew(r.unknown, shown)
		}
	})
	r.net.others(loose, func(shown string) { r.ambiguous = appendNew(r.ambiguous, shown) })
}

// resolve finds the entry of a label; -1 where there is none that can be said, which is noted. It is not to be used where the label may be the
// writer's own words.
func (r *restorer) resolve(l label, shown string) (int, bool) {
	i, known := r.labels[labelKey{l.class, l.number}]
	switch {
	case l.trouble, known && !l.bracketed && l.lower: // "person 1" may be the writer's own words
		r.ambiguous = appendNew(r.ambiguous, shown)
	case known:
		return i, true
	case l.bracketed || l.upper:
		r.unknown = appendNew(r.unknown, shown)
	default:
		return -1, false
	}
	return -1, true
}

// write writes the value of an entry in the form that what follows asks for, and gives how many bytes of that it has taken.
func (r *restorer) write(out *bytes.Buffer, i int, rest []byte) int {
	r.used[i] = true
	entry := r.entries[i]
	entry.Whole = oneLine(entry)
	out.WriteString(entry.Whole)
	for _, mark := range []string{":s", ":S"} {
		if bytes.HasPrefix(rest, []byte(mark)) && !letterAt(rest[len(mark):]) {
			out.WriteString(genitiveOf(entry.Whole, "s"))
			return len(mark)
		}
	}
	if genitiveFollows(rest) {
		out.WriteString(genitiveOf(entry.Whole, string(rest[:1])))
		return 1
	}
	return 0
}

// oneLine is the value of a name without the line break that stood in it by chance.
func oneLine(entry MapEntry) string {
	if entry.Class != mask.Person || !strings.Contains(entry.Whole, "\n") {
		return entry.Whole
	}
	return strings.Join(strings.Fields(entry.Whole), " ")
}

// genitiveOf is the ending of a genitive; names in s, x and z have none.
func genitiveOf(whole, ending string) string {
	if whole != "" && strings.ContainsRune("sxzSXZ", rune(whole[len(whole)-1])) {
		return ""
	}
	return ending
}

func letterAt(text []byte) bool {
	r, size := utf8.DecodeRune(text)
	return size > 0 && unicode.IsLetter(r)
}

// copyOthers copies text without labels, putting values in the places of tokens and numbers.
func (r *restorer) copyOthers(out *bytes.Buffer, text []byte) {
	if len(r.others) == 0 {
		r.left.Write(text)
		out.Write(text)
		return
	}
	done := 0
	inside := false
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRune(text[at:])
		word := unicode.IsLetter(c) || unicode.IsDigit(c)
		if !inside || !word {
			if i, length := r.otherAt(text[at:]); length > 0 {
				out.Write(text[done:at])
				r.left.Write(text[done:at])
				r.left.WriteString(dealtWith)
				done = at + length
				done += r.write(out, i, text[done:])
				at, inside = done, false
				continue
			}
		}
		inside = word
		at += size
	}
	out.Write(text[done:])
	r.left.Write(text[done:])
}

func (r *restorer) otherAt(text []byte) (entry, length int) {
	for _, length := range r.lengths {
		if length == 0 || length > len(text) {
			continue
		}
		i, known := r.others[string(text[:length])]
		if !known {
			continue
		}
		if next, size := utf8.DecodeRune(text[length:]); size == 0 || !unicode.IsDigit(next) && (!unicode.IsLetter(next) || genitiveFollows(text[length:])) {
			return i, length
		}
	}
	return 0, 0
}

func (r *restorer) problem() *RestoreError {
	e := &RestoreError{Unknown: r.unknown, Ambiguous: r.ambiguous}
	for i, entry := range r.entries {
		if !r.used[i] {
			e.Missing = append(e.Missing, entry.Text)
		}
	}
	return e
}

// maxListed bounds what is remembered of a hostile text.
const maxListed = 1000

func appendNew(list []string, item string) []string {
	if len(list) >= maxListed || slices.Contains(list, item) {
		return list
	}
	return append(list, item)
}
