package legalref

import (
	"fmt"
	"strings"
)

// europeanAct is an EU act as the text names it.
type europeanAct struct {
	first, last int // tokens to link when it stands alone
	next        int
	act         Target
	form        byte // R, L, D, F or H, as in CELEX numbers
}

// europeanActs reads an EU act, and those enumerated after it: "direktiv 91/155/EEG, 93/67/EEG och 2000/21/EG".
func (p *parser) europeanActs(i int) int {
	act, ok := p.europeanAct(i)
	if !ok {
		return i
	}
	p.noteEuropean(act)
	for {
		at, ok := p.separator(act.next)
		if !ok {
			return act.next
		}
		more, ok := p.europeanNumber(at, act.form, false)
		if !ok {
			return act.next
		}
		act = more
		p.noteEuropean(act)
	}
}

func (p *parser) noteEuropean(act europeanAct) {
	p.hit(act.first, act.last, act.act)
	p.learnEuropean(act)
}

// europeanAct reads "rådets direktiv 85/611/EEG", "Europaparlamentets och rådets förordning (EU) 2016/679 av den 27 april 2016",
// "direktiv 95/46/EG" or "AI-förordningen (EU) 2024/1689". With the institution the whole is linked, otherwise the number.
func (p *parser) europeanAct(i int) (europeanAct, bool) {
	noun := p.institution(i)
	form := europeanForm(p.word(noun))
	if form == 0 || p.at(noun).kind != tokenWord || noun > i && p.gapBefore(noun) != gapSpace {
		return europeanAct{}, false
	}
	act, ok := p.europeanNumber(noun+1, form, noun > i)
	if !ok || noun == i {
		return act, ok
	}
	act.first = i
	act.last = p.enacted(act.last)
	act.next = act.last + 1
	return act, true
}

// institution skips "Europaparlamentets och rådets", "kommissionens delegerade".
func (p *parser) institution(i int) int {
	at := i
	for p.is(at, wordOrgan) {
		at++
		if p.is(at, wordAnd) && p.is(at+1, wordOrgan) {
			at++
		}
	}
	if at > i && p.word(at) == "delegerade" {
		at++
	}
	return at
}

// europeanForm is the letter that CELEX numbers have for the kind of act that a noun names, or 0.
func europeanForm(noun string) byte {
	noun = strings.ToLower(noun)
	forms := [...]struct {
		form   byte
		stem   string
		ending []string
	}{
		{'F', "rambeslut", []string{"", "et", "ets"}},
		{'D', "beslut", []string{"", "et", "ets", "en"}},
		{'L', "direktiv", []string{"", "et", "ets", "en", "ens"}},
		{'R', "förordning", []string{"", "en", "ens", "ar", "arna"}},
		{'H', "rekommendation", []string{"", "en"}}, //nolint:misspell // Swedish
	}
	for _, f := range forms {
		at := strings.LastIndex(noun, f.stem)
		if at < 0 {
			continue
		}
		for _, ending := range f.ending {
			if noun[at+len(f.stem):] == ending {
				return f.form
			}
		}
	}
	return 0
}

// endsEuropean says that a word may be the name of an EU act: it ends in -förordning or -direktiv, in some form.
func endsEuropean(word string) bool {
	if len(word) < 8 {
		return false
	}
	tail := word[max(0, len(word)-16):]
	return (strings.Contains(tail, "ordning") || strings.Contains(tail, "irektiv") || strings.Contains(tail, "beslut")) && europeanForm(word) != 0
}

