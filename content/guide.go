package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
)

const (
	guideDir  = "guide"
	guideFile = "guide/guide.yaml"
)

// Guide is the guide to successful use of AI: its steps in order, and the words, roles, references and qualities they use.
type Guide struct {
	ID          string `yaml:"id" json:"id"`
	Version     string `yaml:"version" json:"version"`
	Updated     string `yaml:"updated" json:"updated"` // YYYY-MM-DD
	Title       Text   `yaml:"title" json:"title"`
	Lead        Text   `yaml:"lead" json:"lead"`
	Notice      Text   `yaml:"notice" json:"notice"`           // what the guide is not
	Sustainable Text   `yaml:"sustainable" json:"sustainable"` // why there are four qualities

	Groups     []GuideGroup     `yaml:"groups" json:"groups"`
	Paths      []GuidePath      `yaml:"paths,omitempty" json:"paths,omitempty"`
	Qualities  []GuideQuality   `yaml:"qualities" json:"qualities"`
	Roles      []GuideRole      `yaml:"roles" json:"roles"`
	References []GuideReference `yaml:"references" json:"references"`
	Terms      []GuideTerm      `yaml:"terms" json:"terms"`
	Steps      []Step           `yaml:"-" json:"-"` // in the order of the groups
}

// GuideGroup is a stretch of the way, with the ids of its steps in order.
type GuideGroup struct {
	ID    string   `yaml:"id" json:"id"`
	Title Text     `yaml:"title" json:"title"`
	Lead  *Text    `yaml:"lead,omitempty" json:"lead,omitempty"`
	Steps []string `yaml:"steps" json:"steps"`
}

// GuidePath is a shorter way for some systems: its steps are all that they need. Step is the one that describes the path. When is a
// condition (see [Conditions]) that makes a system one for the path, and Because what is so then, in words. Unless is a condition that
// takes it off again; what it speaks of need not be answered for the path to hold meanwhile. The first path that holds counts.
type GuidePath struct {
	ID      string   `yaml:"id" json:"id"`
	Title   Text     `yaml:"title" json:"title"`
	Lead    *Text    `yaml:"lead,omitempty" json:"lead,omitempty"`
	Step    string   `yaml:"step" json:"step"`
	When    string   `yaml:"when,omitempty" json:"when,omitempty"`
	Unless  string   `yaml:"unless,omitempty" json:"unless,omitempty"`
	Because *Text    `yaml:"because,omitempty" json:"because,omitempty"`
	Steps   []string `yaml:"steps" json:"steps"`
}

// Path finds a path by its id.
func (g Guide) Path(id string) (GuidePath, bool) {
	i := slices.IndexFunc(g.Paths, func(p GuidePath) bool { return p.ID == id })
	if i < 0 {
		return GuidePath{}, false
	}
	return g.Paths[i], true
}

// GuideQuality is one of the four that steps and demands are tagged by: ethical, secure, reliable, transparent.
type GuideQuality struct {
	ID      string `yaml:"id" json:"id"`
	Word    Text   `yaml:"word" json:"word"`
	Meaning Text   `yaml:"meaning" json:"meaning"`
}

// GuideRole is somebody who takes part in a step: a function, never a person.
type GuideRole struct {
	ID   string `yaml:"id" json:"id"`
	SV   string `yaml:"sv" json:"sv"`
	EN   string `yaml:"en" json:"en"`
	Does *Text  `yaml:"does,omitempty" json:"does,omitempty"`
}

// Name is the role's word.
func (r GuideRole) Name() Text { return Text{SV: r.SV, EN: r.EN} }

// GuideReference is an international recommendation or standard that steps are mapped to.
type GuideReference struct {
	ID        string   `yaml:"id" json:"id"`
	Title     Label    `yaml:"title" json:"title"`
	Short     *Label   `yaml:"short,omitempty" json:"short,omitempty"` // for the head of a column
	Publisher Label    `yaml:"publisher" json:"publisher"`
	URL       string   `yaml:"url" json:"url"`
	Published string   `yaml:"published,omitempty" json:"published,omitempty"`
	Read      string   `yaml:"read" json:"read"`
	Strength  Strength `yaml:"strength" json:"strength"`
	Note      *Text    `yaml:"note,omitempty" json:"note,omitempty"` // what was and was not read
}

// Name is what the head of a column calls the reference.
func (r GuideReference) Name() Label {
	if r.Short != nil {
		return *r.Short
	}
	return r.Title
}

