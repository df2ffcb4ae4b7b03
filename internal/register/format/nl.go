package format

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tillit-se/tillit/internal/register"
)

// maxDepth is how deep the JSON of a record may nest; the standard needs three levels.
const maxDepth = 32

// NL10 is the publication standard 1.0 of the Dutch algorithm register: a JSON list of records, or one record, with the field names of
// the published schema or of the register's own files. Source: MinBZK/Algoritmeregister, schema v1.0.0 and standard-config v1_0.
func NL10() register.Format {
	return register.Format{
		Code:  "nl-1.0",
		Title: register.Text{SV: "Nederländska algoritmregistret 1.0", EN: "Dutch algorithm register 1.0"},
		Media: "application/json", Ext: "json",
		Open:  openNL,
		Write: writeNL,
	}
}

type nlReader struct {
	json *json.Decoder
	list bool
	row  int
	asOf string
}

func openNL(r io.Reader, o register.Options) (register.Reader, error) {
	from := bufio.NewReader(r)
	if err := skipMark(from); err != nil {
		return nil, err
	}
	first, err := firstByte(from)
	switch {
	case err != nil:
		return nil, errors.New("the file is empty")
	case first != '[' && first != '{':
		return nil, fmt.Errorf("not nl-1.0: expected a JSON list or object, found %q", first)
	}
	reader := &nlReader{json: json.NewDecoder(from), list: first == '[', asOf: o.AsOf}
	if reader.list {
		_, err = reader.json.Token()
	}
	return reader, err
}

// firstByte looks past white space without reading on.
func firstByte(r *bufio.Reader) (byte, error) {
	for {
		b, err := r.ReadByte()
		if err != nil {
			return 0, err
		}
		if b != ' ' && b != '\n' && b != '\r' && b != '\t' {
			return b, r.UnreadByte()
		}
	}
}

func (n *nlReader) Next() (register.Row, error) {
	if n.list && !n.json.More() || !n.list && n.row > 0 {
		return register.Row{}, n.end()
	}
	n.row++
	var raw json.RawMessage
	if err := n.json.Decode(&raw); err != nil {
		return register.Row{}, fmt.Errorf("record %d: broken JSON at byte %d: %w", n.row, n.json.InputOffset(), err)
	}
	var fields map[string]json.RawMessage
	if depth(raw) > maxDepth {
		return register.Row{}, &register.RowError{Row: n.row, Reason: fmt.Sprintf("nested deeper than %d levels", maxDepth)}
	}
	if err := json.Unmarshal(raw, &fields); err != nil {
		return register.Row{}, &register.RowError{Row: n.row, Reason: "is no JSON object"}
	}
	b := newBuilder("nl-1.0", record{number: n.row, hash: sha256.Sum256(raw)})
	(&nlRecord{builder: b, fields: fields}).read(n.asOf)
	return b.row, nil
}

// end reads the bracket that closes the list, and tells of a file that was cut off.
func (n *nlReader) end() error {
	if n.list {
		if _, err := n.json.Token(); err != nil { // io.EOF must not pass for the proper end
			return fmt.Errorf("the file ends in the middle of the list: %v", err) //nolint:errorlint // see above
		}
	}
	return io.EOF
}

func depth(raw []byte) int {
	deepest, now, inString, escaped := 0, 0, false, false
	for _, c := range raw {
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped = c == '\\'
			inString = c != '"'
		case c == '"':
			inString = true
		case c == '[' || c == '{':
			now++
			deepest = max(deepest, now)
		case c == ']' || c == '}':
			now--
		}
	}
	return deepest
}

// nlRecord takes the fields of a record one after another; what nobody has taken at the end is kept as foreign.
type nlRecord struct {
	*builder
	fields map[string]json.RawMessage
}

// dutch is text that the source wrote in Dutch.
func dutch(value string) register.Text { return register.Text{Other: value} }

// text takes the first of the fields that holds text, as plain text.
func (n *nlRecord) text(names ...string) string {
	for _, name := range names {
		raw, there := n.fields[name]
		var value string
		if !there || json.Unmarshal(raw, &value) != nil {
			continue
		}
		delete(n.fields, name)
		if value = strings.TrimSpace(value); value == "" {
			continue
		}
		plain := plainText(value)
		if plain != value {
			n.note(name, register.NoteRepaired, "was HTML; kept as plain text with its links")
		}
		return plain
	}
	return ""
}

