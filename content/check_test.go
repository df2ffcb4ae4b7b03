package content_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
)

func TestCheckFindsNothingInASoundTree(t *testing.T) {
	for _, problem := range content.Open(tree(soundTree())).Check() {
		t.Error(problem)
	}
}

// fault is one change to the sound tree and the one problem it must give.
type fault struct {
	name     string
	file     string
	old, new string
	line     int
	message  string
}

func checkFaults(t *testing.T, faults []fault) {
	t.Helper()
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			problems := changed(t, f.file, f.old, f.new).Check()
			for _, p := range problems {
				if p.File == f.file && p.Line == f.line && strings.Contains(p.Message, f.message) {
					return
				}
			}
			t.Errorf("want %s:%d: …%s…, got %v", f.file, f.line, f.message, problems)
		})
	}
}

func TestCheckFindsFaultsInProvisions(t *testing.T) {
	checkFaults(t, []fault{
		{"a bad source id", provisionFile, "id: sfs/2017:900\n", "id: FL\n", 1, `the source id "FL"`},
		{"a missing title", provisionFile, "en: Test Act}\nabb", "en: ''}\nabb", 2, "title is missing in en"},
		{"a link that leads nowhere", provisionFile, "https://example.org/sfs", "sfs", 4, "is not a web address"},
		{"an unknown day of checking", provisionFile, `checked: "2026-11-22"`, `checked: "2026-02-30"`, 6, "needs the day it was checked"},
		{"a target in another source", provisionFile, "target: sfs/2017:900#P28S1", "target: sfs/2017:725#P28S1", 9, "is not a canonical target"},
		{"a target in no form", provisionFile, "#P28S1", "#28.1", 9, "is not a canonical target"},
		{"a further target in no form", provisionFile, "#K1P2a", "#kap1", 10, "is not a canonical target"},
		{"a target given twice", provisionFile, "#P29", "#P28S1", 17, "is given twice"},
		{"a further target given twice", provisionFile, "#K1P2a", "#P29", 17, "is given twice"},
		{"a missing sentence", provisionFile, "en: Disputed day.", "en: ''", 17, "is missing in en"},
		{"a missing label", provisionFile, "label: {sv: 28 § provlagen,", "label: {sv: '',", 11, "label is missing in sv"},
		{"a day that does not exist", provisionFile, `"2018-07-01"`, `"2018-13-01"`, 14, "is not a day"},
		{"an end before the beginning", provisionFile, `"2019-07-01"`, `"2017-07-01"`, 15, "ends before it begins"},
		{"a disputed day that does not exist", provisionFile, `["2027-12-02"]`, `["2027"]`, 22, "is not a day"},
		{"a disputed day that is no other", provisionFile, `["2027-12-02"]`, `["2026-08-02"]`, 22, "already gives"},
		{"a dispute without a note", provisionFile, "    date_note: {sv: Två läsningar, en: Two readings}\n", "", 22, "needs valid_from and a date_note"},
		{"an unknown verification", provisionFile, "verification: full", "verification: sure", 16, "is not a verification"},
		{"a partial reading without a note", provisionFile, "    note: {sv: Läst i delar, en: Read in part}\n", "", 17, "needs a note"},
		{"a note in one language", provisionFile, "en: Read in part", "en: ''", 25, "note is missing in en"},
		{"a citation that leads nowhere", slagFile, "#P29", "#P30", 6, "no provision file has the target sfs/2017:900#P30"},
	})
}

func TestCheckFindsFaultsInSystems(t *testing.T) {
	checkFaults(t, []fault{
		{"an id that is not the file name", systemFile, "id: test-system", "id: other-system", 1, "and the file name"},
		{"an id in no form", systemFile, "id: test-system", "id: Test_System", 1, "must match"},
		{"an unknown slag", systemFile, "slag: ai_system", "slag: robot", 2, `"robot" is not a code of the vocabulary slag`},
		{"a name in one language", systemFile, "en: The test solution", "en: ' '", 3, "name is missing in en"},
		{"an unknown organisation", systemFile, "organisation: Provkommunen", "organisation: Andra kommunen", 4, "is not in organisations.yaml"},
		{"another type than the organisation's", systemFile, "organisation_type: municipality", "organisation_type: state_agency", 6, "is a municipality"},
		{"an unknown partner in charge", systemFile, "[Provverket]", "[Okända verket]", 7, "is not in organisations.yaml"},
		{"a missing summary", systemFile, "sv: Sorterar post", "sv: ''", 8, "summary is missing in sv"},
		{"an unknown technique", systemFile, "[ocr]", "[ocr, magic]", 10, `"magic" is not a code of the vocabulary technology`},
		{"a technique given twice", systemFile, "[ocr]", "[ocr, ocr]", 10, "is given twice"},
		{"no technique", systemFile, "[ocr]", "[]", 10, "names no technique"},
		{"an unknown sector", systemFile, "sector: health", "sector: space", 11, "vocabulary sector"},
		{"an unknown role", systemFile, "decision_role: supports", "decision_role: rules", 12, "vocabulary decision_role"},
		{"no phase", systemFile, "  - phase: in_use\n    as_of: \"2024-01\"\n    note: {sv: Enligt sidan, en: According to the page}\n    confirmed: false\n    stale: true\n", "  []\n", 14, "has no phase"},
		{"an unknown phase", systemFile, "phase: in_use", "phase: live", 14, "vocabulary phase"},
		{"a date of the phase that does not exist", systemFile, `as_of: "2024-01"`, `as_of: "2024-13"`, 15, "is not a date"},
		{"a confirmed phase", systemFile, "confirmed: false", "confirmed: true", 17, "never confirmed"},
		{"an old phase that is not marked", systemFile, "stale: true", "stale: false", 18, "stale must be true"},
		{"a fresh phase marked old", systemFile, `as_of: "2024-01"`, `as_of: "2026-01"`, 18, "stale must be false"},
		{"an unknown licence", systemFile, "licence: mit", "licence: free", 19, "vocabulary licence"},
		{"a code link that leads nowhere", systemFile, "https://example.org/code", "code", 19, "is not a web address"},
		{"an unclear answer on personal data", systemFile, `personal_data: "yes"`, `personal_data: maybe`, 20, "write yes or no"},
		{"terms in one language", systemFile, "en: Free", "en: ''", 23, "terms is missing in en"},
		{"a source that leads nowhere", systemFile, "https://example.org/a", "example.org/a", 25, "is not a web address"},
		{"a source without a title", systemFile, "title: En sida", "title: ''", 25, "has no title"},
		{"a source never read", systemFile, `read: "2026-11-22"`, `read: ""`, 28, "needs the day it was read"},
		{"a doubt in one language", systemFile, "en: Supplier", "en: ''", 30, "unverified is missing in en"},
		{"an unknown strength", systemFile, "source_strength: good", "source_strength: great", 31, "vocabulary source_strength"},
	})
}