// GuideTerm is a word of the glossary.
type GuideTerm struct {
	ID         string `yaml:"id" json:"id"`
	SV         string `yaml:"sv" json:"sv"`
	EN         string `yaml:"en" json:"en"`
	Definition Text   `yaml:"definition" json:"definition"`
	Source     string `yaml:"source,omitempty" json:"source,omitempty"` // where the definition is from: a provision's target or a web address
	// Ordinary marks a word that is also used in its everyday sense, so that a text may use it without a link to its definition.
	Ordinary bool `yaml:"ordinary,omitempty" json:"-"`
}

// Name is the word itself.
func (t GuideTerm) Name() Text { return Text{SV: t.SV, EN: t.EN} }

// Strength says how a fact was read. Nothing weaker may be shown.
type Strength string

// The strengths.
const (
	StrengthPrimary   Strength = "primary"   // the source itself was read
	StrengthSecondary Strength = "secondary" // others tell what it says
	StrengthOwn       Strength = "own"       // our own conclusion
)

var strengths = []Strength{StrengthPrimary, StrengthSecondary, StrengthOwn}

// Step is one step of the guide: what does not depend on language, and the text in each.
type Step struct {
	ID         string          `yaml:"id" json:"id"`
	Tags       []string        `yaml:"tags" json:"tags"`                         // qualities
	Phases     []string        `yaml:"phases,omitempty" json:"phases,omitempty"` // of a system's life in which the step is done; none is all
	Roles      []StepRole      `yaml:"roles" json:"roles"`
	Result     Text            `yaml:"result" json:"result"` // what there is when the step is done
	Demands    []Demand        `yaml:"demands" json:"demands"`
	Mistakes   []Mistake       `yaml:"mistakes,omitempty" json:"mistakes,omitempty"`
	Provisions []string        `yaml:"provisions,omitempty" json:"provisions,omitempty"` // canonical targets
	References []StepReference `yaml:"references,omitempty" json:"references,omitempty"`
	Sources    []GuideSource   `yaml:"sources,omitempty" json:"sources,omitempty"`
	Applies    *Condition      `yaml:"applies_when,omitempty" json:"applies_when,omitempty"` // the step concerns only systems that meet it
	// Private says that nothing of the step may be kept for a system: neither ticks nor a state. What somebody has answered about
	// protective security may itself be worth protecting.
	Private  bool                 `yaml:"private,omitempty" json:"private,omitempty"`
	DoneWhen []Condition          `yaml:"done_when,omitempty" json:"done_when,omitempty"` // all must be met
	Texts    map[string]*StepText `yaml:"-" json:"-"`                                     // by language: sv, en
}

// Text is the step's text in the language; the Swedish one where there is no other.
func (s Step) Text(language string) *StepText {
	if t := s.Texts[language]; t != nil {
		return t
	}
	if t := s.Texts["sv"]; t != nil {
		return t
	}
	return &StepText{Title: s.ID}
}

// Source finds a source of the step.
func (s Step) Source(id string) (GuideSource, bool) {
	i := slices.IndexFunc(s.Sources, func(source GuideSource) bool { return source.ID == id })
	if i < 0 {
		return GuideSource{}, false
	}
	return s.Sources[i], true
}

// Demand finds a demand of the step.
func (s Step) Demand(id string) (Demand, bool) {
	i := slices.IndexFunc(s.Demands, func(d Demand) bool { return d.ID == id })
	if i < 0 {
		return Demand{}, false
	}
	return s.Demands[i], true
}

// StepRole is what a role does in a step.
type StepRole struct {
	Role string `yaml:"role" json:"role"`
	Does Text   `yaml:"does" json:"does"`
}

// Demand is something to check before the step is done.
type Demand struct {
	ID         string      `yaml:"id" json:"id"`
	Tags       []string    `yaml:"tags" json:"tags"`
	Text       Text        `yaml:"text" json:"text"`
	Why        *Text       `yaml:"why,omitempty" json:"why,omitempty"`
	Provisions []string    `yaml:"provisions,omitempty" json:"provisions,omitempty"`
	ShownBy    []Condition `yaml:"shown_by,omitempty" json:"shown_by,omitempty"` // all must be met; without any only a person can tell
}

// Mistake is what went wrong for others, with its source. No private person is named.
type Mistake struct {
	ID      string   `yaml:"id,omitempty" json:"id,omitempty"`
	Title   Label    `yaml:"title" json:"title"`
	Where   Label    `yaml:"where" json:"where"`
	What    Text     `yaml:"what" json:"what"`
	Lesson  Text     `yaml:"lesson" json:"lesson"`
	Sources []string `yaml:"sources" json:"sources"` // ids of the step's sources
}

