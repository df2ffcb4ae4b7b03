package assess_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/kit/instrument"
)

// blank is what one who has read no answer has seen.
var blank = assess.Mark(instrument.Answer{})

// wantKind checks the kind of a refusal; 0 is none.
func wantKind(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil && kind != 0 || err != nil && (kind == 0 || !fault.Is(err, kind)) {
		t.Errorf("%s: %v, want %v", what, err, kind)
	}
}

// TestEachRoleDoesWithAnAssessmentWhatItMay is the table of rights of every use case.
func TestEachRoleDoesWithAnAssessmentWhatItMay(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		a := begin(t, s)
		ctx, subject := t.Context(), assess.Subject{Kind: assess.OfSystem, ID: system}
		acts := map[string]func(who account.Actor) error{
			"get":        func(who account.Actor) error { _, err := s.Get(ctx, who, a.ID); return err },
			"of subject": func(who account.Actor) error { _, err := s.OfSubject(ctx, who, subject); return err },
			"list":       func(who account.Actor) error { _, err := s.InOrganisation(ctx, who, organisation); return err },
			"answer": func(who account.Actor) error {
				_, err := s.Answer(ctx, who, a.ID, "purpose", "not what is there", instrument.Value("x"))
				return err
			},
			"replace": func(who account.Actor) error {
				_, err := s.Replace(ctx, who, a.ID, 77, instrument.Answers{})
				return err
			},
			"move": func(who account.Actor) error { _, _, err := s.Move(ctx, who, a.ID, 77); return err },
			"begin of a system": func(who account.Actor) error {
				_, err := s.Begin(ctx, who, "", subject, "test_pack", nil)
				return err
			},
			"begin of a procurement": func(who account.Actor) error {
				_, err := s.Begin(ctx, who, organisation, assess.Subject{Kind: assess.OfProcurement, Name: i18n.Text{SV: "x"}}, "test_pack", nil)
				return err
			},
		}
		key := func(scopes ...account.Scope) account.Actor {
			who := actor(account.Editor)
			who.Token, who.Scopes = true, scopes
			return who
		}
		stranger := account.Actor{AccountID: "other", Memberships: []account.Membership{{OrganisationID: "elsewhere", Roles: account.Roles()}}}
		// Of changing, a conflict is an act that one may do.
		for name, c := range map[string]struct {
			who                                       account.Actor
			reads, changes, beginsSystem, beginsOther fault.Kind
		}{
			"the public":                 {account.Actor{}, fault.NotFound, fault.NotFound, fault.NotFound, fault.Forbidden},
			"a stranger":                 {stranger, fault.NotFound, fault.NotFound, fault.NotFound, fault.Forbidden},
			"a reader":                   {actor(account.Reader), 0, fault.Forbidden, fault.Forbidden, fault.Forbidden},
			"an adviser":                 {actor(account.Adviser), 0, fault.Forbidden, fault.Forbidden, fault.Forbidden},
			"a decision maker":           {actor(account.DecisionMaker), 0, fault.Forbidden, fault.Forbidden, fault.Forbidden},
			"an administrator":           {actor(account.Administrator), 0, fault.Forbidden, fault.Forbidden, fault.Forbidden},
			"an editor":                  {actor(account.Editor), 0, fault.Conflict, 0, 0},
			"an editor's key that reads": {key(account.ScopeRead), 0, fault.Forbidden, fault.Forbidden, fault.Forbidden},
			"an editor's key":            {key(account.ScopeRead, account.ScopeWrite), 0, fault.Conflict, 0, 0},
		} {
			for act, do := range acts {
				want := c.changes
				switch act {
				case "get", "of subject", "list":
					want = c.reads
				case "begin of a system":
					want = c.beginsSystem
				case "begin of a procurement":
					want = c.beginsOther
				}
				wantKind(t, name+", "+act, do(c.who), want)
			}
		}
		for _, id := range []string{"", "x", "01930000-0000-7000-8000-000000000000"} {
			_, err := s.Get(ctx, actor(account.Editor), id)
			wantKind(t, "an assessment that is none", err, fault.NotFound)
		}
	})
}

