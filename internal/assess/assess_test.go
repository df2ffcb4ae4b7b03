package assess_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/kit/instrument"
)

const packV1 = `id: test_pack
version: 1.0.0
title: {sv: Testmall, en: Test instrument}
subjects: [system, procurement]
sections: [{id: one, title: {sv: Ett, en: One}}]
questions:
  - {id: purpose, version: 1, section: one, type: long_text, label: {sv: "Varför?", en: "Why?"}}
  - id: decides
    version: 1
    section: one
    type: yes_partly_no
    label: {sv: "Beslutar den?", en: "Does it decide?"}
    findings:
      - {on: "yes", severity: high, text: {sv: Den beslutar., en: It decides.}, action: {sv: Ordna prövning., en: Arrange review.}}
`

const packV2 = `id: test_pack
version: 2.0.0
title: {sv: Testmall, en: Test instrument}
subjects: [system, procurement]
sections: [{id: one, title: {sv: Ett, en: One}}]
questions:
  - {id: purpose, version: 2, section: one, type: long_text, label: {sv: "Vad är målet?", en: "What is the goal?"}}
`

// systems is a register with one system in one organisation.
type systems struct{}

const (
	organisation = "01930000-0000-7000-8000-0000000000aa"
	system       = "01930000-0000-7000-8000-0000000000bb"
)

func (systems) Own(_ context.Context, actor account.Actor, id string) (register.View, error) {
	if id != system || !actor.May(account.ReadDrafts, organisation) {
		return register.View{}, fault.New("register.Own", fault.NotFound, "register.not_found", nil)
	}
	r := register.Record{ID: id, OrganisationID: organisation, Draft: &register.System{Name: i18n.Text{SV: "Testsystem"}}}
	return register.View{Record: r}, nil
}

func service(t *testing.T, s *store.Store, pack string) *assess.Service {
	t.Helper()
	files := fstest.MapFS{"test_pack/test_pack.yaml": {Data: []byte(pack)}}
	c := clock.NewManual(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	return assess.New(assess.NewLibrary(files, nil), s, s, systems{}, c, clock.NewIDs(nil))
}

func each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	storetest.Each(t, func(t *testing.T, fresh storetest.Database) {
		s := storetest.Open(t, fresh(t), store.Options{})
		err := s.Write(t.Context(), func(ctx context.Context) error {
			return s.InsertOrganisation(ctx, account.Organisation{ID: organisation, Name: i18n.Text{SV: "Testkommunen"}, Revision: 1})
		})
		if err != nil {
			t.Fatal(err)
		}
		test(t, s)
	})
}

func actor(roles ...account.Role) account.Actor {
	return account.Actor{AccountID: "test", Memberships: []account.Membership{{OrganisationID: organisation, Roles: roles}}}
}

func begin(t *testing.T, s *assess.Service) assess.Assessment {
	t.Helper()
	a, err := s.Begin(t.Context(), actor(account.Editor), "", assess.Subject{Kind: assess.OfSystem, ID: system}, "test_pack", nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAnswerIsSavedAndRaisesItsFinding(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		a := begin(t, s)
		if a.Subject.Name.SV != "Testsystem" || a.OrganisationID != organisation || a.Standing.Total != 2 {
			t.Errorf("begun as %+v", a)
		}
		_, err := s.Answer(t.Context(), actor(account.Editor), a.ID, "decides", assess.Mark(instrument.Answer{}), instrument.Value("yes"))
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := s.Get(t.Context(), actor(account.Reader), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(sheet.Result.Findings) != 1 || sheet.Result.NothingFound || sheet.Assessment.Revision != 2 {
			t.Errorf("sheet %+v", sheet.Result)
		}
		listed, err := s.InOrganisation(t.Context(), actor(account.Reader), organisation)
		if err != nil || len(listed) != 1 || listed[0].Standing.Done != 1 || listed[0].Standing.Findings[instrument.SeverityHigh] != 1 {
			t.Errorf("listed %+v, %v", listed, err)
		}
	})
}

func TestTwoPeopleAnswerDifferentQuestionsButNotTheSameOneUnseen(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		a := begin(t, s)
		blank, editor := assess.Mark(instrument.Answer{}), actor(account.Editor)
		for question, value := range map[string]string{"decides": "no", "purpose": "Mål"} {
			if _, err := s.Answer(t.Context(), editor, a.ID, question, blank, instrument.Value(value)); err != nil {
				t.Fatal(err)
			}
		}
		_, err := s.Answer(t.Context(), editor, a.ID, "purpose", blank, instrument.Value("Mitt mål"))
		var conflict *assess.AnswerConflict
		if !fault.Is(err, fault.Conflict) || !errors.As(err, &conflict) || conflict.Theirs.Value != "Mål" || conflict.Yours.Value != "Mitt mål" {
			t.Errorf("error %v, conflict %+v", err, conflict)
		}
	})
}

