package hide

import (
	_ "embed" // the municipalities
	"strconv"
	"strings"
	"sync"

	"github.com/tillit-se/tillit/kit/mask"
)

//go:embed data/municipalities.txt
var municipalityFile string

//go:embed data/localities.txt
var localityFile string

// localities maps folded names of places to the municipality that they lie in.
var localities = sync.OnceValue(func() map[string]string {
	known := map[string]string{}
	for line := range strings.Lines(localityFile) {
		if place, in, ok := strings.Cut(strings.TrimSpace(line), " = "); ok {
			known[foldWords(place)] = in
		}
	}
	return known
})

// coarse tells whether a place is coarser than a municipality already: a county, a province, a part of the country, a Nordic country.
func coarse(folded string) bool {
	switch folded {
	case "blekinge", "bohuslän", "dalarna", "dalsland", "gästrikland", "halland", "hälsingland", "härjedalen", "jämtland", "lappland", "medelpad",
		"norrbotten", "närke", "skåne", "småland", "södermanland", "sörmland", "uppland", "värmland", "västerbotten", "västergötland",
		"västmanland", "ångermanland", "östergötland", "norrland", "svealand", "götaland", "västra götaland", "sverige", "norge", "danmark",
		"finland", "island", "norden", "skandinavien", "europa":
		return true
	}
	county, ok := strings.CutSuffix(folded, " län")
	return ok && counties()[county]
}

func counties() map[string]bool {
	known := map[string]bool{}
	for _, name := range []string{
		"stockholms", "uppsala", "södermanlands", "östergötlands", "jönköpings", "kronobergs", "kalmar", "gotlands", "blekinge", "skåne", "hallands",
		"västra götalands", "värmlands", "örebro", "västmanlands", "dalarnas", "gävleborgs", "västernorrlands", "jämtlands", "västerbottens",
		"norrbottens",
	} {
		known[name] = true
	}
	return known
}

// municipalities maps folded names, with and without the word kommun, to the name in full.
var municipalities = sync.OnceValue(func() map[string]string {
	known := map[string]string{}
	for line := range strings.Lines(municipalityFile) {
		full := strings.TrimSpace(line)
		bare, isMunicipality := strings.CutSuffix(full, " kommun")
		if !isMunicipality {
			continue
		}
		known[foldWords(full)], known[foldWords(bare)] = full, full
		if stem, genitive := strings.CutSuffix(bare, "s"); genitive {
			if _, taken := known[foldWords(stem)]; !taken {
				known[foldWords(stem)] = full
			}
		}
	}
	return known
})

// generalise gives what is left of a value when it is made coarser; false where it cannot be, and then a label must do.
func generalise(class mask.Class, value, lang string, thisYear int) (string, bool) {
	switch class {
	case mask.BirthDate:
		found, ok := readDate(value, thisYear)
		return strconv.Itoa(found.date.Year()), ok
	case mask.Age:
		return decade(value)
	case mask.Place, mask.PostalPlace:
		return municipality(value)
	case mask.Personnummer, mask.Samordningsnummer:
		return bornIn(value, lang, thisYear)
	}
	return "", false
}

// decade writes 40–49 for 45, and leaves the words around it.
func decade(value string) (string, bool) {
	var numbers []int
	parts := dateTokens(value)
	for i, part := range parts {
		if part.kind == 'n' {
			numbers = append(numbers, i)
		}
	}
	if len(numbers) != 1 || len(parts[numbers[0]].text) > 3 {
		return "", false
	}
	age, _ := strconv.Atoi(parts[numbers[0]].text)
	low := age / 10 * 10
	parts[numbers[0]].text = strconv.Itoa(low) + "–" + strconv.Itoa(low+9)
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(part.text)
	}
	return b.String(), true
}

// municipality is that of a place which bears its name or is among localities, or of a postal town after its code. What is coarser stays as it
// is. Other places are not known here.
func municipality(value string) (string, bool) {
	town := strip(value)
	town = town[strings.LastIndexAny(town, "0123456789")+1:]
	known := municipalities()
	folded := foldWords(town)
	of := func(name string) (string, bool) {
		if full, ok := known[name]; ok {
			return full, true
		}
		full, ok := localities()[name]
		return full, ok
	}
	if full, ok := of(folded); ok {
		return full, true
	}
	stem, genitive := strings.CutSuffix(folded, "s")
	if full, ok := of(stem); ok && genitive {
		return full + "s", true
	}
	return strings.TrimSpace(town), coarse(folded) || genitive && coarse(stem)
}

// bornIn is the year of birth out of a personal number.
func bornIn(value, lang string, thisYear int) (string, bool) {
	digits := onlyDigits(value)
	var year int
	switch len(digits) {
	case 12:
		year, _ = strconv.Atoi(digits[:4])
	case 10:
		year, _ = strconv.Atoi(digits[:2])
		year += thisYear / 100 * 100
		if year > thisYear {
			year -= 100
		}
		if strings.Contains(value, "+") {
			year -= 100
		}
	default:
		return "", false
	}
	if year < 1800 || year > thisYear {
		return "", false
	}
	if lang == English {
		return "[born " + strconv.Itoa(year) + "]", true
	}
	return "[född " + strconv.Itoa(year) + "]", true
}
