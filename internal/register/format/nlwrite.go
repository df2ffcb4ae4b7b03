package format

import (
	"encoding/json"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/register"
)

// nlOut is a record as the schema v1.0.0 wants it. The schema requires most fields; where the record does not answer one the text says
// so in Dutch. The month of start_date is the first of: when the phase began, the date of the source, the month of publication.
type nlOut struct {
	Name          string   `json:"name"`
	Summary       string   `json:"description_short"`
	Organisation  string   `json:"organization"`
	Theme         []string `json:"theme"`
	Status        string   `json:"status"`
	Start         string   `json:"start_date"`
	End           string   `json:"end_date,omitempty"`
	Contact       string   `json:"contact"`
	Link          string   `json:"link,omitempty"`
	Category      string   `json:"publication_category"`
	SourceLink    string   `json:"source_link,omitempty"`
	Purpose       string   `json:"purpose_and_impact"`
	Considered    string   `json:"considerations"`
	Human         string   `json:"human_intervention"`
	Risks         string   `json:"risk_management"`
	Basis         string   `json:"legal_basis,omitempty"`
	BasisLink     string   `json:"legal_basis_link,omitempty"`
	BasisTitle    string   `json:"legal_basis_title,omitempty"`
	Processing    string   `json:"processing_register_link,omitempty"`
	Assessments   string   `json:"impact_assessments"`
	AssessLink    string   `json:"impact_assessment_link,omitempty"`
	AssessSummary string   `json:"impact_assessment_explanation,omitempty"`
	Data          string   `json:"data"`
	DataLink      string   `json:"data_source_link,omitempty"`
	DataTitle     string   `json:"data_source_title,omitempty"`
	Operation     string   `json:"technical_operation"`
	Supplier      string   `json:"supplier"`
	Code          string   `json:"source_code_link,omitempty"`
	Language      string   `json:"language"`
	Schema        string   `json:"schema"`
	SourceID      string   `json:"source_id,omitempty"`
	SearchTerms   string   `json:"search_terms,omitempty"`
}

// notFilledIn is what a required field says that the record does not answer: "not filled in".
const notFilledIn = "Niet ingevuld"

// writeNL writes a JSON list. Texts longer than the schema allows are cut at a word and end with an ellipsis.
func writeNL(w io.Writer, records iter.Seq2[register.ExportRecord, error]) error {
	separator := "[\n"
	for r, err := range records {
		if err != nil {
			return err
		}
		text, err := json.Marshal(nlOf(r))
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, separator+string(text)); err != nil {
			return err
		}
		separator = ",\n"
	}
	if separator == "[\n" {
		_, err := io.WriteString(w, "[]\n")
		return err
	}
	_, err := io.WriteString(w, "\n]\n")
	return err
}

func nlOf(r register.ExportRecord) nlOut {
	s := r.System
	out := nlOut{
		Name: cut(said(s.Name), 99), Summary: cut(required(s.Summary, s.Purpose), 399), Organisation: cut(said(r.Organisation.Name), 99),
		Theme: nlThemes(s.Sectors), Contact: orNot(s.Responsibility.Contact), Link: onlyLink(s.Website), Category: nlCategory(s),
		Purpose: cut(required(s.Purpose), 2499), Considered: cut(required(s.Considerations), 2499),
		Human: cut(required(s.Questioning.HumanReview), 2499), Risks: cut(required(s.RiskManagement), 2499),
		Basis: cut(said(s.Law.Basis), 2499), Processing: onlyLink(s.Responsibility.ProcessingURL),
		Data: cut(required(s.Data.Description), 2499), Operation: cut(required(s.Technique.Operation), 4999),
		Supplier: cut(nlSupplier(s.Parties), 199), Code: onlyLink(s.Technique.CodeLink), Assessments: notFilledIn,
		Language: "nld", Schema: "1.0.0", SourceID: r.ID, SearchTerms: strings.Join(s.SearchTerms, ", "),
	}
	out.Status, out.Start, out.End = nlStatus(r)
	nlLists(&out, s)
	return out
}

// nlLists fills what the standard has one of and we have several: the first one.
func nlLists(out *nlOut, s register.System) {
	if len(s.Law.Provisions) > 0 {
		out.BasisTitle, out.BasisLink = cut(s.Law.Provisions[0].Title, 99), onlyLink(s.Law.Provisions[0].Link)
	}
	if len(s.Assessments) > 0 {
		first := s.Assessments[0]
		out.Assessments, out.AssessLink, out.AssessSummary = orNot(first.Title), onlyLink(first.Link), cut(said(first.Summary), 2499)
	}
	if len(s.Data.Sources) > 0 {
		out.DataTitle, out.DataLink = cut(s.Data.Sources[0].Name, 499), onlyLink(s.Data.Sources[0].Link)
	}
	for _, link := range s.Technique.Links {
		if link.Kind == "source" {
			out.SourceLink = onlyLink(link.URL)
		}
	}
}

func nlStatus(r register.ExportRecord) (status, start, end string) {
	status = "In ontwikkeling"
	start = r.Version.PublishedAt.Format("2006-01")
	if len(r.System.Phases) == 0 {
		return status, start, ""
	}
	now := r.System.Phases[0]
	switch now.Phase {
	case register.InUse:
		status = "In gebruik"
	case register.Retired:
		status = "Buiten gebruik"
	}
	for _, date := range []string{now.From, now.AsOf} {
		if month := monthOf(date); month != "" {
			start = month
			break
		}
	}
	return status, start, monthOf(now.Until)
}

// monthOf cuts an ISO date to its month; a year alone has none, and is taken as its January.
func monthOf(date string) string {
	switch {
	case len(date) >= 7:
		return date[:7]
	case len(date) == 4:
		return date + "-01"
	}
	return ""
}

func nlCategory(s register.System) string {
	switch {
	case strings.HasPrefix(s.AIAct.Class, "high_risk"):
		return "Hoog-risico AI-systeem (Categorie A)"
	case s.Impact.Level == "high":
		return "Impactvolle algoritmes (Categorie B)" //nolint:misspell // Dutch
	}
	return "Overige algoritmes (Categorie C)" //nolint:misspell // Dutch
}

// nlThemes gives the standard's word for each sector, the first in alphabetical order where there are several.
func nlThemes(sectors []string) []string {
	themes := []string{}
	for _, sector := range sectors {
		for _, theme := range sortedKeys(nlSectors) {
			if nlSectors[theme] == sector {
				themes = append(themes, strings.ToUpper(theme[:1])+theme[1:])
				break
			}
		}
	}
	return themes
}

func nlSupplier(parties []register.Party) string {
	for _, p := range parties {
		if p.Role == "supplier" {
			return p.Name
		}
	}
	return notFilledIn
}

// said is a text for a Dutch reader: Dutch where the source wrote it, else English, else Swedish.
func said(t register.Text) string {
	for _, s := range []string{t.Other, t.EN, t.SV} {
		if s != "" {
			return s
		}
	}
	return ""
}

// required is the first of the texts that says anything, or that none does.
func required(texts ...register.Text) string {
	for _, t := range texts {
		if s := said(t); s != "" {
			return s
		}
	}
	return notFilledIn
}

func orNot(s string) string {
	if s == "" {
		return notFilledIn
	}
	return s
}

func onlyLink(s string) string {
	if isLink(s) {
		return s
	}
	return ""
}

// cut shortens text to at most n characters, at a word where it can.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	short := string([]rune(s)[:n-1])
	if space := strings.LastIndexAny(short, " \n"); space > n/2 {
		short = short[:space]
	}
	return strings.TrimRight(short, " \n,;") + "…"
}
