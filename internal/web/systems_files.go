package web

import (
	"bytes"
	"context"
	"io"
	"iter"
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
	"github.com/tillit-se/tillit/internal/search"
)

func (f systems) csv(w http.ResponseWriter, r *Request) error { return f.download(w, r, format.CSV()) }

func (f systems) json(w http.ResponseWriter, r *Request) error {
	return f.download(w, r, format.Tillit())
}

// download writes the public records of the list as a file. A list longer than a search reaches is refused rather than cut short, unless it
// is the whole register.
func (f systems) download(w http.ResponseWriter, r *Request, as register.Format) error {
	q := readListQuery(r.URL.Query())
	records := f.register.Exported(r.Context())
	if !q.plain() {
		ids, err := f.publicIDs(r, q)
		if err != nil {
			return err
		}
		records = f.register.ExportedOf(r.Context(), ids)
	}
	h := w.Header()
	h.Set("Content-Type", as.Media)
	h.Set("Content-Disposition", `attachment; filename="tillit-`+strings.ReplaceAll(as.Code, "tillit", "systems")+`.`+as.Ext+`"`)
	h.Set("Cache-Control", "private, no-cache")
	return f.stream(r.Context(), w, as, records)
}

// stream holds back the beginning, so that what fails early still becomes an error page. A failure later on breaks the connection off,
// so that nobody takes half a file for a whole one.
func (f systems) stream(_ context.Context, w http.ResponseWriter, as register.Format, records iter.Seq2[register.ExportRecord, error]) error {
	out := &heldBack{to: w}
	if err := as.Write(out, records); err != nil {
		if !out.sent {
			w.Header().Del("Content-Disposition")
			return err
		}
		panic(http.ErrAbortHandler)
	}
	return out.flush()
}

// heldBack keeps the first bytes until there are many, or flush.
type heldBack struct {
	to   io.Writer
	kept bytes.Buffer
	sent bool
}

const heldBytes = 64 << 10

// Write implements io.Writer.
func (h *heldBack) Write(p []byte) (int, error) {
	if h.sent {
		return h.to.Write(p)
	}
	n, _ := h.kept.Write(p)
	if h.kept.Len() < heldBytes {
		return n, nil
	}
	return n, h.flush()
}

func (h *heldBack) flush() error {
	h.sent = true
	_, err := h.kept.WriteTo(h.to)
	return err
}

// publicIDs are the ids of all public records of the list.
func (f systems) publicIDs(r *Request, q listQuery) ([]string, error) {
	var ids []string
	for page := 1; ; page++ {
		result, err := f.search.Search(r.Context(), search.Query{
			Text: q.Text, Kind: "system", Lang: string(r.Lang), Facets: q.Chosen, Sort: q.order(), Page: page, Limit: search.MaxLimit,
			Visible: []string{search.Public}, Count: []string{},
		})
		if err != nil {
			return nil, searchFault(err)
		}
		if result.Total > search.MaxWindow {
			return nil, fault.New("web.download", fault.Invalid, "systems.download_too_long", fault.Args{"total": result.Total, "most": search.MaxWindow})
		}
		for _, hit := range result.Hits {
			ids = append(ids, hit.ID)
		}
		if page*search.MaxLimit >= result.Total {
			return ids, nil
		}
	}
}
