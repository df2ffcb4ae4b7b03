package instrument

// A Language is one of the two languages that every text exists in.
type Language string

// The languages of a pack.
const (
	Swedish Language = "sv"
	English Language = "en"
)

// A Text is the same text in Swedish and English.
// A checked pack has both wherever it has a text at all.
type Text struct {
	SV string `json:"sv" yaml:"sv"`
	EN string `json:"en" yaml:"en"`
}

// In gives the text in the language asked for: English for "en", else Swedish.
func (t Text) In(lang Language) string {
	if lang == English {
		return t.EN
	}
	return t.SV
}

// IsZero tells whether the text is empty in both languages.
func (t Text) IsZero() bool { return t.SV == "" && t.EN == "" }
