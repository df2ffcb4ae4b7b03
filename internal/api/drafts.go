package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
)

const tagDrafts = "drafts"

func (a *API) registerDrafts() {
	handle(a, operation{
		id: "create-system", method: http.MethodPost, path: "/v1/organisations/{id}/systems", tag: tagDrafts, token: true, status: http.StatusCreated,
		sv: "Börjar en post med ett utkast i en organisation. Sju fält räcker; inget är publikt förrän det publiceras.",
		en: "Begins a record with a draft in an organisation. Seven fields are enough; nothing is public until it is published.",
	}, a.createSystem)
	handle(a, operation{
		id: "get-draft", method: http.MethodGet, path: "/v1/systems/{id}/draft", tag: tagDrafts, token: true,
		sv: "Ger utkastet till en post, eller det publicerade innehållet där inget utkast finns, med vad som saknas för publicering.",
		en: "Gives the draft of a record, or what is published where there is no draft, with what is missing for publication.",
	}, a.getDraft)
	handle(a, operation{
		id: "save-draft", method: http.MethodPut, path: "/v1/systems/{id}/draft", tag: tagDrafts, token: true,
		errors: []int{http.StatusConflict, http.StatusPreconditionRequired},
		sv:     "Sparar ett utkast. If-Match är ETag från läsningen; har någon annan sparat emellan blir svaret 409 och inget ändras.",
		en:     "Saves a draft. If-Match is the ETag that was read; where somebody else has saved meanwhile the answer is 409 and nothing changes.",
	}, a.saveDraft)
	handle(a, operation{
		id: "discard-draft", method: http.MethodDelete, path: "/v1/systems/{id}/draft", tag: tagDrafts, token: true,
		errors: []int{http.StatusConflict, http.StatusPreconditionRequired},
		sv:     "Kastar utkastet. En post som aldrig har publicerats blir ett tomt utkast.",
		en:     "Throws the draft away. A record that was never published becomes an empty draft.",
	}, a.discardDraft)
	handle(a, operation{
		id: "publish-system", method: http.MethodPost, path: "/v1/systems/{id}/publications", tag: tagDrafts, token: true, status: http.StatusCreated,
		errors: []int{http.StatusConflict, http.StatusPreconditionRequired},
		sv:     "Publicerar utkastet som en ny version. Det som krävs och saknas räknas upp i svaret.",
		en:     "Publishes the draft as a new version. What is required and missing is listed in the answer.",
	}, a.publish)
	handle(a, operation{
		id: "retire-system", method: http.MethodPost, path: "/v1/systems/{id}/retirement", tag: tagDrafts, token: true,
		errors: []int{http.StatusConflict, http.StatusPreconditionRequired},
		sv:     "Markerar en publicerad post som avslutad, med skäl och datum. Den ligger kvar på sin adress.",
		en:     "Marks a published record as retired, with reason and date. It stays at its address.",
	}, a.retire)
}

// Draft is a draft as its organisation sees it.
type Draft struct {
	ID           string          `json:"id"`
	Organisation string          `json:"organisation" doc:"Organisationens id. / The organisation's id."`
	State        register.State  `json:"state"`
	Revision     int64           `json:"revision" doc:"Ökar vid varje ändring. / Grows with every change."`
	HasDraft     bool            `json:"has_draft" doc:"Om något opublicerat finns. / Whether something is unpublished."`
	System       register.System `json:"system"`
	Missing      []Missing       `json:"missing" doc:"Vad som saknas för publicering. / What is missing for publication."`
}

// Missing is a field that publication asks for.
type Missing struct {
	Field string        `json:"field"`
	Need  register.Need `json:"need" doc:"required eller recommended. / required or recommended."`
	Why   register.Text `json:"why" doc:"Varför det spelar roll. / Why it matters."`
}

type draftOutput struct {
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Location     string `header:"Location"`
	Body         Draft
}

func (a *API) draftAnswer(r register.Record, content register.System) *draftOutput {
	out := &draftOutput{ETag: etagOf(r.Revision), CacheControl: "private, no-store"}
	out.Body = Draft{
		ID: r.ID, Organisation: r.OrganisationID, State: r.State, Revision: r.Revision, HasDraft: r.HasDraft(), System: content,
		Missing: []Missing{},
	}
	for _, gap := range content.Gaps(a.Register.Definitions()) {
		out.Body.Missing = append(out.Body.Missing, Missing(gap))
	}
	return out
}

