package content

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Check returns every problem in the library's content, ordered by file and
// line; none means sound. A file that cannot be decoded is reported and the
// checks go on with the others.
func (l Library) Check() []Problem {
	c := checker{vocabularies: map[string]Vocabulary{}, organisations: map[string]Organisation{}}
	c.checkVocabularies(l)
	c.checkOrganisations(l)
	c.checkProvisions(l)
	c.checkArchitecture(l)
	c.checkProvisionUse()
	c.checkSynonyms(l)
	c.checkSystems(l)
	c.checkFields(l)
	c.checkGuide(l)
	c.checkDecisions(l)
	c.checkPublicTexts(l)
	c.checkEveryText(l)
	slices.SortStableFunc(c.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return c.problems
}

// checker gathers problems and what later checks look codes and names up in.
type checker struct {
	problems      []Problem
	vocabularies  map[string]Vocabulary
	organisations map[string]Organisation // by Swedish name
	targets       map[string]string       // canonical target to file
	sources       map[string]bool         // ids of legal sources
	blocks        map[string]bool         // ids of the architecture's building blocks; nil while there is no architecture
	used          []targetUse             // targets cited by vocabularies
}

// targetUse is a citation that must lead to a provision.
type targetUse struct {
	doc    document
	at     []any
	target string
}

func (c *checker) add(d document, where []any, format string, args ...any) {
	c.problems = append(c.problems, d.problem(where, format, args...))
}

// at records a problem in a line of a file; 0 means the whole file.
func (c *checker) at(file string, line int, format string, args ...any) {
	c.problems = append(c.problems, Problem{File: file, Line: line, Message: fmt.Sprintf(format, args...)})
}

// failed records the problems of files that could not be read.
func (c *checker) failed(err error) { c.problems = append(c.problems, problemsOf(err)...) }

// text demands both languages.
func (c *checker) text(d document, where []any, t Text) {
	for _, language := range t.missing() {
		c.add(d, where, "%s is missing in %s", field(where), language)
	}
}

// optionalText demands both languages of a text that is there.
func (c *checker) optionalText(d document, where []any, t *Text) {
	if t != nil {
		c.text(d, where, *t)
	}
}

// code demands that the vocabulary has the code.
func (c *checker) code(d document, where []any, vocabulary, code string) {
	list, ok := c.vocabularies[vocabulary]
	if !ok {
		c.add(d, where, "there is no vocabulary %q", vocabulary)
		return
	}
	if !list.Has(code) {
		c.add(d, where, "%q is not a code of the vocabulary %s", code, vocabulary)
	}
}

// day demands a day, if anything is said.
func (c *checker) day(d document, where []any, s string) {
	if s != "" && !isDate(s) {
		c.add(d, where, "%q is not a day; write YYYY-MM-DD", s)
	}
}

// partialDate demands a year, month or day, if anything is said.
func (c *checker) partialDate(d document, where []any, s string) {
	if s != "" && !isPartialDate(s) {
		c.add(d, where, "%q is not a date; write YYYY, YYYY-MM or YYYY-MM-DD", s)
	}
}

// link demands an absolute web address.
func (c *checker) link(d document, where []any, s string) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		c.add(d, where, "%q is not a web address", s)
	}
}

// named demands that an id is in form and that the file is named by it.
func (c *checker) named(d document, where []any, form *regexp.Regexp, id string) {
	if !form.MatchString(id) {
		c.add(d, where, "the id %q must match %s", id, form)
	}
	if name := strings.TrimSuffix(path.Base(d.file), ".yaml"); name != id {
		c.add(d, where, "the id %q and the file name %q differ", id, name)
	}
}

// field names the last key of a path, for messages.
func field(where []any) string {
	for _, step := range slices.Backward(where) {
		if key, ok := step.(string); ok {
			return key
		}
	}
	return "text"
}

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (c *checker) checkVocabularies(l Library) {
	files, err := readAll[Vocabulary](l, vocabulariesDir)
	c.failed(err)
	for _, file := range files {
		v := file.value
		c.vocabularies[v.ID] = v
		c.named(file.document, at("id"), codeForm, v.ID)
		c.text(file.document, at("title"), v.Title)
		c.optionalText(file.document, at("note"), v.Note)
		for i, group := range v.Groups {
			c.text(file.document, at("groups", i, "label"), group.Label)
		}
		if len(v.Codes) == 0 {
			c.add(file.document, at("codes"), "the vocabulary %s has no codes", v.ID)
		}
		c.checkCodes(file.document, v)
	}
}

