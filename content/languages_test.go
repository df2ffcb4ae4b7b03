package content_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tillit-se/tillit/content"
)

// hard are words enough to be measured, in sentences that nobody reads to the end.
var hard = strings.Repeat("Verksamhetsansvariga tjänstemän genomför fortlöpande konsekvensbedömningar beträffande informationssäkerheten ", 10)

// embeddedTree is the embedded content with one change, and only the folders named and the lists beside them.
func embeddedTree(t *testing.T, file, old, replacement string, folders ...string) content.Library {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range append(folders, "vocabularies", "provisions", "fields", "organisations.yaml") {
		err := fs.WalkDir(content.FS(), name, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(content.FS(), path)
			files[path] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	before := string(files[file].Data)
	if !strings.Contains(before, old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	files[file].Data = []byte(strings.Replace(before, old, replacement, 1))
	return content.Open(files)
}

// told tells whether a problem of the file says the words.
func told(problems []content.Problem, file, words string) bool {
	return slices.ContainsFunc(problems, func(p content.Problem) bool { return p.File == file && strings.Contains(p.Message, words) })
}

func TestAHardTextIsFoundWhereverItStands(t *testing.T) {
	for _, f := range []struct{ name, folder, file, old string }{
		{"in the glossary", "guide", "guide/guide.yaml", "notice:\n  sv: "},
		{"in the architecture's frame", "architecture", "architecture/architecture.yaml", "lead:\n  sv: \""},
		{"in a file of blocks", "architecture", "architecture/blocks/data.yaml", "purpose: {sv: \""},
		{"in the patterns", "architecture", "architecture/patterns.yaml", "summary: {sv: \""},
		{"in the notes on products", "architecture", "architecture/products.yaml", "note: {sv: \""},
		{"in the national building blocks", "architecture", "architecture/national.yaml", "note: {sv: \""},
		{"in a decision model", "decisions", "decisions/appeal-in-time.dmn", `<tillit:description xml:lang="sv">`},
		{"in a code list", "search", "vocabularies/ai_act_class.yaml", "note: {sv: \""},
		{"in the help of a field", "search", "fields/system.yaml", "help: {sv: \""},
	} {
		t.Run(f.name, func(t *testing.T) {
			problems := embeddedTree(t, f.file, f.old, f.old+strings.Repeat(hard, 20), f.folder).Check()
			if !told(problems, f.file, "in sv: LIX") {
				t.Errorf("got %v", problems)
			}
		})
	}
	for _, f := range []struct{ name, file, old string }{
		{"in a sentence on a provision", provisionFile, "    sv: Ett"},
		{"in a note on a provision", provisionFile, "    note: {sv: Läst"},
		{"in a record of a system", systemFile, "summary: {sv: Sorterar"},
	} {
		t.Run(f.name, func(t *testing.T) {
			at := f.old[:strings.LastIndex(f.old, " ")+1]
			problems := changed(t, f.file, f.old, at+hard+strings.TrimPrefix(f.old, at)).Check()
			if !told(problems, f.file, "in sv: LIX") {
				t.Errorf("got %v", problems)
			}
		})
	}
}

// A hard section of an instrument is named, and the easy ones around it do not hide it.
func TestAHardSectionOfAnInstrumentIsNamed(t *testing.T) {
	const file = "instruments/trust_questions/trust_questions.yaml"
	const why = "sv: Klassningen styr"
	problems := embeddedTree(t, file, why, "sv: "+strings.Repeat(hard, 5)+strings.TrimPrefix(why, "sv: "), "instruments").Check()
	if !told(problems, file, "security in sv: LIX") {
		t.Errorf("got %v", problems)
	}
}

func TestAShortTextIsNotMeasured(t *testing.T) {
	short := strings.TrimSpace(strings.Repeat("konsekvensbedömningar ", 20))
	if problems := changed(t, provisionFile, "Omtvistad dag.", short+".").Check(); len(problems) > 0 {
		t.Errorf("got %v", problems)
	}
}

func TestNumbersAreTheSameInBothLanguages(t *testing.T) {
	for _, n := range []struct{ sv, en, missing string }{
		{"1 600 av 2 500", "1,600 of 2,500", ""},
		{"1\u00a0600 kronor", "1,600 kronor", ""},
		{"0,5 procent", "0.5 per cent", ""},
		{"artikel 6.3 och 26.5", "Articles 6(3) and 26(5)", ""},
		{"artikel 5.1 h", "Article 5(1)(h)", ""},
		{"den 2 augusti 2026", "2 August 2026", ""},
		{"3 kap. 5 §", "Chapter 3, Section 5", ""},
		{"år 2020 och 2021", "the years 2020, 2021", ""},
		{"två av tre", "two out of three", ""},
		{"20 dagar", "21 days", "20 is only in the Swedish, 21 is only in the English"},
		{"1 600 kronor", "16,000 kronor", "1600 is only in the Swedish, 16000 is only in the English"},
		{"artikel 6.3", "Article 6(4)", "6.3 is only in the Swedish, 6.4 is only in the English"},
		{"år 2020", "last year", "2020 is only in the Swedish"},
		{"i fjol", "in 2020", "2020 is only in the English"},
	} {
		problems := changed(t, provisionFile, "{sv: Läst i delar, en: Read in part}", `{sv: "`+n.sv+`", en: "`+n.en+`"}`).Check()
		switch {
		case n.missing == "" && len(problems) > 0:
			t.Errorf("%q and %q: got %v", n.sv, n.en, problems)
		case n.missing != "" && (len(problems) != 1 || problems[0].File != provisionFile || problems[0].Line != 25 || !strings.HasPrefix(problems[0].Message, n.missing+"; ")):
			t.Errorf("%q and %q: want %s, got %v", n.sv, n.en, n.missing, problems)
		}
	}
}

func TestOtherNumbersInATranslationAreFound(t *testing.T) {
	checkFaults(t, []fault{
		{"in a record of a system", systemFile, "sv: Sorterar post", "sv: Sorterar 12 brev", 8, "12 is only in the Swedish"},
		{"in a code list", slagFile, "en: AI system", "en: AI system 2", 6, "2 is only in the English"},
	})
	checkGuideFaults(t, []fault{
		{"in a step", stepENFile, "starts here.", "starts here in 2 steps.", 6, `the section "Why": 2 is only in the English`},
		{"in a demand", stepFile, "text: {sv: Gjort", "text: {sv: Gjort på 3 dagar", 10, "3 is only in the Swedish"},
		{"in the glossary", guideFile, "en: A thing", "en: A thing of 7 parts", 25, "7 is only in the English"},
	})
	problems := decisionTree(t, "automated-decision-2.dmn", `<tillit:review xml:lang="en">`, `<tillit:review xml:lang="en">In 1999. `).Check()
	if !told(problems, "decisions/automated-decision-2.dmn", "1999 is only in the English") {
		t.Errorf("a number in one language of a decision model: got %v", problems)
	}
}

func TestAMarkOfWhatIsUnsureIsFoundWhereverItStands(t *testing.T) {
	checkFaults(t, []fault{
		{"in a provision", provisionFile, "sv: Omtvistad dag.", "sv: Omtvistad dag (P-E).", 19, "(P-E) marks what is not sure"},
		{"in a record of a system", systemFile, "sv: Sorterar post", "sv: Sorterar post (–)", 8, "(–) marks what is not sure"},
		{"in the synonyms", synonymFile, "sv: [OCR]", "sv: [OCR, TODO]", 3, "TODO marks what is not sure"},
		{"in the bodies", bodiesFile, "sv: Provlistan", "sv: Provlistan (–)", 1, "(–) marks what is not sure"},
	})
	for _, mark := range []string{"(-)", "(P)", "(S)", "(S1)", "(D)", "FIXME", "TBD", "XXX"} {
		problems := changed(t, systemFile, "sv: Sorterar post", "sv: Sorterar post "+mark).Check()
		if !told(problems, systemFile, mark+" marks") {
			t.Errorf("%s: got %v", mark, problems)
		}
	}
	problems := embeddedTree(t, "architecture/blocks/data.yaml", "purpose: {sv: \"", "purpose: {sv: \"(S1) ", "architecture").Check()
	if !told(problems, "architecture/blocks/data.yaml", "(S1) marks") {
		t.Errorf("in a block: got %v", problems)
	}
	problems = decisionTree(t, "automated-decision-2.dmn", `<tillit:review xml:lang="sv">`, `<tillit:review xml:lang="sv">TODO `).Check()
	if !told(problems, "decisions/automated-decision-2.dmn", "TODO marks") {
		t.Errorf("in a decision model: got %v", problems)
	}
}

func TestTheArchitectureSaysWhenItsSourcesWereReadAndLeadsToTheGuide(t *testing.T) {
	const (
		frame    = "architecture/architecture.yaml"
		blocks   = "architecture/blocks/governance.yaml"
		products = "architecture/products.yaml"
		patterns = "architecture/patterns.yaml"
		national = "architecture/national.yaml"
		unread   = "is not the day it was read"
	)
	for _, f := range []struct{ name, file, old, replacement, message string }{
		{"a source never read", frame, `read: "2026-11-22", strength`, `strength`, unread},
		{"products never read", products, `read: "2026-11-22"`, `read: ""`, unread},
		{"evidence never read", patterns, `read: "2026-11-22", strength`, `strength`, unread},
		{"national building blocks never read", national, `read: "2026-11-22"`, `read: "22 november"`, unread},
		{"a national building block in a state that nobody said", national, `source: "https://minmyndighetspost.se", `, "", "digital-post has a state but no source"},
		{"a block that leads to no step", blocks, "guide: [transparency, mandate]", "guide: [transparency, nowhere]", `there is no step of the guide "nowhere"`},
		{"a pattern that leads to no step", patterns, "guide: [need, law]", "guide: [need, lore]", `there is no step of the guide "lore"`},
	} {
		t.Run(f.name, func(t *testing.T) {
			problems := embeddedTree(t, f.file, f.old, f.replacement, "architecture", "guide").Check()
			if !told(problems, f.file, f.message) {
				t.Errorf("got %v", problems)
			}
		})
	}
}

// A reader meets a word of the glossary with its definition behind it, whatever form the word has.
func TestAWordOfTheGlossaryIsExplainedWhereItIsUsed(t *testing.T) {
	const told = `"Ärende" is a word of the glossary`
	for _, f := range []struct {
		name, text string
		line       int
	}{
		{"as it stands", "Ett ärende börjar här.", 8},
		{"inflected", "Många ärenden börjar här.", 8},
		{"first in a table", "| Ärende | Tid |\n|---|---|\n| a | b |", 8},
		{"inside another word", "Ett ärendesystem och ett småärende.", 0},
		{"behind a link", "Se [ett ärende](step:law).", 0},
		{"in a heading", "### Ärende", 0},
	} {
		files := guideTree()
		files[stepSVFile] = strings.Replace(files[stepSVFile], "Ett [ärende](term:case) börjar här.[^a]", f.text, 1)
		line := 0
		for _, p := range content.Open(tree(files)).Check() {
			if p.File == stepSVFile && strings.Contains(p.Message, told) {
				line = p.Line
			}
		}
		if line != f.line {
			t.Errorf("%s: told in line %d, want %d", f.name, line, f.line)
		}
	}
	files := guideTree()
	files[stepSVFile] = strings.Replace(files[stepSVFile], "[ärende](term:case)", "ärende", 1)
	files[guideFile] = strings.Replace(files[guideFile], "id: case,", "id: case, ordinary: true,", 1)
	for _, p := range content.Open(tree(files)).Check() {
		if strings.Contains(p.Message, told) {
			t.Errorf("an everyday word needs no link: %s", p)
		}
	}
}
