package content

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// What holds for every text, whatever it is about: no mark of what is unsure, and the same numbers in both languages.

// unsure finds what may not be left in a text that is shown: the marks of unsure facts, and of work that remains.
var unsure = regexp.MustCompile(`\((–|-|P|P-E|S|S1|D)\)|\b(TODO|FIXME|TBD|XXX)\b|\?\?\?`)

const unsureMessage = "%s marks what is not sure or not done; find out, or leave it out"

// checkEveryText reads each YAML file of the tree as it lies. A file that is no YAML is told by the others.
func (c *checker) checkEveryText(l Library) {
	_ = fs.WalkDir(l.files, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".yaml" {
			return nil //nolint:nilerr // a folder that cannot be listed is told where its files are read
		}
		var root yaml.Node
		data, err := fs.ReadFile(l.files, file)
		if err != nil || yaml.Unmarshal(data, &root) != nil || len(root.Content) == 0 {
			return nil //nolint:nilerr // as above
		}
		c.checkNode(document{file: file, root: root.Content[0]}, root.Content[0])
		return nil
	})
	c.checkDecisionNumbers(l)
}

func (c *checker) checkNode(d document, node *yaml.Node) {
	if node.Kind == yaml.ScalarNode {
		if found := unsure.FindString(node.Value); found != "" {
			c.at(d.file, node.Line, unsureMessage, found)
		}
		return
	}
	sv, en := child(node, "sv"), child(node, "en")
	if sv != nil && en != nil && sv.Kind == yaml.ScalarNode && en.Kind == yaml.ScalarNode {
		c.sameNumbers(d.file, en.Line, Text{SV: sv.Value, EN: en.Value})
	}
	for _, inner := range node.Content {
		c.checkNode(d, inner)
	}
}

// checkDecisionNumbers does for the decision models, which are XML, what checkNode does for YAML.
func (c *checker) checkDecisionNumbers(l Library) {
	texts, _ := l.decisionTexts()
	for _, p := range texts {
		for i := range p.sv {
			c.sameNumbers(p.file, 0, Text{SV: p.sv[i], EN: p.en[i]})
			if found := unsure.FindString(p.sv[i] + " " + p.en[i]); found != "" {
				c.at(p.file, 0, unsureMessage, found)
			}
		}
	}
}

// sameNumbers demands that each number of one language is in the other: a slip of translation most often shows there.
func (c *checker) sameNumbers(file string, line int, t Text) {
	if missing := numberSlips(t); missing != "" {
		c.at(file, line, "%s; write the same numbers in both languages", missing)
	}
}

// numberSlips says which numbers are in one language only; empty when none is.
func numberSlips(t Text) string {
	sv, en := numbers(t.SV, "sv"), numbers(t.EN, "en")
	var slips []string
	for _, n := range slices.Sorted(maps.Keys(sv)) {
		if !en[n] {
			slips = append(slips, n+" is only in the Swedish")
		}
	}
	for _, n := range slices.Sorted(maps.Keys(en)) {
		if !sv[n] {
			slips = append(slips, n+" is only in the English")
		}
	}
	return strings.Join(slips, ", ")
}

var (
	// numeral is a number with thousands apart (1 600), or with points or commas in it (1,600, 0,5, 26.6). The space may be one that holds.
	numeral      = regexp.MustCompile(`\d{1,3}(?:[ \x{00a0}\x{202f}]\d{3})+\b|\d+(?:[.,]\d+)*`)
	thousands    = regexp.MustCompile(`^\d{1,3}(?:,\d{3})+$`)
	paragraph    = regexp.MustCompile(`(\d)\((\d+)\)`) // 6(3), which Swedish writes 6.3
	groupingSign = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "")
)

// numbers are those written in figures, in one form: 1600 for 1 600 and 1,600, 0.5 for 0,5.
func numbers(text, language string) map[string]bool {
	found := map[string]bool{}
	text = paragraph.ReplaceAllString(text, "$1.$2")
	for _, n := range numeral.FindAllString(text, -1) {
		n = groupingSign.Replace(n)
		if language == "en" && thousands.MatchString(n) {
			n = strings.ReplaceAll(n, ",", "")
		}
		found[strings.ReplaceAll(n, ",", ".")] = true
	}
	return found
}
