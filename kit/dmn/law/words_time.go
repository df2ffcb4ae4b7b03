package law

import (
	"strings"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/feel"
)

// temporal writes a time, a date and time or a duration. What it cannot read it writes as FEEL does.
func temporal(v feel.Value, lang string) string {
	text := strings.TrimSuffix(strings.TrimPrefix(v.String(), `@"`), `"`)
	var words string
	switch v.Kind() {
	case feel.KindTime:
		words = Text{"kl. ", ""}.In(lang) + clock(text, lang)
	case feel.KindDateTime:
		before, after, _ := strings.Cut(text, "T")
		d, err := date.Parse(before)
		if err != nil {
			return text
		}
		words = day(d, lang) + Text{" kl. ", " at "}.In(lang) + clock(after, lang)
	default:
		words = duration(text, lang)
	}
	if words == "" {
		return text
	}
	return words
}

// clock writes 12:30:00+02:00 as 12.30 (UTC+2). Seconds are left out where they are none, and so is the zone of Sweden.
func clock(text, lang string) string {
	at, zone := text, ""
	if i := strings.IndexAny(text, "Z+-@"); i >= 0 {
		at, zone = text[:i], text[i:]
	}
	at = strings.TrimSuffix(at, ":00")
	if lang != "en" {
		at = strings.ReplaceAll(at, ".", ",")
		at = strings.ReplaceAll(at, ":", ".")
	}
	switch {
	case zone == "" || zone == "@Europe/Stockholm":
		return at
	case zone[0] == '@':
		return at + " (" + strings.ReplaceAll(zone[1:], "_", " ") + ")"
	case zone == "Z":
		return at + " (UTC)"
	}
	hours, minutes, _ := strings.Cut(zone[1:], ":")
	offset := zone[:1] + strings.TrimPrefix(hours, "0")
	if minutes != "00" {
		offset += ":" + minutes
	}
	return at + " (UTC" + strings.Replace(offset, "-", "−", 1) + ")"
}

// units are the parts of a duration in one and in several, in Swedish and English.
var units = map[string][2]Text{
	"Y":  {{"år", "year"}, {"år", "years"}},
	"M":  {{"månad", "month"}, {"månader", "months"}},
	"D":  {{"dag", "day"}, {"dagar", "days"}},
	"TH": {{"timme", "hour"}, {"timmar", "hours"}},
	"TM": {{"minut", "minute"}, {"minuter", "minutes"}},
	"TS": {{"sekund", "second"}, {"sekunder", "seconds"}},
}

// duration writes P1DT2H as 1 dag och 2 timmar; empty where the text is no duration.
func duration(text, lang string) string {
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "minus ", text[1:]
	}
	rest, ok := strings.CutPrefix(text, "P")
	if !ok {
		return ""
	}
	var parts []string
	inTime := ""
	for rest != "" {
		if rest[0] == 'T' {
			inTime, rest = "T", rest[1:]
			continue
		}
		end := strings.IndexFunc(rest, func(c rune) bool { return c >= 'A' })
		if end <= 0 {
			return ""
		}
		names, known := units[inTime+rest[end:end+1]]
		if !known {
			return ""
		}
		name := names[1]
		if rest[:end] == "1" {
			name = names[0]
		}
		parts = append(parts, amount(rest[:end], lang, "")+"\u00A0"+name.In(lang))
		rest = rest[end+1:]
	}
	return sign + enumerate(parts, lang)
}

// enumerate joins words as people do: a, b och c.
func enumerate(words []string, lang string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + Text{" och ", " and "}.In(lang) + words[last]
}

// entries writes a context by the names of its entries.
func entries(c *feel.Context, lang string) string {
	parts := make([]string, c.Len())
	for i := range parts {
		parts[i] = c.At(i).Name + ": " + Words(c.At(i).Value, lang, nil)
	}
	return strings.Join(parts, "; ")
}
