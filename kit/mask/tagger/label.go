package tagger

// Kind is what an entity is.
type Kind uint8

// The kinds of entity.
const (
	Person Kind = iota + 1
	Place
	Organisation
)

// String gives the name of the class, as kit/mask and tillit mask eval name it.
func (k Kind) String() string {
	switch k {
	case Person:
		return "person"
	case Place:
		return "place"
	case Organisation:
		return "organisation"
	}
	return "unknown"
}

// Entity is a name in a text.
type Entity struct {
	// Start and End are byte offsets in the text.
	Start, End int
	Kind       Kind
	// Score is how sure the model is: the least probability of the kind over the words of the name, from 0 to 1.
	Score float32
	// Caseless tells that the sentence is written without capitals, or in capitals: there scores run lower.
	Caseless bool
}

// label is what the model gives a token. other holds names of other kinds (products, events), which are not told.
type label uint8

const (
	outside label = iota
	beginPerson
	insidePerson
	beginPlace
	insidePlace
	beginOrganisation
	insideOrganisation
	other
	labels
)

func beginOf(k Kind) label { return label(2*k - 1) }

func insideOf(k Kind) label { return label(2 * k) }

// kindOfLabel is the kind of a label, or 0.
func kindOfLabel(l label) Kind {
	if l == outside || l == other {
		return 0
	}
	return Kind((l + 1) / 2)
}

// mayFollow tells whether b can stand after a: inside only after the same kind.
func mayFollow(a, b label) bool {
	switch b {
	case insidePerson, insidePlace, insideOrganisation:
		return kindOfLabel(a) == kindOfLabel(b)
	}
	return true
}
