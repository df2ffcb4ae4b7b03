package format

import (
	"cmp"
	"io"
	"strings"

	"github.com/tillit-se/tillit/internal/register"
)

// US2024 is the consolidated inventory of AI use cases of US federal agencies, 2024, in Windows-1252.
// Source: ombegov/2024-Federal-AI-Use-Case-Inventory and its data dictionary.
func US2024() register.Format {
	return register.Format{
		Code:  "us-2024",
		Title: register.Text{SV: "USA:s federala inventering 2024", EN: "US federal inventory 2024"},
		Open: func(r io.Reader, o register.Options) (register.Reader, error) {
			var columns []column
			for _, part := range [][]column{us2024Use(cmp.Or(o.AsOf, "2024")), us2024Data(), us2024Resources(), us2024Impacting()} {
				columns = append(columns, part...)
			}
			return openInventory(r, "us-2024", columns)
		},
	}
}

// us2024Use are columns 1–20: what it is, its stage and its service.
func us2024Use(asOf string) []column {
	return []column{
		{"Use Case Name", takeName},
		{"Agency", takeAgency},
		{"Agency Abbreviation", takeAgencyCode},
		{"Bureau", func(b *builder, v string) { b.system().Responsibility.Department = v }},
		{"Use Case Topic Area", func(b *builder, v string) {
			b.codes(&b.system().Sectors, "Use Case Topic Area", v, us2024Sectors)
		}},
		keep("Other (Use Case Topic Area)"),
		keep("Is the AI use case found in the below list of general commercial AI products and services?"),
		{"What is the intended purpose and expected benefits of the AI?", func(b *builder, v string) { b.system().Purpose = english(v) }},
		{"Describe the AI system’s outputs.", func(b *builder, v string) { b.system().Use.Outputs = english(v) }},
		{"Stage of Development", func(b *builder, v string) { b.phase("Stage of Development", v, asOf, us2024Phases) }},
		{"Is the AI use case rights-impacting, safety-impacting, both, or neither?", takeImpacting},
		keep("Date Initiated"),
		keep("Date when Acquisition and/or Development began"),
		{"Date Implemented", takePhaseDate("Date Implemented", register.InUse)},
		{"Date Retired", takePhaseDate("Date Retired", register.Retired)},
		{
			"Was the AI system involved in this use case developed (or is it to be developed) under contract(s) or in-house?",
			func(b *builder, v string) {
				b.system().Technique.Acquisition = b.code("Developed under contract or in-house", v, acquisitions)
			},
		},
		keep("Provide the Procurement Instrument Identifier(s) (PIID) of the contract(s) used."),
		keep("Is this AI use case supporting a High-Impact Service Provider (HISP) public-facing service?"),
		keep("Which HISP is the AI use case supporting?"),
		keep("Which public-facing service is the AI use case supporting?"),
	}
}

// us2024Data are columns 21–35: information, personal data, training data, code and authorisation.
func us2024Data() []column {
	return []column{
		keep("Does this AI use case disseminate information to the public?"),
		keep("How is the agency ensuring compliance with Information Quality Act guidelines, if applicable?"),
		{
			"Does this AI use case involve personally identifiable information (PII) that is maintained by the agency?",
			func(b *builder, v string) {
				b.system().Data.PersonalData = b.yesNo("Personally identifiable information", v)
			},
		},
		status24("Has the Senior Agency Official for Privacy (SAOP) assessed the privacy risks associated with this AI use case?", "privacy_review"),
		keep("Do you have access to an enterprise data catalog or agency-wide data repository that enables you to identify whether or not the necessary datasets exist and are ready to develop your use case?"),
		explains("Enterprise data catalog"),
		{
			"Describe any agency-owned data used to train, fine-tune, and/or evaluate performance of the model(s) used in this use case.",
			func(b *builder, v string) { b.system().Data.Description = english(v) },
		},
		{
			"Is there available documentation for the model training and evaluation data that demonstrates the degree to which it is appropriate to be used in analysis or for making predictions?",
			func(b *builder, v string) { b.system().Data.Quality = english(v) },
		},
		{"Which, if any, demographic variables does the AI use case explicitly use as model features?", takeDemographics},
		explains("Demographic variables"),
		{"Does this project include custom-developed code?", func(b *builder, v string) {
			b.system().Technique.CustomCode = b.yesNo("Custom-developed code", v)
		}},
		{"Does the agency have access to the code associated with the AI use case?", func(b *builder, v string) {
			b.system().Technique.CodeStatus = b.code("Access to the code", v, us2024Code)
		}},
		{"If the code is open-source, provide the link for the publicly available source code.", func(b *builder, v string) {
			b.system().Technique.CodeLink = b.link("Link to source code", v)
		}},
		status24("Does this AI use case have an associated Authority to Operate (ATO) for an AI system?", "security_authorisation"),
		{"System Name", func(b *builder, v string) { b.safeguardNote("security_authorisation", v) }},
	}
}

