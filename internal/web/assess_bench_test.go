package web

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/kit/instrument"
)

// BenchmarkTaskList measures the slowest part of a page of answers on the real instrument with every part chosen: working them out,
// and laying out the task list.
func BenchmarkTaskList(b *testing.B) {
	service, pack := benchService(b)
	answers := instrument.NewAnswers(pack)
	answers.Items["round_parts"] = instrument.Value([]string{"before", "development", "followup"})
	for _, q := range pack.Questions {
		if q.Type == instrument.TypeYesPartlyNo {
			answers.Items[q.ID] = instrument.Value("partly")
		}
	}
	b.Run("evaluate", func(b *testing.B) {
		for b.Loop() {
			service.Evaluate(pack, answers)
		}
	})
	b.Run("page", func(b *testing.B) {
		s := newSite(b, nil)
		r, err := s.request(httptest.NewRequest(http.MethodGet, "/assessments/x", nil), "sv")
		if err != nil {
			b.Fatal(err)
		}
		p := paper{r: r, pack: pack, answers: answers, result: service.Evaluate(pack, answers), trail: keptTrail{"/assessments/x"}, mayEdit: true}
		for b.Loop() {
			if err := r.Render(httptest.NewRecorder(), http.StatusOK, "assess/tasks", p.tasksPage()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// benchService works answers out without a store, which that does not need.
func benchService(b *testing.B) (*assess.Service, *instrument.Pack) {
	b.Helper()
	packs, err := fs.Sub(content.FS(), "instruments")
	if err != nil {
		b.Fatal(err)
	}
	service := assess.New(assess.NewLibrary(packs, nil), nil, nil, nil, clock.System{}, clock.NewIDs(nil))
	pack, err := service.Instrument("trust_questions")
	if err != nil {
		b.Fatal(err)
	}
	return service, pack
}
