package synth

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// surnameFront and surnameBack are the parts of Swedish surnames: Lind-ström.
var (
	surnameFront = strings.Fields("Alm Asp Berg Björk Blom Bo Brand Bäck Ceder Dahl Ek Eng Fager Fors Frö Grön Gull Gyllen Hag Hall Hammar Hassel Hed Hell Holm Hult Hög Jern Kall Karl Kjell Kling Kron Kullen Lager Lilje Lind Ljung Lund Löf Lönn Malm Mel Mo Ny Nor Nord Näs Ost Palm Pil Ros Rosen Ry Rå Rönn Sand Sed Silver Sjö Skog Sol Stav Sten Stjern Strand Ström Sund Svan Söder Tall Thor Torn Tull Törn Udd Vall Vik Väster Wester Wall Wenner Wik Win Zetter Åker Ål Åst Älv Äng Ö Öst Ösp Grip Hjelm Ising Kvarn Lejon Mossa Norr Rud Slätt Tjäder Ulv Varg")
	surnameBack  = strings.Fields("berg ström lund gren kvist qvist holm dahl mark stedt man ander ius lin ell én sten sjö fors bäck skog löf hag by bom blad rot stam hult vall vik in gård näs felt ling stierna sköld")
	soldiers     = strings.Fields("Modig Rask Stark Flink Frisk Glad Hurtig Trygg Stolt Tapper Lustig Munter Rolig Snäll Styf Sträng Stål Svärd Lans Sköld Hjelm Pil Spjut Sabel Dolk Kula Granat Krut Skott Lod Rapp Kvick Hård Bister Mild Ärlig Redlig Käck Dristig Djärv Bold Brant Berg Dal Ek Björk Gran Tall Asp Alm Lind Lönn Rönn Falk Örn Hök Duva Svan Trast Lärka Varg Björn Räv Lo Elg Hjort Mård Utter Säl Gädda Abborre Sten Häll Sand Ljung Mossa Löv Kvist Rot Blad Ros Lilja Viol Nord Öst Sol Måne Storm Blixt Frost Vinter Sommar Påse Palm Bly Krona Silver Pärla Bonde Skog Ström Sjö Holm Vik Strand Udd Vall Lund Hag Äng Åker Fält")
	wordNames    = strings.Fields("Björn Sten Dag Maj Stig Vera Rut Linda Viola Lilja Ros Rosa Ek Love My Tim Bo Per Ester Iris Siv Gun Tage Ture Ove Ulf Ingen Sol Saga Freja Stella Alva Tuva Nova Linnéa Ronja Solveig Styrbjörn Sune Gran Frid Frida Kaj Kim Kaja Axel Sixten Hedda Heder Ärla Vår Våra Dagmar Sommar Svan Järv Loke Mild Juni Juli April Jonna Linus Melker Mikaela Pia Ringa Rune Runa Sally Tyra Gull Gunn Malm Mona Krister Jul Glenn Eva Ebba Ida Du Ann Man Sara Göta Svea Nils Lo Mio Ali Eden Ariel Roger Hope Joy Grace Skye Sky Paris Florens Sofia Victoria Lund Alma Hilda Hans Ann Oskar Kåre Kalle Elin Lisa Stina Malin Sandra Martin Harry")
	shortGiven   = strings.Fields("H-G P-O K-G B-O C-G L-E S-E P-A J-E K-E Kj. Chr. Joh. Fredr. Ulf-G. AC KG PG JO LG CG BG UK")
	nobleNames   = []string{"af Klint", "von Essen", "af Ugglas", "von Platen", "De Geer", "von Rosen", "af Trolle", "de la Gardie", "von Schantz", "af Ekenstam", "von Knorring", "van der Berg", "de Vries", "van Dijk", "al-Hassan", "El Sayed", "Al Masri", "bin Salman", "da Silva", "dos Santos", "de Souza", "Le Blanc", "Mac Donald", "O'Connor", "O'Brien", "D'Angelo", "Ben Ali", "Abu Bakr", "von der Lancken", "af Petersens", "von Sydow"}
)

// person is someone made up.
type person struct {
	given, surname string
}

// pool is what names are drawn from.
type pool struct {
	given   []names.GivenName
	sums    []int // of bearers, up to and with
	own     []string
	origins []names.Origin
	short   []string                  // Kattis, Micke
	group   func(r *rand.Rand) person // draws a person of one group; nil draws of all
}

func newPool() (*pool, error) {
	given, err := names.GivenNames()
	if err != nil {
		return nil, err
	}
	own, err := names.Surnames()
	if err != nil {
		return nil, err
	}
	origins, err := names.Origins()
	if err != nil {
		return nil, err
	}
	p := &pool{given: given, own: own}
	near, err := names.OwnNames()
	if err != nil {
		return nil, err
	}
	for _, o := range near {
		if len(o.Last) == 0 {
			p.short = o.First
			continue
		}
		for range nearTimes {
			p.origins = append(p.origins, o)
		}
	}
	for _, o := range origins {
		if len(o.First) > 10 && len(o.Last) > 10 {
			p.origins = append(p.origins, o)
		}
	}
	sum := 0
	for _, g := range given {
		sum += g.Women + g.Men
		p.sums = append(p.sums, sum)
	}
	return p, nil
}

