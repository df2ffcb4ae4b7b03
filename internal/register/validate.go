package register

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

// Limits of size, which no form and no format may pass. The limits of the definitions are for writers; these are for the machine.
const (
	maxText  = 50_000 // characters in one text
	maxItems = 500    // in one list
	maxTotal = 1_000_000
)

// Validate finds what is wrong in a system: codes, dates, links and numbers that are none, text that is too long. What is
// missing is not wrong; see Gaps. Texts longer than the definitions allow are wrong too; Sound is for imports, which take them.
func (s System) Validate(d *Definitions) []fault.Field { return s.validate(d, true) }

// Sound is Validate without the limits meant for writers: long texts are taken whole.
func (s System) Sound(d *Definitions) []fault.Field { return s.validate(d, false) }

func (s System) validate(d *Definitions, writing bool) []fault.Field {
	v := validation{defs: d, writing: writing}
	v.lists(s)
	if len(v.fields) > 0 {
		return v.fields
	}
	d.walk(s, v.leaf)
	if v.total > maxTotal {
		v.add("", "register.too_large", fault.Args{"max": maxTotal})
	}
	v.stated(s)
	slices.SortStableFunc(v.fields, func(a, b fault.Field) int { return d.order(idOf(a.Path)) - d.order(idOf(b.Path)) })
	return v.fields
}

// check makes what is wrong a fault.
func (s *Service) check(op string, content System) error {
	fields := content.Validate(s.defs)
	if len(fields) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "register.draft_invalid", fault.Args{"n": len(fields)}).With(fields...)
}

type validation struct {
	defs    *Definitions
	writing bool
	total   int
	fields  []fault.Field
}

func (v *validation) add(path, key string, args fault.Args) {
	v.fields = append(v.fields, fault.Field{Path: path, Key: key, Args: args})
}

// lists refuses lists without end before anything in them is looked at.
func (v *validation) lists(s System) {
	for name, n := range map[string]int{
		"phases": len(s.Phases), "law.provisions": len(s.Law.Provisions), "data.sources": len(s.Data.Sources),
		"technique.models": len(s.Technique.Models), "technique.links": len(s.Technique.Links), "parties": len(s.Parties),
		"benefits": len(s.Benefits), "risks": len(s.Risks), "safeguards": len(s.Safeguards), "assessments": len(s.Assessments),
		"sources": len(s.Sources), "unverified": len(s.Unverified), "stated": len(s.Stated), "foreign": len(s.Foreign),
	} {
		if n > maxItems {
			v.add(name, "register.too_many", fault.Args{"max": maxItems, "n": n})
		}
	}
}

func (v *validation) leaf(l leaf) {
	def, ok := v.defs.Field(l.ID)
	if !ok {
		return
	}
	parts := l.texts()
	if len(parts) > maxItems {
		v.add(l.Path, "register.too_many", fault.Args{"max": maxItems, "n": len(parts)})
		return
	}
	for _, p := range parts {
		v.length(def, p)
		if key := wrong(def, p.value); key != "" {
			v.add(p.path, key, fault.Args{"value": shorten(p.value)})
		}
	}
}

func (v *validation) length(def Definition, p part) {
	v.total += len(p.value)
	limit := maxText
	if v.writing && def.MaxLength > 0 {
		limit = def.MaxLength
	}
	if len(p.value) <= limit {
		return
	}
	if n := utf8.RuneCountInString(p.value); n > limit {
		v.add(p.path, "register.too_long", fault.Args{"max": limit, "n": n})
	}
}

// wrong gives the message key of what is wrong with a value, or nothing.
func wrong(def Definition, value string) string {
	if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
		return "register.bad_text"
	}
	switch def.Type {
	case content.FieldChoice, content.FieldChoices:
		return unless(def.Open || def.codes[value], "register.bad_code")
	case content.FieldYesNo:
		return unless(known(YesNo(value), []YesNo{Yes, Partly, No}), "register.bad_code")
	case content.FieldDate:
		return unless(PartialDate(value), "register.bad_date")
	case content.FieldURL:
		return unless(webAddress(value), "register.bad_url")
	case content.FieldNumber:
		return unless(account.ValidNumber(strings.ReplaceAll(value, "-", "")), "register.bad_number")
	case content.FieldContact:
		return unless(!strings.ContainsAny(value, "<>\n\r"), "register.bad_contact")
	}
	return ""
}

func unless(ok bool, key string) string {
	if ok {
		return ""
	}
	return key
}

// stated checks that statements are about fields that exist and that what is not applicable says why.
func (v *validation) stated(s System) {
	for id, statement := range s.Stated {
		if _, ok := v.defs.Field(id); !ok {
			v.add("stated["+id+"]", "register.unknown_field", fault.Args{"value": shorten(id)})
		}
		if statement.State == "not_applicable" && strings.TrimSpace(statement.Reason) == "" {
			v.add("stated["+id+"].reason", "register.reason_missing", nil)
		}
	}
}

func known[T comparable](value T, all []T) bool { return slices.Contains(all, value) }

// PartialDate tells whether s is a year, a month or a day that exists, ISO 8601.
func PartialDate(s string) bool {
	for _, layout := range [...]string{time.DateOnly, "2006-01", "2006"} {
		if len(s) == len(layout) {
			_, err := time.Parse(layout, s)
			return err == nil
		}
	}
	return false
}

// webAddress tells whether s is an address that a page may link to: http or https with a host, and no name or password in it.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil
}

// idOf is the id of the definition that a path belongs to: "risks[2].measure.sv" gives "risks.measure".
func idOf(path string) string {
	var b strings.Builder
	depth := 0
	for _, r := range path {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	id := b.String()
	for _, suffix := range [...]string{".sv", ".en", ".other"} {
		id = strings.TrimSuffix(id, suffix)
	}
	return id
}

// shorten cuts a value for showing it in a message.
func shorten(s string) string {
	const most = 80
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
