package register

// Need says how much a missing field matters for publication.
type Need string

// The needs: publication is refused without what is Required, and warned about without what is Recommended.
const (
	Required    Need = "required"
	Recommended Need = "recommended"
)

// Gap is something that is missing for publication.
type Gap struct {
	Field string // id of the definition
	Need  Need
	Why   Text // why it matters
}
