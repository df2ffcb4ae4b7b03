package components

// Level is how serious a finding or a risk is.
type Level string

// The levels. Each differs by word, shape and colour.
const (
	Low      Level = "low"
	Moderate Level = "moderate"
	High     Level = "high"
	Critical Level = "critical"
)

// Levels are all levels, mildest first.
func Levels() []Level { return []Level{Low, Moderate, High, Critical} }

// Severity is the mark of a level. Its word comes from the catalogue unless Label is given.
type Severity struct {
	Level Level
	Label string
}

// Template names the component's template.
func (Severity) Template() string { return "severity" }

// Key is the message of the level's word.
func (s Severity) Key() string {
	switch s.Level {
	case Low, Moderate, High, Critical:
		return "web.severity." + string(s.Level)
	}
	return "web.severity.unknown"
}

// Tag is a short word about a thing, without a link.
type Tag struct {
	Text   string
	Accent bool // stands out among others
}

// Template names the component's template.
func (Tag) Template() string { return "tag" }

// Phase tells in which phase a system is. When nobody has confirmed it, the tag says which year the source is from.
type Phase struct {
	Label      string // "i drift"
	Confirmed  bool
	SourceYear int // year of the source of an unconfirmed phase; 0 when not known
}

// Template names the component's template.
func (Phase) Template() string { return "phase" }

// Year is the year of the source without digit grouping.
func (p Phase) Year() string { return itoa(p.SourceYear) }