// list takes a field that is a list of strings.
func (n *nlRecord) list(names ...string) []string {
	for _, name := range names {
		var values []string
		if raw, there := n.fields[name]; there && json.Unmarshal(raw, &values) == nil {
			delete(n.fields, name)
			return values
		}
	}
	return nil
}

// titled is an entry of the standard's repeatable groups.
type titled struct {
	Title string `json:"title"`
	Link  string `json:"link"`
}

func (n *nlRecord) titled(name string) []titled {
	var entries []titled
	if raw, there := n.fields[name]; there && json.Unmarshal(raw, &entries) == nil {
		delete(n.fields, name)
	}
	return entries
}

func (n *nlRecord) read(asOf string) {
	s := n.system()
	s.Slag, s.OriginalLanguage = register.AlgorithmUnclear, "nl"
	n.readIdentity()
	n.readStatus(asOf)
	n.readUse()
	n.readLaw()
	n.readData()
	n.readTechnique()
	n.keepRest()
}

func (n *nlRecord) readIdentity() {
	s := n.system()
	n.row.ForeignID = n.text("source_id", "lars", "id")
	n.row.Name = n.text("name")
	s.Name, s.Summary = dutch(n.row.Name), dutch(n.text("description_short"))
	if n.row.Name == "" {
		s.Name = dutch(n.row.ForeignID)
		n.note("name", register.NoteRepaired, "has no name; shown by its id")
	}
	if kind := n.text("type"); kind != "" {
		n.foreign("type", kind)
		if strings.Contains(fold(kind), "regel") {
			s.Slag = register.RuleBasedAutomation
			n.note("type", register.NoteMapped, "%q became rule_based_automation", shorten(kind))
		}
	}
	supplier := n.text("supplier", "provider")
	if supplier != "" && fold(supplier) != "intern ontwikkeld" {
		s.Parties = []register.Party{{Name: supplier, Role: "supplier"}}
	}
	n.readOwner(supplier)
	s.SearchTerms = splitTerms(n.text("search_terms", "tags"))
	s.Responsibility.Contact = n.text("contact", "contact_email")
	s.Website = n.link("link", n.text("link", "website"))
}

// readOwner: the suppliers' own files name no organisation, because the authorities are to fill it in.
func (n *nlRecord) readOwner(supplier string) {
	owner := n.text("organization")
	n.row.Organisation.Country = "NL"
	switch {
	case owner != "":
		n.row.Organisation.Name, n.row.Organisation.Type = dutch(owner), "state_agency"
	case supplier != "":
		n.row.Organisation.Name, n.row.Organisation.Type = dutch(supplier), "other"
		n.note("organization", register.NoteRepaired, "names no organisation; filed under its supplier %q", shorten(supplier))
	default:
		n.row.Organisation.Name = register.Text{SV: "Organisation ej angiven (Nederländerna)", EN: "Organisation not stated (the Netherlands)"}
		n.row.Organisation.Type = "other"
		n.note("organization", register.NoteRepaired, "names no organisation")
	}
	n.row.Publisher = n.row.Organisation.Name.In("nl")
}

func (n *nlRecord) readStatus(asOf string) {
	s := n.system()
	began, ended := n.text("start_date", "begin_date"), n.text("end_date")
	n.phase("status", n.text("status"), asOf, nlPhases)
	if len(s.Phases) == 0 {
		n.foreign("start_date", began)
		n.foreign("end_date", ended)
	} else {
		s.Phases[0].From, s.Phases[0].Until = n.dated("start_date", began), n.dated("end_date", ended)
	}
	category := n.text("publication_category")
	s.Impact.Original = category
	switch folded := fold(category); {
	case strings.HasPrefix(folded, "hoog-risico"):
		s.Impact.Level, s.AIAct.Class = "high", "high_risk_annex_iii"
		s.Slag = register.AISystem
	case strings.HasPrefix(folded, "impactvolle"):
		s.Impact.Level = "high"
	case strings.HasPrefix(folded, "overige"):
		s.Impact.Level = "low"
	}
	for _, theme := range n.list("theme", "category") {
		n.codes(&s.Sectors, "theme", theme, nlSectors)
	}
}

func (n *nlRecord) readUse() {
	s := n.system()
	s.Purpose = dutch(n.text("purpose_and_impact", "goal"))
	s.Considerations = dutch(n.text("considerations", "proportionality"))
	s.Questioning.HumanReview = dutch(n.text("human_intervention"))
	s.RiskManagement = dutch(n.text("risk_management", "risks"))
}