func TestCheckFindsFaultsInVocabularies(t *testing.T) {
	checkFaults(t, []fault{
		{"an id that is not the file name", slagFile, "id: slag", "id: kind", 1, "and the file name"},
		{"a title in one language", slagFile, "en: Kind", "en: ''", 2, "title is missing in en"},
		{"a group in one language", slagFile, "en: Group", "en: ''", 4, "label is missing in en"},
		{"a code in no form", slagFile, "code: ai_system", "code: AI-system", 6, "must match"},
		{"an unknown group", slagFile, "group: g", "group: h", 6, `unknown group "h"`},
		{"a label in one language", slagFile, "sv: AI-system", "sv: ''", 6, "label is missing in sv"},
		{"a code given twice", "vocabularies/sector.yaml", "code: health, label: {sv: Kod, en: Code}}\n", "code: health, label: {sv: Kod, en: Code}}\n  - {code: health, label: {sv: Kod, en: Code}}\n", 5, "is given twice"},
		{"no codes", "vocabularies/sector.yaml", "codes:\n  - {code: health, label: {sv: Kod, en: Code}}\n", "codes: []\n", 3, "has no codes"},
	})
}

func TestCheckFindsFaultsInOrganisationsAndSynonyms(t *testing.T) {
	checkFaults(t, []fault{
		{"a list without a source", bodiesFile, "sv: Provlistan", "sv: ''", 1, "source is missing in sv"},
		{"a name in one language", bodiesFile, "en: Test Agency", "en: ''", 8, "name is missing in en"},
		{"a name given twice", bodiesFile, "sv: Provverket", "sv: Provkommunen", 8, "is given twice"},
		{"an unknown type", bodiesFile, "type: state_agency", "type: kingdom", 9, "vocabulary organisation_type"},
		{"a municipality without its code", bodiesFile, `"0000"`, `"00"`, 6, "needs its code of four digits"},
		{"a code where none can be", bodiesFile, "type: state_agency", "type: state_agency\n    municipality_code: \"0001\"", 10, "can have no municipality code"},
		{"an unknown kind of group", synonymFile, "kind: concept", "kind: thing", 3, "is not a kind"},
		{"a group given twice", synonymFile, "id: ocr", "id: ai", 3, "is given twice"},
		{"a group in no form", synonymFile, "id: ocr", "id: O-C-R", 3, "must match"},
		{"a group that joins nothing", synonymFile, "narrower: [maskinläsning]", "narrower: []", 3, "only one word"},
		{"a group without Swedish", synonymFile, "sv: [OCR]", "sv: []", 3, "no Swedish word"},
		{"a word in two groups", synonymFile, "[OCR]", "[OCR, ai]", 3, "is in the groups"},
		{"a word with spaces around it", synonymFile, "[OCR]", "['OCR ']", 3, "has spaces around it"},
	})
}

func TestCheckGoesOnAfterAFileThatCannotBeRead(t *testing.T) {
	files := soundTree()
	files[systemFile] = strings.Replace(soundSystem, "sector: health", "sector: space", 1)
	files["systems/broken.yaml"] = "id: [\n"
	var broken, unknown bool
	for _, p := range content.Open(tree(files)).Check() {
		broken = broken || p.File == "systems/broken.yaml"
		unknown = unknown || strings.Contains(p.Message, "space")
	}
	if !broken || !unknown {
		t.Errorf("want both the broken file and the unknown code, got broken=%t unknown=%t", broken, unknown)
	}
}

func TestCheckSaysWhenAVocabularyIsMissing(t *testing.T) {
	files := soundTree()
	delete(files, "vocabularies/sector.yaml")
	for _, p := range content.Open(tree(files)).Check() {
		if strings.Contains(p.Message, `there is no vocabulary "sector"`) {
			return
		}
	}
	t.Error("the missing vocabulary was not reported")
}
