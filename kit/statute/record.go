package statute

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
)

// record is the part that we read of a record in the Government Offices' programming interface.
type record struct {
	Beteckning                         string  `json:"beteckning"`
	Rubrik                             string  `json:"rubrik"`
	ForfattningstypNamn                string  `json:"forfattningstypNamn"`
	TidsbegransadDateTime              *string `json:"tidsbegransadDateTime"`
	UpphavdDateTime                    *string `json:"upphavdDateTime"`
	UpphavdOvergangsbestammelse        bool    `json:"upphavdOvergangsbestammelse"`
	UpphavdDenDagenRegeringenBestammer bool    `json:"upphavdDenDagenRegeringenBestammer"`
	IkraftDateTime                     *string `json:"ikraftDateTime"`
	IkraftDenDagenRegeringenBestammer  bool    `json:"ikraftDenDagenRegeringenBestammer"`
	Organisation                       struct {
		Namn string `json:"namn"`
	} `json:"organisation"`
	Register struct {
		Forarbeten *string `json:"forarbeten"`
	} `json:"register"`
	Fulltext *struct {
		UpphavdGenom     *string `json:"upphavdGenom"`
		AndringInford    *string `json:"andringInford"`
		Omtryck          *string `json:"omtryck"`
		UtfardadDateTime *string `json:"utfardadDateTime"`
		Forfattningstext *string `json:"forfattningstext"`
	} `json:"fulltext"`
	Andringsforfattningar []amendmentRecord `json:"andringsforfattningar"`
}

type amendmentRecord struct {
	Beteckning                        string  `json:"beteckning"`
	Rubrik                            *string `json:"rubrik"`
	Anteckningar                      *string `json:"anteckningar"`
	IkraftDateTime                    *string `json:"ikraftDateTime"`
	IkraftDenDagenRegeringenBestammer bool    `json:"ikraftDenDagenRegeringenBestammer"`
	Forarbeten                        *string `json:"forarbeten"`
}

// ParseRecord reads a record of the Government Offices' programming interface: JSON with the act's metadata, its text and the acts that
// amend it. Positions in problems are of the text in the record, which is the Source of the statute; problems of the metadata have
// position 1:1. What is no such record gives an [*Error].
func ParseRecord(data []byte) (*Statute, error) {
	var r record
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &r); err != nil {
		return nil, jsonError(data, err)
	}
	if !isNumber(r.Beteckning) {
		return nil, &Error{Position{0, 1, 1}, fmt.Sprintf("no record of an act: its beteckning is %q, not a number as 2009:400", r.Beteckning)}
	}
	text := ""
	if r.Fulltext != nil {
		text = deref(r.Fulltext.Forfattningstext)
	}
	s, err := Parse(text, Options{SFS: r.Beteckning})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Beteckning, err)
	}
	r.fill(s)
	return s, nil
}

func jsonError(data []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return &Error{positionIn(string(data), int(syntax.Offset)), "the JSON breaks off or is wrong here: " + syntax.Error()}
	case errors.As(err, &kind):
		return &Error{positionIn(string(data), int(kind.Offset)), fmt.Sprintf("%s should be %s, not %s", kind.Field, kind.Type, kind.Value)}
	}
	return &Error{Position{0, 1, 1}, err.Error()}
}

// fill sets what the record says about the act. It knows better than a header in the text.
func (r *record) fill(s *Statute) {
	w := &s.Work
	w.Title, w.Type = r.Rubrik, r.ForfattningstypNamn
	w.Department = r.Organisation.Namn
	w.Preparatory = deref(r.Register.Forarbeten)
	w.TransitionalRepeal = r.UpphavdOvergangsbestammelse
	w.Validity.From = s.moment("ikraftDateTime", r.IkraftDateTime, r.IkraftDenDagenRegeringenBestammer)
	w.Validity.To = s.moment("upphavdDateTime", r.UpphavdDateTime, r.UpphavdDenDagenRegeringenBestammer)
	if w.Validity.To.IsZero() {
		w.Validity.To = s.moment("tidsbegransadDateTime", r.TidsbegransadDateTime, false)
	}
	if f := r.Fulltext; f != nil {
		w.ConsolidatedTo, w.Reprint = sfsIn(deref(f.AndringInford)), sfsIn(deref(f.Omtryck))
		w.Issued = s.moment("utfardadDateTime", f.UtfardadDateTime, false).Date
		w.Validity.By = cmp.Or(sfsIn(deref(f.UpphavdGenom)), w.Validity.By)
	}
	for _, a := range r.Andringsforfattningar {
		w.Amendments = append(w.Amendments, Amendment{
			SFS: a.Beteckning, Title: deref(a.Rubrik), Scope: deref(a.Anteckningar), Preparatory: deref(a.Forarbeten),
			From: s.moment(a.Beteckning+" ikraftDateTime", a.IkraftDateTime, a.IkraftDenDagenRegeringenBestammer),
		})
	}
}

// moment reads an instant of the interface, which is midnight on a day. The day 0001-01-01 is how it writes that there is none.
func (s *Statute) moment(field string, value *string, government bool) Moment {
	if government {
		return Moment{Condition: undecided}
	}
	if value == nil || *value == "" {
		return Moment{}
	}
	word, _, _ := strings.Cut(*value, "T")
	day, err := date.Parse(word)
	if err != nil || day.Year() < firstYear {
		s.Problems = append(s.Problems, Problem{BadDate, Position{0, 1, 1}, fmt.Sprintf("%s is %q, which is no date of a statute; it is left out", field, *value)})
		return Moment{}
	}
	return Moment{Date: day}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