// us2024Resources are columns 36–45: tools, infrastructure and reuse, which say nothing about the system to its readers.
func us2024Resources() []column {
	return []column{
		keep("How long have you waited for the necessary developer tools to implement the AI use case?"),
		keep("For this AI use case, is the required IT infrastructure provisioned via a centralized intake form or process inside the agency?"),
		explains("Infrastructure provisioned centrally"),
		keep("Do you have a process in place to request access to computing resources for model training and development of the AI involved in this use case?"),
		explains("Process to request computing resources"),
		keep("Has communication regarding the provisioning of your requested resources been timely?"),
		explains("Timely communication on resources"),
		keep("How are existing data science tools, libraries, data products, and internally-developed AI infrastructure being re-used for the current AI use case?"),
		keep("Has information regarding the AI use case, including performance metrics and intended use of the model, been made available for review and feedback within the agency?"),
		keep("Has your agency requested an extension to implement the minimum risk management practices for this AI use case?"),
	}
}

// us2024Impacting are columns 46–62: practices for what can affect rights or safety.
func us2024Impacting() []column {
	return []column{
		status24("Has an AI impact assessment been conducted for this AI use case?", "impact_assessment"),
		status24("Has the AI use case been tested in operational or real-world environments to understand the performance and impact it may have on affected individuals or communities?", "testing"),
		{
			"What are the key risks from using the AI for this particular use case and how were they identified?",
			func(b *builder, v string) { b.system().Risks = []register.Risk{{Risk: english(v)}} },
		},
		status24("Has an independent evaluation of the AI use case been conducted?", "independent_review"),
		status24("Is there a process to monitor performance of the AI system’s functionality and changes to its impact on rights or safety as part of the post-deployment plan for the AI use case?", "monitoring"),
		keep("For this particular use case, can the AI carry out a decision or action without direct human involvement that could result in a significant impact on rights or safety?"),
		explains("Decisions without direct human involvement"),
		{
			"How is the agency providing reasonable and timely notice regarding the use of AI when people interact with an AI-enabled service as a result of this AI use case?",
			func(b *builder, v string) { b.system().Questioning.Notice = english(v) },
		},
		{explanation, func(b *builder, v string) {
			b.system().Questioning.Notice.EN = join(b.system().Questioning.Notice.EN, v)
		}},
		keep("Is the AI used to significantly influence or inform decisions or actions that could have an adverse or negative impact on specific individuals or groups?"),
		{
			"What steps has the agency taken to detect and mitigate significant disparities in the model’s performance across demographic groups for this AI use case?",
			func(b *builder, v string) { b.safeguardNote("bias", v) },
		},
		status24("What steps has the agency taken to consult and incorporate feedback from groups affected by this AI use case?", "consultation"),
		notes24("consultation", explanation),
		status24("Is there an established fallback and escalation process for this AI use case in the event that an impacted individual or group would like to appeal or contest the AI system’s outcome?", "appeal"),
		notes24("appeal", "If No, please explain."),
		{
			"Where practicable and consistent with applicable law and governmentwide policy, is there an established mechanism for individuals to opt-out from the AI functionality in favor of a human alternative?",
			func(b *builder, v string) { b.system().Questioning.OptOut = english(v) },
		},
		{explanation, func(b *builder, v string) {
			b.system().Questioning.OptOut.EN = join(b.system().Questioning.OptOut.EN, v)
		}},
	}
}