// nearTimes is how much oftener areas of our own lists are drawn than the others: many in Sweden have names of them.
const nearTimes = 3

// person draws a person: two of three with names as they are common in Sweden, one of three from somewhere else in the world.
func (p *pool) person(r *rand.Rand) person {
	if p.group != nil {
		return p.group(r)
	}
	if chance(r, 0.28) {
		o := p.origins[r.IntN(len(p.origins))]
		return person{pick(r, o.First), pick(r, o.Last)}
	}
	return person{p.firstName(r), p.surname(r)}
}

// firstName draws a given name: mostly as often as it is borne, else any of the list, also the rarest.
func (p *pool) firstName(r *rand.Rand) string {
	switch x := r.Float64(); {
	case x < 0.53:
		return p.common(r)
	case x < 0.82:
		return p.given[r.IntN(len(p.given))].Name
	case x < 0.93:
		return pick(r, wordNames)
	case x < 0.97:
		return p.common(r) + "-" + p.common(r)
	case x < 0.98:
		return pick(r, shortGiven)
	case x < 0.99:
		return pick(r, p.short)
	}
	o := p.origins[r.IntN(len(p.origins))]
	return pick(r, o.First)
}

func (p *pool) common(r *rand.Rand) string {
	n := r.IntN(p.sums[len(p.sums)-1])
	low, high := 0, len(p.sums)-1
	for low < high {
		middle := (low + high) / 2
		if p.sums[middle] > n {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return p.given[low].Name
}

// surname draws a surname: from the list, made of two parts, of a father's name, a soldier's, a noble one.
func (p *pool) surname(r *rand.Rand) string {
	switch x := r.Float64(); {
	case x < 0.30:
		return p.own[min(r.IntN(len(p.own)), r.IntN(len(p.own)))]
	case x < 0.58:
		return pick(r, surnameFront) + pick(r, surnameBack)
	case x < 0.68:
		return strings.TrimSuffix(p.common(r), "s") + "sson"
	case x < 0.78:
		return pick(r, soldiers)
	case x < 0.82:
		return pick(r, nobleNames)
	case x < 0.90:
		return rareSurname(r)
	}
	return pick(r, p.origins[r.IntN(len(p.origins))].Last)
}

// rareSurname puts syllables together, as names that no list holds look.
func rareSurname(r *rand.Rand) string {
	fronts := [...]string{"B", "Br", "D", "F", "Fr", "G", "Gr", "H", "J", "K", "Kr", "L", "M", "N", "P", "R", "S", "Sch", "St", "T", "Tr", "V", "W", "Z", "Å", "Ö", "A", "E"}
	vowels := [...]string{"a", "e", "i", "o", "u", "å", "ö", "ie", "y", "ä"}
	middles := [...]string{"ll", "n", "r", "rr", "st", "m", "nd", "rl", "k", "tt", "gg", "s", "v", "rm"}
	backs := [...]string{"er", "ing", "an", "é", "ert", "ow", "in", "el", "us", "ert", "ic", "a", "o", "ski", "ach", "idh"}
	name := pick(r, fronts[:]) + pick(r, vowels[:]) + pick(r, middles[:])
	if chance(r, 0.4) {
		name += pick(r, vowels[:]) + pick(r, middles[:])
	}
	return title(name + pick(r, backs[:]))
}

// full writes the name of a person in one of the ways that names are written.
func (p *pool) full(r *rand.Rand) string {
	who := p.person(r)
	switch x := r.Float64(); {
	case x < 0.66:
		return who.given + " " + who.surname
	case x < 0.74:
		return who.given + " " + p.common(r) + " " + who.surname
	case x < 0.80:
		return who.given + " " + who.surname + " " + p.surname(r)
	case x < 0.85:
		return who.given + " " + who.surname + "-" + p.surname(r)
	case x < 0.88:
		return initial(who.given) + " " + who.surname
	case x < 0.91:
		return who.given + " " + initial(p.common(r)) + " " + who.surname
	case x < 0.94:
		return who.given
	}
	return p.firstName(r) + " " + who.surname
}

// initial is the first letter of a name with a full stop.
func initial(name string) string {
	r, _ := utf8.DecodeRuneInString(name)
	return string(r) + "."
}

// initials are two to four letters that a person signs with: AK, MLJ, Jkn.
func initials(r *rand.Rand) string {
	letters := []rune("ABCDEFGHIJKLMNOPRSTUVWYÅÄÖ")
	n := 2 + r.IntN(2)
	if chance(r, 0.15) {
		n = 4
	}
	var b strings.Builder
	for range n {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	if chance(r, 0.1) {
		return title(strings.ToLower(b.String()))
	}
	return b.String()
}

// genitive adds the s that Swedish adds, but not after s, x and z.
func genitive(name string) string {
	switch name[len(name)-1] {
	case 's', 'x', 'z', 'S', 'X', 'Z':
		return name
	}
	return name + "s"
}

func title(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }
