package content_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"

	"github.com/tillit-se/tillit/content"
)

const (
	guideFile  = "guide/guide.yaml"
	stepFile   = "guide/need.yaml"
	stepSVFile = "guide/need.sv.md"
	stepENFile = "guide/need.en.md"
)

const soundGuide = `id: guide
version: 1.0.0
updated: "2026-11-22"
title: {sv: Guiden, en: The guide}
lead: {sv: Steg, en: Steps}
notice: {sv: Råd, en: Advice}
sustainable: {sv: Fyra ord, en: Four words}
groups:
  - id: before
    title: {sv: Innan, en: Before}
    steps: [need, law]
paths:
  - id: short
    title: {sv: Kort, en: Short}
    step: need
    when: record.published
    steps: [need]
qualities:
  - {id: ethical, word: {sv: Etisk, en: Ethical}, meaning: {sv: Rätt, en: Right}}
roles:
  - {id: owner, sv: Ägare, en: Owner}
references:
  - {id: oecd, title: OECD, publisher: OECD, url: "https://example.org/o", published: "2024", read: "2026-11-22", strength: secondary}
terms:
  - {id: case, sv: Ärende, en: Case, definition: {sv: En sak, en: A thing}, source: sfs/2017:900#P30}
`

const soundStep = `id: need
tags: [ethical]
phases: [in_use]
roles:
  - {role: owner, does: {sv: Gör, en: Does}}
result: {sv: Ett beslut, en: A decision}
demands:
  - id: one
    tags: [ethical]
    text: {sv: Gjort, en: Done}
    provisions: ["sfs/2017:900#P29"]
    shown_by: [record.published]
mistakes:
  - {title: Fel, where: Sverige, what: {sv: Det hände, en: It happened}, lesson: {sv: Lär, en: Learn}, sources: [b]}
provisions: ["sfs/2017:900#P28S1"]
references:
  - {ref: oecd, items: ["1.1"]}
sources:
  - {id: a, title: En källa, publisher: {sv: Verket, en: The agency}, url: "https://example.org/a", published: "2024", read: "2026-11-22", strength: primary}
  - {id: b, title: B, publisher: B, url: "https://example.org/b", read: "2026-11-22", strength: own}
done_when:
  - {when: record.missing.required = 0, text: {sv: Inget saknas, en: Nothing is missing}}
`

const soundSV = `---
title: Behovet
lead: Börja här.
updated: 2026-11-22
---
## Varför

Ett [ärende](term:case) börjar här.[^a]

## Gör så här

- Läs [lagen](law:sfs/2017:900#P29).
- Gå [vidare](step:law).

### Mer

Se [sidan](page:/systems).
`

const soundEN = `---
title: The need
lead: Start here.
updated: 2026-11-22
---
## Why

A [case](term:case) starts here.[^a]

## What to do

- Read the [law](law:sfs/2017:900#P29).
- Go [on](step:law).

### More

See the [page](page:/systems).
`

// guideTree is the sound tree with a guide of two steps.
func guideTree() map[string]string {
	files := soundTree()
	files[guideFile], files[stepFile], files[stepSVFile], files[stepENFile] = soundGuide, soundStep, soundSV, soundEN
	for from, to := range map[string]string{stepFile: "guide/law.yaml", stepSVFile: "guide/law.sv.md", stepENFile: "guide/law.en.md"} {
		files[to] = strings.ReplaceAll(strings.Replace(files[from], "id: need", "id: law", 1), "step:law", "step:need")
	}
	files["guide/pages.txt"] = "/\n/systems\n"
	return files
}

func TestCheckFindsNothingInASoundGuide(t *testing.T) {
	for _, problem := range content.Open(tree(guideTree())).Check() {
		t.Error(problem)
	}
}

func checkGuideFaults(t *testing.T, faults []fault) {
	t.Helper()
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			files := guideTree()
			if !strings.Contains(files[f.file], f.old) {
				t.Fatalf("%s does not hold %q", f.file, f.old)
			}
			files[f.file] = strings.Replace(files[f.file], f.old, f.new, 1)
			problems := content.Open(tree(files)).Check()
			found := slices.ContainsFunc(problems, func(p content.Problem) bool {
				return p.File == f.file && p.Line == f.line && strings.Contains(p.Message, f.message)
			})
			if !found {
				t.Errorf("want %s:%d: …%s…, got %v", f.file, f.line, f.message, problems)
			}
		})
	}
}

func TestCheckFindsFaultsInTheGuidesWords(t *testing.T) {
	checkGuideFaults(t, []fault{
		{"a step without a file", guideFile, "[need, law]", "[need, law, gone]", 11, `the step "gone" has no file`},
		{"a step in no group", "guide/law.yaml", "id: law", "id: lag", 1, "and the file name"},
		{"a step given twice", guideFile, "[need, law]", "[need, law, need]", 11, `the id "need" is given twice`},
		{"a group in one language", guideFile, "en: Before", "en: ''", 10, "title is missing in en"},
		{"a path to no step", guideFile, "steps: [need]", "steps: [nowhere]", 17, `there is no step "nowhere"`},
		{"a path on an unknown condition", guideFile, "when: record.published", "when: record.nothing", 16, "record.nothing"},
		{"no day", guideFile, `updated: "2026-11-22"`, "updated: i dag", 3, "is not the day of the last change"},
		{"a lead in one language", guideFile, "en: Steps", "en: ''", 5, "lead is missing in en"},
		{"a quality without a meaning", guideFile, "sv: Rätt", "sv: ''", 19, "meaning is missing in sv"},
		{"an unknown strength", guideFile, "strength: secondary", "strength: –", 23, "is not a strength"},
		{"a reference that was never read", guideFile, `read: "2026-11-22"`, `read: ""`, 23, "is not the day it was read"},
		{"a reference published after it was read", guideFile, `published: "2024"`, `published: "2027"`, 23, "after it was read"},
		{"a term without a definition", guideFile, "en: A thing", "en: ''", 25, "definition is missing in en"},
		{"a term from nowhere", guideFile, "sfs/2017:900#P30", "sfs/2017:901#P30", 25, "is not a web address"},
		{"an unknown key", guideFile, "    step: need\n", "    step: need\n    colour: red\n", 16, "field colour not found"},
	})
}

func TestCheckFindsFaultsInStepsOfTheGuide(t *testing.T) {
	checkGuideFaults(t, []fault{
		{"an unknown tag", stepFile, "tags: [ethical]\nphases", "tags: [nice]\nphases", 2, `has no quality "nice"`},
		{"a tag given twice", stepFile, "tags: [ethical]\nphases", "tags: [ethical, ethical]\nphases", 2, "given twice"},
		{"an unknown phase", stepFile, "[in_use]", "[in_dreams]", 3, "vocabulary phase"},
		{"an unknown role", stepFile, "role: owner", "role: king", 5, `no role "king"`},
		{"a result in one language", stepFile, "en: A decision", "en: ''", 6, "result is missing in en"},
		{"a demand in one language", stepFile, "en: Done", "en: ' '", 10, "text is missing in en"},
		{"a demand on no provision", stepFile, `["sfs/2017:900#P29"]`, `["sfs/2017:900#29"]`, 11, "is neither in provisions"},
		{"an unknown name in a condition", stepFile, "[record.published]", "[record.publisched]", 12, "publisched"},
		{"a condition that is no question", stepFile, "[record.published]", "[record.missing.required]", 12, "not true or false"},
		{"a mistake without its source", stepFile, "sources: [b]", "sources: [c]", 14, `no source "c"`},
		{"a key of a label that is none", stepFile, "{sv: Verket, en: The agency}", "{sv: Verket, en: The agency, de: Amt}", 19, "field de not found"},
		{"a provision in no source", stepFile, "#P28S1", "#§28", 15, "is neither in provisions"},
		{"an unknown reference", stepFile, "ref: oecd", "ref: un", 17, `no reference "un"`},
		{"a source that nobody cites", stepFile, "id: b,", "id: c,", 20, `the source "c" is not cited`},
		{"a source without an address", stepFile, `url: "https://example.org/a"`, `url: ""`, 19, "is not a web address"},
		{"an unsure fact", stepFile, "sv: Det hände", "sv: Det hände (S1)", 14, "(S1) marks what is not sure"},
		{"a condition in words in one language", stepFile, "en: Nothing is missing", "en: ''", 22, "is missing in en"},
	})
}

func TestCheckFindsFaultsInTextsOfTheGuide(t *testing.T) {
	checkGuideFaults(t, []fault{
		{"no front matter", stepSVFile, "---\ntitle", "title", 0, "must begin with front matter"},
		{"no title", stepSVFile, "title: Behovet", "title: ''", 1, "the title is missing"},
		{"no day", stepSVFile, "updated: 2026-11-22", "updated: i dag", 1, "is not the day of the last change"},
		{"an unknown key", stepSVFile, "updated:", "color: red\nupdated:", 4, "field color not found"},
		{"another first section", stepSVFile, "## Varför", "## Bakgrund", 6, "must begin with the sections"},
		{"a title in the text", stepSVFile, "### Mer", "# Mer", 10, "a heading of level 1"},
		{"an unknown source", stepSVFile, "[^a]", "[^z]", 8, `no source "z"`},
		{"an unknown term", stepSVFile, "term:case", "term:fall", 8, `no term "fall"`},
		{"an unknown step", stepSVFile, "step:law", "step:lag", 13, `no step "lag"`},
		{"an unknown provision", stepSVFile, "law:sfs/2017:900#P29", "law:sfs/2017:901#P29", 12, "is neither in provisions"},
		{"an unknown page", stepSVFile, "page:/systems", "page:/nowhere", 17, `does not name the page "/nowhere"`},
		{"a web address", stepSVFile, "page:/systems", "https://example.org", 17, "cite it as a source"},
		{"a source described in the text", stepSVFile, "### Mer", "[^a]: En källa\n\n### Mer", 15, "and not in the text"},
		{"what remains to be done", stepSVFile, "### Mer\n", "### Mer\n\nTODO skriv\n", 17, "TODO marks"},
		{"another structure", stepENFile, "- Go [on](step:law).\n", "", 10, "a list of 2"},
		{"another source", stepENFile, "[^a]", "", 6, "cites nothing, and the Swedish a"},
		{"another link", stepENFile, "step:law", "step:need", 10, "links to"},
		{"a section too many", stepENFile, "### More", "## More", 6, "has 3 sections and the Swedish 2"},
		{"another day", stepENFile, "updated: 2026-11-22", "updated: 2026-11-21", 1, "was updated 2026-11-21"},
	})
}

