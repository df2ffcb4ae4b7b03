package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/instrument"
)

const tagInstruments = "instruments"

func (a *API) registerInstruments() {
	handle(a, operation{
		id: "list-instruments", method: http.MethodGet, path: "/v1/instruments", tag: tagInstruments,
		sv: "Listar bedömningsmallarna.",
		en: "Lists the instruments (assessment templates).",
	}, a.listInstruments)
	handle(a, operation{
		id: "get-instrument", method: http.MethodGet, path: "/v1/instruments/{id}", tag: tagInstruments, errors: []int{http.StatusNotFound},
		sv: "Ger en bedömningsmall med alla frågor, villkor och iakttagelser.",
		en: "Gives an instrument with all questions, conditions and findings.",
	}, a.getInstrument)
	handle(a, operation{
		id: "evaluate-instrument", method: http.MethodPost, path: "/v1/instruments/{id}/evaluation", tag: tagInstruments, errors: []int{http.StatusNotFound},
		sv: "Räknar ut vad svar leder till. Inget sparas. Skicka inga säkerhetsskyddsklassificerade uppgifter.",
		en: "Works out what answers amount to. Nothing is stored. Send no security-classified information.",
	}, a.evaluate)
}

// InstrumentItem is an instrument in a list.
type InstrumentItem struct {
	ID        string          `json:"id" example:"trust_questions"`
	Version   string          `json:"version" example:"1.0.0"`
	Hash      string          `json:"hash" doc:"SHA-256 över mallens fil. / SHA-256 over the instrument's file."`
	Title     instrument.Text `json:"title"`
	Subjects  []string        `json:"subjects" doc:"Vad mallen kan gälla. / What the instrument may be about."`
	Questions int             `json:"questions"`
}

type instrumentsOutput struct {
	Body struct {
		Total int              `json:"total"`
		Items []InstrumentItem `json:"items"`
	}
}

func (a *API) listInstruments(context.Context, account.Actor, *struct{}) (*instrumentsOutput, error) {
	packs, err := a.Assess.Instruments()
	if err != nil {
		return nil, err
	}
	out := &instrumentsOutput{}
	out.Body.Total, out.Body.Items = len(packs), []InstrumentItem{}
	for _, pack := range packs {
		out.Body.Items = append(out.Body.Items, InstrumentItem{
			ID: pack.ID, Version: pack.Version, Hash: pack.Hash(), Title: pack.Title, Subjects: pack.Subjects, Questions: len(pack.Questions),
		})
	}
	return out, nil
}

// The packs and results have a schema of their own (kit/instrument/schema.json); here they are JSON as it is.
type rawOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         any
}

func (a *API) getInstrument(_ context.Context, _ account.Actor, in *IDInput) (*rawOutput, error) {
	pack, err := a.Assess.Instrument(in.ID)
	if err != nil {
		return nil, err
	}
	return &rawOutput{CacheControl: "public, no-cache", Body: pack}, nil
}

type evaluateInput struct {
	IDInput
	Body struct {
		Instrument string                     `json:"instrument,omitempty" doc:"Mallens id; får utelämnas. / The instrument's id; may be left out."`
		Version    string                     `json:"version,omitempty"`
		Answers    map[string]json.RawMessage `json:"answers" required:"true" doc:"Svar per fråge-id: {value} eller {state, reason}. / Answers by question id: {value} or {state, reason}."`
	}
}

func (a *API) evaluate(_ context.Context, _ account.Actor, in *evaluateInput) (*rawOutput, error) {
	const op = "api.evaluate"
	pack, err := a.Assess.Instrument(in.ID)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(in.Body)
	if err != nil {
		return nil, err
	}
	answers, err := instrument.ParseAnswers("answers", text)
	if err != nil {
		f := fault.New(op, fault.Invalid, "", nil)
		for _, p := range instrument.AsProblems(err) {
			f.Fields = append(f.Fields, fault.Field{Path: p.Path, Key: "api.verbatim", Args: fault.Args{"text": p.What.SV + " / " + p.What.EN}})
		}
		return nil, f
	}
	if answers.Instrument != "" && answers.Instrument != pack.ID {
		return nil, fault.New(op, fault.Invalid, "assess.other_instrument", fault.Args{"instrument": answers.Instrument})
	}
	return &rawOutput{CacheControl: "no-store", Body: a.Assess.Evaluate(pack, answers)}, nil
}
