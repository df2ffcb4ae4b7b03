package format

import (
	"cmp"
	"io"

	"github.com/tillit-se/tillit/internal/register"
)

// US2025 is the consolidated inventory of individually reported AI use cases of US federal agencies, 2025.
// Source: ombegov/2025-Federal-Agency-AI-Use-Case-Inventory and its data dictionary.
func US2025() register.Format {
	return register.Format{
		Code:  "us-2025",
		Title: register.Text{SV: "USA:s federala inventering 2025", EN: "US federal inventory 2025"},
		Open: func(r io.Reader, o register.Options) (register.Reader, error) {
			asOf := cmp.Or(o.AsOf, "2025")
			return openInventory(r, "us-2025", append(us2025Use(asOf), us2025HighImpact()...), us2025Products(asOf))
		},
	}
}

// us2025Use are the columns that all use cases answer.
func us2025Use(asOf string) []column {
	return []column{
		{"agency", takeAgencyCode},
		{"agency_name", takeAgency},
		{"id", func(b *builder, v string) { b.row.ForeignID = v }},
		{"use_case_name", takeName},
		{"agency_bureau", func(b *builder, v string) { b.system().Responsibility.Department = v }},
		{"contact_email", func(b *builder, v string) { b.system().Responsibility.Contact = v }},
		keep("is_withheld"),
		{"development_stage", func(b *builder, v string) { b.phase("development_stage", v, asOf, us2025Phases) }},
		{"is_high_impact", func(b *builder, v string) {
			b.system().Impact.Level, b.system().Impact.Original = us2025Impact[fold(v)], v
		}},
		{"HI_justification", func(b *builder, v string) { b.system().Impact.Why = english(v) }},
		{"topic_area", func(b *builder, v string) { b.codes(&b.system().Sectors, "topic_area", v, us2025Sectors) }},
		{"classification", func(b *builder, v string) { b.codes(&b.system().Technologies, "classification", v, us2025Technologies) }},
		{"problem_solved", func(b *builder, v string) { b.system().Purpose = english(v) }},
		{"benefits", func(b *builder, v string) { b.system().Benefits = []register.Benefit{{Expected: english(v)}} }},
		{"system_outputs", func(b *builder, v string) { b.system().Use.Outputs = english(v) }},
		{"operational_date", takeOperationalDate},
		{"contracting_usage", func(b *builder, v string) {
			b.system().Technique.Acquisition = b.code("contracting_usage", v, acquisitions)
		}},
		{"vendor_name", takeVendor},
		{"have_ato", func(b *builder, v string) { b.safeguard("security_authorisation", "have_ato", v, plainStatuses) }},
		{"system_name_ato", func(b *builder, v string) { b.safeguardNote("security_authorisation", v) }},
		{"data_description", func(b *builder, v string) { b.system().Data.Description = english(v) }},
		{"link_to_data", takeDataLink("link_to_data")},
		{"has_pii", func(b *builder, v string) { b.system().Data.PersonalData = b.yesNo("has_pii", v) }},
		{"pia_url", takePrivacyAssessment("pia_url")},
		{"demographic_features", takeDemographics},
		{"has_custom_code", func(b *builder, v string) { b.system().Technique.CustomCode = b.yesNo("has_custom_code", v) }},
		{"code_url", func(b *builder, v string) { b.system().Technique.CodeLink = b.link("code_url", v) }},
	}
}

// us2025HighImpact are the columns that only high-impact use cases answer.
func us2025HighImpact() []column {
	practice := func(heading, kind string) column {
		return column{heading, func(b *builder, v string) { b.safeguard(kind, heading, v, practiceStatuses) }}
	}
	return []column{
		practice("hi_testing_conducted", "testing"),
		practice("hi_assessment_completed", "impact_assessment"),
		{"hi_potential_impacts", func(b *builder, v string) { b.system().Risks = []register.Risk{{Risk: english(v)}} }},
		practice("hi_independent_review", "independent_review"),
		practice("hi_ongoing_monitoring", "monitoring"),
		practice("hi_training_established", "training"),
		practice("hi_failsafe_presence", "failsafe"),
		practice("hi_appeal_process", "appeal"),
		{"hi_public_consultation", takeConsultation},
	}
}

// us2025Products are the columns of the sheet of bought standard products, which has no agency codes and no ids.
func us2025Products(asOf string) []column {
	return []column{
		{"Agency", func(b *builder, v string) {
			b.row.Publisher = v
			takeAgency(b, v)
		}},
		{"AI Use Case", takeName},
		{"Agency Use (Y/N)?", func(b *builder, v string) {
			b.phase("Agency Use (Y/N)?", v, asOf, map[string]register.Phase{"y": register.InUse, "yes": register.InUse})
			if fold(v) == "n" {
				b.system().ScopeNote = english("The agency answers that it does not use AI for this.")
			}
		}},
		{"Name of Commercial Product or Service Used", func(b *builder, v string) { b.system().Technique.Product = v }},
		{"Estimated # of Licenses/Users", func(b *builder, v string) { b.system().Use.Scale = english(v) }},
	}
}

