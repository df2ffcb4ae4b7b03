package instrument

// Codes of problems with answers.
const (
	codeUnusedKey        = "unused_key"
	codeUnknownAnswerKey = "unknown_answer_key"
	codeStateAndValue    = "state_and_value"
	codeAnsweredNothing  = "answered_nothing"
	codeBadState         = "bad_state"
	codeOtherInstrument  = "other_instrument"
	codeOtherVersion     = "other_version"
	codeNoSuchQuestion   = "no_such_question"
	codeStateNotAllowed  = "state_not_allowed"
	codeNoReason         = "no_reason"
	codeTakesNoAnswer    = "takes_no_answer"
	codeWrongAnswerType  = "wrong_answer_type"
	codeOneLine          = "one_line"
	codeNoSuchOption     = "no_such_option"
	codeChosenTwice      = "chosen_twice"
	codeExclusive        = "exclusive"
	codeTooFew           = "too_few"
	codeTooMany          = "too_many"
	codeTooSmall         = "too_small"
	codeTooBig           = "too_big"
	codeNoSuchField      = "no_such_field"
)

var answerMessages = map[string]message{
	codeUnusedKey: {
		warning: true,
		what:    Text{"nyckeln {0} används inte.", "the key {0} is not used."},
	},
	codeUnknownAnswerKey: {
		what: Text{"nyckeln {0} finns inte i ett svar.", "the key {0} does not exist in an answer."},
		do:   Text{"Använd value, state, reason och comment.", "Use value, state, reason and comment."},
	},
	codeStateAndValue: {
		what: Text{"svaret har både ett värde och läget {0}.", "the answer has both a value and the state {0}."},
		do:   Text{"Behåll det ena.", "Keep one of them."},
	},
	codeAnsweredNothing: {
		what: Text{"läget är answered men värdet saknas.", "the state is answered but there is no value."},
		do:   Text{"Ange value.", "Give value."},
	},
	codeBadState: {
		what: Text{"{0} är inget läge för ett svar.", "{0} is no state of an answer."},
		do:   Text{"Välj do_not_know eller not_applicable, eller ange value.", "Choose do_not_know or not_applicable, or give value."},
	},
	codeOtherInstrument: {
		what: Text{"svaren hör till mallen {0}, inte till {1}.", "the answers belong to the instrument {0}, not to {1}."},
		do:   Text{"Välj rätt mall eller rätt fil.", "Choose the right instrument or the right file."},
	},
	codeOtherVersion: {
		warning: true,
		what:    Text{"svaren gavs till version {0}; mallen är version {1}.", "the answers were given to version {0}; the instrument is version {1}."},
		do:      Text{"Flytta svaren till den nya versionen och se över det som har ändrats.", "Move the answers to the new version and look over what has changed."},
	},
	codeNoSuchQuestion: {
		what: Text{"frågan {0} finns inte i {1}.", "there is no question {0} in {1}."},
		do:   Text{"Svaret behålls men räknas inte. Rätta id eller ta bort svaret.{2}", "The answer is kept but does not count. Correct the id or remove the answer.{2}"},
	},
	codeStateNotAllowed: {
		what: Text{"frågan {0} kan inte ha läget {1}.", "the question {0} cannot have the state {1}."},
		do:   Text{"Svara på frågan eller lämna den obesvarad.", "Answer the question or leave it unanswered."},
	},
	codeNoReason: {
		what: Text{"frågan {0} är markerad som inte tillämplig utan skäl.", "the question {0} is marked as not applicable without a reason."},
		do:   Text{"Skriv skälet i reason.", "Write the reason in reason."},
	},
	codeTakesNoAnswer: {
		what: Text{"{0} är information och tar inget svar.", "{0} is information and takes no answer."},
		do:   Text{"Ta bort svaret.", "Remove the answer."},
	},
	codeWrongAnswerType: {
		what: Text{"svaret på {0} ska vara {1} men är {2}.", "the answer to {0} must be {1} but is {2}."},
		do:   Text{"Ändra svaret.", "Change the answer."},
	},
	codeOneLine: {
		what: Text{"svaret på {0} ska stå på en rad.", "the answer to {0} must stand on one line."},
		do:   Text{"Ta bort radbrytningarna.", "Remove the line breaks."},
	},
	codeNoSuchOption: {
		what: Text{"frågan {0} har inget alternativ {1}.", "the question {0} has no option {1}."},
		do:   Text{"Välj bland {2}.", "Choose among {2}."},
	},
	codeChosenTwice: {
		what: Text{"i svaret på {0} är {1} valt två gånger.", "in the answer to {0}, {1} is chosen twice."},
		do:   Text{"Ta bort det ena.", "Remove one of them."},
	},
	codeExclusive: {
		what: Text{"i svaret på {0} kan {1} inte väljas tillsammans med annat.", "in the answer to {0}, {1} cannot be chosen together with anything else."},
		do:   Text{"Välj antingen det eller de andra.", "Choose either that or the others."},
	},
	codeTooFew: {
		what: Text{"svaret på {0} har {1} delar, och det behövs minst {2}.", "the answer to {0} has {1} items, and at least {2} are needed."},
		do:   Text{"Lägg till fler.", "Add more."},
	},
	codeTooMany: {
		what: Text{"svaret på {0} har {1} delar, och gränsen är {2}.", "the answer to {0} has {1} items, and the limit is {2}."},
		do:   Text{"Ta bort några.", "Remove some."},
	},
	codeTooSmall: {
		what: Text{"svaret på {0} är {1}, och minsta värdet är {2}.", "the answer to {0} is {1}, and the least value is {2}."},
		do:   Text{"Kontrollera talet.", "Check the number."},
	},
	codeTooBig: {
		what: Text{"svaret på {0} är {1}, och största värdet är {2}.", "the answer to {0} is {1}, and the greatest value is {2}."},
		do:   Text{"Kontrollera talet.", "Check the number."},
	},
	codeNoSuchField: {
		what: Text{"gruppen {0} har inget fält {1}.", "the group {0} has no field {1}."},
		do:   Text{"Rätta id eller ta bort värdet.", "Correct the id or remove the value."},
	},
}
