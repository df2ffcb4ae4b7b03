package account

import (
	"github.com/tillit-se/tillit/internal/i18n"
)

// Organisation is a public body, company or university. Authorities merge and change name, so names have periods.
type Organisation struct {
	ID          string
	Name        i18n.Text    // the name in force
	Names       []NamePeriod // earlier names, latest first
	Type        string       // code of the vocabulary organisation_type
	Country     string       // ISO 3166-1 alpha-2, "SE" for Swedish bodies
	Number      string       // organisationsnummer, ten digits, or empty
	Identifiers []Identifier // foreign identifiers
	Website     string
	Contact     string // where the public writes: a function's address, never a person's
	Managed     bool   // has accounts of its own; otherwise its records are gathered by us
	Demo        bool
	Revision    int64
}

// NamePeriod is a name that an organisation bore. From and Until are ISO dates, empty where unknown.
type NamePeriod struct {
	Name  i18n.Text `json:"name"`
	From  string    `json:"from,omitempty"`
	Until string    `json:"until,omitempty"`
}

// Identifier is a number or code in another country's or organisation's scheme, such as {"us-agency", "CFTC"}.
type Identifier struct {
	Scheme string `json:"scheme"`
	Value  string `json:"value"`
}

// ValidNumber tells whether s is a well-formed organisationsnummer: ten digits, the third at least 2, and the check digit by
// Luhn (Skatteverket SKV 709). It need not begin with 2: municipal companies and universities are asked too.
func ValidNumber(s string) bool {
	if len(s) != 10 || s[2] < '2' {
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[i]) - '0'
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return sum%10 == 0
}
