package api

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

const tagMask = "mask"

// Masker is the use case of masking.
type Masker interface {
	Mask(ctx context.Context, r masking.Request) (*masking.Masked, error)
	Stream(ctx context.Context, w io.Writer, in io.Reader, profile, lang, client string) error
}

func (a *API) registerMask() {
	limited := []int{http.StatusRequestEntityTooLarge, http.StatusTooManyRequests, http.StatusServiceUnavailable}
	handle(a, operation{
		id: "mask-text", method: http.MethodPost, path: "/v1/mask", tag: tagMask, errors: limited,
		sv: "Hittar och döljer personuppgifter i en text på högst 1 MB. Inget sparas eller loggas. Skicka inga säkerhetsskyddsklassificerade uppgifter. Inget verktyg hittar allt.",
		en: "Finds and hides personal data in a text of at most 1 MB. Nothing is stored or logged. Send no security-classified information. No tool finds everything.",
	}, a.mask)
	a.registerMaskStream(limited)
}

type maskInput struct {
	clientAddress
	Body struct {
		Text    sentText `json:"text" required:"true" doc:"Texten, i UTF-8. / The text, in UTF-8." example:"Anna Svensson ringde från 070-174 06 05."`
		Profile string   `json:"profile,omitempty" enum:"all,disclosure,language_model" default:"all" doc:"Vad som döljs, och hur. / What is hidden, and how." example:"all"`
		Labels  string   `json:"labels,omitempty" enum:"sv,en" default:"sv" doc:"Etiketternas språk. / The language of labels." example:"sv"`
		Format  string   `json:"format,omitempty" enum:"full,text,spans" default:"full" doc:"Vad svaret ska innehålla: allt, bara den maskade texten, eller bara träffarna. / What the answer shall hold: all, the masked text alone, or the hits alone." example:"full"`
		Keep    []int    `json:"keep,omitempty" maxItems:"100000" doc:"Byteposition där träffar börjar som ska stå kvar. / Byte offsets at which hits begin that shall stay." example:"[]"`
	}
}

// sentText is a text as it was sent. The decoder of JSON would put other characters in the place of bytes that are not UTF-8, and names that are
// broken so would not be found; here the bytes stay, and the use case refuses them.
type sentText string

// UnmarshalJSON reads a JSON string.
func (t *sentText) UnmarshalJSON(data []byte) error {
	if !utf8.Valid(data) {
		*t = sentText(data)
		return nil
	}
	return json.Unmarshal(data, (*string)(t))
}

// MaskHit is something that was found.
type MaskHit struct {
	Start       int        `json:"start" doc:"Första byten. / First byte." example:"0"`
	End         int        `json:"end" doc:"Byten efter den sista. / The byte after the last." example:"13"`
	RuneStart   int        `json:"runeStart" doc:"I Unicode-tecken. / In Unicode code points." example:"0"`
	RuneEnd     int        `json:"runeEnd" example:"13"`
	UTF16Start  int        `json:"utf16Start" doc:"I UTF-16-enheter, som JavaScript räknar. / In UTF-16 units, as JavaScript counts." example:"0"`
	UTF16End    int        `json:"utf16End" example:"13"`
	Class       mask.Class `json:"class" doc:"Slag av uppgift. / Kind of data." example:"person"`
	Score       float32    `json:"score" doc:"Hur säker träffen är, 0 till 1. / How sure the hit is, 0 to 1." example:"0.97"`
	Evidence    []string   `json:"evidence" doc:"Vad som talar för den. / What speaks for it." example:"[\"list\",\"tagger\"]"`
	Operator    string     `json:"operator" doc:"Vad som gjordes; keep om den står kvar. / What was done; keep where it stays." example:"label"`
	Replacement string     `json:"replacement" doc:"Det som står där nu. / What stands there now." example:"[PERSON 1]"`
}

// MaskOutput is the answer to a text.
type MaskOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         struct {
		Text   *string      `json:"text,omitempty" doc:"Den maskade texten. / The masked text." example:"[PERSON 1] ringde från [TELEFON 1]."`
		Spans  []MaskHit    `json:"spans,omitempty"`
		Report *hide.Report `json:"report,omitempty" doc:"Antal per slag, utan värden. / Counts by kind, without values."`
	}
}

