package content_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tillit-se/tillit/content"
)

const (
	provisionFile = "provisions/provlagen.yaml"
	systemFile    = "systems/test-system.yaml"
	synonymFile   = "search/synonyms.yaml"
	bodiesFile    = "organisations.yaml"
	slagFile      = "vocabularies/slag.yaml"
)

const soundProvisions = `id: sfs/2017:900
title: {sv: Provlagen, en: Test Act}
abbreviation: {sv: PL, en: TA}
link: https://example.org/sfs
read:
  checked: "2026-11-22"
  copy: {sv: Provtext, en: Test text}
provisions:
  - target: sfs/2017:900#P28S1
    also: ["sfs/2017:900#K1P2a"]
    label: {sv: 28 § provlagen, en: Section 28 of the Test Act}
    sv: Ett beslut får vara automatiserat.
    en: A decision may be automated.
    valid_from: "2018-07-01"
    valid_to: "2019-07-01"
    verification: full
  - target: sfs/2017:900#P29
    label: {sv: 29 § provlagen, en: Section 29 of the Test Act}
    sv: Omtvistad dag.
    en: Disputed day.
    valid_from: "2026-08-02"
    disputed_from: ["2027-12-02"]
    date_note: {sv: Två läsningar, en: Two readings}
    verification: partial
    note: {sv: Läst i delar, en: Read in part}
`

const soundSystem = `id: test-system
slag: ai_system
name: {sv: Provlösningen, en: The test solution}
organisation: Provkommunen
unit: {sv: Enheten, en: The unit}
organisation_type: municipality
co_organisations: [Provverket]
summary: {sv: Sorterar post, en: Sorts mail}
affected: {sv: Handläggare, en: Caseworkers}
techniques: [ocr]
sector: health
decision_role: supports
phases:
  - phase: in_use
    as_of: "2024-01"
    note: {sv: Enligt sidan, en: According to the page}
    confirmed: false
    stale: true
code: {status: open, url: "https://example.org/code", licence: mit}
personal_data: "yes"
reuse:
  possible: true
  terms: {sv: Fritt, en: Free}
sources:
  - url: https://example.org/a
    title: En sida
    published: "2024-01"
    read: "2026-11-22"
unverified:
  - {sv: Leverantör, en: Supplier}
source_strength: good
`

const soundBodies = `source: {sv: Provlistan, en: Test list}
read: "2026-11-22"
organisations:
  - name: {sv: Provkommunen, en: Test Municipality}
    type: municipality
    municipality_code: "0000"
    listed: true
  - name: {sv: Provverket, en: Test Agency}
    type: state_agency
    listed: true
`

const soundSynonyms = `groups:
  - {id: ai, kind: abbreviation, sv: [AI, artificiell intelligens], en: [artificial intelligence]}
  - {id: ocr, kind: concept, sv: [OCR], narrower: [maskinläsning]}
`

const soundSlag = `id: slag
title: {sv: Slag, en: Kind}
groups:
  - {id: g, label: {sv: Grupp, en: Group}}
codes:
  - {code: ai_system, group: g, label: {sv: AI-system, en: AI system}, provisions: ["sfs/2017:900#P29"]}
`

// oneCode is a vocabulary with a single code.
func oneCode(id string, codes ...string) string {
	var b strings.Builder
	b.WriteString("id: " + id + "\ntitle: {sv: Lista, en: List}\ncodes:\n")
	for _, code := range codes {
		b.WriteString("  - {code: " + code + ", label: {sv: Kod, en: Code}}\n")
	}
	return b.String()
}

// soundTree is a small content tree without faults. Its bodies are made up and
// say so by their names.
func soundTree() map[string]string {
	return map[string]string{
		provisionFile:                         soundProvisions,
		systemFile:                            soundSystem,
		synonymFile:                           soundSynonyms,
		bodiesFile:                            soundBodies,
		slagFile:                              soundSlag,
		"vocabularies/phase.yaml":             oneCode("phase", "in_use"),
		"vocabularies/decision_role.yaml":     oneCode("decision_role", "supports"),
		"vocabularies/organisation_type.yaml": oneCode("organisation_type", "municipality", "state_agency"),
		"vocabularies/sector.yaml":            oneCode("sector", "health"),
		"vocabularies/technology.yaml":        oneCode("technology", "ocr"),
		"vocabularies/source_strength.yaml":   oneCode("source_strength", "good"),
		"vocabularies/code_status.yaml":       oneCode("code_status", "open"),
		"vocabularies/licence.yaml":           oneCode("licence", "mit"),
	}
}

func tree(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// changed is the sound tree with one replacement in one file, which must hit.
func changed(t *testing.T, file, old, replacement string) content.Library {
	t.Helper()
	files := soundTree()
	if !strings.Contains(files[file], old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	files[file] = strings.Replace(files[file], old, replacement, 1)
	return content.Open(tree(files))
}
