package guide_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/kit/instrument"
)

const testGuide = `id: guide
version: 1.0.0
updated: "2026-11-22"
title: {sv: Guiden, en: The guide}
lead: {sv: Steg, en: Steps}
notice: {sv: Råd, en: Advice}
sustainable: {sv: Fyra ord, en: Four words}
groups:
  - {id: all, title: {sv: Alla, en: All}, steps: [need, secret, privacy, buy, deploy, retire, short]}
paths:
  - {id: short, title: {sv: Kort, en: Short}, step: short, when: 'record.technique.product != null', because: {sv: en köpt produkt, en: a bought product}, unless: 'record.impact.level = "high" or record.technique.acquisition = "in_house"', steps: [short, deploy]}
  - {id: alone, title: {sv: Ensam, en: Alone}, step: short, when: 'organisation.small = true', steps: [short, need]}
  - {id: never, title: {sv: Aldrig, en: Never}, step: short, steps: [short]}
qualities:
  - {id: ethical, word: {sv: Etisk, en: Ethical}, meaning: {sv: Rätt, en: Right}}
roles: []
references: []
terms: []
`

// testSteps are the steps of the test guide: what differs from a bare one.
var testSteps = map[string]string{
	"need": `phases: [idea]
demands:
  - {id: seen, tags: [ethical], text: {sv: Sett, en: Seen}, shown_by: ['record.use.previous != null']}
  - {id: told, tags: [ethical], text: {sv: Sagt, en: Told}}
done_when:
  - 'record.purpose != null'
  - 'record.use.alternatives != null or assessment.trust_questions.answers.purpose_alternatives = "yes"'
`,
	"secret":  "private: true\ndemands:\n  - {id: asked, tags: [ethical], text: {sv: Frågat, en: Asked}}\n",
	"privacy": "phases: [exploration]\napplies_when: 'record.data.personal_data != \"no\"'\ndone_when: ['record.law.basis != null']\ndemands: []\n",
	"buy":     "phases: [development]\ndemands:\n  - {id: one, tags: [ethical], text: {sv: Ett, en: One}}\n  - {id: two, tags: [ethical], text: {sv: Två, en: Two}}\n",
	"deploy":  "phases: [in_use]\ndemands: []\ndone_when: [{when: 'assessment.trust_questions.findings.critical = 0', text: {sv: inget kritiskt, en: nothing critical}}]\n",
	"retire":  "phases: [retired]\ndemands: []\ndone_when: ['record.phase = \"retired\"']\n",
	"short":   "demands:\n  - {id: all, tags: [ethical], text: {sv: Allt, en: All}}\n",
}

// library is the test guide over the real fields and instruments.
func library(t *testing.T) content.Library { return content.Open(testTree(t)) }

func testTree(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"guide/guide.yaml": {Data: []byte(testGuide)}}
	for id, rest := range testSteps {
		text := "id: " + id + "\ntags: [ethical]\nroles: []\nresult: {sv: R, en: R}\n" + rest
		files["guide/"+id+".yaml"] = &fstest.MapFile{Data: []byte(text)}
		files["guide/"+id+".sv.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Steg " + id + "\nlead: Skåpet är öppet.\nupdated: 2026-11-22\n---\n## Varför\n\nText om kontroll.\n")}
	}
	for _, name := range []string{"fields/system.yaml", "instruments/trust_questions/trust_questions.yaml"} {
		data, err := fs.ReadFile(content.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

// room is the guide on real services.
type room struct {
	*guide.Service
	*storetest.Register
	assess *assess.Service
	editor account.Actor
}

func newRoom(t *testing.T, dsn string, from content.Library) *room {
	t.Helper()
	r := storetest.NewRegister(t, dsn)
	packs, err := fs.Sub(content.FS(), "instruments")
	if err != nil {
		t.Fatal(err)
	}
	a := assess.New(assess.NewLibrary(packs, nil), r.Store, r.Store, r.Service, r.Clock, r.IDs)
	service := guide.New(guide.Ports{
		Library: guide.NewLibrary(from), Tx: r.Store, Store: r.Store, Systems: r.Service, Assessments: a, Clock: r.Clock, IDs: r.IDs,
	})
	return &room{Service: service, Register: r, assess: a, editor: r.Member(r.One, account.Editor)}
}

func each(t *testing.T, test func(t *testing.T, r *room)) {
	storetest.Each(t, func(t *testing.T, fresh storetest.Database) { test(t, newRoom(t, fresh(t), library(t))) })
}

// system makes a draft that change has changed.
func (r *room) system(t *testing.T, change func(*register.System)) string {
	t.Helper()
	s := register.System{Slag: register.AISystem, Name: i18n.Text{SV: "Testsystemet"}}
	if change != nil {
		change(&s)
	}
	record, err := r.Create(t.Context(), r.editor, r.One.ID, s)
	if err != nil {
		t.Fatal(err)
	}
	return record.ID
}

func (r *room) standing(t *testing.T, id string) guide.Standing {
	t.Helper()
	s, err := r.Status(t.Context(), r.Member(r.One, account.Reader), id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// answer begins the trust questions for a system, or takes those there, and answers one.
func (r *room) answer(t *testing.T, id, question string, answer instrument.Answer) {
	t.Helper()
	listings, err := r.assess.OfSubject(t.Context(), r.editor, assess.Subject{Kind: assess.OfSystem, ID: id})
	if err != nil {
		t.Fatal(err)
	}
	var assessment string
	if len(listings) > 0 {
		assessment = listings[0].ID
	} else {
		begun, err := r.assess.Begin(t.Context(), r.editor, "", assess.Subject{Kind: assess.OfSystem, ID: id}, "trust_questions", nil)
		if err != nil {
			t.Fatal(err)
		}
		assessment = begun.ID
	}
	if _, err := r.assess.Answer(t.Context(), r.editor, assessment, question, assess.Mark(instrument.Answer{}), answer); err != nil {
		t.Fatal(err)
	}
}

func swedish(t *testing.T) *i18n.Printer {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.Printer(i18n.Swedish)
}
