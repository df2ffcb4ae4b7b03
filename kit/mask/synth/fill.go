package synth

import (
	"fmt"
	"strings"
)

// The classes of spans.
const (
	human        = "person"
	place        = "place"
	organisation = "organisation"
)

// fill writes what a slot stands for.
func (w *Writer) fill(b *builder, slot string) error {
	r := w.random
	switch slot {
	case "p":
		b.name(w.pool.full(r), human)
	case "ps":
		b.name(genitive(w.pool.full(r)), human)
	case "P":
		b.name(strings.ToUpper(w.pool.full(r)), human)
	case "f":
		b.name(w.pool.person(r).given, human)
	case "fs":
		b.name(genitive(w.pool.person(r).given), human)
	case "l":
		b.name(w.pool.person(r).surname, human)
	case "ls":
		b.name(genitive(w.pool.person(r).surname), human)
	case "lp":
		who := w.pool.person(r)
		b.name(who.surname, human)
		b.plain(", ")
		b.name(who.given, human)
	case "ip":
		who := w.pool.person(r)
		b.name(initial(who.given)+" "+who.surname, human)
	case "nick":
		if chance(r, 0.5) {
			b.name(pick(r, w.pool.short), human)
			return nil
		}
		b.name(pick(r, w.fillers["nick"]), human)
	case "ii":
		b.name(initials(r), human)
	default:
		return w.fillPlace(b, slot)
	}
	return nil
}

// fillPlace writes places and bodies.
func (w *Writer) fillPlace(b *builder, slot string) error {
	r := w.random
	switch slot {
	case "pl":
		b.name(pick(r, w.places), place)
	case "PL":
		b.name(strings.ToUpper(pick(r, w.places)), place)
	case "mun":
		b.name(pick(r, w.munis), place)
	case "MUN":
		b.name(strings.ToUpper(pick(r, w.munis)), place)
	case "muns":
		b.name(genitive(pick(r, w.munis)), place)
	case "county":
		b.name(pick(r, w.counties), place)
	case "country":
		b.name(pick(r, w.fillers["country"]), place)
	case "street":
		b.name(w.street(), place)
	case "STREET":
		b.name(strings.ToUpper(w.street()), place)
	case "streetp":
		b.name(pick(r, w.fillers["streetp"]), place)
	case "auth":
		b.name(pick(r, w.bodies), organisation)
	case "org":
		b.name(pick(r, w.orgs), organisation)
	case "hospital", "court", "school":
		b.name(pick(r, w.fillers[slot]), organisation)
	case "company":
		b.name(genitive(w.pool.surname(r))+" "+pick(r, w.fillers["companyback"]), organisation)
	default:
		return w.fillPlain(b, slot)
	}
	return nil
}

func (w *Writer) street() string {
	return pick(w.random, w.fillers["streetfront"]) + pick(w.random, w.fillers["streetback"])
}

// fillPlain writes what is no name.
func (w *Writer) fillPlain(b *builder, slot string) error {
	r := w.random
	switch slot {
	case "n":
		b.plain(fmt.Sprint(1 + r.IntN(40)))
	case "n2":
		b.plain(fmt.Sprintf("%04d-%07d", 1000+r.IntN(8000), r.IntN(10000000)))
	case "year":
		b.plain(fmt.Sprint(1950 + r.IntN(75)))
	case "time":
		b.plain(fmt.Sprintf("%02d.%02d", r.IntN(24), r.IntN(60)))
	case "date":
		b.plain(w.date())
	case "pnr":
		b.plain(fmt.Sprintf("%02d%02d%02d-%04d", r.IntN(100), 1+r.IntN(12), 1+r.IntN(28), r.IntN(10000)))
	case "tel":
		b.plain(fmt.Sprintf("0%d-%d %02d %02d", 7+r.IntN(73), 100+r.IntN(900), r.IntN(100), r.IntN(100)))
	case "zip":
		b.plain(fmt.Sprintf("%03d %02d", 100+r.IntN(884), r.IntN(100)))
	case "mail":
		b.plain(w.mail())
	case "dnr":
		b.plain(fmt.Sprintf("%s %d/%d", pick(r, []string{"SN", "KS", "BUN", "MBN", "Dnr", "ÖFN"}), 2010+r.IntN(16), 1+r.IntN(9000)))
	case "money":
		b.plain(fmt.Sprintf("%d %03d kronor", 1+r.IntN(90), r.IntN(1000)))
	case "Title":
		b.plain(title(pick(r, w.fillers["title"])))
	default:
		values := w.fillers[slot]
		if len(values) == 0 {
			return fmt.Errorf("nothing fills the slot %q", slot)
		}
		b.plain(pick(r, values))
	}
	return nil
}

func (w *Writer) date() string {
	r := w.random
	year, month, day := 1940+r.IntN(86), 1+r.IntN(12), 1+r.IntN(28)
	if chance(r, 0.5) {
		return fmt.Sprintf("%d-%02d-%02d", year, month, day)
	}
	return fmt.Sprintf("%d %s %d", day, w.fillers["month"][month-1], year)
}

// mail is an address in the domains kept for examples.
func (w *Writer) mail() string {
	who := w.pool.person(w.random)
	local := strings.ToLower(strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e", " ", "", "'", "").Replace(strings.ToLower(who.given + "." + who.surname)))
	return local + "@example." + pick(w.random, []string{"com", "org", "net"})
}