// TestAnyOrderOfAnswersComesBackAsTheLastOfEach answers, takes away and states, and holds what is kept against a plain map.
func TestAnyOrderOfAnswersComesBackAsTheLastOfEach(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		values := map[string][]instrument.Answer{
			"purpose": {
				instrument.Value("Mål <b>å"), instrument.Value("rad ett\nrad två"),
				{State: instrument.DoNotKnow},

				{Comment: "Bara en kommentar", State: instrument.Unanswered},
				{},
			},
			"decides": {instrument.Value("yes"), instrument.Value("no"), {State: instrument.DoNotKnow, Comment: "osäkert"}, {}},
		}
		rapid.Check(t, func(rt *rapid.T) {
			a, err := s.Begin(t.Context(), actor(account.Editor), "", assess.Subject{Kind: assess.OfSystem, ID: system}, "test_pack", nil)
			if err != nil {
				rt.Fatal(err)
			}
			kept := map[string]instrument.Answer{}
			for range rapid.IntRange(1, 6).Draw(rt, "answers") {
				question := rapid.SampledFrom([]string{"purpose", "decides"}).Draw(rt, "question")
				answer := rapid.SampledFrom(values[question]).Draw(rt, "answer")
				if _, err := s.Answer(t.Context(), actor(account.Editor), a.ID, question, assess.Mark(kept[question]), answer); err != nil {
					rt.Fatalf("%s %+v: %v", question, answer, err)
				}
				kept = assess.With(kept, question, answer)
			}
			sheet, err := s.Get(t.Context(), actor(account.Reader), a.ID)
			if err != nil {
				rt.Fatal(err)
			}
			got := map[string]string{}
			want := map[string]string{}
			for q, answer := range sheet.Assessment.Answers.Items {
				got[q] = assess.Mark(answer)
			}
			for q, answer := range kept {
				want[q] = assess.Mark(answer)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				rt.Fatalf("(-answered +kept):\n%s", diff)
			}
			findings := 0
			if kept["decides"].Value == "yes" {
				findings = 1
			}
			listed, err := s.OfSubject(t.Context(), actor(account.Reader), assess.Subject{Kind: assess.OfSystem, ID: system})
			if err != nil {
				rt.Fatal(err)
			}
			for _, l := range listed {
				if l.ID == a.ID && (l.Standing.Findings[instrument.SeverityHigh] != findings || l.Standing.Total != 2) {
					rt.Fatalf("the list says %+v, want %d findings", l.Standing, findings)
				}
			}
		})
	})
}

// TestOfManyWhoAnswerAtOnceOneDoesAndTheOthersAreToldWhat: the same question, seen empty by all.
func TestOfManyWhoAnswerAtOnceOneDoesAndTheOthersAreToldWhat(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		a := begin(t, s)
		errs := make([]error, 6)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				_, errs[i] = s.Answer(t.Context(), actor(account.Editor), a.ID, "purpose", blank, instrument.Value(fmt.Sprint("Mål ", i)))
			})
		}
		all.Wait()
		sheet, err := s.Get(t.Context(), actor(account.Reader), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		there, done := sheet.Assessment.Answers.Items["purpose"].Value, 0
		for i, err := range errs {
			var told *assess.AnswerConflict
			switch {
			case err == nil:
				if done++; there != fmt.Sprint("Mål ", i) {
					t.Errorf("%d was told that it answered, and %v is kept", i, there)
				}
			case !errors.As(err, &told) || told.Theirs.Value != there:
				t.Errorf("%d is told %v; kept is %v", i, err, there)
			}
		}
		if done != 1 || sheet.Assessment.Revision != 2 {
			t.Errorf("%d answered, revision %d", done, sheet.Assessment.Revision)
		}
	})
}