// takeOperationalDate is when use began, where the system is in use; otherwise it is a plan or a memory, and kept as said.
func takeOperationalDate(b *builder, v string) {
	phases := b.system().Phases
	if len(phases) == 0 || phases[0].Phase != register.InUse {
		b.foreign("operational_date", v)
		return
	}
	phases[0].From = b.dated("operational_date", v)
}

func takeDataLink(field string) func(*builder, string) {
	return func(b *builder, v string) {
		if link := b.link(field, v); link != "" {
			b.system().Data.Sources = append(b.system().Data.Sources, register.DataSource{Link: link})
		}
	}
}

func takePrivacyAssessment(field string) func(*builder, string) {
	return func(b *builder, v string) {
		assessment := register.External{Kind: "privacy", Title: "Privacy Impact Assessment", Link: b.link(field, v)}
		if assessment.Link != "" {
			b.system().Assessments = append(b.system().Assessments, assessment)
		}
	}
}

func takeConsultation(b *builder, v string) {
	for _, way := range elements(v) {
		b.safeguard("consultation", "hi_public_consultation", way, consultationStatuses)
	}
}

var us2025Phases = map[string]register.Phase{
	"pre-deployment": register.Development, "pilot": register.Testing, "deployed": register.InUse, "retired": register.Retired,
}

var us2025Impact = map[string]string{
	"high-impact": "high", "not high-impact": "low", "presumed high-impact, but not high-impact": "presumed_high_but_not",
}

// us2025Sectors answer to the topic areas; those without a counterpart map to other.
var us2025Sectors = map[string]string{
	"science": "research", "admin functions": "public_administration", "administrative functions": "public_administration",
	"it": "digital_infrastructure", "law enforcement": "police", "health and medical": "health_care", "other": "other",
	"service delivery": "public_administration", "energy and environment": "environment", "procurement and finance mgmt": "procurement_finance",
	"transportation": "transport", "benefits processing": "social_insurance", "cybersecurity": "information_security", "hr": "human_resources",
	"emergency mgmt": "rescue_emergency", "international affairs": "other", "other - economic & financial": "business",
	"other - applied mathematical sciences": "research", "other (use other text field)": "other",
}

var us2025Technologies = map[string]string{
	"classical ml": "machine_learning", "generative ai": "generative_ai", "nlp": "nlp", "computer vision": "image_recognition",
	"agentic ai": "ai_agent", "reinforcement learning": "reinforcement_learning", "other": "other",
}

// acquisitions answer to both inventories' words for who built it.
var acquisitions = map[string]string{
	"vendor purchased": "contracted", "in-house development": "in_house", "contracting and in house": "both",
	"developed with contracting resources": "contracted", "developed in-house": "in_house",
	"developed with both contracting and in-house resources":                   "both",
	"developed with a combination of in-house and contract/external resources": "both",
	"no contract/external resources used in development":                       "in_house",
	"developed with contract/external resources":                               "contracted",
	"exclusively developed with contract/external resources":                   "contracted",
	"n/a": "", "not applicable": "",
}

var plainStatuses = map[string]string{
	"yes": "yes", "no": "no", "in-progress": "planned", "planned or in-progress": "planned", "not applicable": "not_applicable",
	"n/a": "not_applicable", "na": "not_applicable",
}

var practiceStatuses = map[string]string{
	"yes": "yes", "no": "no", "in-progress": "planned", "not applicable": "not_applicable",
	"internal independent review": "yes", "caio review": "yes", "oversight board review": "yes", "caio waived": "waived",
	"yes - monitoring established": "yes",
	"yes - by an agency ai oversight board not directly involved in the ai’s development": "yes",
	"training established": "yes", "training in-progress": "planned",
	"a) yes, sufficient monitoring protocols have been established": "yes",
	"b) development of monitoring protocols is in-progess":          "planned",
	"appeal process established":                                    "yes", "appeal process in-progress": "planned", "appeal precluded by law": "waived",
}

// consultationStatuses know the answers that are no way of consulting; any other answer is one.
var consultationStatuses = map[string]string{
	"in-progress": "planned", "caio waived": "waived", "usability testing": "yes", "other": "yes", "public feedback solicitations": "yes",
	"general solicitations of comments from the public": "yes", "a) direct usability testing": "yes",
	"b) general solicitations of comments from the public": "yes",
}