// StepReference is the places in an international reference that a step answers to.
type StepReference struct {
	Ref   string   `yaml:"ref" json:"ref"`
	Items []string `yaml:"items" json:"items"`
	Note  *Text    `yaml:"note,omitempty" json:"note,omitempty"`
}

// GuideSource is where statements of a step were read.
type GuideSource struct {
	ID        string   `yaml:"id" json:"id"`
	Title     Label    `yaml:"title" json:"title"`
	Publisher Label    `yaml:"publisher" json:"publisher"`
	URL       string   `yaml:"url,omitempty" json:"url,omitempty"` // may be missing for what is our own conclusion
	Published string   `yaml:"published,omitempty" json:"published,omitempty"`
	Read      string   `yaml:"read" json:"read"`
	Strength  Strength `yaml:"strength" json:"strength"`
	Note      *Text    `yaml:"note,omitempty" json:"note,omitempty"`
}

// ReadGuide reads the embedded guide.
func ReadGuide() (Guide, error) { return Embedded().Guide() }

// Guide reads the guide with its steps and their texts, in the order of its groups; a step that is named and not there is left out. Faults in the form of the files come as a
// [DecodeError]; [Library.Check] finds the rest.
func (l Library) Guide() (Guide, error) {
	loaded, err := l.guide()
	if err != nil {
		return Guide{}, err
	}
	return loaded.value, nil
}

// guideFiles is the guide with what a check needs beside it.
type guideFiles struct {
	loaded[Guide]
	steps   map[string]document // by id
	missing []Problem           // steps that a group names and that have no file
}

// stepIDs are the steps that the groups of the guide name; nil where there is no guide.
func (l Library) stepIDs() map[string]bool {
	var g Guide
	if _, err := l.read(guideFile, &g); err != nil {
		return nil
	}
	ids := map[string]bool{}
	for _, group := range g.Groups {
		for _, id := range group.Steps {
			ids[id] = true
		}
	}
	return ids
}

// guide reads what can be read; the error tells what could not.
func (l Library) guide() (guideFiles, error) {
	g := guideFiles{steps: map[string]document{}}
	doc, err := l.read(guideFile, &g.value)
	if err != nil {
		return g, err
	}
	g.document = doc
	var problems []Problem
	for i, group := range g.value.Groups {
		for j, id := range group.Steps {
			step, doc, err := l.step(id)
			if errors.Is(err, fs.ErrNotExist) {
				g.missing = append(g.missing, g.problem(at("groups", i, "steps", j), "the step %q has no file %s/%s.yaml", id, guideDir, id))
				continue
			}
			problems = append(problems, problemsOf(err)...)
			if doc.root != nil {
				g.steps[step.ID] = doc
				g.value.Steps = append(g.value.Steps, step)
			}
		}
	}
	if len(problems) > 0 {
		return g, &DecodeError{Problems: problems}
	}
	return g, nil
}

// step reads a step and its texts. A text that is missing is no error here.
func (l Library) step(id string) (Step, document, error) {
	step := Step{Texts: map[string]*StepText{}}
	doc, err := l.read(path.Join(guideDir, id+".yaml"), &step)
	if err != nil {
		return Step{}, document{}, err
	}
	var problems []Problem
	for _, language := range []string{"sv", "en"} {
		text, err := l.stepText(path.Join(guideDir, id+"."+language+".md"))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			problems = append(problems, problemsOf(err)...)
		default:
			step.Texts[language] = text
		}
	}
	if len(problems) > 0 {
		return step, doc, &DecodeError{Problems: problems}
	}
	return step, doc, nil
}

// Step finds a step by its id.
func (g Guide) Step(id string) (Step, bool) {
	return find(g.Steps, func(s Step) bool { return s.ID == id })
}

// Quality finds a quality by its id.
func (g Guide) Quality(id string) (GuideQuality, bool) {
	return find(g.Qualities, func(q GuideQuality) bool { return q.ID == id })
}

// Role finds a role by its id.
func (g Guide) Role(id string) (GuideRole, bool) {
	return find(g.Roles, func(r GuideRole) bool { return r.ID == id })
}

// Reference finds an international reference by its id.
func (g Guide) Reference(id string) (GuideReference, bool) {
	return find(g.References, func(r GuideReference) bool { return r.ID == id })
}

// Term finds a word of the glossary by its id.
func (g Guide) Term(id string) (GuideTerm, bool) {
	return find(g.Terms, func(t GuideTerm) bool { return t.ID == id })
}

func find[T any](all []T, wanted func(T) bool) (T, bool) {
	if i := slices.IndexFunc(all, wanted); i >= 0 {
		return all[i], true
	}
	var none T
	return none, false
}