func TestTheNameOfASubjectIsTidiedAndBounded(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		s := service(t, db, packV1)
		for name, want := range map[string]string{
			" Upphandling \n": "Upphandling", strings.Repeat("å", 300): strings.Repeat("å", 300), " " + strings.Repeat("å", 300) + " ": strings.Repeat("å", 300),
		} {
			subject := assess.Subject{Kind: assess.OfProcurement, Name: i18n.Text{SV: name}, ID: "not for procurements"}
			a, err := s.Begin(t.Context(), actor(account.Editor), organisation, subject, "test_pack", nil)
			if err != nil || a.Subject.Name.SV != want || a.Subject.ID != "" {
				t.Errorf("%.20q begun as %+v, %v", name, a.Subject, err)
			}
			if sheet, err := s.Get(t.Context(), actor(account.Reader), a.ID); err != nil || sheet.Assessment.Subject.Name.SV != want {
				t.Errorf("%.20q kept as %+v, %v", name, sheet.Assessment.Subject, err)
			}
		}
		for name, key := range map[string]string{strings.Repeat("å", 301): "assess.name_long", " \n ": "assess.name_missing"} {
			subject := assess.Subject{Kind: assess.OfProcurement, Name: i18n.Text{SV: name}}
			_, err := s.Begin(t.Context(), actor(account.Editor), organisation, subject, "test_pack", nil)
			if !fault.Is(err, fault.Invalid) || fault.As(err).Fields[0].Key != key {
				t.Errorf("%.10q: %v, want %s", name, err, key)
			}
		}
		_, err := s.Begin(t.Context(), actor(account.Editor), organisation, assess.Subject{Kind: assess.OfProcurement, Name: i18n.Text{SV: "x"}}, "none", nil)
		wantKind(t, "an instrument that is none", err, fault.NotFound)
	})
}

func TestAMoveOnAnOldRevisionIsRefusedAndMovingTwiceChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, db *store.Store) {
		old := service(t, db, packV1)
		a := begin(t, old)
		if _, err := old.Answer(t.Context(), actor(account.Editor), a.ID, "purpose", blank, instrument.Value("Mål")); err != nil {
			t.Fatal(err)
		}
		s := service(t, db, packV2)
		_, _, err := s.Move(t.Context(), actor(account.Editor), a.ID, 1)
		wantKind(t, "an old revision", err, fault.Conflict)
		moved, _, err := s.Move(t.Context(), actor(account.Editor), a.ID, 2)
		if err != nil || moved.Pack.Version != "2.0.0" || moved.Assessment.Revision != 3 || moved.Assessment.Version != "2.0.0" {
			t.Fatalf("moved to %+v, %v", moved.Assessment, err)
		}
		again, report, err := s.Move(t.Context(), actor(account.Editor), a.ID, 3)
		if err != nil || len(report.Aside) != 0 || again.Assessment.PackHash != moved.Assessment.PackHash {
			t.Errorf("moved again: %+v, %v", report, err)
		}
		if got := again.Assessment.Answers.Items["purpose"].Value; got != "Mål" {
			t.Errorf("the answer is %v", got)
		}
		// The one who still runs the old program reads the assessment with the pack that it has.
		if sheet, err := old.Get(t.Context(), actor(account.Reader), a.ID); err != nil || sheet.Pack.Version != "2.0.0" {
			t.Errorf("read by an older program: %v, %v", sheet.Pack, err)
		}
	})
}

func TestALibraryThatIsBrokenSaysWhichFile(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"bad/bad.yaml":   {"bad/bad.yaml": {Data: []byte("id: bad\nversion: [")}},
		"gone/gone.yaml": {"gone/other.yaml": {Data: []byte(packV1)}},
	} {
		l := assess.NewLibrary(files, nil)
		if _, err := l.Instruments(); err == nil || !strings.Contains(err.Error(), strings.Split(name, "/")[0]) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := l.Instrument("bad"); err == nil || fault.Is(err, fault.NotFound) {
			t.Errorf("%s: a broken library says that there is no such instrument: %v", name, err)
		}
	}
	l := assess.NewLibrary(fstest.MapFS{
		"README.md": {}, "test_pack/test_pack.yaml": {Data: []byte(packV1)},
		"a/a.yaml": {Data: []byte(strings.ReplaceAll(packV1, "test_pack", "a"))},
		"s/s.yaml": {Data: []byte(strings.ReplaceAll(packV1, "test_pack", assess.ScreeningID))},
	}, nil)
	packs, err := l.Instruments()
	if err != nil || len(packs) != 3 || packs[0].ID != assess.ScreeningID || packs[1].ID != "a" || packs[2].ID != "test_pack" {
		t.Errorf("listed as %v, %v", packs, err)
	}
}
