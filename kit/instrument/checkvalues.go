package instrument

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Longest answers where the pack says nothing.
const (
	defaultTextLength     = 1_000
	defaultLongTextLength = 20_000
	defaultEvidenceLength = 2_000
)

func (q Question) maxLength() int {
	switch {
	case q.MaxLength > 0:
		return q.MaxLength
	case q.Type == TypeLongText:
		return defaultLongTextLength
	case q.Type == TypeEvidence:
		return defaultEvidenceLength
	}
	return defaultTextLength
}

func (c answerCheck) text(value any, path string) bool {
	text, ok := value.(string)
	if !ok {
		return c.wrongType(value, path, "text")
	}
	if n := utf8.RuneCountInString(text); n > c.question.maxLength() {
		return c.fail(path, codeTooLong, c.question.ID, n, c.question.maxLength())
	}
	if c.question.Type == TypeText && strings.ContainsAny(text, "\n\r") {
		return c.fail(path, codeOneLine, c.question.ID)
	}
	return true
}

// yesPartlyNo are the answers of a yes_partly_no question.
func yesPartlyNo() []string { return []string{"yes", "partly", "no"} }

// optionIDs gives the answers a choice, choices or yes_partly_no question can have.
func (q Question) optionIDs() []string {
	if q.Type == TypeYesPartlyNo {
		return yesPartlyNo()
	}
	ids := make([]string, 0, len(q.Options))
	for _, o := range q.Options {
		ids = append(ids, o.ID)
	}
	return ids
}

func (c answerCheck) choice(value any, path string) bool {
	id, ok := value.(string)
	if !ok {
		return c.wrongType(value, path, "text")
	}
	return c.option(id, path)
}

func (c answerCheck) option(id, path string) bool {
	ids := c.question.optionIDs()
	for _, known := range ids {
		if known == id {
			return true
		}
	}
	return c.fail(path, codeNoSuchOption, c.question.ID, id, strings.Join(ids, ", "))
}

func (c answerCheck) choices(value any, path string) bool {
	list, ok := value.([]string)
	if !ok {
		return c.wrongType(value, path, "list")
	}
	fits, seen := true, map[string]bool{}
	exclusive := ""
	for i, id := range list {
		at := itemPath(path, i)
		switch {
		case seen[id]:
			fits = c.fail(at, codeChosenTwice, c.question.ID, id)
		case !c.option(id, at):
			fits = false
		}
		seen[id] = true
		if o, found := c.question.Option(id); found && o.Exclusive {
			exclusive = id
		}
	}
	if exclusive != "" && len(seen) > 1 {
		fits = c.fail(path, codeExclusive, c.question.ID, exclusive)
	}
	return c.count(len(list), path) && fits
}

// count checks the number of choices or rows against min and max.
func (c answerCheck) count(n int, path string) bool {
	q := c.question
	if n > 0 && q.Min != nil && q.Min.CmpInt(n) > 0 {
		return c.fail(path, codeTooFew, q.ID, n, q.Min)
	}
	if q.Max != nil && q.Max.CmpInt(n) < 0 {
		return c.fail(path, codeTooMany, q.ID, n, q.Max)
	}
	return true
}

func (c answerCheck) number(value any, path string) bool {
	number, ok := decimalOf(value)
	if !ok {
		return c.wrongType(value, path, "number")
	}
	q := c.question
	if q.Min != nil && number.Cmp(*q.Min) < 0 {
		return c.fail(path, codeTooSmall, q.ID, number, q.Min)
	}
	if q.Max != nil && number.Cmp(*q.Max) > 0 {
		return c.fail(path, codeTooBig, q.ID, number, q.Max)
	}
	return true
}

// decimalOf reads the kinds of number an answer made in Go may hold. Floats are not among
// them: they are not what somebody wrote.
func decimalOf(value any) (Decimal, bool) {
	switch value := value.(type) {
	case Decimal:
		return value, true
	case json.Number:
		d, err := ParseDecimal(value.String())
		return d, err == nil
	case int, int64:
		d, err := ParseDecimal(fmt.Sprint(value))
		return d, err == nil
	}
	return Decimal{}, false
}

var isoDate = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// validDate tells whether text is a day of the calendar in ISO form.
func validDate(text string) bool {
	if !isoDate.MatchString(text) {
		return false
	}
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func (c answerCheck) date(value any, path string) bool {
	text, ok := value.(string)
	if !ok {
		return c.wrongType(value, path, "text")
	}
	if !validDate(text) {
		return c.fail(path, codeBadDate, c.question.ID, text)
	}
	return true
}
