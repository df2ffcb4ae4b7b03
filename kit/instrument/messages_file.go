package instrument

// Codes of problems that a file of any kind can have.
const (
	codeTooLarge        = "too_large"
	codeEmpty           = "empty"
	codeEncoding        = "encoding"
	codeYAML            = "yaml"
	codeJSON            = "json"
	codeTooDeep         = "too_deep"
	codeTooManyNodes    = "too_many_nodes"
	codeSecondDocument  = "second_document"
	codeTooManyValues   = "too_many_values"
	codeAliasLoop       = "alias_loop"
	codeKeyNotText      = "key_not_text"
	codeMergeKey        = "merge_key"
	codeDuplicateKey    = "duplicate_key"
	codeTooManyProblems = "too_many_problems"
	codeNotObject       = "not_object"
	codeWrongType       = "wrong_type"
	codeTooLong         = "too_long"
	codeBadDate         = "bad_date"
)

var fileMessages = map[string]message{
	codeTooLarge: {
		what: Text{"filen är {0} byte, och gränsen är {1}.", "the file is {0} bytes, and the limit is {1}."},
		do:   Text{"Dela upp den eller ta bort det som inte hör hit.", "Split it, or remove what does not belong."},
	},
	codeEmpty: {
		what: Text{"filen är tom.", "the file is empty."},
		do:   Text{"Kontrollera att rätt fil är vald.", "Check that this is the right file."},
	},
	codeEncoding: {
		what: Text{"filen är inte giltig UTF-8 här.", "the file is not valid UTF-8 here."},
		do:   Text{"Spara den som UTF-8.", "Save it as UTF-8."},
	},
	codeYAML: {
		what: Text{"filen kan inte läsas som YAML: {0}.", "the file cannot be read as YAML: {0}."},
		do: Text{
			"Kontrollera indrag, kolon och citattecken på raden eller raden före.",
			"Check indents, colons and quotes on this line or the one before.",
		},
	},
	codeJSON: {
		what: Text{"filen kan inte läsas som JSON: {0}.", "the file cannot be read as JSON: {0}."},
		do:   Text{"Kontrollera kommatecken, citattecken och klamrar.", "Check commas, quotes and braces."},
	},
	codeTooDeep: {
		what: Text{"filen är nästlad djupare än {0} nivåer.", "the file is nested deeper than {0} levels."},
		do:   Text{"Ta bort nivåerna som inte hör till formatet.", "Remove the levels that the format does not know."},
	},
	codeTooManyNodes: {
		what: Text{
			"filen har fler än {0} delar när alla alias är utskrivna.",
			"the file has more than {0} parts when every alias is written out.",
		},
		do: Text{"Minska antalet alias eller dela upp filen.", "Use fewer aliases, or split the file."},
	},
	codeSecondDocument: {
		what: Text{"filen har ett dokument till här.", "the file has another document here."},
		do:   Text{"Ha en mall i varje fil.", "Keep one pack in each file."},
	},
	codeTooManyValues: {
		what: Text{"filen har fler än {0} värden.", "the file has more than {0} values."},
		do:   Text{"Dela upp den eller ta bort det som inte hör hit.", "Split it, or remove what does not belong."},
	},
	codeAliasLoop: {
		what: Text{"aliaset *{0} innehåller sig självt.", "the alias *{0} contains itself."},
		do:   Text{"Skriv ut texten i stället.", "Write the text out instead."},
	},
	codeKeyNotText: {
		what: Text{"en nyckel är en lista eller ett objekt.", "a key is a list or an object."},
		do:   Text{"Nycklar ska vara text.", "Keys must be text."},
	},
	codeMergeKey: {
		what: Text{"sammanslagning med << kan inte användas.", "merging with << cannot be used."},
		do:   Text{"Skriv ut nycklarna.", "Write the keys out."},
	},
	codeDuplicateKey: {
		what: Text{"{0} finns redan på rad {1}.", "{0} is already there on line {1}."},
		do:   Text{"Behåll en av dem.", "Keep one of them."},
	},
	codeTooManyProblems: {
		what: Text{"fler än {0} fel; resten visas inte.", "more than {0} problems; the rest are not shown."},
		do:   Text{"Rätta felen ovan och kontrollera igen.", "Put these right and check again."},
	},
	codeNotObject: {
		what: Text{"{0} ska vara ett objekt med nycklar.", "{0} must be an object with keys."},
		do:   Text{"Se beskrivningen av formatet.", "See the description of the format."},
	},
	codeWrongType: {
		what: Text{"{0} ska vara {1} men är {2}.", "{0} must be {1} but is {2}."},
		do:   Text{"Ändra värdet. Text som liknar ett tal eller ja/nej-värde skrivs inom citattecken.", "Change the value. Text that looks like a number or a boolean goes in quotes."},
	},
	codeTooLong: {
		what: Text{"{0} är {1} tecken, och gränsen är {2}.", "{0} is {1} characters long, and the limit is {2}."},
		do:   Text{"Korta texten.", "Shorten the text."},
	},
	codeBadDate: {
		what: Text{"{0} är {1}, som inte är ett datum i kalendern.", "{0} is {1}, which is no date of the calendar."},
		do:   Text{"Skriv datumet som 2027-08-02.", "Write the date as 2027-08-02."},
	},
}
