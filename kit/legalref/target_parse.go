package legalref

import (
	"fmt"
	"strings"
)

// TargetError says what is wrong with the text of a target.
type TargetError struct {
	Text   string // the whole text
	Offset int    // byte where reading stopped
	Reason string // what was expected there
}

// Error says what is no target, and why.
func (e *TargetError) Error() string {
	return fmt.Sprintf("target %q: at byte %d: %s", e.Text, e.Offset, e.Reason)
}

// ParseTarget reads the canonical form that [Target.String] writes. The error
// is a [*TargetError] with the position.
func ParseTarget(text string) (Target, error) {
	document, place, hasPlace := strings.Cut(text, "#")
	t, err := parseDocument(text, document)
	if err != nil {
		return Target{}, err
	}
	if !hasPlace {
		return t, nil
	}
	if t.Place, err = parsePlace(text, t.Series, place, len(document)+1); err != nil {
		return Target{}, err
	}
	return t, nil
}

// ParseAct reads the number of an act as registers write it, "1960:729",
// "SFS 1960:729" or "1904:48 s.1", and gives its target in the one canonical
// form. The error is a [*TargetError].
func ParseAct(number string) (Target, error) {
	text := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(number), "SFS"))
	if t := (Target{Series: "sfs", Number: text}); validActNumber(text) {
		return t, nil
	}
	p := parser{text: text, tokens: lex(text, 0, len(text), nil)}
	n, ok := p.bareNumber(0)
	if !ok || p.at(n.last+1).kind != tokenEnd {
		return Target{}, &TargetError{number, 0, "no number of an act, such as 1960:729"}
	}
	return n.act, nil
}

// knownSeries says that a target may have this series.
func knownSeries(series string) bool {
	switch series {
	case "sfs", "prop", "skr", "bet", "rskr", "sou", "ds", "dir", "celex", "dnr",
		"dom/nja", "dom/ra", "dom/hfd", "dom/ad", "dom/rh", "dom/mod", "dom/mig", "dom/md", "dom/rk",
		"avg/jo", "avg/jk", "avg/arn":
		return true
	}
	name, isReport := strings.CutPrefix(series, "rapport/")
	return isReport && name != "" && all(name, isLowerOrDigit)
}

func parseDocument(text, document string) (Target, error) {
	series, number, found := strings.Cut(document, "/")
	if found && (series == "dom" || series == "avg" || series == "rapport") {
		var court string
		court, number, found = strings.Cut(number, "/")
		series += "/" + court
	}
	switch {
	case !found || !knownSeries(series):
		return Target{}, &TargetError{text, 0, "no known series, such as sfs/, prop/ or celex/"}
	case !validNumber(series, number):
		return Target{}, &TargetError{text, len(series) + 1, "no number of the kind that " + series + " has"}
	}
	return Target{Series: series, Number: number}, nil
}

// validNumber checks the form of a number; that it makes sense, such as that a session spans two years, is checked too.
func validNumber(series, number string) bool {
	switch series {
	case "sfs":
		return validActNumber(number)
	case "celex":
		return validCelex(number)
	case "prop", "skr", "rskr", "bet":
		session, n, ok := strings.Cut(number, ":")
		return ok && validSession(session) && n != "" && all(n, isWordByte)
	case "sou", "ds", "dir":
		year, n, ok := strings.Cut(number, ":")
		return ok && validYear(year) && n != "" && all(n, isWordByte)
	case "dnr":
		return validRegistration(number)
	}
	return number != "" && all(number, func(c byte) bool { return isWordByte(c) || c == ':' || c == '/' || c == '-' })
}

// validActNumber accepts 1960:729, N2026:3, 1736:0123_s._2 and 1886:bih._3_s._1.
func validActNumber(number string) bool {
	year, n, ok := strings.Cut(number, ":")
	year = strings.TrimPrefix(year, "N")
	if !ok || !validYear(year) {
		return false
	}
	n = strings.TrimPrefix(n, "bih._")
	n, page, hasPage := strings.Cut(n, "_s._")
	if hasPage && (page == "" || !all(page, isDigit)) {
		return false
	}
	return n != "" && len(n) <= 5 && all(n, isDigit)
}

func validCelex(number string) bool {
	if len(number) < 10 || len(number) > 13 || !all(number[:5], isDigit) || !validYear(number[1:5]) {
		return false
	}
	letters := 5
	for letters < len(number) && isUpper(number[letters]) {
		letters++
	}
	return letters > 5 && letters <= 7 && len(number)-letters >= 4 && all(number[letters:], isDigit)
}

