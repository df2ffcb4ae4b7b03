package instrument

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// A Problem is one thing that is wrong, or odd, in a pack or in a set of answers.
type Problem struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"` // from 1; 0 when unknown
	Col     int    `json:"col,omitempty"`  // from 1, in characters; 0 when unknown
	Path    string `json:"path,omitempty"` // for example questions[3].when or answers.purpose.value
	Code    string `json:"code"`           // stable, for programs
	Warning bool   `json:"warning"`        // true: worth a look; false: must be put right
	What    Text   `json:"what"`
	Do      Text   `json:"do,omitzero"` // what to do about it
}

// String gives the problem in English, as file:line:col: what; what to do.
func (p Problem) String() string { return p.In(English) }

// In gives the problem on one line in a language.
func (p Problem) In(lang Language) string {
	var b strings.Builder
	b.WriteString(p.where())
	if p.Warning {
		b.WriteString(Text{SV: "varning: ", EN: "warning: "}.In(lang))
	}
	b.WriteString(p.What.In(lang))
	if do := p.Do.In(lang); do != "" {
		b.WriteString(" " + do)
	}
	return b.String()
}

func (p Problem) where() string {
	var parts []string
	if p.File != "" {
		parts = append(parts, p.File)
	}
	if p.Line > 0 {
		parts = append(parts, fmt.Sprint(p.Line), fmt.Sprint(p.Col))
	}
	if len(parts) == 0 && p.Path != "" {
		parts = append(parts, p.Path)
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ":") + ": "
}

// Problems are all problems found in one file, in the order of the file.
type Problems []Problem //nolint:errname // a list first, and an error only when it stops a pack

// Error gives one problem per line, in English.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Errors gives the problems that are not warnings.
func (ps Problems) Errors() Problems { return ps.pick(false) }

// Warnings gives the problems that are only warnings.
func (ps Problems) Warnings() Problems { return ps.pick(true) }

func (ps Problems) pick(warning bool) Problems {
	var out Problems
	for _, p := range ps {
		if p.Warning == warning {
			out = append(out, p)
		}
	}
	return out
}

// AsProblems gives the problems an error from this package carries, or nil.
func AsProblems(err error) Problems {
	var ps Problems
	if errors.As(err, &ps) {
		return ps
	}
	return nil
}

func (ps Problems) sort() {
	sort.SliceStable(ps, func(i, j int) bool {
		a, b := ps[i], ps[j]
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Col < b.Col
	})
}

// A position is a place in a file. Line and col start at 1; a zero position is unknown.
type position struct{ line, col int }

// positions finds the place of a value, or of its key, by the path of the value.
type positions struct {
	value map[string]position
	key   map[string]position
}

func newPositions() positions {
	return positions{value: map[string]position{}, key: map[string]position{}}
}

// of gives the place of the value at path, or of the nearest thing around it.
func (p positions) of(path string) position {
	for {
		if at, ok := p.value[path]; ok {
			return at
		}
		if path == "" {
			return position{}
		}
		path = parentPath(path)
	}
}

// ofKey gives the place of the key at path, else of the value.
func (p positions) ofKey(path string) position {
	if at, ok := p.key[path]; ok {
		return at
	}
	return p.of(path)
}

func parentPath(path string) string {
	cut := strings.LastIndexAny(path, ".[")
	if cut < 0 {
		return ""
	}
	return path[:cut]
}

func childPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func itemPath(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// A reporter collects problems of one file, up to a limit.
type reporter struct {
	file  string
	at    positions
	limit int
	list  Problems
	full  bool
}

// add reports the problem code at path. args fill the message of both languages.
func (r *reporter) add(path, code string, args ...any) { r.addAt(r.at.of(path), path, code, args...) }

// addKey is add, pointing at the key and not at its value.
func (r *reporter) addKey(path, code string, args ...any) {
	r.addAt(r.at.ofKey(path), path, code, args...)
}

func (r *reporter) addAt(at position, path, code string, args ...any) {
	if r.full {
		return
	}
	if r.limit > 0 && len(r.list) >= r.limit {
		r.full = true
		code, args = codeTooManyProblems, []any{r.limit}
	}
	p := newProblem(code, args...)
	p.File, p.Line, p.Col, p.Path = r.file, at.line, at.col, path
	r.list = append(r.list, p)
}

// result gives what was collected, in the order of the file.
func (r *reporter) result() Problems {
	r.list.sort()
	return r.list
}

func (r *reporter) failed() bool { return len(r.list.Errors()) > 0 }
