package law

import (
	"errors"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/feel"
)

// piece is a piece of a reason: text, or a placeholder.
type piece struct {
	text   string
	name   string // of the placeholder
	format string // after |
}

var (
	errOpen  = errors.New("a { has no }; write {{ for the sign itself")
	errClose = errors.New("a } has no {; write }} for the sign itself")
	errEmpty = errors.New("the placeholder {} names nothing")
)

// split takes a reason apart. {{ and }} are the signs themselves.
func split(text string) ([]piece, error) {
	var pieces []piece
	var plain strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "{{"), strings.HasPrefix(text[i:], "}}"):
			plain.WriteByte(text[i])
			i++
		case text[i] == '}':
			return nil, errClose
		case text[i] == '{':
			end := strings.IndexByte(text[i:], '}')
			if end < 0 || strings.Contains(text[i+1:i+end], "{") {
				return nil, errOpen
			}
			name, format, _ := strings.Cut(text[i+1:i+end], "|")
			name = strings.Join(strings.Fields(name), " ")
			if name == "" {
				return nil, errEmpty
			}
			pieces = append(pieces, piece{text: plain.String()}, piece{name: name, format: strings.TrimSpace(format)})
			plain.Reset()
			i += end
		default:
			plain.WriteByte(text[i])
		}
	}
	return append(pieces, piece{text: plain.String()}), nil
}

// fill puts values into a reason. A name without a value says that the value is missing.
func fill(text, lang string, value func(name string) (feel.Value, []Option)) string {
	pieces, err := split(text)
	if err != nil {
		return text
	}
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
		if p.name != "" {
			v, options := value(p.name)
			b.WriteString(wordsWith(v, lang, options, p.format))
		}
	}
	return b.String()
}

// Words writes a value as people do: dates as 4 maj 2026, times as kl. 12.30, durations as 3 veckor would be said in days, numbers with spaced
// thousands, yes and no, strings by the labels of options.
func Words(v feel.Value, lang string, options []Option) string {
	return wordsWith(v, lang, options, "")
}

func wordsWith(v feel.Value, lang string, options []Option, format string) string {
	switch v.Kind() {
	case feel.KindNull:
		return Text{"uppgift saknas", "not known"}.In(lang)
	case feel.KindBoolean:
		if v.IsTrue() {
			return Text{"ja", "yes"}.In(lang)
		}
		return Text{"nej", "no"}.In(lang)
	case feel.KindNumber:
		return amount(v.NumberText(), lang, format)
	case feel.KindDate:
		d, _ := v.AsDate()
		return day(d, lang)
	case feel.KindString:
		s, _ := v.AsString()
		return optionLabel(s, lang, options)
	case feel.KindList:
		return listed(v, lang, options)
	case feel.KindTime, feel.KindDateTime, feel.KindDaysTime, feel.KindYearsMonths:
		return temporal(v, lang)
	case feel.KindContext:
		c, _ := v.AsContext()
		return entries(c, lang)
	}
	return v.String()
}

func optionLabel(s, lang string, options []Option) string {
	for _, o := range options {
		if o.Value == s {
			return o.Label.In(lang)
		}
	}
	return s
}

func listed(v feel.Value, lang string, options []Option) string {
	items, _ := v.AsList()
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = Words(item, lang, options)
	}
	if len(words) == 0 {
		return Text{"inget", "none"}.In(lang)
	}
	return enumerate(words, lang)
}

var (
	monthsSV = [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}
	monthsEN = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

func day(d date.Date, lang string) string {
	months := monthsSV
	if lang == "en" {
		months = monthsEN
	}
	return itoa(d.Day()) + " " + months[d.Month()-1] + " " + itoa(d.Year())
}

// amount writes a number with its thousands apart, and with the format "kr" as an amount of money.
func amount(number, lang, format string) string {
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "−", number[1:]
	}
	whole, decimals, fraction := strings.Cut(number, ".")
	group, point := "\u00A0", ","
	if lang == "en" {
		group, point = ",", "."
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + group + whole[at:]
	}
	if fraction {
		whole += point + decimals
	}
	if format == "kr" && lang == "en" {
		return sign + "SEK\u00A0" + whole
	}
	if format == "kr" {
		return sign + whole + "\u00A0kr"
	}
	return sign + whole
}

// Named writes a reason before there are values: name puts something in place of each placeholder, such as the label of the input.
func Named(text string, name func(placeholder string) string) string {
	pieces, err := split(text)
	if err != nil {
		return text
	}
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
		if p.name != "" {
			b.WriteString(name(p.name))
		}
	}
	return b.String()
}
