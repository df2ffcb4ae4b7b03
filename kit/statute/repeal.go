package statute

import (
	"iter"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
)

// Repeal is what an act says about the end of another: "Genom lagen upphävs lagen (1973:289) om …".
type Repeal struct {
	// Act is the number of the act that repeals, Target that of the act that is repealed.
	Act    string `json:"act"`
	Target string `json:"target"`
	// Partial says that only some provisions are repealed, or that some go on to apply.
	Partial bool `json:"partial,omitempty"`
	// From is the day of the repeal; zero when the text does not tell.
	From Moment   `json:"from,omitzero"`
	At   Position `json:"at"`
	// Text is the sentence that says so.
	Text string `json:"text"`
}

// Repeals returns the acts that the text repeals in its transitional provisions, in the order of the text. A sentence that names an act only
// inside the title of another, or in a way that does not show what is repealed, gives nothing.
func (s *Statute) Repeals() []Repeal {
	var found []Repeal
	for _, part := range s.Root.Children {
		if part.Kind != Transitional {
			continue
		}
		for _, child := range part.Children {
			r := repealReader{s: s, act: s.Work.SFS, from: s.Work.Validity.From}
			if child.Kind == Provision {
				r.act = child.Ordinal
				if r.act != s.Work.SFS {
					r.from = Moment{}
				}
			}
			if entry := entryIn(child); !entry.IsZero() {
				r.from = entry
			}
			r.read(child)
			found = append(found, r.found...)
		}
	}
	return found
}

// entryIn returns when a provision says that its act enters into force.
func entryIn(u *Unit) Moment {
	for part := range u.All() {
		for sentence := range sentences(part.Text) {
			if strings.Contains(sentence, "träder i kraft") || strings.Contains(sentence, "trädde i kraft") {
				return momentIn(sentence)
			}
		}
	}
	return Moment{}
}

// momentIn reads "den 1 april 1994" or "den dag regeringen bestämmer" in a sentence, leaving out the titles of acts. A sentence that names
// two such moments gives neither.
func momentIn(sentence string) Moment {
	if before, _, found := strings.Cut(sentence, "("); found {
		sentence = before
	}
	var found Moment
	if strings.Contains(sentence, "den dag regeringen bestämmer") || strings.Contains(sentence, "den dag som regeringen bestämmer") {
		found.Condition = undecided
	}
	words := strings.Fields(sentence)
	for i := 0; i+3 < len(words); i++ {
		if words[i] != "den" {
			continue
		}
		day, month, year := number(words[i+1]), monthNumber(words[i+2]), number(strings.TrimRight(words[i+3], ".,;"))
		if day > 0 && month > 0 && year >= firstYear {
			d, err := date.New(year, month, day)
			if err != nil || !found.IsZero() && found.Date != d {
				return Moment{}
			}
			found.Date = d
		}
	}
	return found
}

func number(word string) int {
	if !allDigits(word) || len(word) > 4 {
		return 0
	}
	n, _ := splitOrdinal(word)
	return n
}

func monthNumber(word string) int {
	for i, name := range [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"} {
		if word == name {
			return i + 1
		}
	}
	return 0
}

// sentences cuts a text after full stops that a capital follows.
func sentences(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for text != "" {
			end := len(text)
			for at := 0; ; {
				i := strings.Index(text[at:], ". ")
				if i < 0 {
					break
				}
				at += i + 2
				if startsUpper(text[at:]) {
					end = at
					break
				}
			}
			if !yield(strings.TrimSpace(text[:end])) {
				return
			}
			text = text[end:]
		}
	}
}

type repealReader struct {
	s     *Statute
	act   string
	from  Moment
	found []Repeal
}

// read looks through the sentences of a unit and all in it. Where a sentence leads in a list, the points name the acts.
func (r *repealReader) read(u *Unit) {
	listed := false
	for sentence := range sentences(u.Text) {
		object, repeals := repealed(sentence)
		if !repeals {
			continue
		}
		acts := actsIn(object)
		r.add(u, sentence, sentence, acts)
		listed = listed || len(acts) == 0 && strings.HasSuffix(u.Text, sentence) && !endsSentence(sentence)
	}
	for _, child := range u.Children {
		if !listed || child.Kind < NumberList || child.Kind > DashList {
			r.read(child)
			continue
		}
		for _, point := range child.Children {
			r.add(point, point.Text, u.Text, actsIn(point.Text))
		}
	}
}

func (r *repealReader) add(u *Unit, sentence, lead string, acts []namedAct) {
	for _, act := range acts {
		if act.number == r.act || act.number == r.s.Work.SFS {
			continue
		}
		from := r.from
		if own := momentIn(lead); !own.IsZero() && !strings.Contains(lead, "träder i kraft") {
			from = own
		}
		r.found = append(r.found, Repeal{
			Act: r.act, Target: act.number, Partial: act.partial, From: from,
			At: positionIn(r.s.Source, u.Spans[0].Start), Text: sentence,
		})
	}
}

// repealed returns what a sentence repeals, if it repeals anything: the words after "upphävs", those before or within "upphör att gälla".
func repealed(sentence string) (object string, ok bool) {
	if strings.Contains(sentence, "fortfarande") && !strings.Contains(sentence, "upphävs") {
		return "", false
	}
	if i := strings.Index(sentence, " då "); i >= 0 && i < strings.IndexByte(sentence, '(') {
		sentence = sentence[i+len(" då "):]
	}
	if before, after, found := strings.Cut(sentence, "upphävs"); found {
		if strings.Contains(before, "(") {
			return before, true
		}
		return after, true
	}
	for _, verb := range [...]string{"upphör", "upphöra"} {
		at := strings.Index(sentence, verb+" ")
		if at < 0 {
			continue
		}
		within, _, found := strings.Cut(sentence[at+len(verb)+1:], "att gälla")
		switch {
		case !found:
			return "", false
		case strings.Contains(within, "("):
			return within, true
		case strings.Contains(sentence[:at], "("):
			return sentence[:at], true
		}
		return "", true
	}
	return "", false
}

// namedAct is an act that a text names by its number.
type namedAct struct {
	number  string
	partial bool
}

// actsIn returns the acts that a text lists. A number inside the title of another act, "lagen (1973:1) om ändring i lagen (1960:2)", is not
// listed: the words before it end in a preposition.
func actsIn(text string) []namedAct {
	var acts []namedAct
	partial := strings.Contains(text, "med undantag") || strings.Contains(text, " utom ")
	from := 0
	for at := 0; at < len(text); {
		open := strings.IndexByte(text[at:], '(')
		if open < 0 {
			break
		}
		open += at
		end := strings.IndexByte(text[open:], ')')
		if end < 0 {
			break
		}
		at = open + end + 1
		inner := spaced(text[open+1 : open+end])
		if !isNumber(inner) {
			continue
		}
		lead := text[from:open]
		if len(acts) == 0 || listed(lead) {
			acts = append(acts, namedAct{inner, partial || strings.Contains(lead, "§") || strings.Contains(lead, " kap.")})
		}
		from = at
	}
	if len(acts) > 0 && nested(text[:strings.IndexByte(text, '(')]) {
		return nil
	}
	return acts
}

// listed reports whether the words between two numbers end as a list does before its next member: ", lagen", " och förordningen".
func listed(lead string) bool {
	words := strings.Fields(lead)
	for i := len(words) - 2; i >= 0 && i >= len(words)-4; i-- {
		word := words[i]
		if strings.HasSuffix(word, ",") || strings.HasSuffix(word, ";") || word == "och" || word == "samt" || word == "dels" {
			return true
		}
		if preposition(word) {
			return false
		}
	}
	return false
}

// nested reports whether the first act that a text names stands after a preposition, as in "bestämmelserna i lagen".
func nested(lead string) bool {
	words := strings.Fields(lead)
	return len(words) > 1 && preposition(words[len(words)-2])
}

func preposition(word string) bool {
	switch word {
	case "i", "till", "av", "om", "enligt", "med", "för", "mot", "på", "från", "under", "vid":
		return true
	}
	return false
}
