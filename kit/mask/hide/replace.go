package hide

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/mask"
)

// replaced is what comes in the place of a value.
type replaced struct {
	operator Operator
	base     string // the pseudonym
	suffix   string // the genitive that followed the name
	entity   *entity
	fellBack bool // the operator could not take the value, and a label stands there
}

func (d *Document) replace(s mask.Span, value string, n name) (replaced, error) {
	op := Label
	if s.Class != literal {
		op = d.m.Profile.Rule(s.Class).Operator
	}
	switch op {
	case Remove:
		return replaced{operator: op}, nil
	case Blackout:
		return replaced{operator: op, base: bar}, nil
	case Generalise:
		if text, ok := generalise(s.Class, value, d.m.Lang, d.m.Year); ok {
			return replaced{operator: op, base: text}, nil
		}
	case ShiftDate:
		if found, ok := readDate(value, d.m.Year); ok {
			if text, ok := found.move(d.m.offset); ok {
				return replaced{operator: op, base: text}, nil
			}
		}
	case FF1:
		if text, ok := d.m.pseudonyms.ff1.hide(s.Class, value); ok {
			return replaced{operator: op, base: text}, nil
		}
	}
	return d.replaceEntity(s, value, n, op)
}

// replaceEntity handles the operators that need to know who is who: label, token and fictional, and the label that stands in for others.
func (d *Document) replaceEntity(s mask.Span, value string, n name, op Operator) (replaced, error) {
	e, suffix, err := d.entityOf(s, value, n)
	if err != nil {
		return replaced{}, err
	}
	d.entities.appear(e)
	r := replaced{operator: op, suffix: suffix, entity: e}
	switch op {
	case Token:
		if e.token == "" {
			e.token = d.m.pseudonyms.token(labelWord(s.Class, d.m.Lang), s.Class, e.key)
		}
		r.base = e.token
		return r, nil
	case Fictional:
		if text, ok := fictional(s.Class, e.number, value); ok {
			r.base, r.suffix = text, ""
			return r, nil
		}
	}
	r.base = labelOf(e, d.m.Lang)
	r.fellBack = op != Label
	r.operator = Label
	return r, nil
}

// labelOf is [PERSON 1].
func labelOf(e *entity, lang string) string {
	if e.label == "" {
		e.label = fmt.Sprintf("[%s %d]", labelWord(e.class, lang), e.number)
	}
	return e.label
}

func (d *Document) entityOf(s mask.Span, value string, n name) (*entity, string, error) {
	if s.Class == mask.Person {
		if n.words == nil { // labels stand in for another operator of persons
			n = parseName(value, d.entities.persons.knows)
			if err := d.entities.addPersons([]name{n}, func(int) string { return value }); err != nil {
				return nil, "", err
			}
		}
		e, err := d.entities.person(n, value[:len(value)-len(n.genitive)])
		return e, n.genitive, err
	}
	stem, suffix := value, ""
	if s.Class == mask.Place || s.Class == mask.Organisation {
		stem, suffix = d.placeGenitive(s.Class, value)
	}
	e, err := d.entities.value(s.Class, normal(s.Class, stem), stem)
	return e, suffix, err
}

// placeGenitive takes the genitive from the name of a place or organisation: an s is one when the document has the name without it, however
// many words it has, wherever it stands.
func (d *Document) placeGenitive(class mask.Class, value string) (stem, suffix string) {
	if last := len(value) - 1; last > 1 && (value[last] == 's' || value[last] == 'S') {
		key := formKey{class, foldWords(value[:last])}
		if d.entities.values[key] != nil || d.forms[key] {
			return value[:last], value[last:]
		}
	}
	return splitGenitive(value, neverKnown)
}

// takeForms notes how places and organisations stand in a text, before any of them gets a pseudonym.
func (d *Document) takeForms(text []byte, spans []mask.Span) {
	clear(d.forms)
	for _, s := range spans {
		if s.Class == mask.Place || s.Class == mask.Organisation {
			d.forms[formKey{s.Class, foldWords(string(text[s.Start:s.End]))}] = true
		}
	}
}