// explanation is the heading that stands after seven of the questions.
const explanation = "If Other, please explain."

// explains keeps the explanation under the question that it belongs to.
func explains(question string) column {
	return column{explanation, func(b *builder, v string) { b.foreign(question+": explanation", v) }}
}

func status24(heading, kind string) column {
	return column{heading, func(b *builder, v string) { b.safeguard(kind, heading, v, us2024Statuses(v)) }}
}

func notes24(kind, heading string) column {
	return column{heading, func(b *builder, v string) { b.safeguardNote(kind, v) }}
}

// us2024Statuses reads the status off the first word of an answer such as "Yes – by the CAIO" or "No testing: No testing of …".
func us2024Statuses(v string) map[string]string {
	key := fold(v)
	answer := strings.TrimLeft(key, `["`)
	if status, known := plainStatuses[key]; known {
		return map[string]string{key: status}
	}
	for _, beginning := range []struct{ with, status string }{
		{"yes", "yes"},
		{"no testing", "no"},
		{"no monitoring protocols", "no"},
		{"no ", "no"},
		{"n/a", "not_applicable"},
		{"not applicable", "not_applicable"},
		{"none of the above", "no"},
		{"performance evaluation", "yes"},
		{"impact evaluation", "yes"},
		{"benchmark evaluation", "partly"},
		{"intermittent and manually", "partly"},
		{"automated and regularly", "yes"},
		{"established process of machine learning", "yes"},
		{"direct user", "yes"},
		{"direct usability", "yes"},
		{"general solicitation", "yes"},
		{"post", "yes"}, // post-transaction customer feedback
		{"agency caio has waived", "waived"},
		{"other", "yes"},
		{"planned", "planned"},
	} {
		if strings.HasPrefix(answer, beginning.with) {
			return map[string]string{key: beginning.status}
		}
	}
	return nil
}

// takeImpacting: what can affect rights or safety is what the 2025 inventory calls high-impact.
func takeImpacting(b *builder, v string) {
	b.system().Impact.Original = v
	switch fold(v) {
	case "both", "rights-impacting", "safety-impacting":
		b.system().Impact.Level = "high"
	case "neither":
		b.system().Impact.Level = "low"
	default:
		b.note("rights-impacting, safety-impacting", register.NoteUnknownValue, "%q answers to no level; kept in the source's words", shorten(v))
	}
}

// takePhaseDate notes when a phase began, where that is the phase that the source states; otherwise the words are kept.
func takePhaseDate(heading string, phase register.Phase) func(*builder, string) {
	return func(b *builder, v string) {
		phases := b.system().Phases
		if len(phases) == 0 || phases[0].Phase != phase {
			b.foreign(heading, v)
			return
		}
		phases[0].From = b.dated(heading, v)
	}
}

var us2024Phases = map[string]register.Phase{
	"initiated": register.Idea, "planned": register.Idea, "ideation": register.Idea,
	"acquisition and/or development": register.Development, "in development": register.Development,
	"implementation and assessment": register.Testing,
	"operation and maintenance":     register.InUse, "in production": register.InUse, "in mission": register.InUse,
	"retired": register.Retired,
}

var us2024Sectors = map[string]string{
	"mission-enabling": "public_administration", "mission-enabling (internal agency support)": "public_administration",
	"law & justice": "justice", "health & medical": "health_care", "other": "other",
	"government services (includes benefits and service delivery)": "public_administration", "diplomacy & trade": "other",
	"science & space": "research", "transportation": "transport", "ai used in transportation operations": "transport", "energy & the environment": "environment",
	"education & workforce": "education", "emergency management": "rescue_emergency",
}

var us2024Code = map[string]string{
	"yes - source code is publicly available":                      "open",
	"yes - agency has access to source code, but it is not public": "closed",
	"no - agency does not have access to source code":              "closed",
	"yes": "", "no": "", "n/a": "", "not applicable": "",
}
