package mask

import "bytes"

// titles go before names. Strong ones make a name of any word with a capital.
func titleTable() map[string]uint8 {
	table := make(map[string]uint8, 160)
	for _, w := range []string{
		"handläggare", "handläggaren", "sekreterare", "läkare", "läkaren", "överläkare", "överläkaren", "sjuksköterska", "sköterskan", "patient", "patienten", "klienten", "klient", "rektor", "lärare",
		"läraren", "advokat", "advokaten", "jurist", "åklagare", "åklagaren", "domare", "domaren", "rådman", "rådmannen", "socialsekreterare", "socialsekreteraren", "kurator",
		"kuratorn", "psykolog", "psykologen", "barnmorska", "direktör", "ordförande", "ordföranden", "ledamot", "ledamoten", "minister", "statsminister", "finansminister", "utrikesminister", "kommunalråd", "polisassistent",
		"kommissarie", "chef", "chefen", "vd", "mamma", "pappa", "mamman", "pappan", "modern", "fadern", "sonen", "dottern", "systern", "brodern", "syster", "bror", "maken",
		"makan", "hustrun", "sambon", "kontaktperson", "vårdnadshavare", "vårdnadshavaren", "ombud", "ombudet", "undertecknad", "sökande", "sökanden", "klagande", "klaganden",
		"målsäganden", "vittnet", "tilltalade", "eleven", "elev", "brukaren", "mvh", "hälsningar", "hälsning", "hej", "hejsan", "kära", "bäste", "bästa", "namn", "kollegan",
		"utredare", "utredaren", "beställare", "föredragande", "beslutsfattare", "anhörig", "mottagare", "avsändare", "bidragstagare", "vittne", "målsägande", "anmälare",
		"boende", "hyresgäst", "kontakt", "beslutande", "sekr", "justerare", "kassör", "företrädare", "assistent", "bilaga:", "svarande", "kärande", "motpart", "part", "gäldenär", "borgenär",
		"efternamn", "förnamn", "tilltalsnamn", "mellannamn", "namnteckning", "namnförtydligande", "underskrift", "kund", "kunden", "användare", "användaren", "bot", "chatbot", "gäst", "agent",
		"support", "kundtjänst", "medflyttande", "barn", "hyresgästen", "tolk", "tolken", "kusin", "kusinen", "svåger", "svägerska", "farmor", "farfar", "mormor", "morfar", "sköterska", "vän", "väninna",
		"journalisten", "författaren", "regissören", "skådespelaren", "artisten", "politikern", "partiledaren", "tränaren", "spelaren", "forskaren", "professorn",
	} {
		table[w] = 1
	}
	for _, w := range []string{
		"kung", "drottning", "prins", "prinsessan", "påven", "herr", "hr", "fru", "fröken", "dr", "doktor", "professor", "prof", "heter", "hette", "mr", "mrs", "ms", "c/o", "född:", "kallas", "kallad", "docent", "kronofogde",
		"alias", "smeknamnet", "smeknamn", "kallar", "kallades",
	} {
		table[w] = 2
	}
	for _, w := range []string{"sign", "signatur", "signerat", "signerad"} {
		table[w] = signTitle
	}
	return table
}

// signTitle is the title before initials: "sign AK".
const signTitle = 3

// titleBefore tells whether a title stands right before at.
func (s *scan) titleBefore(at int) uint8 {
	for at > 0 && bytes.IndexByte([]byte(" :\"'("), s.text[at-1]) >= 0 {
		at--
	}
	if at > 0 && s.text[at-1] >= 0x80 {
		at = len(bytes.TrimRight(s.text[:at], "”“»« "))
	}
	end := at
	if end > 0 && s.text[end-1] == '.' {
		end--
	}
	from := end
	for from > 0 && end-from < 32 && (isWordByte(s.text[from-1]) || s.text[from-1] == '/') {
		from--
	}
	if from == end || end-from >= 32 {
		return 0
	}
	if end-from <= 3 && pronoun(s.text[from:end]) { // "Själv heter jag Frid"
		from, end = wordBefore(s.text, from)
		if title := s.f.titles.get(s.text[from:end]); title == 2 {
			return title
		}
		return 0
	}
	return s.f.titles.get(s.text[from:end])
}

// pronoun tells whether a word is one of those that stand between "heter" and a name.
func pronoun(word []byte) bool {
	switch string(word) {
	case "jag", "han", "hon", "hen", "du":
		return true
	}
	return false
}
