package app

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

func (h *house) text(t *testing.T, path string) string {
	t.Helper()
	response, err := http.Get(h.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestOrganisationsAreFoundOnceTheyHavePublished(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		if !strings.Contains(h.text(t, "/search?q=lantm%C3%A4teriet"), `href="/organisations/`) {
			t.Error("an organisation of the real content is not found")
		}
		own := account.Organisation{ID: h.organisation(t)}
		before := strings.Contains(h.text(t, "/search?q=demo"), "/organisations/"+own.ID)
		a := account.Operator()
		record, err := h.Register.Create(t.Context(), a, own.ID, storetest.Complete("Postsortering"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Register.Publish(t.Context(), a, record.ID, record.Revision, ""); err != nil {
			t.Fatal(err)
		}
		_, _, total, err := h.Register.OfOrganisation(t.Context(), own.ID, register.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if before != (total > 1) {
			t.Errorf("found before: %v, with %d records", before, total)
		}
		h.eventually(t, "the organisation is found", func() bool {
			return strings.Contains(h.text(t, "/search?q=demo"), "/organisations/"+own.ID)
		})
	})
}

func TestOrganisationsAreNotCountedAmongSystems(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		overview, err := h.Register.Overview(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(h.text(t, "/systems?slag=all"), "<h1>"+strconv.Itoa(overview.Total)+" poster") {
			t.Error("the list counts something else than the register")
		}
	})
}