func (a *API) mask(ctx context.Context, _ account.Actor, in *maskInput) (*MaskOutput, error) {
	masked, err := a.Masking.Mask(ctx, masking.Request{
		Text: []byte(in.Body.Text), Profile: orDefault(in.Body.Profile, "all"), Lang: in.Body.Labels, Keep: in.Body.Keep, Client: in.address(a),
	})
	if err != nil {
		return nil, err
	}
	out := &MaskOutput{CacheControl: "no-store"}
	if in.Body.Format != "spans" {
		text := string(masked.Text)
		out.Body.Text = &text
	}
	if in.Body.Format != "text" {
		out.Body.Report = &masked.Report
		out.Body.Spans = make([]MaskHit, len(masked.Hits))
		for i, h := range masked.Hits {
			out.Body.Spans[i] = maskHit(h)
		}
	}
	return out, nil
}

func maskHit(h masking.Hit) MaskHit {
	return MaskHit{
		Start: h.Offsets.Start, End: h.Offsets.End, RuneStart: h.RuneStart, RuneEnd: h.RuneEnd, UTF16Start: h.UTF16Start, UTF16End: h.UTF16End,
		Class: h.Class, Score: h.Score, Evidence: h.Evidence.Codes(), Operator: string(h.Operator), Replacement: h.Replacement,
	}
}

func orDefault(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}

// clientAddress is the address behind a request; huma calls Resolve before the operation.
type clientAddress struct{ request *http.Request }

// Resolve keeps the request.
func (c *clientAddress) Resolve(ctx huma.Context) []error {
	c.request, _ = humago.Unwrap(ctx)
	return nil
}

func (c clientAddress) address(a *API) string {
	if a.ClientIP == nil || c.request == nil {
		return ""
	}
	return a.ClientIP(c.request)
}

type maskStreamInput struct {
	clientAddress
	Profile string `query:"profile" enum:"all,disclosure,language_model" default:"all" doc:"Vad som döljs, och hur. / What is hidden, and how."`
	Labels  string `query:"labels" enum:"sv,en" default:"sv" doc:"Etiketternas språk. / The language of labels."`
}

// registerMaskStream registers the operation whose request and answer are text that flows. huma reads bodies whole, so the handler takes the
// request's own body.
func (a *API) registerMaskStream(limited []int) {
	const sv = "Maskar en text medan den skickas, rad för rad, högst 64 MB. Bryts svaret är det inte helt: släng det. Inget sparas eller loggas."
	const en = "Masks a text while it is being sent, line by line, at most 64 MB. An answer that breaks off is not whole: throw it away. Nothing is stored or logged."
	text := map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: huma.TypeString, Examples: []any{"Anna Svensson ringde."}}}}
	masked := map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: huma.TypeString, Examples: []any{"[PERSON 1] ringde."}}}}
	huma.Register(a.huma, huma.Operation{
		OperationID: "mask-stream", Method: http.MethodPost, Path: "/v1/mask/stream", Tags: []string{tagMask}, MaxBodyBytes: masking.MaxStream,
		Summary: sv, Description: sv + "\n\n" + en, Errors: append([]int{http.StatusUnprocessableEntity}, limited...),
		RequestBody: &huma.RequestBody{Required: true, Content: text},
		Responses:   map[string]*huma.Response{"200": {Content: masked}},
	}, func(_ context.Context, in *maskStreamInput) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(ctx huma.Context) { a.maskStream(ctx, in) }}, nil
	})
}

// maskStream answers with a problem while nothing has been written; after that it cuts the connection, so that nobody takes half for whole.
func (a *API) maskStream(ctx huma.Context, in *maskStreamInput) {
	request, w := humago.Unwrap(ctx)
	_ = http.NewResponseController(w).EnableFullDuplex() // HTTP/2 needs none, and a test's recorder has none
	out := &streamed{ctx: ctx, flush: http.NewResponseController(w).Flush}
	err := a.Masking.Stream(ctx.Context(), out, request.Body, in.Profile, in.Labels, in.address(a))
	switch {
	case err != nil && out.begun:
		panic(http.ErrAbortHandler)
	case err != nil:
		// What is left of the text is not read. Unless the client is told, it sends its next request into a connection that is being closed.
		ctx.SetHeader("Connection", "close")
		a.refuse(ctx, fault.As(err))
	case !out.begun:
		out.begin()
	}
}

// streamed sends what is written at once.
type streamed struct {
	ctx   huma.Context
	flush func() error
	begun bool
}

func (s *streamed) begin() {
	s.begun = true
	s.ctx.SetHeader("Content-Type", "text/plain; charset=utf-8")
	s.ctx.SetHeader("Cache-Control", "no-store")
	s.ctx.SetStatus(http.StatusOK)
}

// Write sends text.
func (s *streamed) Write(text []byte) (int, error) {
	if !s.begun {
		s.begin()
	}
	n, err := s.ctx.BodyWriter().Write(text)
	if err == nil {
		_ = s.flush() // where the connection cannot, the text waits for the end
	}
	return n, err
}