func etagOf(revision int64) string { return `"` + strconv.FormatInt(revision, 10) + `"` }

// IfMatch is the revision that the caller read. It and its like are exported because huma looks only into exported fields.
type IfMatch struct {
	Match string `header:"If-Match" doc:"ETag från läsningen av utkastet. / ETag from reading the draft." example:"\"3\""`
}

func (m IfMatch) revision() (int64, error) {
	if m.Match == "" {
		return 0, errNoMatch
	}
	text := strings.Trim(strings.TrimPrefix(strings.TrimSpace(m.Match), "W/"), `"`)
	revision, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, fault.New("api", fault.Invalid, "api.if_match", nil).With(fault.Field{Path: "If-Match", Key: "api.if_match"})
	}
	return revision, nil
}

// errNoMatch is that If-Match is missing: 428, Precondition Required (RFC 6585).
var errNoMatch = errors.New("api: If-Match is missing")

type createInput struct {
	ID   string `path:"id" doc:"Organisationens id. / The organisation's id."`
	Body register.System
}

func (a *API) createSystem(ctx context.Context, actor account.Actor, in *createInput) (*draftOutput, error) {
	record, err := a.Register.Create(ctx, actor, in.ID, in.Body)
	if err != nil {
		return nil, err
	}
	out := a.draftAnswer(record, in.Body)
	out.Location = a.BaseURL + "/v1/systems/" + record.ID + "/draft"
	return out, nil
}

func (a *API) getDraft(ctx context.Context, actor account.Actor, in *IDInput) (*draftOutput, error) {
	view, err := a.Register.Own(ctx, actor, in.ID)
	if err != nil {
		return nil, err
	}
	return a.draftAnswer(view.Record, view.Content()), nil
}

type saveInput struct {
	IDInput
	IfMatch
	Body register.System
}

func (a *API) saveDraft(ctx context.Context, actor account.Actor, in *saveInput) (*draftOutput, error) {
	revision, err := in.revision()
	if err != nil {
		return nil, err
	}
	record, err := a.Register.SaveDraft(ctx, actor, in.ID, revision, in.Body)
	if err != nil {
		return nil, err
	}
	return a.draftAnswer(record, in.Body), nil
}

type discardInput struct {
	IDInput
	IfMatch
}

func (a *API) discardDraft(ctx context.Context, actor account.Actor, in *discardInput) (*draftOutput, error) {
	revision, err := in.revision()
	if err != nil {
		return nil, err
	}
	if _, err := a.Register.DiscardDraft(ctx, actor, in.ID, revision); err != nil {
		return nil, err
	}
	return a.getDraft(ctx, actor, &in.IDInput)
}

type publishInput struct {
	IDInput
	IfMatch
	Body struct {
		Note string `json:"note,omitempty" maxLength:"1000" doc:"Vad som har ändrats. / What has changed."`
	}
}

type publishedOutput struct {
	Location string `header:"Location"`
	Body     VersionItem
}

func (a *API) publish(ctx context.Context, actor account.Actor, in *publishInput) (*publishedOutput, error) {
	revision, err := in.revision()
	if err != nil {
		return nil, err
	}
	v, err := a.Register.Publish(ctx, actor, in.ID, revision, in.Body.Note)
	if err != nil {
		return nil, err
	}
	return &publishedOutput{
		Location: a.BaseURL + "/v1/systems/" + in.ID,
		Body:     VersionItem{Number: v.Number, PublishedAt: v.PublishedAt, Hash: v.Hash, Note: v.Note, Origin: v.Origin},
	}, nil
}

type retireInput struct {
	IDInput
	IfMatch
	Body register.Retirement
}

func (a *API) retire(ctx context.Context, actor account.Actor, in *retireInput) (*recordOutput, error) {
	revision, err := in.revision()
	if err != nil {
		return nil, err
	}
	if _, err := a.Register.Retire(ctx, actor, in.ID, revision, in.Body); err != nil {
		return nil, err
	}
	view, err := a.Register.Public(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return recordAnswer(view, "", "private, no-store"), nil
}