func (c *checker) checkCodes(d document, v Vocabulary) {
	seen := map[string]bool{}
	for i, entry := range v.Codes {
		if !codeForm.MatchString(entry.Code) {
			c.add(d, at("codes", i, "code"), "the code %q must match %s", entry.Code, codeForm)
		}
		if seen[entry.Code] {
			c.add(d, at("codes", i, "code"), "the code %q is given twice", entry.Code)
		}
		seen[entry.Code] = true
		c.text(d, at("codes", i, "label"), entry.Label)
		c.optionalText(d, at("codes", i, "note"), entry.Note)
		grouped := slices.ContainsFunc(v.Groups, func(g VocabularyGroup) bool { return g.ID == entry.Group })
		if (entry.Group != "" || len(v.Groups) > 0) && !grouped {
			c.add(d, at("codes", i, "group"), "the code %q has the unknown group %q", entry.Code, entry.Group)
		}
		for j, target := range entry.Provisions {
			c.used = append(c.used, targetUse{doc: d, at: at("codes", i, "provisions", j), target: target})
		}
	}
}

func (c *checker) checkOrganisations(l Library) {
	var list organisationList
	doc, err := l.read(organisationsFile, &list)
	if err != nil {
		c.failed(err)
		return
	}
	c.text(doc, at("source"), list.Source)
	c.day(doc, at("read"), list.Read)
	for i, o := range list.Organisations {
		where := func(steps ...any) []any { return append(at("organisations", i), steps...) }
		if _, ok := c.organisations[o.Name.SV]; ok {
			c.add(doc, where("name"), "the organisation %q is given twice", o.Name.SV)
		}
		c.organisations[o.Name.SV] = o
		c.text(doc, where("name"), o.Name)
		c.optionalText(doc, where("note"), o.Note)
		c.code(doc, where("type"), "organisation_type", o.Type)
		c.checkMunicipality(doc, where, o)
	}
}

var municipalityForm = regexp.MustCompile(`^\d{4}$`)

func (c *checker) checkMunicipality(d document, where func(...any) []any, o Organisation) {
	if o.Type == "municipality" && !municipalityForm.MatchString(o.MunicipalityCode) {
		c.add(d, where("municipality_code"), "the municipality %q needs its code of four digits", o.Name.SV)
	}
	if o.Type != "municipality" && o.MunicipalityCode != "" {
		c.add(d, where("municipality_code"), "%q is no municipality and can have no municipality code", o.Name.SV)
	}
}

func (c *checker) checkSynonyms(l Library) {
	files, err := readAll[synonymFile](l, searchDir)
	c.failed(err)
	seen := map[string]bool{}
	words := map[string]string{}
	for _, file := range files {
		for i, group := range file.value.Groups {
			if !codeForm.MatchString(group.ID) {
				c.add(file.document, at("groups", i, "id"), "the id %q must match %s", group.ID, codeForm)
			}
			if seen[group.ID] {
				c.add(file.document, at("groups", i, "id"), "the group %q is given twice", group.ID)
			}
			seen[group.ID] = true
			c.checkSynonymGroup(file.document, i, group)
			c.checkSharedWords(file.document, i, group, words)
		}
	}
}

var synonymKinds = []string{"concept", "abbreviation", "organisation"}

func (c *checker) checkSynonymGroup(d document, i int, group SynonymGroup) {
	if !slices.Contains(synonymKinds, group.Kind) {
		c.add(d, at("groups", i, "kind"), "%q is not a kind; write one of %s", group.Kind, strings.Join(synonymKinds, ", "))
	}
	if len(group.SV) == 0 {
		c.add(d, at("groups", i), "the group %q has no Swedish word", group.ID)
	}
	if len(group.Terms())+len(group.Narrower) < 2 {
		c.add(d, at("groups", i), "the group %q has only one word, so it joins nothing", group.ID)
	}
	for _, word := range append(group.Terms(), group.Narrower...) {
		if strings.TrimSpace(word) != word || word == "" {
			c.add(d, at("groups", i), "the word %q of the group %q is empty or has spaces around it", word, group.ID)
		}
	}
}

// checkSharedWords finds words that stand in two groups, which would silently
// make the two one. words maps every word seen to its group.
func (c *checker) checkSharedWords(d document, i int, group SynonymGroup, words map[string]string) {
	for _, word := range group.Terms() {
		folded := strings.ToLower(word)
		if other, ok := words[folded]; ok && other != group.ID {
			c.add(d, at("groups", i), "the word %q is in the groups %q and %q; make it narrower in one", word, other, group.ID)
		}
		words[folded] = group.ID
	}
}
