package instrument

// Codes of problems with the FEEL expressions of a pack.
const (
	codeFEEL           = "feel"
	codeFEELName       = "feel_name"
	codeNotBoolean     = "not_boolean"
	codeNotNumber      = "not_number"
	codeNotQuestion    = "not_question"
	codeNotConstant    = "not_constant"
	codeNoOptionInFEEL = "no_option_in_condition"
	codeNotAState      = "not_a_state"
	codeNotALevel      = "not_a_level"
	codeCycle          = "cycle"
	codeLaterQuestion  = "later_question"
	codeNeverTrue      = "never_true"
	codeAlwaysTrue     = "always_true"
	codeUnreachable    = "unreachable"
	codeNoElse         = "no_else"
)

var conditionMessages = map[string]message{
	codeFEEL: {
		what: Text{"uttrycket kan inte läsas: {0}.", "the expression cannot be read: {0}."},
		do:   Text{"Rätta uttrycket.", "Correct the expression."},
	},
	codeFEELName: {
		what: Text{"uttrycket nämner {0}, som varken är en fråga, ett värde eller en poäng.", "the expression names {0}, which is no question, value or score."},
		do:   Text{"Rätta namnet, eller sätt text inom citattecken.{1}", "Correct the name, or put text in quotes.{1}"},
	},
	codeNotBoolean: {
		what: Text{"villkoret ger {0} och inte sant eller falskt.", "the condition gives {0} and not true or false."},
		do:   Text{"Skriv en jämförelse.", "Write a comparison."},
	},
	codeNotNumber: {
		what: Text{"uttrycket ger {0} och inte ett tal.", "the expression gives {0} and not a number."},
		do:   Text{"Skriv ett uttryck som ger ett tal.", "Write an expression that gives a number."},
	},
	codeNotQuestion: {
		what: Text{"state(\"{0}\"): det finns ingen sådan fråga.", "state(\"{0}\"): there is no such question."},
		do:   Text{"Rätta id.{1}", "Correct the id.{1}"},
	},
	codeNotConstant: {
		what: Text{"{0} behöver sitt argument som text inom citattecken.", "{0} needs its argument as text in quotes."},
		do:   Text{"Skriv till exempel {0}(\"purpose\").", "Write for example {0}(\"purpose\")."},
	},
	codeNoOptionInFEEL: {
		what: Text{"{0} jämförs med \"{1}\", som inte är något av dess svar.", "{0} is compared with \"{1}\", which is none of its answers."},
		do:   Text{"Välj bland {2}.{3}", "Choose among {2}.{3}"},
	},
	codeNotAState: {
		what: Text{"ett läge jämförs med \"{0}\", som inte är något läge.", "a state is compared with \"{0}\", which is no state."},
		do:   Text{"Välj bland {1}.", "Choose among {1}."},
	},
	codeNotALevel: {
		what: Text{"nivån jämförs med \"{0}\", som inte är någon av dess nivåer.", "the level is compared with \"{0}\", which is none of its levels."},
		do:   Text{"Välj bland {1}.", "Choose among {1}."},
	},
	codeCycle: {
		what: Text{"villkor eller värden går i cirkel: {0}.", "conditions or values go in a circle: {0}."},
		do:   Text{"Ta bort ett av beroendena.", "Remove one of the dependencies."},
	},
	codeLaterQuestion: {
		warning: true,
		what:    Text{"villkoret för {0} beror på {1}, som kommer senare.", "the condition of {0} depends on {1}, which comes later."},
		do:      Text{"Flytta {1} före, annars ändras tidigare sidor i efterhand.", "Move {1} before it; otherwise earlier pages change afterwards."},
	},
	codeNeverTrue: {
		warning: true,
		what:    Text{"villkoret är aldrig sant.", "the condition is never true."},
		do:      Text{"Ta bort delen eller rätta villkoret.", "Remove the part or correct the condition."},
	},
	codeAlwaysTrue: {
		warning: true,
		what:    Text{"villkoret är alltid sant.", "the condition is always true."},
		do:      Text{"Ta bort villkoret.", "Remove the condition."},
	},
	codeUnreachable: {
		what: Text{"utfallet {0} kan aldrig nås: {1} före det är alltid sant.", "the outcome {0} can never be reached: {1} before it is always true."},
		do:   Text{"Flytta {1} sist eller ta bort det som följer.", "Move {1} last, or remove what follows."},
	},
	codeNoElse: {
		warning: true,
		what:    Text{"det finns inget utfall som alltid gäller sist.", "there is no outcome that always holds at the end."},
		do:      Text{"Lägg till ett sista utfall med when: true.", "Add a last outcome with when: true."},
	},
}
