package hide

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/tillit-se/tillit/kit/mask"
)

// Text is a sentence in both languages.
type Text struct {
	SV string `json:"sv"`
	EN string `json:"en"`
}

// In gives the Swedish text for "sv", else the English.
func (t Text) In(lang string) string {
	if lang == Swedish {
		return t.SV
	}
	return t.EN
}

// Rule is what a profile says about one class.
type Rule struct {
	Operator Operator
	MinScore float32 // hits below are left out; 0 leaves it to the operating point
}

// Profile says what is found and what is put in its place, for one purpose. It is data: see ParseProfile for the form of the file.
type Profile struct {
	ID          string
	Version     int
	Title       Text
	Description Text
	// Point is what to prefer when it is uncertain whether something is personal data.
	Point mask.Point
	// Restorable texts have labels that cannot be mistaken for what stood in the text already.
	Restorable bool
	// Default is the operator for classes without a rule of their own. Keep hides only what has one.
	Default  Operator
	Rules    map[mask.Class]Rule
	Patterns []mask.Pattern
}

// ErrUnknownProfile is given for a profile that is not embedded.
var ErrUnknownProfile = errors.New("hide: no such profile")

//go:embed profiles/*.yaml
var profileFiles embed.FS

var embedded = sync.OnceValues(func() (map[string]*Profile, error) {
	profiles := map[string]*Profile{}
	for _, id := range ProfileIDs() {
		name := "profiles/" + id + ".yaml"
		data, err := profileFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("hide: %w", err)
		}
		profile, err := ParseProfile(name, data)
		if err != nil {
			return nil, err
		}
		profiles[id] = profile
	}
	return profiles, nil
})

// ProfileIDs lists the embedded profiles, in the order they are shown.
func ProfileIDs() []string {
	return []string{"all", "disclosure", "data_sharing", "language_model", "test_data"}
}

// Embedded gives a profile that comes with the program. It is shared: do not change it.
func Embedded(id string) (*Profile, error) {
	profiles, err := embedded()
	if err != nil {
		return nil, err
	}
	if found := profiles[id]; found != nil {
		return found, nil
	}
	return nil, fmt.Errorf("%w: %q; there are %s", ErrUnknownProfile, id, strings.Join(ProfileIDs(), ", "))
}

// Rule is what the profile says about a class.
func (p *Profile) Rule(class mask.Class) Rule {
	if rule, ok := p.Rules[class]; ok {
		return rule
	}
	if !p.Default.Fits(class) {
		return Rule{Operator: Label}
	}
	return Rule{Operator: p.Default}
}

// Classes lists the classes that the profile hides: the built-in ones in their order, then its own.
func (p *Profile) Classes() []mask.Class {
	var hidden []mask.Class
	for _, class := range mask.Classes() {
		if p.Rule(class).Operator != Keep {
			hidden = append(hidden, class)
		}
	}
	for _, class := range slices.Sorted(maps.Keys(p.ownClasses())) {
		if p.Rule(class).Operator != Keep {
			hidden = append(hidden, class)
		}
	}
	return hidden
}

func (p *Profile) ownClasses() map[mask.Class]bool {
	own := map[mask.Class]bool{}
	for _, pattern := range p.Patterns {
		if pattern.Class != "" && !slices.Contains(mask.Classes(), pattern.Class) {
			own[pattern.Class] = true
		}
	}
	return own
}

// NeedsKey tells whether the profile can be used only with a key.
func (p *Profile) NeedsKey() bool {
	if p.Default.NeedsKey() {
		return true
	}
	for _, rule := range p.Rules {
		if rule.Operator.NeedsKey() {
			return true
		}
	}
	return false
}

// Options are those of the finder that the profile needs.
func (p *Profile) Options() mask.Options {
	o := mask.Options{Classes: []mask.Class{}, Point: p.Point, Patterns: p.Patterns}
	for _, class := range mask.Classes() { // classes of the profile's own are found by their patterns
		if p.Rule(class).Operator != Keep {
			o.Classes = append(o.Classes, class)
		}
	}
	for class, rule := range p.Rules {
		if rule.MinScore > 0 {
			if o.MinScore == nil {
				o.MinScore = map[mask.Class]float32{}
			}
			o.MinScore[class] = rule.MinScore
		}
	}
	if len(o.Classes) == len(mask.Classes()) {
		o.Classes = nil
	}
	return o
}
