package hide

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
)

// writtenDate is a date and the places of its parts in the text, so that another can be written in the same way.
type writtenDate struct {
	date     date.Date
	parts    []datePart
	thisYear int
}

// datePart is a part of a written date: text that stays, or y, m, d as digits, or M as the name of a month.
type datePart struct {
	kind byte // 0 for text that stays
	text string
}

func months() []string {
	return []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}
}

// readDate reads a date as Swedish texts write it: 1981-12-18, 19811218, 811218, 18/12 1981, 18.12.1981, 18 december 1981, 18 dec -81. Two
// digits of a year are the latest such year that is not after thisYear. Text around the date stays as it is.
func readDate(text string, thisYear int) (writtenDate, bool) {
	parts := dateTokens(text)
	var digits []int
	month := -1
	for i, part := range parts {
		switch part.kind {
		case 'n':
			digits = append(digits, i)
		case 'M':
			month = i
		}
	}
	switch {
	case len(digits) == 1 && month < 0:
		return readRun(parts, digits[0], thisYear)
	case len(digits) == 2 && month >= 0:
		parts[digits[0]].kind, parts[digits[1]].kind = 'd', 'y'
	case len(digits) == 3 && month < 0 && len(parts[digits[0]].text) == 4:
		parts[digits[0]].kind, parts[digits[1]].kind, parts[digits[2]].kind = 'y', 'm', 'd'
	case len(digits) == 3 && month < 0 && len(parts[digits[2]].text) == 4 || len(digits) == 3 && strings.Contains(text, "/"):
		parts[digits[0]].kind, parts[digits[1]].kind, parts[digits[2]].kind = 'd', 'm', 'y'
	case len(digits) == 3 && month < 0 && strings.Contains(text, "-"):
		parts[digits[0]].kind, parts[digits[1]].kind, parts[digits[2]].kind = 'y', 'm', 'd'
	default:
		return writtenDate{}, false
	}
	return assemble(parts, thisYear)
}

// readRun reads 19811218 and 811218.
func readRun(parts []datePart, at, thisYear int) (writtenDate, bool) {
	run := parts[at].text
	if len(run) != 8 && len(run) != 6 {
		return writtenDate{}, false
	}
	year := len(run) - 4
	split := []datePart{{'y', run[:year]}, {'m', run[year : year+2]}, {'d', run[year+2:]}}
	return assemble(append(append(append([]datePart(nil), parts[:at]...), split...), parts[at+1:]...), thisYear)
}

func assemble(parts []datePart, thisYear int) (writtenDate, bool) {
	var year, month, day int
	for _, part := range parts {
		n, _ := strconv.Atoi(part.text)
		switch part.kind {
		case 'y':
			if len(part.text) != 2 && len(part.text) != 4 {
				return writtenDate{}, false
			}
			year = n
			if len(part.text) == 2 {
				year += 1900
				if year+100 <= thisYear {
					year += 100
				}
			}
		case 'm':
			month = n
		case 'M':
			month = monthOf(part.text)
		case 'd':
			day = n
		}
	}
	found, err := date.New(year, month, day)
	return writtenDate{found, parts, thisYear}, err == nil && year >= 1000
}

// dateTokens splits a text into runs of digits (n), names of months (M) and the rest.
func dateTokens(text string) []datePart {
	var parts []datePart
	for len(text) > 0 {
		kind, end := tokenAt(text)
		if kind == 0 && len(parts) > 0 && parts[len(parts)-1].kind == 0 {
			parts[len(parts)-1].text += text[:end]
		} else {
			parts = append(parts, datePart{kind, text[:end]})
		}
		text = text[end:]
	}
	return parts
}

func tokenAt(text string) (kind byte, end int) {
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	if end > 0 {
		return 'n', end
	}
	for end < len(text) && (text[end]|0x20 >= 'a' && text[end]|0x20 <= 'z') {
		end++
	}
	if end > 0 && monthOf(text[:end]) > 0 {
		return 'M', end
	}
	return 0, max(end, 1)
}

// monthOf is the number of a month by its name or its first three letters; 0 for other words.
func monthOf(word string) int {
	word = strings.ToLower(word)
	for i, name := range months() {
		if word == name || word == name[:3] || word == "sept" && name == "september" {
			return i + 1
		}
	}
	return 0
}

// move writes the date a number of days away in the same way; false when it leaves the calendar, or when two digits of the year would be read as
// another year than the one it has come to, so that the distance would be lost.
func (w writtenDate) move(days int64) (string, bool) {
	to, err := w.date.AddDays(days)
	if err != nil || to.Year() > 9999 {
		return "", false
	}
	var b strings.Builder
	for _, part := range w.parts {
		b.WriteString(part.with(to))
	}
	again, ok := readDate(b.String(), w.thisYear)
	return b.String(), ok && again.date == to
}

func (p datePart) with(d date.Date) string {
	switch p.kind {
	case 'y':
		return fmt.Sprintf("%0*d", len(p.text), d.Year()%pow10(len(p.text)))
	case 'm':
		return fmt.Sprintf("%0*d", len(p.text), d.Month())
	case 'd':
		return fmt.Sprintf("%0*d", len(p.text), d.Day())
	case 'M':
		word := months()[d.Month()-1]
		if monthOf(p.text) > 0 && len(p.text) == 3 && !strings.EqualFold(p.text, "maj") {
			word = word[:3]
		}
		return likeCase(word, p.text)
	}
	return p.text
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// likeCase writes a lower-case word in capitals, or with a capital, as the model is.
func likeCase(word, model string) string {
	switch {
	case model == strings.ToUpper(model):
		return strings.ToUpper(word)
	case model[:1] == strings.ToUpper(model[:1]):
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}

// Dates are moved by at least a month and at most thirteen, forwards or back.
const (
	leastShift = 31
	mostShift  = 395
)

// offset is how many days the dates of a subject are moved: the same for all of them, so that intervals are kept.
func (p *pseudonyms) offset(subject string) int64 {
	sum := keyedSum(p.shift, subject)
	days := int64(leastShift + binary.BigEndian.Uint64(sum[:8])%(mostShift-leastShift+1))
	if sum[8]&1 == 1 {
		return -days
	}
	return days
}
