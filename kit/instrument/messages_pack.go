package instrument

// Codes of problems in the build of a pack.
const (
	codeSchema          = "schema"
	codeMissingKey      = "missing_key"
	codeMissingLanguage = "missing_language"
	codeUnknownKey      = "unknown_key"
	codeNotOneOf        = "not_one_of"
	codeBadID           = "bad_id"
	codeBadVersion      = "bad_version"
	codeEmptyText       = "empty_text"
	codeTooFewItems     = "too_few_items"
	codeTooManyItems    = "too_many_items"
	codeRepeated        = "repeated"
	codeDuplicateID     = "duplicate_id"
	codeDuplicateInList = "duplicate_in_list"
	codeReservedID      = "reserved_id"
	codeNoSuchSection   = "no_such_section"
	codeNoSuchPart      = "no_such_part"
	codeOptionsMissing  = "options_missing"
	codeOneOption       = "one_option"
	codeKeyNotForType   = "key_not_for_type"
	codeFieldsMissing   = "fields_missing"
	codeBoundsCrossed   = "bounds_crossed"
	codeNoSuchTrigger   = "no_such_trigger"
	codeTriggerNever    = "trigger_never"
	codeNoSuchProvision = "no_such_provision"
	codeLevelsOrder     = "levels_order"
	codeLevelOpen       = "level_open"
	codeLevelCeiling    = "level_ceiling"
	codeEmptySection    = "empty_section"
	codeEmptyPart       = "empty_part"
	codeSameText        = "same_text"
)