// europeanNumber reads "(EG) nr 1907/2006", "(EU) 2016/679", "95/46/EG" at token i, or, after an institution, "nr 1612/68".
func (p *parser) europeanNumber(i int, form byte, institution bool) (europeanAct, bool) {
	if p.gapBefore(i) == gapBlock {
		return europeanAct{}, false
	}
	at, community := i, ""
	if p.sign(at, '(') {
		if community, at = p.communities(at); community == "" {
			return europeanAct{}, false
		}
	}
	nr := p.is(at, wordNr)
	if nr {
		at++
	}
	if !p.number(at) || !p.sign(at+1, '/') || !p.tight(at+1) || !p.number(at+2) || p.gapBefore(at) == gapBlock || p.gapBefore(at+2) == gapBlock {
		return europeanAct{}, false
	}
	first, second, last := p.raw(at), p.raw(at+2), at+2
	var year, number string
	switch suffix := p.communitySuffix(at + 3); {
	case suffix && community == "":
		year, number, last = first, second, at+4
	case suffix || community == "" && (!nr || !institution):
		return europeanAct{}, false
	default:
		year, number = yearAndNumber(first, second, community, nr)
	}
	if p.tight(last+1) && (p.number(last+1) || p.sign(last+1, '/')) {
		return europeanAct{}, false
	}
	celex, ok := celexNumber(year, number, form)
	return europeanAct{first: i, last: last, next: last + 1, form: form, act: Target{Series: "celex", Number: celex}}, ok
}

// communities reads "(EU, Euratom)" and gives the first, with the token after.
func (p *parser) communities(i int) (community string, next int) {
	for at := i + 1; isCommunity(p.raw(at)); at += 2 {
		if community == "" {
			community = p.raw(at)
		}
		if p.sign(at+1, ')') {
			return community, at + 2
		}
		if !p.sign(at+1, ',') {
			break
		}
	}
	return "", i
}

func (p *parser) communitySuffix(i int) bool {
	return p.sign(i, '/') && p.tight(i) && p.gapBefore(i+1) != gapBlock && isCommunity(p.raw(i+1))
}

func isCommunity(word string) bool {
	switch word {
	case "EU", "EG", "EEG", "Euratom", "EURATOM", "EKSG", "RIF", "Gusp", "GUSP":
		return true
	}
	return false
}

// yearAndNumber tells the two numbers apart. Until the end of 2014 the number came first, and "nr" before it; from 2015 the year does.
func yearAndNumber(first, second, community string, nr bool) (year, number string) {
	newStyle := len(first) == 4 && first >= "2015" && first < "2100"
	oldStyle := len(second) == 2 && second >= "52" || len(second) == 4 && second >= "1952" && second < "2015"
	switch {
	case newStyle && !nr && community != "EG" && community != "EEG":
		return first, second
	case oldStyle:
		return second, first
	case newStyle:
		return first, second
	}
	return "", ""
}

// celexNumber makes the CELEX number of an act. Years of two digits are those of the twentieth century.
func celexNumber(year, number string, form byte) (string, bool) {
	if len(year) == 2 && year >= "52" {
		year = "19" + year
	}
	if len(year) != 4 || year < "1952" || year > "2099" || len(number) > 4 || atoi(number) == 0 {
		return "", false
	}
	return fmt.Sprintf("3%s%c%04d", year, form, atoi(number)), true
}

// enacted is the last token of "av den 27 april 2016" after token i, or i.
func (p *parser) enacted(i int) int {
	if p.is(i+1, wordOf) && p.is(i+2, wordThe) && p.number(i+3) && p.is(i+4, wordMonth) && p.number(i+5) && len(p.raw(i+5)) == 4 &&
		p.gapBefore(i+1) != gapBlock {
		return i + 5
	}
	return i
}

// learnEuropean notes the act for "samma förordning", and the name that its title may end with: "(allmän dataskyddsförordning)". The name
// must be that of the same kind of act, since titles name other acts too.
func (p *parser) learnEuropean(act europeanAct) {
	p.european = act.act
	for at := act.next; at < act.next+90 && p.at(at).kind != tokenEnd && p.gapBefore(at) != gapBlock; at++ {
		if p.sign(at, '.') && p.capital(at+1) || p.section(at) {
			return
		}
		if !p.sign(at, '(') {
			continue
		}
		end := at + 1
		for p.at(end).kind == tokenWord && end < at+5 {
			end++
		}
		name := p.word(end - 1)
		if end > at+1 && p.sign(end, ')') && len(name) > 12 && europeanForm(name) == act.form {
			p.acts[europeanKey(name)] = act.act
			return
		}
	}
}

// europeanKey is the form in which the name of an EU act is remembered: definite, in small letters.
func europeanKey(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), "s")
	switch {
	case strings.HasSuffix(name, "förordning"):
		return name + "en"
	case strings.HasSuffix(name, "direktiv"):
		return name + "et"
	}
	return name
}
