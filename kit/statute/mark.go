package statute

import (
	"cmp"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
)

// undecided is what a mark says when Parliament has left the day to the Government.
const undecided = "den dag regeringen bestämmer"

// firstYear is the first year that a mark can name; earlier dates, as 0001-01-01, are how computers write that there is none.
const firstYear = 1600

// mark is a remark between slashes about the time of a unit.
type mark struct {
	subject string // Rubriken, Kapitlet, Kapitelrubriken, Bilagan or ""
	from    bool   // it enters into force; else it ceases
	moment  Moment
	by      string // the act that repeals
	bad     bool   // the date is no date
	end     int    // offset after the closing slash
}

// readMark reads a mark that begins at an offset. Other text between slashes, as in "96/46/EG", gives false.
func readMark(src string, at, limit int) (mark, bool) {
	if at >= limit || src[at] != '/' {
		return mark{}, false
	}
	stop := strings.IndexByte(src[at+1:min(limit, at+260)], '/')
	if stop < 0 {
		return mark{}, false
	}
	m := mark{end: at + 1 + stop + 1}
	body := spaced(src[at+1 : at+1+stop])
	for _, subject := range [...]string{"Rubriken", "Kapitlet", "Kapitelrubriken", "Bilagan", "Avdelningen", "Punkten"} {
		if rest, ok := strings.CutPrefix(body, subject+" "); ok {
			m.subject, body = subject, rest
			break
		}
	}
	value, ok := m.verb(body)
	if !ok {
		return mark{}, false
	}
	m.value(value)
	return m, true
}

// verb reads "träder i kraft I:" or "upphör att gälla U:" and returns what follows.
func (m *mark) verb(body string) (string, bool) {
	if len(body) < 2 {
		return "", false
	}
	for _, verb := range [...]string{"räder i kraft I:", "rätt i kraft I:"} {
		if rest, ok := strings.CutPrefix(body[1:], verb); ok && (body[0] == 'T' || body[0] == 't') {
			m.from = true
			return strings.TrimSpace(rest), true
		}
	}
	if rest, ok := strings.CutPrefix(body[1:], "pphör att gälla U:"); ok && (body[0] == 'U' || body[0] == 'u') {
		return strings.TrimSpace(rest), true
	}
	return "", false
}

func (m *mark) value(value string) {
	value = strings.TrimSuffix(strings.TrimSpace(value), ".")
	if when, by, ok := strings.Cut(value, " genom "); ok {
		value = when
		m.by = numberIn(by)
	}
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "den dag") {
		m.moment.Condition = strings.Replace(value, "den dag som", "den dag", 1)
		return
	}
	day, err := date.Parse(value)
	if err != nil || day.Year() < firstYear {
		m.bad = true
		m.moment.Condition = cmp.Or(value, "?")
		return
	}
	m.moment.Date = day
}

// marks reads all marks from an offset, with the space around them, and returns them with the offset of what follows.
func (p *parser) marks(at, limit int) ([]mark, int) {
	if at >= limit || p.src[at] != '/' {
		return nil, at
	}
	var found []mark
	for at < limit {
		m, ok := readMark(p.src, at, limit)
		if !ok {
			break
		}
		found = append(found, m)
		at = skipSpace(p.src, m.end, limit)
	}
	return found, at
}

// apply gives a unit the times of marks and reports those that are no times.
func (p *parser) apply(u *Unit, marks []mark, at int) {
	for _, m := range marks {
		if m.bad {
			p.problem(BadDate, at, "the mark says %q, which is no date of a statute; the time of this unit is unknown", m.moment.Condition)
		} else if m.moment.Condition != "" && m.moment.Condition != undecided {
			p.problem(UnknownCondition, at, "the mark waits for %q; the time of this unit is unknown", m.moment.Condition)
		}
		if m.from {
			u.Validity.From = m.moment
		} else {
			u.Validity.To, u.Validity.By = m.moment, m.by
		}
	}
}