var packMessages = map[string]message{
	codeSchema: {
		what: Text{"{0} följer inte formatets regel {1}.", "{0} breaks the format's rule {1}."},
		do:   Text{"Se schema.json.", "See schema.json."},
	},
	codeMissingKey: {
		what: Text{"{0} saknar {1}.", "{0} lacks {1}."},
		do:   Text{"Lägg till {1}.", "Add {1}."},
	},
	codeMissingLanguage: {
		what: Text{"{0} saknar text på språket {1}.", "{0} has no text in the language {1}."},
		do:   Text{"Skriv texten på både sv och en.", "Write the text in both sv and en."},
	},
	codeUnknownKey: {
		what: Text{"nyckeln {0} finns inte i formatet för {1}.", "the key {0} does not exist in the format of {1}."},
		do:   Text{"Ta bort den eller rätta stavningen.", "Remove it or correct its spelling."},
	},
	codeNotOneOf: {
		what: Text{"{0} är {1}.", "{0} is {1}."},
		do:   Text{"Välj ett av: {2}.", "Choose one of: {2}."},
	},
	codeBadID: {
		what: Text{"{0} är {1}, som inte duger som id.", "{0} is {1}, which will not do as an id."},
		do: Text{
			"Ett id börjar med en liten bokstav a–z och har sedan a–z, 0–9 och _.",
			"An id begins with a lower-case letter a–z, followed by a–z, 0–9 and _.",
		},
	},
	codeBadVersion: {
		what: Text{"{0} är {1}, som inte är en version.", "{0} is {1}, which is no version."},
		do:   Text{"Skriv tre tal: 1.0.0.", "Write three numbers: 1.0.0."},
	},
	codeEmptyText: {
		what: Text{"{0} är tom.", "{0} is empty."},
		do:   Text{"Fyll i eller ta bort nyckeln.", "Fill it in or remove the key."},
	},
	codeTooFewItems: {
		what: Text{"{0} har för få delar; det behövs minst {1}.", "{0} has too few items; it needs at least {1}."},
		do:   Text{"Lägg till det som saknas.", "Add what is missing."},
	},
	codeTooManyItems: {
		what: Text{"{0} har {1} delar, och gränsen är {2}.", "{0} has {1} items, and the limit is {2}."},
		do:   Text{"Dela upp mallen.", "Split the pack."},
	},
	codeRepeated: {
		what: Text{"{0} har samma värde två gånger.", "{0} holds the same value twice."},
		do:   Text{"Ta bort det ena.", "Remove one of them."},
	},
	codeDuplicateID: {
		what: Text{"id {0} används redan på rad {1}.", "the id {0} is already used on line {1}."},
		do: Text{
			"Frågor, värden och poäng delar namnrymd i villkor; ge den ena ett annat id.",
			"Questions, values and scores share one name space in conditions; give one of them another id.",
		},
	},
	codeDuplicateInList: {
		what: Text{"id {0} används redan på rad {1}.", "the id {0} is already used on line {1}."},
		do:   Text{"Ge den ena ett annat id.", "Give one of them another id."},
	},
	codeReservedID: {
		what: Text{"id {0} är upptaget av uttrycksspråket.", "the id {0} is taken by the expression language."},
		do:   Text{"Välj ett annat id.", "Choose another id."},
	},
	codeNoSuchSection: {
		what: Text{"frågan {0} hör till avsnittet {1}, som inte finns.", "the question {0} belongs to the section {1}, which does not exist."},
		do:   Text{"Lägg till avsnittet eller rätta id.{2}", "Add the section or correct the id.{2}"},
	},
	codeNoSuchPart: {
		what: Text{"avsnittet {0} hör till delen {1}, som inte finns.", "the section {0} belongs to the part {1}, which does not exist."},
		do:   Text{"Lägg till delen eller rätta id.{2}", "Add the part or correct the id.{2}"},
	},
	codeOptionsMissing: {
		what: Text{"frågan {0} av typen {1} saknar svarsalternativ.", "the question {0} of type {1} has no options."},
		do:   Text{"Lägg till options.", "Add options."},
	},
	codeOneOption: {
		warning: true,
		what:    Text{"frågan {0} har bara ett svarsalternativ.", "the question {0} has only one option."},
		do:      Text{"Lägg till ett till, eller använd en annan frågetyp.", "Add another, or use another type of question."},
	},
	codeKeyNotForType: {
		what: Text{"{1} har ingen verkan i frågan {0} av typen {2}.", "{1} has no effect in the question {0} of type {2}."},
		do:   Text{"Ta bort {1} eller ändra typen.", "Remove {1} or change the type."},
	},
	codeFieldsMissing: {
		what: Text{"gruppen {0} saknar fält.", "the group {0} has no fields."},
		do:   Text{"Lägg till fields.", "Add fields."},
	},
	codeBoundsCrossed: {
		what: Text{"{0}: min är större än max.", "{0}: min is greater than max."},
		do:   Text{"Byt plats på dem.", "Swap them."},
	},
	codeNoSuchTrigger: {
		what: Text{"frågan {0} har inget svar {1}.", "the question {0} has no answer {1}."},
		do:   Text{"Välj bland {2}.{3}", "Choose among {2}.{3}"},
	},
	codeTriggerNever: {
		what: Text{"frågan {0} tillåter inte läget {1}, så iakttagelsen kan aldrig uppstå.", "the question {0} does not allow the state {1}, so the finding can never be raised."},
		do:   Text{"Tillåt läget i frågan eller ta bort iakttagelsen.", "Allow the state in the question, or remove the finding."},
	},
	codeNoSuchProvision: {
		what: Text{"bestämmelsen {0} kan inte hittas: {1}.", "the provision {0} cannot be found: {1}."},
		do:   Text{"Rätta hänvisningen eller lägg till bestämmelsen.", "Correct the reference or add the provision."},
	},
	codeLevelsOrder: {
		what: Text{"nivån {0} har up_to {1}, som inte är större än nivån före.", "the level {0} has up_to {1}, which is not above the level before it."},
		do:   Text{"Skriv nivåerna i stigande ordning.", "Write the levels in ascending order."},
	},
	codeLevelOpen: {
		what: Text{"nivån {0} saknar up_to men är inte sist.", "the level {0} lacks up_to but is not the last."},
		do:   Text{"Ange up_to, eller flytta nivån sist.", "Give up_to, or move the level last."},
	},
	codeLevelCeiling: {
		warning: true,
		what:    Text{"poängen {0} har ingen nivå för värden över {1}.", "the score {0} has no level for values above {1}."},
		do:      Text{"Ta bort up_to på sista nivån om den ska gälla uppåt.", "Remove up_to from the last level if it is to hold upwards."},
	},
	codeEmptySection: {
		warning: true,
		what:    Text{"avsnittet {0} har inga frågor.", "the section {0} has no questions."},
		do:      Text{"Ta bort det eller lägg till frågor.", "Remove it or add questions."},
	},
	codeEmptyPart: {
		warning: true,
		what:    Text{"delen {0} har inga avsnitt.", "the part {0} has no sections."},
		do:      Text{"Ta bort den eller lägg till avsnitt.", "Remove it or add sections."},
	},
	codeSameText: {
		warning: true,
		what:    Text{"{0} är likadan på svenska och engelska.", "{0} is the same in Swedish and English."},
		do:      Text{"Kontrollera översättningen.", "Check the translation."},
	},
}
