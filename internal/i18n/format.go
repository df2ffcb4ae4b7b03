package i18n

import (
	"strconv"
	"time"
	_ "time/tzdata" // the demo must know Swedish time on a machine without a zone database
)

// Months as they stand in running text.
var months = map[Lang][12]string{
	Swedish: {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
	English: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// groupSeparator keeps digits together on one line: a narrow no-break space in Swedish, a comma in English.
func (p *Printer) groupSeparator() string {
	if p.lang == English {
		return ","
	}
	return "\u00a0"
}

// Number prints a whole number with its digits grouped in threes.
func (p *Printer) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + p.groupSeparator() + digits[i:]
	}
	return sign + digits
}

// Percent prints a share of a whole in whole per cent: "42 %" in Swedish, "42%" in English. A whole of 0 prints a dash.
func (p *Printer) Percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	text := strconv.Itoa((part*100 + whole/2) / whole)
	if p.lang == English {
		return text + "%"
	}
	return text + "\u00a0%"
}

// Date prints an ISO date, whole ("2026-05-04") or partial ("2026-05", "2026"), as it stands in text: "4 maj 2026". What is
// no date is printed unchanged.
func (p *Printer) Date(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err == nil {
		return strconv.Itoa(day.Day()) + " " + p.month(day)
	}
	if month, err := time.Parse("2006-01", iso); err == nil {
		return p.month(month)
	}
	return iso
}

func (p *Printer) month(t time.Time) string {
	return months[p.lang][t.Month()-1] + " " + t.Format("2006")
}

// Zone is the time zone of everything shown to people.
var Zone = mustZone("Europe/Stockholm")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("i18n: the embedded zone database lacks " + name)
	}
	return zone
}

// Day prints the Swedish calendar day of an instant: "4 maj 2026". The zero time is empty.
func (p *Printer) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return p.Date(t.In(Zone).Format("2006-01-02"))
}

// Moment prints day and time of day in Swedish time: "4 maj 2026 14:02". The zero time is empty.
func (p *Printer) Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	local := t.In(Zone)
	return p.Date(local.Format("2006-01-02")) + local.Format(" 15:04")
}