func TestCheckFindsAMissingTextAndAHardOne(t *testing.T) {
	files := guideTree()
	delete(files, stepENFile)
	problems := content.Open(tree(files)).Check()
	if len(problems) != 1 || problems[0].File != stepENFile || !strings.Contains(problems[0].Message, "missing in en") {
		t.Errorf("got %v", problems)
	}
	files = guideTree()
	hard := strings.Repeat("Verksamhetsansvariga tjänstemän genomför fortlöpande konsekvensbedömningar beträffande informationssäkerheten ", 10)
	files[stepSVFile] = strings.Replace(files[stepSVFile], "Se [sidan]", hard+"Se [sidan]", 1)
	problems = content.Open(tree(files)).Check()
	if len(problems) != 1 || problems[0].File != stepSVFile || !strings.Contains(problems[0].Message, "LIX") {
		t.Errorf("got %v", problems)
	}
}

func TestAFileThatNoGroupNamesIsFound(t *testing.T) {
	files := guideTree()
	files["guide/extra.yaml"] = strings.Replace(soundStep, "id: need", "id: extra", 1)
	problems := content.Open(tree(files)).Check()
	if len(problems) != 1 || problems[0].File != "guide/extra.yaml" {
		t.Errorf("got %v", problems)
	}
}

func TestTheGuideIsReadInOrderWithItsTexts(t *testing.T) {
	g, err := content.Open(tree(guideTree())).Guide()
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Steps) != 2 || g.Steps[0].ID != "need" || g.Steps[1].ID != "law" {
		t.Fatalf("steps %v", g.Steps)
	}
	step, ok := g.Step("need")
	if !ok || step.Text("en").Title != "The need" || step.Text("sv").Lead != "Börja här." || step.Text("de").Title != "Behovet" {
		t.Errorf("texts %+v", step.Texts)
	}
	if source, ok := step.Source("a"); !ok || source.Publisher.In("en") != "The agency" || source.Title.In("en") != "En källa" {
		t.Errorf("source %+v", source)
	}
	if d, ok := step.Demand("one"); !ok || d.ShownBy[0].When != "record.published" || step.DoneWhen[0].Text.EN != "Nothing is missing" {
		t.Errorf("demand %+v", d)
	}
}

// Texts are written by people who may take HTML for granted; none of it may become markup.
func TestHTMLInProseIsText(t *testing.T) {
	p := content.ReadProse([]byte("<script>alert(1)</script>\n\na <b>c</b> d[^e]\n"))
	kinds := map[string]bool{}
	_ = ast.Walk(p.Root, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		kinds[n.Kind().String()] = true
		return ast.WalkContinue, nil
	})
	if kinds["HTMLBlock"] || kinds["RawHTML"] || !kinds["Citation"] {
		t.Errorf("kinds %v", kinds)
	}
	if got := p.Plain(); got != "<script>alert(1)</script>\na <b>c</b> d\n" {
		t.Errorf("plain %q", got)
	}
}

func TestTheEmbeddedGuideSpeaksOfWhatThereIs(t *testing.T) {
	conditions, err := content.Embedded().Conditions()
	if err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{
		`record.purpose != null`, `record.phase = "in_use" and record.published`, `record.use.alternatives != null`,
		`some s in record.safeguards satisfies s.kind = "monitoring" and s.status = "yes"`, `count(record.benefits) > 0`,
		`assessment.trust_questions.begun`, `assessment.trust_questions.findings.critical = 0`, `record.ai_act.class != null`,
	} {
		if _, err := conditions.Compile(when); err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}
	for _, when := range []string{`record.purposes != null`, `assessment.screening.begun`, `record.purpose`, `1 +`} {
		if _, err := conditions.Compile(when); err == nil {
			t.Errorf("%s compiles", when)
		}
	}
}

func FuzzProse(f *testing.F) {
	for _, seed := range []string{soundSV, soundEN, "[^", "[^a](b)", "| a |\n|---|\n| [^x] |", "<a href='x'>y</a>", "[x](term:)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		p := content.ReadProse([]byte(source))
		if p.Root == nil {
			t.Fatal("no root")
		}
		content.Measure(p.Plain())
	})
}
