package legalref

import (
	"strconv"
	"strings"
)

// Display is the target as Swedish legal writing has it: "2 kap. 3 a § första
// stycket 2 SFS 1960:729", "prop. 1999/2000:100 s. 42", "artikel 25.6 i
// 31995L0046".
func (t Target) Display() string {
	document := t.displayDocument()
	place := t.Place
	switch {
	case t.Series == "celex" || place.Article != "":
		return join(" i ", t.displayArticle(), document)
	case t.Series == "sfs":
		return join(" ", place.displayProvision(), document)
	case place.Page != "":
		return document + " s. " + place.Page
	case place.Part != "":
		return document + " avsnitt " + strings.ReplaceAll(place.Part, "-", ".")
	}
	return document
}

func join(between, first, second string) string {
	if first == "" {
		return second
	}
	return first + between + second
}

func (t Target) displayDocument() string {
	number := strings.ReplaceAll(t.Number, "_", " ")
	switch t.Series {
	case "sfs":
		if t.Place.Amendment != "" {
			return "SFS " + t.Place.Amendment + " om ändring i SFS " + number
		}
		return "SFS " + number
	case "sou":
		return "SOU " + number
	case "ds":
		return "Ds " + number
	case "celex", "dnr":
		return number
	}
	kind, name, two := strings.Cut(t.Series, "/")
	switch {
	case !two:
		return t.Series + ". " + number
	case kind == "dom":
		return displayCase(name, number)
	case kind == "avg":
		return strings.ToUpper(name) + " dnr " + number
	}
	return strings.ToUpper(name) + " Rapport " + number
}

// displayCase writes a reported case with the marks of its series.
func displayCase(court, number string) string {
	name := strings.ToUpper(court)
	switch court {
	case "ra":
		name = "RÅ"
	case "mod":
		name = "MÖD"
	}
	if year, notice, ok := strings.Cut(number, "/not/"); ok {
		return name + " " + year + " not. " + notice
	}
	mark := ":"
	switch court {
	case "nja":
		return name + " " + strings.Replace(number, "s", " s. ", 1)
	case "ra", "hfd":
		mark = " ref. "
	case "ad":
		mark = " nr "
	}
	return name + " " + strings.Replace(number, ":", mark, 1)
}

func (t Target) displayArticle() string {
	if t.Place.Annex != "" {
		number, point, has := strings.Cut(t.Place.Annex, ".")
		if has {
			return "bilaga " + number + " punkt " + point
		}
		return "bilaga " + number
	}
	if t.Place.Article == "" {
		return ""
	}
	parts := strings.Split(t.Place.Article, ".")
	last := len(parts) - 1
	if last > 0 && isLower(parts[last][0]) {
		return "artikel " + strings.Join(parts[:last], ".") + " " + parts[last]
	}
	return "artikel " + t.Place.Article
}

func (p Place) displayProvision() string {
	var words []string
	add := func(value, after string) {
		if value != "" {
			words = append(words, spaced(value)+after)
		}
	}
	add(p.Chapter, " kap.")
	add(p.Section, " §")
	add(p.Moment, " mom.")
	if p.Paragraph != "" {
		words = append(words, ordinalWord(p.Paragraph)+" stycket")
	}
	add(p.Item, "")
	if p.Sentence != "" {
		words = append(words, ordinalWord(p.Sentence)+" meningen")
	}
	return strings.Join(words, " ")
}

// spaced puts a blank between the number and the letter: 3a is written 3 a.
func spaced(value string) string {
	digits := leadingDigits(value)
	if digits == "" || digits == value {
		return value
	}
	return digits + " " + value[len(digits):]
}

// ordinalWord writes out 1 to 12; above that, "13:e".
func ordinalWord(number string) string {
	words := [...]string{
		"första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte",
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 {
		return number
	}
	if n <= len(words) {
		return words[n-1]
	}
	return number + ":e"
}
