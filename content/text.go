package content

import (
	"strings"
	"time"
)

// Text is a text in the two languages of the platform. Both must be there.
type Text struct {
	SV string `yaml:"sv" json:"sv"`
	EN string `yaml:"en" json:"en"`
}

// In returns the text in the language, sv or en. Any other language gives
// Swedish, which is the platform's first.
func (t Text) In(language string) string {
	if language == "en" {
		return t.EN
	}
	return t.SV
}

// missing names the languages that the text lacks.
func (t Text) missing() []string {
	var out []string
	if strings.TrimSpace(t.SV) == "" {
		out = append(out, "sv")
	}
	if strings.TrimSpace(t.EN) == "" {
		out = append(out, "en")
	}
	return out
}

// dateLayouts are the precisions that a partial date may have, ISO 8601.
var dateLayouts = [...]string{"2006-01-02", "2006-01", "2006"}

// isPartialDate tells whether s is a year, a month or a day that exists.
func isPartialDate(s string) bool {
	for _, layout := range dateLayouts {
		if len(s) == len(layout) && parses(layout, s) {
			return true
		}
	}
	return false
}

// isDate tells whether s is a day that exists, as YYYY-MM-DD.
func isDate(s string) bool { return parses(dateLayouts[0], s) }

func parses(layout, s string) bool {
	_, err := time.Parse(layout, s)
	return err == nil
}
