package analysis

// IsStop tells whether a word is so common that a search need not demand it. Stop words are indexed like all others, so
// that quoted phrases find them; a query only lets them go when it has other words.
func IsStop(word string) bool {
	switch word {
	case "och", "i", "att", "av", "för", "på", "med", "till", "en", "ett", "den", "det", "de", "som", "är", "om", "från",
		"vid", "eller", "hos", "the", "of", "and", "a", "an", "to", "for", "with", "or", "by", "on", "is":
		return true
	}
	return false
}

// neverFirst are words that look like the first part of a compound and almost never are one in a way that helps: the
// particles of verbs and prepositions ("till|stånd", "över|klagan").
func neverFirst(word string) bool {
	switch word {
	case "till", "över", "under", "från", "efter", "före", "mellan", "utan", "inom", "utom", "med", "mot", "fram", "hela",
		"sam", "upp", "ned", "bort", "hem", "åter", "runt", "genom", "inte", "sedan", "något", "några", "alla", "andra",
		"inne", "annan", "har", "kan", "ska", "var", "vad", "när", "hur", "men", "man", "han", "hon", "sig", "sin", "din",
		"min", "dem", "oss", "all", "allt", "bli", "blir", "ger", "tar", "får", "gör", "vara", "icke", "hans", "hennes", "dess", "deras":
		return true
	}
	return false
}

// neverLast are endings that are also words or have stood alone by accident (after a dash, in a list of endings).
func neverLast(word string) bool {
	switch word {
	case "erna", "arna", "orna", "ande", "ende", "andes", "else", "elser", "ning", "ningar", "ningen", "aren", "arens",
		"erad", "erade", "eras", "erar", "heter", "heten", "skap", "skapen", "skaper", "isk", "iska", "iskt", "ligt",
		"liga", "lighet", "aktig", "ation", "sion", "tion", "tioner", "lära", "sedan", "inte", "hans", "dess",
		"eller", "samt", "utan", "till", "från":
		return true
	}
	return false
}
