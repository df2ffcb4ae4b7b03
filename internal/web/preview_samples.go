package web

import (
	"fmt"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

type sayer = func(sv, en string) string

// previewSections are samples of every component. They speak of no real body and no real person.
func previewSections(lang i18n.Lang) []previewSection {
	in := inLang(lang)
	var all []previewSection
	for _, group := range []func(sayer) []previewSection{
		previewActions, previewInputs, previewMoreInputs, previewMessages, previewMarks, previewFacts,
		previewLists, previewWork, previewHistory, previewCharts,
	} {
		all = append(all, group(in)...)
	}
	return all
}

func previewActions(in sayer) []previewSection {
	return []previewSection{
		{Name: "button", States: []previewState{
			{in("Huvudknapp", "Primary"), components.Button{Label: in("Spara och fortsätt", "Save and continue")}},
			{in("Andra knapp", "Secondary"), components.Button{Label: in("Lägg till rad", "Add a row"), Kind: components.Secondary}},
			{in("Tyst", "Quiet"), components.Button{Label: in("Ta bort raden", "Remove the row"), Kind: components.Quiet}},
			{in("Går inte att ångra", "Cannot be undone"), components.Button{Label: in("Dra tillbaka lösningen", "Retire the system"), Kind: components.Danger}},
			{in("Länk som leder in i ett arbete", "A link into a task"), components.Button{Label: in("Börja bedöma", "Start assessing"), Href: "#button"}},
		}},
		{Name: "buttons", States: []previewState{{"", components.Buttons{
			Buttons: []components.Button{{Label: in("Spara och fortsätt", "Save and continue")}, {Label: in("Förhandsgranska", "Preview"), Kind: components.Secondary}},
			Links:   []components.Link{{Label: in("Spara och avsluta", "Save and leave"), Href: "#buttons"}},
		}}}},
		{Name: "link-list", States: []previewState{
			{in("Med rubrik", "With a heading"), components.LinkList{ID: "want", Heading: in("Vad vill du göra?", "What do you want to do?"), Links: []components.Link{
				{Label: in("Hitta det andra gjort", "Find what others have done"), Href: "#a", Hint: in("Sök i registret över AI-lösningar.", "Search the register of AI systems.")},
				{Label: in("Börja med en egen", "Start one of your own"), Href: "#b", Hint: in("Sju uppgifter räcker för ett första utkast.", "Seven answers make a first draft.")},
			}}},
			{in("I rad", "In a row"), components.LinkList{ID: "get", Inline: true, Heading: in("Hämta", "Download"), Links: []components.Link{{Label: "CSV", Href: "#csv"}, {Label: "JSON", Href: "#json"}, {Label: "Atom", Href: "#atom"}}}},
		}},
	}
}

func previewInputs(in sayer) []previewSection {
	return []previewSection{
		{Name: "field", States: []previewState{
			{in("Tom, med hjälp", "Empty, with help"), components.Field{Name: "p1", Label: in("Lösningens namn", "Name of the system"), Help: in("Det namn som de som använder den känner till.", "The name that its users know.")}},
			{in("Valfritt", "Optional"), components.Field{Name: "p2", Label: in("Diarienummer", "Registration number"), Optional: true, Width: components.Chars16}},
			{in("Med fel", "With an error"), components.Field{Name: "p3", Label: in("Budget", "Budget"), Value: "många", Kind: components.Number, Width: components.Chars8, Suffix: "kr", Error: in("Skriv ett heltal med siffror, till exempel 12.", "Enter a whole number in figures, for example 12.")}},
			{in("Lång text", "Long text"), components.Field{Name: "p4", Label: in("Vad används lösningen till?", "What is the system used for?"), Kind: components.LongText, Max: 1200, Help: in("Skriv så att den som berörs förstår.", "Write so that those concerned understand."), Value: in("Sorterar inkommande ärenden efter ämne.", "Sorts incoming matters by subject.")}},
			{in("Lista", "Drop-down"), components.Field{Name: "p5", Label: in("Fas", "Phase"), Kind: components.Select, Value: "testing", Options: []components.Option{{Value: "", Label: in("Välj fas", "Choose a phase")}, {Value: "testing", Label: in("Provas", "Testing")}, {Value: "in_use", Label: in("I drift", "In use")}}}},
		}},
		{Name: "choices", States: []previewState{
			{in("Ett svar", "One answer"), components.Choices{Name: "c1", Label: in("Påverkar lösningen enskilda?", "Does the system affect individuals?"), Help: in("Även den som bara får sitt ärende sorterat är berörd.", "Someone whose matter is only sorted is also concerned."), Options: []components.Choice{
				{Value: "yes", Label: in("Ja", "Yes"), Checked: true, Reveal: components.Field{Name: "c1_how", Label: in("Hur?", "How?")}},
				{Value: "partly", Label: in("Delvis", "Partly"), Hint: in("Till exempel bara vid vissa ärenden.", "For example only in some matters.")},
				{Value: "no", Label: in("Nej", "No")},
				{Value: "unknown", Label: in("Vet inte än", "Do not know yet"), Apart: true},
			}}},
			{in("Flera svar, med fel", "Several answers, with an error"), components.Choices{Name: "c2", Multiple: true, Label: in("Vilka uppgifter används?", "Which data are used?"), Error: in("Välj ett av alternativen.", "Choose one of the answers."), Options: []components.Choice{
				{Value: "case", Label: in("Uppgifter i ärendet", "Data in the case")},
				{Value: "register", Label: in("Uppgifter ur register", "Data from registers")},
				{Value: "none", Label: in("Inget av dessa", "None of these"), Exclusive: true, Apart: true},
			}}},
		}},
	}
}

func previewMoreInputs(in sayer) []previewSection {
	return []previewSection{
		{Name: "date", States: []previewState{
			{in("Ifylld", "Filled in"), components.Date{Name: "d1", Label: in("När började lösningen användas?", "When did use begin?"), Help: in("Till exempel 4 5 2026", "For example 4 5 2026"), Day: "4", Month: "5", Year: "2026"}},
			{in("Med fel", "With an error"), components.Date{Name: "d2", Label: in("Nästa översyn", "Next review"), Day: "31", Month: "2", Year: "2027", Error: in("Datumet finns inte. Kontrollera dag, månad och år.", "There is no such date. Check the day, month and year."), Optional: true}},
		}},
		{Name: "evidence", States: []previewState{
			{in("Länk eller fil", "Link or file"), components.Evidence{Name: "e1", Label: in("Underlag", "Evidence"), Help: in("Det som visar att svaret stämmer.", "What shows that the answer is right."), MaxMB: 25, Accept: ".pdf,.docx", Optional: true, Files: []components.EvidenceFile{{ID: "1", Name: "konsekvensbedömning.pdf", Href: "#file", Size: "230 kB"}}}},
			{in("Utan uppladdning", "Without uploads"), components.Evidence{Name: "e2", Label: in("Underlag till beslutet", "Evidence for the decision"), NoUploads: in("Demonstrationen tar inte emot filer.", "The demonstration takes no files.")}},
		}},
		{Name: "search-box", States: []previewState{{"", components.SearchBox{ID: "sample-search", Action: "#search-box", Name: "q", Label: in("Sök bland lösningarna", "Search the systems"), Value: in("ärendesortering", "sorting"), Hidden: []components.Hidden{{Name: "sort", Value: "name"}}}}}},
	}
}

func previewMessages(in sayer) []previewSection {
	return []previewSection{
		{Name: "error-summary", States: []previewState{{"", components.ErrorSummary{Problems: []components.Problem{
			{Path: "p3", Text: in("Skriv ett heltal med siffror, till exempel 12.", "Enter a whole number in figures, for example 12.")},
			{Path: "d2", Text: in("Datumet finns inte. Kontrollera dag, månad och år.", "There is no such date. Check the day, month and year.")},
			{Text: in("Lösningen kan inte publiceras förrän bedömningen är godkänd.", "The system cannot be published until the assessment is approved.")},
		}}}}},
		{Name: "notice", States: []previewState{
			{"", components.Notice{Title: in("Egenbedömning enligt frivilligt ramverk", "Self-assessment by a voluntary framework"), Text: in("Organisations egen bedömning. Inte tillsyn, inte godkännande, inte CE-märkning.", "The organisation's own assessment. Not supervision, not approval, not CE marking.")}},
			{"", components.Notice{Kind: components.Success, Text: in("Utkastet är sparat.", "The draft is saved.")}},
			{"", components.Notice{Kind: components.Warning, Title: in("Bilden är inte fullständig", "The picture is not complete"), Text: in("55 frågor är obesvarade.", "55 questions are unanswered."), Body: []components.Component{components.Link{Href: "#notice", Label: in("Se vilka frågor", "See which questions")}}}},
		}},
		{Name: "empty-state", States: []previewState{{"", components.EmptyState{Title: in("Inga AI-lösningar matchar", "No AI systems match"), Text: in("Sökningen gav inga träffar med de valda filtren. Ta bort ett filter eller sök på färre ord.", "The search gave no results with the chosen filters. Remove a filter or use fewer words."), Links: []components.Link{{Href: "#empty-state", Label: in("Rensa alla filter", "Clear all filters")}}}}}},
	}
}

func previewMarks(in sayer) []previewSection {
	severities := components.Group{}
	for _, level := range components.Levels() {
		severities = append(severities, components.Severity{Level: level}, components.Text{Value: " "})
	}
	severities = append(severities, components.Severity{})
	return []previewSection{
		{Name: "severity", States: []previewState{{"", severities}}},
		{Name: "tag", States: []previewState{{"", components.Group{components.Tag{Text: in("Stöder beslut", "Supports decisions")}, components.Text{Value: " "}, components.Tag{Text: in("Kan återanvändas", "Can be reused"), Accent: true}}}}},
		{Name: "phase", States: []previewState{
			{in("Bekräftad", "Confirmed"), components.Phase{Label: in("I drift", "In use"), Confirmed: true}},
			{in("Obekräftad", "Not confirmed"), components.Phase{Label: in("I drift", "In use"), SourceYear: 2021}},
			{in("Obekräftad, utan år", "Not confirmed, no year"), components.Phase{Label: in("Utvecklas", "In development")}},
		}},
		{Name: "provision", States: []previewState{
			{in("Med lydelse", "With its wording"), components.Provision{Label: "5 § förvaltningslagen (2017:900)", Lang: "sv", Href: "#provision", Says: in("En myndighet får bara göra det som har stöd i rättsordningen, och ska vara saklig och opartisk.", "An authority may act only where the law provides for it, and must be objective and impartial."), Wording: "En myndighet får endast vidta åtgärder som har stöd i rättsordningen."}},
			{in("Gäller senare", "Applies later"), components.Provision{Label: in("En bestämmelse som ännu inte gäller", "A provision not yet in force"), Href: "#provision", Note: in("gäller från 2 augusti 2027", "applies from 2 August 2027")}},
		}},
	}
}

func previewFacts(in sayer) []previewSection {
	change := func(what string) []components.Link {
		return []components.Link{{Href: "#summary-list", Label: in("Ändra", "Change"), Hidden: what}}
	}
	return []previewSection{
		{Name: "summary-list", States: []previewState{
			{in("Alla fyra lägen, med länkar", "All four states, with links"), components.SummaryList{Rows: []components.SummaryRow{
				{Key: in("Syfte", "Purpose"), Value: []components.Component{components.Prose{Value: in("Sorterar inkommande ärenden.\n\nEn handläggare beslutar alltid.", "Sorts incoming matters.\n\nA case officer always decides.")}}, Actions: change(in("syfte", "purpose"))},
				{Key: in("Rättslig grund", "Legal basis"), State: components.Unanswered, Actions: change(in("rättslig grund", "legal basis"))},
				{Key: in("Träningsdata", "Training data"), State: components.DoNotKnow, Reason: in("Leverantören har inte svarat än.", "The supplier has not answered yet."), Actions: change(in("träningsdata", "training data"))},
				{Key: in("Känsliga uppgifter", "Sensitive data"), State: components.NotApplicable, Reason: in("Inga personuppgifter behandlas.", "No personal data are processed."), Actions: change(in("känsliga uppgifter", "sensitive data"))},
			}}},
			{in("Bara fakta", "Facts only"), components.SummaryList{Rows: []components.SummaryRow{components.Fact(in("Ägare", "Owner"), in("Demoorganisationen", "The demo organisation")), components.Fact(in("Avtal", "Contract"), "")}}},
		}},
		{Name: "table", States: []previewState{{in("Sorterbar", "Sortable"), components.Table{
			ID: "sample-table", Caption: in("AI-lösningar efter sektor", "AI systems by sector"),
			Heads: []components.Head{{Label: in("Sektor", "Sector"), SortHref: "#table", Sorted: components.Ascending}, {Label: in("Antal", "Number"), SortHref: "#table", Numeric: true}, {Label: in("Senast ändrad", "Last changed")}},
			Rows: [][]components.Cell{
				{{Text: in("Arbetsmarknad", "Labour market"), Header: true}, {Count: 1204, Numeric: true}, {Text: "2026-05-04"}},
				{{Text: in("Hälsa", "Health"), Header: true}, {Count: 87, Numeric: true}, {Content: components.Severity{Level: components.High}}},
			},
			Note: in("Siffrorna är exempel.", "The figures are examples."),
		}}}},
		{Name: "key-figures", States: []previewState{{"", components.KeyFigures{Figures: []components.KeyFigure{
			{Count: 1204, Label: in("AI-system", "AI systems"), Href: "#a"}, {Count: 87, Label: in("automatiserade beslut utan AI", "automated decisions without AI"), Href: "#b"}, {Count: 23, Label: in("kan återanvändas", "can be reused"), Href: "#c"},
		}}}}},
	}
}

func previewLists(in sayer) []previewSection {
	return []previewSection{
		{Name: "facet-group", States: []previewState{
			{in("Öppen, ett valt", "Open, one chosen"), components.FacetGroup{Name: "phase", Label: in("Fas", "Phase"), Options: []components.FacetOption{{Value: "in_use", Label: in("I drift", "In use"), Count: 1040, Checked: true}, {Value: "testing", Label: in("Provas", "Testing"), Count: 440}}}},
			{in("Stängd", "Closed"), components.FacetGroup{Name: "kind", Label: in("Slag", "Kind"), Options: []components.FacetOption{{Value: "ai", Label: in("AI-system", "AI system"), Count: 3}}}},
		}},
		{Name: "filters", States: []previewState{{"", components.Filters{ClearHref: "#filters", Links: []components.Link{{Label: in("Fas: i drift", "Phase: in use"), Href: "#filters"}, {Label: in("Sektor: hälsa", "Sector: health"), Href: "#filters"}}}}}},
		{Name: "items", States: []previewState{{"", components.Items{Items: []components.Item{
			{Title: components.Text{Value: in("Leverantören", "The supplier")}, Rows: []components.SummaryRow{components.Fact(in("Roll", "Role"), in("Personuppgiftsbiträde", "Processor"))}},
			{Title: components.Text{Value: in("Samarbetspartnern", "The partner")}},
		}}}}},
		{Name: "marked", States: []previewState{{"", components.Marked{Later: true, Cut: true, Pieces: []components.Piece{
			{Text: in("sorterar ", "sorts ")}, {Text: in("inkommande", "incoming"), Mark: true}, {Text: in(" handlingar", " documents")},
		}}}}},
		{Name: "hit", States: []previewState{{"", previewHit(in)}}},
		{Name: "pagination", States: []previewState{
			{in("Mitt i", "In the middle"), components.NewPagination(4, 12, func(n int) string { return fmt.Sprintf("#page-%d", n) })},
		}},
	}
}

func previewHit(in sayer) components.Hit {
	return components.Hit{
		Title: in("Exempel på ärendesortering", "Example of sorting matters"), Href: "#hit", Owner: in("Demoorganisationen", "The demo organisation"),
		Marks:   []components.Component{components.Phase{Label: in("I drift", "In use"), SourceYear: 2021}, components.Tag{Text: in("Stöder beslut", "Supports decisions")}},
		Text:    components.Text{Value: in("Läser inkommande handlingar och föreslår vilken enhet som ska ta hand om dem.", "Reads incoming documents and proposes the unit that should handle them.")},
		Details: []string{in("Textanalys", "Text analysis"), in("Ändrad 4 maj 2026", "Changed 4 May 2026")},
		Origin:  in("Sammanställt av Tillit ur öppna källor, läst 2026-11-22. Organisationen har inte granskat uppgifterna.", "Compiled by Tillit from open sources, read 2026-11-22. The organisation has not reviewed the information."),
	}
}

func previewWork(in sayer) []previewSection {
	return []previewSection{
		{Name: "task-list", States: []previewState{{"", components.TaskList{Label: in("Delar av bedömningen", "Parts of the assessment"), Tasks: []components.Task{
			{Title: in("Syfte och nytta", "Purpose and benefit"), Href: "#task-list", Status: components.Done},
			{Title: in("Rättslig grund", "Legal basis"), Href: "#task-list", Status: components.InProgress, Detail: in("5 av 8", "5 of 8"), Owner: in("juristen", "the lawyer")},
			{Title: "Data", Href: "#task-list", Status: components.NotStarted},
			{Title: in("Godkännande", "Approval"), Status: components.CannotStart, Hint: in("När alla delar är klara.", "When all parts are done.")},
		}}}}},
		{Name: "step", States: []previewState{{"", components.Step{Number: 4, Total: 8, Section: in("Rättslig grund", "Legal basis")}}}},
		{Name: "progress", States: []previewState{
			{"", components.Progress{Label: in("Besvarade frågor", "Questions answered"), Done: 41, Total: 96}},
			{in("Tomt", "Nothing yet"), components.Progress{Label: in("Besvarade frågor", "Questions answered"), Done: 0, Total: 96}},
		}},
	}
}

func previewHistory(in sayer) []previewSection {
	return []previewSection{
		{Name: "comparison", States: []previewState{{"", previewComparison(in, "sample-comparison")}}},
		{Name: "conflict", States: []previewState{{"", previewConflict(in)}}},
		{Name: "timeline", States: []previewState{{"", components.Timeline{Label: in("Lösningens historia", "History of the system"), Events: []components.Event{
			{Date: "2027-05-04", Title: in("Nästa översyn", "Next review"), Future: true},
			{Date: "2026-05-04", Title: in("Version 2 publicerad", "Version 2 published"), Href: "#timeline", Text: in("Fasen ändrades från provas till i drift.", "The phase changed from testing to in use.")},
			{Date: "2021", Title: in("Första källan", "First source")},
		}}}}},
	}
}

func previewComparison(in sayer, id string) components.Comparison {
	return components.Comparison{
		ID: id, Caption: in("Version 1 och 2", "Versions 1 and 2"), Before: in("Version 1, 3 mars 2026", "Version 1, 3 March 2026"), After: in("Version 2, 4 maj 2026", "Version 2, 4 May 2026"),
		Rows: []components.Compared{
			{Label: in("Syfte", "Purpose"), Before: in("Sorterar inkommande ärenden efter ämne.", "Sorts incoming matters by subject."), After: in("Sorterar inkommande ärenden efter ämne och brådska.", "Sorts incoming matters by subject and urgency.")},
			{Label: in("Fas", "Phase"), Before: in("Provas", "Testing"), After: in("I drift", "In use")},
			{Label: in("Sektor", "Sector"), Before: in("Hälsa", "Health"), After: in("Hälsa", "Health")},
			{Label: in("Leverantör", "Supplier"), Before: "", After: in("Egen utveckling", "Own development")},
		},
	}
}

func previewConflict(in sayer) components.Conflict {
	comparison := previewComparison(in, "conflict-comparison")
	comparison.Caption = in("Den sparade versionen och din", "The saved version and yours")
	comparison.Before, comparison.After = in("Sparad", "Saved"), in("Din", "Yours")
	return components.Conflict{
		Who: in("Testperson 1 (genererad)", "Test person 1 (generated)"), When: in("4 maj 2026 14:02", "4 May 2026 14:02"), Comparison: comparison,
		Action: "#conflict", LatestHref: "#conflict", EditHref: "#conflict",
		Hidden: []components.Hidden{{Name: "revision", Value: "8"}},
	}
}

func previewCharts(in sayer) []previewSection {
	phases := []string{in("Idé", "Idea"), in("Utvecklas", "In development"), in("Provas", "Testing"), in("I drift", "In use"), in("Avvecklad", "Retired")}
	return []previewSection{{Name: "chart", States: []previewState{
		{in("Staplar", "Bars"), components.Chart{
			ID: "bars", Title: in("AI-lösningar efter fas", "AI systems by phase"), Description: in("Flest är under utveckling.", "Most are in development."), Category: in("Fas", "Phase"), Categories: phases,
			Series: []components.Series{{Name: in("Antal", "Number"), Values: []int{90, 1479, 440, 1040, 314}}}, Source: in("Siffrorna är exempel.", "The figures are examples."),
		}},
		{in("Linjer", "Lines"), components.Chart{
			ID: "lines", Kind: components.Line, Title: in("Publicerade lösningar per år", "Systems published per year"), Description: in("Båda slagen ökar varje år.", "Both kinds grow every year."), Category: in("År", "Year"), Categories: []string{"2021", "2022", "2023", "2024", "2025", "2026"},
			Series: []components.Series{{Name: in("AI-system", "AI systems"), Values: []int{3, 9, 14, 30, 52, 81}}, {Name: in("Automatiserade beslut utan AI", "Automated decisions without AI"), Values: []int{1, 4, 11, 15, 21, 24}}},
		}},
	}}}
}
