package format

import (
	"crypto/sha256"
	"encoding/json"
	"io"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/register"
)

// GatheredCode is the format code of the records that Tillit has compiled from open sources.
const GatheredCode = "gathered"

// Gathered are the records of content/systems as a format, so that they go in the way all others do. It reads no file.
func Gathered() register.Format {
	return register.Format{
		Code:  GatheredCode,
		Title: register.Text{SV: "Sammanställt av Tillit ur öppna källor", EN: "Compiled by Tillit from open sources"},
		Open: func(io.Reader, register.Options) (register.Reader, error) {
			records, err := content.Systems()
			if err != nil {
				return nil, err
			}
			bodies, err := content.Organisations()
			if err != nil {
				return nil, err
			}
			g := &gathered{records: records, bodies: map[string]content.Organisation{}}
			for _, body := range bodies {
				g.bodies[body.Name.SV] = body
			}
			return g, nil
		},
	}
}

type gathered struct {
	records []content.SystemRecord
	bodies  map[string]content.Organisation
	row     int
}

func (g *gathered) Next() (register.Row, error) {
	if g.row == len(g.records) {
		return register.Row{}, io.EOF
	}
	r := g.records[g.row]
	g.row++
	raw, err := json.Marshal(r)
	if err != nil {
		return register.Row{}, err
	}
	return register.Row{
		Number: g.row, ForeignID: r.ID, Publisher: "tillit", Name: r.Name.SV, Gathered: true, Hash: sha256.Sum256(raw),
		Organisation: g.owner(r), System: systemOf(r),
	}, nil
}

func (g *gathered) owner(r content.SystemRecord) register.OrganisationRef {
	ref := register.OrganisationRef{Name: register.Text{SV: r.Organisation}, Type: r.OrganisationType, Country: "SE"}
	if body, known := g.bodies[r.Organisation]; known {
		ref.Name = text(body.Name)
	}
	return ref
}

func text(t content.Text) register.Text { return register.Text{SV: t.SV, EN: t.EN} }

// textIf is a text that may be missing.
func textIf(t *content.Text) register.Text {
	if t == nil {
		return register.Text{}
	}
	return text(*t)
}

func systemOf(r content.SystemRecord) register.System {
	s := register.System{
		Slag: register.Slag(r.Slag), Name: text(r.Name), Summary: text(r.Summary), Purpose: textIf(r.Purpose), Affected: text(r.Affected),
		DecisionRole: register.DecisionRole(r.DecisionRole), Technologies: r.Techniques, Results: textIf(r.Results), Lessons: textIf(r.Lessons),
		ScopeNote: textIf(r.ScopeNote), SourceStrength: r.SourceStrength, Parties: partiesOf(r),
	}
	if r.Sector != "" {
		s.Sectors = []string{r.Sector}
	}
	if r.Unit != nil {
		s.Responsibility.Department = r.Unit.SV
	}
	s.Responsibility.CoOwners = r.CoOrganisations
	s.Data.Description, s.Data.PersonalData = textIf(r.DataDescription), register.YesNo(r.PersonalData)
	s.Law.Basis = textIf(r.LegalBasis)
	takeCodeAndReuse(&s, r)
	takeHistory(&s, r)
	return s
}

func partiesOf(r content.SystemRecord) []register.Party {
	var parties []register.Party
	for _, name := range r.Suppliers {
		parties = append(parties, register.Party{Name: name, Role: "supplier"})
	}
	for _, name := range r.Partners {
		parties = append(parties, register.Party{Name: name, Role: "partner"})
	}
	return parties
}

func takeCodeAndReuse(s *register.System, r content.SystemRecord) {
	if r.Code != nil {
		s.Technique.CodeStatus, s.Technique.CodeLink, s.Technique.Licence = r.Code.Status, r.Code.URL, r.Code.Licence
		s.Reuse.What = textIf(r.Code.Note)
	}
	if r.Reuse != nil {
		s.Reuse.Terms = text(r.Reuse.Terms)
		s.Reuse.Possible = register.No
		if r.Reuse.Possible {
			s.Reuse.Possible = register.Yes
		}
	}
}

// takeHistory takes phases, sources and what could not be verified. No phase is confirmed: nobody in the body has said so.
func takeHistory(s *register.System, r content.SystemRecord) {
	for _, p := range r.Phases {
		s.Phases = append(s.Phases, register.PhaseEntry{Phase: register.Phase(p.Phase), AsOf: p.AsOf, Note: textIf(p.Note)})
	}
	for _, source := range r.Sources {
		s.Sources = append(s.Sources, register.Source{Title: source.Title, URL: source.URL, Published: source.Published, Read: source.Read})
	}
	for _, doubt := range r.Unverified {
		s.Unverified = append(s.Unverified, text(doubt))
	}
	if r.PartiesNote != nil {
		s.ScopeNote = register.Text{SV: join(s.ScopeNote.SV, r.PartiesNote.SV), EN: join(s.ScopeNote.EN, r.PartiesNote.EN)}
	}
}
