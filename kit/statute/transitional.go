package statute

import "strings"

// transitionalHeadings are the headings above transitional provisions.
var transitionalHeadings = [...]string{
	"Övergångsbestämmelser", "Övergångsbestämmelse", "Ikraftträdande- och övergångsbestämmelser", "Övergångs- och ikraftträdandebestämmelser",
}

// placeTransitional places the heading of the transitional provisions, and the numbers of acts below it.
func (p *parser) placeTransitional(b *block) bool {
	if len(b.lines) > 1 {
		return false
	}
	text := p.src[b.body:b.end]
	if isNumber(spaced(text)) {
		return p.placeProvision(b)
	}
	heading, ok := transitionalHeading(text)
	if !ok || p.sectionsFollow() {
		return false
	}
	if heading != text {
		p.problem(Misspelt, b.start, "%q read as %q", text, heading)
	}
	p.enter(p.root)
	p.transitional = p.open(Transitional, p.root)
	p.transitional.Text = text
	p.own(p.transitional, b.start, b.end)
	p.enter(p.transitional)
	return true
}

// transitionalHeading returns the heading that a line is, even when it is misspelt by one or two letters.
func transitionalHeading(text string) (string, bool) {
	if len(text) < 20 || len(text) > 60 || !strings.Contains(text, "best") && !strings.Contains(text, "BEST") {
		return "", false
	}
	for _, heading := range transitionalHeadings {
		if strings.EqualFold(text, heading) {
			return text, true
		}
	}
	for _, heading := range transitionalHeadings {
		if near(text, heading) {
			return heading, true
		}
	}
	return "", false
}

// near reports whether two texts differ in at most two places.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	start := 0
	for start < len(x) && start < len(y) && x[start] == y[start] {
		start++
	}
	x, y = x[start:], y[start:]
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x) <= 2 && len(y) <= 2
}

// sectionsFollow reports whether sections of the act itself come after a heading, at once or after one more heading; then it is an
// ordinary heading in the middle of an act.
func (p *parser) sectionsFollow() bool {
	for i := p.at + 1; i < len(p.blocks) && i <= p.at+2; i++ {
		b := &p.blocks[i]
		if b.class == classSection {
			return p.sectionBegins(b, false)
		}
		if b.class != classText || !p.headingShape(b) || isNumber(p.src[b.body:b.end]) {
			return false
		}
	}
	return false
}

// placeProvision begins the transitional provisions of one act, which its number alone on a line heads.
func (p *parser) placeProvision(b *block) bool {
	if p.transitional == nil || p.base.Kind == Appendix {
		if !p.entryFollows() {
			return false
		}
		if p.transitional == nil {
			p.problem(MissingHeading, b.start, "transitional provisions without a heading above them")
			p.enter(p.root)
			p.transitional = p.open(Transitional, p.root)
		}
	}
	p.enter(p.transitional)
	u := p.open(Provision, p.transitional)
	u.Ordinal = spaced(p.src[b.body:b.end])
	u.Label = u.Ordinal
	p.own(u, b.start, b.end)
	p.enter(u)
	return true
}

// entryFollows reports whether the next block says when an act enters into force.
func (p *parser) entryFollows() bool {
	if p.at+1 >= len(p.blocks) {
		return false
	}
	b := &p.blocks[p.at+1]
	text := p.text(b.start, min(b.end, b.start+400))
	for _, sign := range [...]string{"räder i kraft", "träda i kraft", "trädde i kraft"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// placeAppendix begins an appendix.
func (p *parser) placeAppendix(b *block, marks []mark, at int) bool {
	ordinal, rest, ok := appendixLabel(p.src, at, b.end)
	if !ok {
		return false
	}
	more, title := p.marks(rest, b.end)
	if text := p.src[title:b.end]; text != "" && !p.appendixTitle(b, text) {
		return false
	}
	p.enter(p.root)
	u := p.open(Appendix, p.root)
	p.apply(u, marks, b.start)
	p.apply(u, more, rest)
	u.Ordinal = ordinal
	u.Label = p.text(at, trimEnd(p.src, at, rest))
	u.Text = p.text(title, b.end)
	u.Gone = goneIn(u.Text)
	p.own(u, b.start, b.end)
	p.enter(u)
	return true
}

// appendixTitle reports whether the text after "Bilaga 1" is a title or an editors' remark, not the rest of a sentence.
func (p *parser) appendixTitle(b *block, text string) bool {
	if text[0] == '/' || isGone(text) || text == "*" {
		return true
	}
	return p.section == nil && len(b.lines) <= 2 && startsUpper(text) && !endsOpen(text)
}

// appendixLabel reads "Bilaga", "Bilaga 1 a", "Bilaga A" and "BILAGA 1", with a full stop, colon or asterisk after.
func appendixLabel(s string, at, end int) (string, int, bool) {
	const word = "Bilaga"
	if end-at < len(word) || !strings.EqualFold(s[at:at+len(word)], word) || s[at] != 'B' {
		return "", at, false
	}
	at += len(word)
	if at < end && spaceAt(s, at) == 0 && s[at] != '*' {
		return "", at, false
	}
	start := skipSpace(s, at, end)
	stop := digits(s, start, end)
	ordinal := s[start:stop]
	if ordinal != "" {
		letter, after := letterAfter(s, stop, end)
		ordinal, stop = ordinal+letter, after
	} else if stop < end && s[stop] >= 'A' && s[stop] <= 'Z' && (stop+1 == end || spaceAt(s, stop+1) > 0) {
		ordinal = s[stop : stop+1]
		stop++
	}
	for stop < end && (s[stop] == '*' || s[stop] == '.' || s[stop] == ':' || s[stop] == ' ' && stop+1 < end && s[stop+1] == '*') {
		stop++
	}
	if stop < end && spaceAt(s, stop) == 0 {
		return "", at, false
	}
	return ordinal, skipSpace(s, stop, end), true
}