// validSession accepts 1949, and 2011/12 or 1999/2000 where the second year follows the first.
func validSession(session string) bool {
	first, second, two := strings.Cut(session, "/")
	if !validYear(first) {
		return false
	}
	if !two {
		return true
	}
	next := atoi(first) + 1
	return (len(second) == 2 && all(second, isDigit) && atoi(second) == next%100 && next != 2000) ||
		(second == "2000" && next == 2000) || (len(second) == 4 && all(second, isDigit) && atoi(second) == next)
}

// validYear accepts four digits from 1600 to 2199, and 9999, which stands for the text at hand.
func validYear(year string) bool {
	if len(year) != 4 || !all(year, isDigit) {
		return false
	}
	n := atoi(year)
	return n >= 1600 && n < 2200 || n == 9999
}

func parsePlace(text, series, place string, at int) (Place, error) {
	r := placeReader{text: text, rest: place, at: at}
	if series == "celex" {
		return r.european()
	}
	if series == "sfs" {
		return r.statute()
	}
	if r.take("sid") {
		p := Place{Page: r.run(isDigit)}
		return p, r.end(p.Page != "")
	}
	if r.take("S") {
		p := Place{Part: r.run(func(c byte) bool { return isDigit(c) || c == '-' })}
		ok := p.Part != "" && !strings.HasPrefix(p.Part, "-") && !strings.HasSuffix(p.Part, "-") && !strings.Contains(p.Part, "--")
		return p, r.end(ok)
	}
	return Place{}, r.end(false)
}

// placeReader reads what stands after the # of a target.
type placeReader struct {
	text, rest string
	at         int
}

func (r *placeReader) take(mark string) bool {
	if !strings.HasPrefix(r.rest, mark) {
		return false
	}
	r.rest, r.at = r.rest[len(mark):], r.at+len(mark)
	return true
}

func (r *placeReader) run(is func(byte) bool) string {
	n := 0
	for n < len(r.rest) && is(r.rest[n]) {
		n++
	}
	word := r.rest[:n]
	r.rest, r.at = r.rest[n:], r.at+n
	return word
}

// end gives an error unless all has been read and was right.
func (r *placeReader) end(ok bool) error {
	if ok && r.rest == "" {
		return nil
	}
	return &TargetError{r.text, r.at, "not a place of this kind of document"}
}

func (r *placeReader) statute() (Place, error) {
	var p Place
	if r.take("L") {
		p.Amendment = r.run(func(c byte) bool { return isWordByte(c) || c == ':' || c == '_' || c == '.' })
		return p, r.end(validActNumber(p.Amendment))
	}
	if r.take("A") {
		p.Article = r.run(func(c byte) bool { return isLowerOrDigit(c) || c == '.' })
		return p, r.end(p.Article != "" && isDigit(p.Article[0]))
	}
	levels := []struct {
		mark string
		into *string
	}{{"K", &p.Chapter}, {"P", &p.Section}, {"O", &p.Moment}, {"S", &p.Paragraph}, {"M", &p.Sentence}, {"N", &p.Item}}
	read := false
	for _, level := range levels {
		if !r.take(level.mark) {
			continue
		}
		if *level.into = r.run(isLowerOrDigit); *level.into == "" {
			return Place{}, r.end(false)
		}
		read = true
	}
	return p, r.end(read)
}

func (r *placeReader) european() (Place, error) {
	if r.take("ann-") {
		p := Place{Annex: r.run(func(c byte) bool { return isWordByte(c) || c == '.' })}
		return p, r.end(dotted(p.Annex))
	}
	p := Place{Article: r.run(func(c byte) bool { return isLowerOrDigit(c) || c == '.' })}
	return p, r.end(dotted(p.Article) && isDigit(p.Article[0]))
}

// dotted says that no part of a dotted number is empty.
func dotted(s string) bool {
	return s != "" && s[0] != '.' && s[len(s)-1] != '.' && !strings.Contains(s, "..")
}

func all(s string, is func(byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool        { return c >= '0' && c <= '9' }
func isUpper(c byte) bool        { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool        { return c >= 'a' && c <= 'z' }
func isLowerOrDigit(c byte) bool { return isLower(c) || isDigit(c) }

// isWordByte accepts letters and digits, also the bytes of å, ä and ö.
func isWordByte(c byte) bool { return isLowerOrDigit(c) || isUpper(c) || c >= 0x80 }

// atoi reads digits that are known to be few; what overflows saturates.
func atoi(s string) int {
	n := 0
	for i := range len(s) {
		if n > 1<<30 {
			return n
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}
