package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// maskResultView is what templates/mask/result.html shows.
type maskResultView struct {
	Page
	Action    string
	Shown     []maskPiece      // the masked text, with what was put in marked
	Hits      []maskHitShown   // at most maxShownHits
	More      int              // hits that are not shown; they stay hidden
	Positions string           // where the hits shown begin
	Of        string           // which text the positions are of
	Text      components.Field // the text that was masked, to change and mask again
	Profile   components.Choices
	Report    components.Table
	Ambiguous []string
	Summary   string
	Empty     *components.EmptyState
	Again     components.Link
}

// maskPiece is a part of the masked text.
type maskPiece struct {
	Text string
	Mark bool
}

// maskHitShown is a hit with its surroundings, to take or leave.
type maskHitShown struct {
	ID            string
	At            int
	Before, Value string
	After         string
	Hidden        bool
	Becomes       string
	What          string // class, how sure, and why, in words
}

func (f Masking) showResult(w http.ResponseWriter, r *Request, form *Form, text string, masked *masking.Masked) error {
	form.Set("text", text) // also where it came in a file
	choices, err := profileChoices(r, form)
	if err != nil {
		return err
	}
	hidden := masked.Report.Hits
	view := maskResultView{
		Page: r.Page(r.T("web_mask.result_title")).Under(r.T("web_mask.title"), MaskPath), Action: r.To(MaskPath),
		Shown: maskPieces(text, masked.Hits), Of: textSum(text), Profile: choices,
		Text:    components.Field{Name: "text", Label: r.T("web_mask.text_again"), Kind: components.LongText, Rows: 10}.Fill(form),
		Summary: r.Printer.N("web_mask.summary", hidden, map[string]any{"found": len(masked.Hits)}),
		Report:  maskReport(r, masked.Report), Again: components.Link{Href: r.To(MaskPath), Label: r.T("web_mask.another")},
	}
	view.NoIndex = true
	shown := masked.Hits[:min(len(masked.Hits), maxShownHits)]
	view.More = len(masked.Hits) - len(shown)
	var positions []string
	for i, h := range shown {
		positions = append(positions, strconv.Itoa(h.Span.Start))
		view.Hits = append(view.Hits, maskHitOf(r, i, text, h))
	}
	view.Positions = strings.Join(positions, ",")
	for _, a := range masked.Report.Ambiguous {
		view.Ambiguous = append(view.Ambiguous, r.T("web_mask.ambiguous_one", map[string]any{"label": a.Label, "candidates": strings.Join(a.MayBe, ", ")}))
	}
	if len(masked.Hits) == 0 {
		view.Empty = &components.EmptyState{Title: r.T("web_mask.nothing"), Text: r.T("web_mask.nothing_text"), Links: []components.Link{view.Again}}
	}
	return r.Render(w, http.StatusOK, "mask/result", view)
}

// maskPieces cuts the masked text into what stood there and what was put in.
func maskPieces(text string, hits []masking.Hit) []maskPiece {
	var pieces []maskPiece
	done := 0
	for _, h := range hits {
		if !h.Hidden {
			continue
		}
		pieces = append(pieces, maskPiece{Text: text[done:h.Span.Start]}, maskPiece{Text: h.Replacement, Mark: true})
		done = h.Span.End
	}
	return append(pieces, maskPiece{Text: text[done:]})
}

// contextRunes is how much of the text stands around a hit in the list.
const contextRunes = 32

func maskHitOf(r *Request, i int, text string, h masking.Hit) maskHitShown {
	start, end := h.Span.Start, h.Span.End
	shown := maskHitShown{
		ID: "hit-" + strconv.Itoa(i+1), At: start, Value: text[start:end], Hidden: h.Hidden, Becomes: h.Replacement,
		Before: lastRunes(text[:start], contextRunes), After: firstRunes(text[end:], contextRunes),
	}
	words := []string{h.Class.Describe(string(r.Lang)), r.T("web_mask.score." + scoreWord(h.Score))}
	var reasons []string
	for _, code := range h.Evidence.Codes() {
		reasons = append(reasons, r.T("web_mask.evidence."+code))
	}
	shown.What = strings.Join(words, " · ")
	if len(reasons) > 0 {
		shown.What += " · " + strings.Join(reasons, ", ")
	}
	return shown
}

// scoreWord says a score in a word: the same borders as in reports.
func scoreWord(score float32) string {
	switch {
	case score >= hide.SureFrom:
		return "sure"
	case score >= hide.LikelyFrom:
		return "likely"
	}
	return "possible"
}

func firstRunes(text string, n int) string {
	text, _, _ = strings.Cut(text, "\n")
	for i := range text {
		if n--; n < 0 {
			return text[:i] + "…"
		}
	}
	return text
}

func lastRunes(text string, n int) string {
	text = text[strings.LastIndexByte(text, '\n')+1:]
	at := len(text)
	for at > 0 && n > 0 {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		n--
	}
	if at == 0 {
		return text
	}
	return "…" + text[at:]
}

// maskReport is the report as a table: counts, never values.
func maskReport(r *Request, report hide.Report) components.Table {
	head := func(key string, numeric bool) components.Head {
		return components.Head{Label: r.T("web_mask.head." + key), Numeric: numeric}
	}
	table := components.Table{
		ID: "mask-report", Caption: r.T("web_mask.report_caption", map[string]any{"profile": report.Profile, "version": report.Version}),
		Heads: []components.Head{
			head("class", false), head("operator", false), head("hits", true), head("sure", true), head("likely", true), head("possible", true),
		},
		Note: r.T("web_mask.report_note"),
	}
	for _, c := range report.Classes {
		operator := c.Operator
		if !slices.Contains(hide.Operators(), operator) {
			operator = hide.Label
		}
		table.Rows = append(table.Rows, []components.Cell{
			{Text: c.Class.Describe(string(r.Lang)), Header: true},
			{Text: r.T("web_mask.operator." + string(operator))},
			{Count: c.Hits, Numeric: true},
			{Count: c.Sure, Numeric: true},
			{Count: c.Likely, Numeric: true},
			{Count: c.Possible, Numeric: true},
		})
	}
	return table
}