func (n *nlRecord) readLaw() {
	s := n.system()
	s.Law.Basis = dutch(n.text("legal_basis", "lawful_basis"))
	for _, basis := range n.titled("lawful_basis_grouping") {
		s.Law.Provisions = append(s.Law.Provisions, register.ProvisionRef{Title: basis.Title, Link: n.link("lawful_basis_grouping", basis.Link)})
	}
	title, link := n.text("legal_basis_title"), n.link("legal_basis_link", n.text("legal_basis_link"))
	if title != "" || link != "" {
		s.Law.Provisions = append(s.Law.Provisions, register.ProvisionRef{Title: title, Link: link})
	}
	s.Responsibility.ProcessingURL = n.link("processing_register_link", n.text("processing_register_link", "process_index_url"))
	n.readAssessments()
}

func (n *nlRecord) readAssessments() {
	s := n.system()
	for _, made := range n.titled("impacttoetsen_grouping") {
		s.Assessments = append(s.Assessments, register.External{Kind: "other", Title: made.Title, Link: n.link("impacttoetsen_grouping", made.Link)})
	}
	made := register.External{
		Kind:    "other",
		Title:   n.text("impact_assessments", "impacttoetsen"),
		Link:    n.link("impact_assessment_link", n.text("impact_assessment_link")),
		Summary: dutch(n.text("impact_assessment_explanation", "iama_description")),
	}
	if made.Title != "" || made.Link != "" || !made.Summary.IsZero() {
		s.Assessments = append(s.Assessments, made)
	}
}

func (n *nlRecord) readData() {
	s := n.system()
	s.Data.Description = dutch(n.text("data", "source_data"))
	for _, source := range n.titled("source_data_grouping") {
		s.Data.Sources = append(s.Data.Sources, register.DataSource{Name: source.Title, Link: n.link("source_data_grouping", source.Link)})
	}
	title, links := n.text("data_source_title"), n.text("data_source_link", "source_data_link")
	link := ""
	if isLink(links) {
		link = links
	} else {
		s.Data.Description.Other = join(s.Data.Description.Other, links)
	}
	if title != "" || link != "" {
		s.Data.Sources = append(s.Data.Sources, register.DataSource{Name: title, Link: link})
	}
}

func (n *nlRecord) readTechnique() {
	s := n.system()
	s.Technique.Operation = dutch(n.text("technical_operation", "methods_and_models"))
	s.Technique.CodeLink = n.link("source_code_link", n.text("source_code_link", "publiccode"))
	if link := n.link("source_link", n.text("source_link", "url")); link != "" {
		s.Technique.Links = append(s.Technique.Links, register.Link{Kind: "source", URL: link})
	}
}

// keepRest keeps what no field took; the standard's own bookkeeping is no statement about the system.
func (n *nlRecord) keepRest() {
	for _, name := range sortedKeys(n.fields) {
		value := strings.TrimSpace(string(n.fields[name]))
		switch {
		case name == "language" || name == "lang" || name == "schema" || name == "standard_version":
			continue
		case value == "null" || value == `""` || value == "[]" || value == "{}":
			continue
		}
		var text string
		if json.Unmarshal(n.fields[name], &text) == nil {
			value = text
		}
		n.foreign(name, value)
		n.note(name, register.NoteKeptForeign, "has no field here; kept in the source's words")
	}
}

var nlPhases = map[string]register.Phase{
	"in ontwikkeling": register.Development, "in gebruik": register.InUse, "buiten gebruik": register.Retired,
}

// nlSectors answer to the themes of the standard (category in v1_0).
var nlSectors = map[string]string{
	"organisatie en bedrijfsvoering": "public_administration", "cultuur en recreatie": "culture_leisure", "economie": "business", //nolint:misspell // Dutch
	"overheidsfinanciën": "taxation", "wonen": "planning_building", "internationaal": "other", "migratie en integratie": "migration", //nolint:misspell // Dutch
	"natuur en milieu": "environment", "onderwijs en wetenschap": "education", "openbare orde en veiligheid": "police", "recht": "justice",
	"ruimte en infrastructuur": "planning_building", "sociale zekerheid": "social_insurance", "verkeer": "transport", "werk": "labour_market", //nolint:misspell // Dutch
	"zorg en gezondheid": "health_care",
}