func TestAnswersThatDoNotFitAreRefusedAndNothingIsSaved(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		a := begin(t, s)
		_, err := s.Answer(t.Context(), actor(account.Editor), a.ID, "decides", assess.Mark(instrument.Answer{}), instrument.Value("kanske"))
		if !fault.Is(err, fault.Invalid) || len(fault.As(err).Fields) != 1 {
			t.Errorf("an option that is none: %v", err)
		}
		_, err = s.Answer(t.Context(), actor(account.Editor), a.ID, "no_such", assess.Mark(instrument.Answer{}), instrument.Value("x"))
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("a question that is none: %v", err)
		}
		if sheet, err := s.Get(t.Context(), actor(account.Reader), a.ID); err != nil || sheet.Assessment.Revision != 1 {
			t.Errorf("revision %d, %v", sheet.Assessment.Revision, err)
		}
	})
}

func TestWhoMayDoWhat(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		a := begin(t, s)
		stranger := account.Actor{AccountID: "other", Memberships: []account.Membership{{OrganisationID: "elsewhere", Roles: account.Roles()}}}
		for name, who := range map[string]account.Actor{"the public": {}, "a stranger": stranger} {
			if _, err := s.Get(t.Context(), who, a.ID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads: %v", name, err)
			}
			if _, err := s.InOrganisation(t.Context(), who, organisation); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s lists: %v", name, err)
			}
		}
		_, err := s.Answer(t.Context(), actor(account.Reader), a.ID, "purpose", assess.Mark(instrument.Answer{}), instrument.Value("x"))
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("a reader answers: %v", err)
		}
	})
}

func TestAnAssessmentKeepsItsPackUntilItIsMoved(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		old := service(t, db, packV1)
		a := begin(t, old)
		for question, value := range map[string]string{"decides": "yes", "purpose": "Mål"} {
			if _, err := old.Answer(t.Context(), actor(account.Editor), a.ID, question, assess.Mark(instrument.Answer{}), instrument.Value(value)); err != nil {
				t.Fatal(err)
			}
		}
		s := service(t, db, packV2)
		sheet, err := s.Get(t.Context(), actor(account.Reader), a.ID)
		if err != nil || sheet.Pack.Version != "1.0.0" || sheet.Newer != "2.0.0" || len(sheet.Result.Findings) != 1 {
			t.Fatalf("pack %v, newer %q, %v", sheet.Pack.Version, sheet.Newer, err)
		}
		moved, report, err := s.Move(t.Context(), actor(account.Editor), a.ID, sheet.Assessment.Revision)
		if err != nil {
			t.Fatal(err)
		}
		if moved.Newer != "" || len(report.Recheck) != 1 || len(report.Aside) != 1 || report.Aside[0].Answer.Value != "yes" {
			t.Errorf("moved %+v, report %+v", moved.Newer, report)
		}
	})
}

func TestAFileOfAnswersReplacesThoseThere(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		a := begin(t, s)
		answers, err := instrument.ParseAnswers("svar.json", []byte(`{"instrument":"test_pack","answers":{"purpose":{"value":"Mål"},"gone":{"value":1}}}`))
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := s.Replace(t.Context(), actor(account.Editor), a.ID, a.Revision, answers)
		if err != nil || len(sheet.Result.Ignored) != 1 || sheet.Assessment.Standing.Done != 1 {
			t.Fatalf("%+v, %v", sheet.Result, err)
		}
		if _, err := s.Replace(t.Context(), actor(account.Editor), a.ID, a.Revision, answers); !fault.Is(err, fault.Conflict) {
			t.Errorf("an old revision: %v", err)
		}
		answers.Instrument = "another"
		if _, err := s.Replace(t.Context(), actor(account.Editor), a.ID, sheet.Assessment.Revision, answers); !fault.Is(err, fault.Invalid) {
			t.Errorf("another instrument: %v", err)
		}
	})
}

func TestASubjectMustFitTheInstrument(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		for name, subject := range map[string]assess.Subject{
			"another kind": {Kind: assess.OfProposal, Name: i18n.Text{SV: "Förslag"}},
			"no name":      {Kind: assess.OfProcurement},
		} {
			if _, err := s.Begin(t.Context(), actor(account.Editor), organisation, subject, "test_pack", nil); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		subject := assess.Subject{Kind: assess.OfProcurement, Name: i18n.Text{SV: "Upphandling"}}
		if _, err := s.Begin(t.Context(), actor(account.Editor), organisation, subject, "test_pack", nil); err != nil {
			t.Error(err)
		}
	})
}

func TestTheScreeningIsNeverKept(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		source := strings.ReplaceAll(packV1, "test_pack", assess.ScreeningID)
		files := fstest.MapFS{"screening/screening.yaml": {Data: []byte(source)}}
		c := clock.NewManual(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
		s := assess.New(assess.NewLibrary(files, nil), db, db, systems{}, c, clock.NewIDs(nil))
		_, err := s.Begin(t.Context(), actor(account.Editor), "", assess.Subject{Kind: assess.OfSystem, ID: system}, assess.ScreeningID, nil)
		if !fault.Is(err, fault.Invalid) || fault.As(err).Fields[0].Key != "assess.never_kept" {
			t.Errorf("error %v", err)
		}
		if listed, err := s.InOrganisation(t.Context(), actor(account.Reader), organisation); err != nil || len(listed) != 0 {
			t.Errorf("listed %v, %v", listed, err)
		}
	})
}
