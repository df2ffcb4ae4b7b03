package components_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/htmltest"
)

func set(t testing.TB) *components.Set {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := components.Parse(catalogue)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// show renders a component and checks what holds for all of them.
func show(t testing.TB, lang i18n.Lang, c components.Component) *htmltest.Doc {
	t.Helper()
	html, err := set(t).HTML(lang, c)
	if err != nil {
		t.Fatal(err)
	}
	doc := htmltest.Parse(t, strings.NewReader(string(html)))
	doc.CheckPiece()
	return doc
}

func TestAFieldTiesLabelHelpAndErrorToItsControl(t *testing.T) {
	field := components.Field{Name: "a.b", Label: "Namn", Help: "Hjälp", Error: "För kort.", Max: 20, Value: `x" y`}
	for kind, tag := range map[components.FieldKind]string{
		components.SingleLine: "input", components.LongText: "textarea", components.Select: "select", components.Email: "input",
	} {
		field.Kind = kind
		doc := show(t, i18n.Swedish, field)
		control := doc.One(tag + "#f-a-b")
		if control.Attr("name") != "a.b" || control.Attr("aria-invalid") != "true" {
			t.Errorf("%q: name %q, aria-invalid %q", kind, control.Attr("name"), control.Attr("aria-invalid"))
		}
		for _, id := range strings.Fields(control.Attr("aria-describedby")) {
			doc.One("#" + id)
		}
		if got := doc.Text("label"); got != "Namn" {
			t.Errorf("%q: label %q", kind, got)
		}
		if got := doc.Text(".field-error"); got != "Fel: För kort." {
			t.Errorf("%q: error %q", kind, got)
		}
	}
}

func TestAFieldWithoutErrorDoesNotClaimOne(t *testing.T) {
	doc := show(t, i18n.English, components.Field{Name: "a", Label: "Name", Optional: true})
	if control := doc.One("input"); control.Has("aria-invalid") || control.Has("aria-describedby") || control.Has("maxlength") {
		t.Error("an empty field claims an error, a description or a bound of the browser's")
	}
	if got := doc.Text("label"); got != "Name (optional)" {
		t.Errorf("label %q", got)
	}
}

func TestANumberIsATextFieldWithANumberKeyboard(t *testing.T) {
	control := show(t, i18n.Swedish, components.Field{Name: "n", Label: "Antal", Kind: components.Number, Suffix: "kr"}).One("input")
	if control.Attr("type") != "text" || control.Attr("inputmode") != "numeric" {
		t.Errorf("type %q, inputmode %q", control.Attr("type"), control.Attr("inputmode"))
	}
}

func TestALongTextKeepsItsFirstLineBreak(t *testing.T) {
	html, err := set(t).HTML(i18n.Swedish, components.Field{Name: "a", Label: "A", Kind: components.LongText, Value: "\nrad"})
	if err != nil {
		t.Fatal(err)
	}
	// HTML drops one line break right after <textarea>, so the template writes one of its own.
	if !strings.Contains(string(html), ">\n\nrad</textarea>") {
		t.Errorf("%s", html)
	}
}

func TestALabelCanBeTheHeadingOfThePage(t *testing.T) {
	for name, c := range map[string]components.Component{
		"field":   components.Field{Name: "a", Label: "Fråga", Heading: true},
		"choices": components.Choices{Name: "a", Label: "Fråga", Heading: true, Options: []components.Choice{{Value: "x", Label: "X"}}},
		"date":    components.Date{Name: "a", Label: "Fråga", Heading: true},
	} {
		if got := show(t, i18n.Swedish, c).Text("h1"); got != "Fråga" {
			t.Errorf("%s: h1 %q", name, got)
		}
	}
}

func TestChoicesAreAGroupWithALegend(t *testing.T) {
	options := []components.Choice{
		{Value: "yes", Label: "Ja", Checked: true, Hint: "Alltid.", Reveal: components.Field{Name: "how", Label: "Hur?"}},
		{Value: "none", Label: "Inget", Exclusive: true, Apart: true},
	}
	one := show(t, i18n.Swedish, components.Choices{Name: "q", Label: "Fråga?", Help: "Hjälp", Options: options})
	if got := one.Text("fieldset legend"); got != "Fråga?" {
		t.Errorf("legend %q", got)
	}
	radios := one.All("input[type=radio][name=q]")
	if len(radios) != 2 || !radios[0].Has("checked") || radios[1].Has("checked") {
		t.Fatalf("%d radio buttons", len(radios))
	}
	if radios[0].Attr("id") != "f-q" || one.One("#f-q-hint").Text() != "Alltid." || one.One("#f-how").Tag() != "input" {
		t.Error("the first control must have the question's id, its hint and its follow-up question")
	}
	several := show(t, i18n.Swedish, components.Choices{Name: "q", Label: "Fråga?", Multiple: true, Options: options})
	if len(several.All("input[type=checkbox]")) != 2 || len(several.All("input[data-exclusive]")) != 1 || several.Text(".choice-or") != "eller" {
		t.Error("several answers are checkboxes, and the one that rules out the others is marked")
	}
}

func TestAGroupWithAnErrorIsMarkedAndSaysIt(t *testing.T) {
	for name, c := range map[string]components.Component{
		"choices":  components.Choices{Name: "q", Label: "Fråga?", Error: "Välj.", Options: []components.Choice{{Value: "x", Label: "X"}}},
		"date":     components.Date{Name: "q", Label: "Fråga?", Error: "Välj."},
		"evidence": components.Evidence{Name: "q", Label: "Fråga?", Error: "Välj."},
	} {
		doc := show(t, i18n.Swedish, c)
		group := doc.One("fieldset.has-error")
		if group.Attr("aria-describedby") != "f-q-error" || doc.Text("#f-q-error") != "Fel: Välj." || doc.One("#f-q").Tag() != "input" {
			t.Errorf("%s: described by %q", name, group.Attr("aria-describedby"))
		}
	}
}

func TestADateIsThreeFieldsInOrder(t *testing.T) {
	doc := show(t, i18n.English, components.Date{Name: "d", Label: "When?", Day: "4", Month: "5", Year: "2026", Birthday: true})
	var got []string
	for _, input := range doc.All("input") {
		got = append(got, input.Attr("name")+"="+input.Attr("value")+" "+input.Attr("autocomplete"))
	}
	if want := "d.day=4 bday-day, d.month=5 bday-month, d.year=2026 bday-year"; strings.Join(got, ", ") != want {
		t.Errorf("got %v", got)
	}
}

func TestEvidenceSaysWhyFilesAreNotTaken(t *testing.T) {
	file := components.EvidenceFile{ID: "7", Name: "a.pdf", Href: "/files/7", Size: "3 kB"}
	taken := show(t, i18n.Swedish, components.Evidence{Name: "e", Label: "Underlag", MaxMB: 25, Accept: ".pdf", Files: []components.EvidenceFile{file}})
	if taken.One("input[type=file]").Attr("accept") != ".pdf" || taken.One("input[name=e.remove]").Attr("value") != "7" {
		t.Error("the file field or the way to remove a file is missing")
	}
	refused := show(t, i18n.Swedish, components.Evidence{Name: "e", Label: "Underlag", NoUploads: "Inte här."})
	if refused.Has("input[type=file]") || refused.Text(".evidence-none") != "Inte här." {
		t.Error("files are asked for though they are not taken")
	}
}

func TestTheErrorSummaryLeadsToTheFields(t *testing.T) {
	doc := show(t, i18n.English, components.ErrorSummary{Problems: []components.Problem{{Path: "risks[2].measure", Text: "Too long."}, {Text: "Whole."}}})
	box := doc.One(".error-summary")
	if box.Attr("role") != "alert" || box.Attr("tabindex") != "-1" || !box.Has("data-focus") {
		t.Error("the summary cannot take the focus")
	}
	if link := doc.One("a"); link.Attr("href") != "#"+components.FieldID("risks[2].measure") || link.Text() != "Too long." {
		t.Errorf("%q leads to %q", link.Text(), link.Attr("href"))
	}
	if show(t, i18n.English, components.ErrorSummary{}).Has(".error-summary") {
		t.Error("a summary of nothing is shown")
	}
}

func TestSeveritiesDifferByWordShapeAndClass(t *testing.T) {
	words, shapes, classes := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, level := range append(components.Levels(), "") {
		html, err := set(t).HTML(i18n.Swedish, components.Severity{Level: level})
		if err != nil {
			t.Fatal(err)
		}
		text := string(html)
		shapes[text[strings.Index(text, "<svg"):strings.Index(text, "</svg>")]] = true
		doc := htmltest.Parse(t, strings.NewReader(text))
		words[doc.Text(".severity")], classes[doc.One(".severity").Attr("class")] = true, true
	}
	if len(words) != 5 || len(shapes) != 5 || len(classes) != 5 {
		t.Errorf("%d words, %d shapes, %d classes, want 5 of each", len(words), len(shapes), len(classes))
	}
}

func TestAPhaseIsNeverMoreCertainThanItsSource(t *testing.T) {
	for _, c := range []struct {
		phase  components.Phase
		sv, en string
	}{
		{components.Phase{Label: "I drift", Confirmed: true, SourceYear: 2021}, "I drift", "I drift"},
		{components.Phase{Label: "I drift", SourceYear: 2021}, "I drift enligt källa 2021, inte bekräftad", "I drift according to a source from 2021, not confirmed"},
		{components.Phase{Label: "I drift"}, "I drift enligt odaterad källa, inte bekräftad", "I drift according to an undated source, not confirmed"},
	} {
		if sv, en := show(t, i18n.Swedish, c.phase).Text(".phase"), show(t, i18n.English, c.phase).Text(".phase"); sv != c.sv || en != c.en {
			t.Errorf("got %q and %q", sv, en)
		}
	}
}

func TestASummaryTellsTheFourStatesApart(t *testing.T) {
	states := map[components.State]string{
		components.Answered: "", components.Unanswered: "Inte besvarad", components.DoNotKnow: "Vet inte", components.NotApplicable: "Inte tillämpligt",
	}
	for state, want := range states {
		row := components.SummaryRow{Key: "Syfte", State: state, Reason: "Därför."}
		if state == components.Answered {
			row.Value = []components.Component{components.Text{Value: "Svar"}}
		}
		row.Actions = []components.Link{{Label: "Ändra", Href: "/x", Hidden: "syfte"}}
		doc := show(t, i18n.Swedish, components.SummaryList{Rows: []components.SummaryRow{row}})
		got := ""
		if all := doc.All("dd .state"); len(all) == 1 {
			got = all[0].Text()
		}
		if got != want || doc.Text("a") != "Ändra syfte" {
			t.Errorf("%q: %q, link %q", state, got, doc.Text("a"))
		}
	}
	if row := components.Fact("Avtal", ""); row.State != components.Unanswered {
		t.Error("a fact without text is unanswered")
	}
}

func TestATableSaysHowItIsSorted(t *testing.T) {
	doc := show(t, i18n.English, components.Table{
		Caption: "Systems", Note: "Source",
		Heads: []components.Head{{Label: "Name", SortHref: "?sort=name", Sorted: components.Descending}, {Label: "Number", Numeric: true, SortHref: "?sort=n"}},
		Rows:  [][]components.Cell{{{Text: "A", Header: true}, {Count: 1200, Numeric: true}}},
	})
	if got := doc.One("th[aria-sort]"); got.Attr("aria-sort") != "descending" || got.Text() != "Name" {
		t.Errorf("%q %q", got.Attr("aria-sort"), got.Text())
	}
	if doc.Text("caption") != "Systems" || doc.Text("th[scope=row]") != "A" || doc.Text("td.numeric") != "1,200" {
		t.Error("caption, row head or number is wrong")
	}
	region := doc.One("[role=region]")
	if region.Attr("tabindex") != "0" || doc.One("#"+region.Attr("aria-labelledby")).Text() != "Systems" {
		t.Error("what scrolls must be reached by keyboard and have a name")
	}
}

func TestAFacetShowsCountsAndOpensWhenChosen(t *testing.T) {
	facet := components.FacetGroup{Name: "phase", Label: "Fas", Options: []components.FacetOption{{Value: "a", Label: "A", Count: 1040}, {Value: "b", Label: "B"}}}
	if show(t, i18n.Swedish, facet).One("details").Has("open") {
		t.Error("an unused filter is open")
	}
	facet.Options[0].Checked = true
	doc := show(t, i18n.Swedish, facet)
	if !doc.One("details").Has("open") || doc.Text("summary") != "Fas 1 vald" {
		t.Errorf("summary %q", doc.Text("summary"))
	}
	if got := doc.All("label")[0].Text(); got != "A 1\u00a0040 träffar" && got != "A 1 040 träffar" {
		t.Errorf("label %q", got)
	}
}

func TestThePresentPageIsMarked(t *testing.T) {
	p := components.NewPagination(2, 3, func(n int) string { return fmt.Sprintf("?page=%d", n) })
	doc := show(t, i18n.English, p)
	if got := doc.Text("a[aria-current=page]"); got != "Page 2" {
		t.Errorf("current %q", got)
	}
	if doc.One("a[rel=prev]").Attr("href") != "?page=1" || doc.One("a[rel=next]").Attr("href") != "?page=3" {
		t.Error("the neighbours are wrong")
	}
	if show(t, i18n.English, components.NewPagination(1, 1, nil)).Has("nav") {
		t.Error("a list of one page has page numbers")
	}
}

func TestTasksSayTheirStatus(t *testing.T) {
	doc := show(t, i18n.Swedish, components.TaskList{Label: "Delar", Tasks: []components.Task{
		{Title: "Ett", Href: "/1", Status: components.Done},
		{Title: "Två", Href: "/2", Status: components.InProgress, Detail: "5 av 8", Owner: "juristen"},
		{Title: "Tre", Href: "/3"},
		{Title: "Fyra", Status: components.CannotStart},
	}})
	var got []string
	for _, status := range doc.All(".task-status") {
		got = append(got, status.Text())
	}
	if want := "Klar; Påbörjad 5 av 8; Ej börjad; Går inte att börja än"; strings.Join(got, "; ") != want {
		t.Errorf("got %v", got)
	}
	if links := doc.All("a"); len(links) != 3 {
		t.Errorf("%d links: what cannot start has none", len(links))
	}
}

func TestAComparisonSaysWhatIsMarked(t *testing.T) {
	doc := show(t, i18n.Swedish, components.Comparison{Caption: "C", Before: "V1", After: "V2", Rows: []components.Compared{
		{Label: "Fas", Before: "provas nu", After: "används nu"}, {Label: "Ny", After: "text"}, {Label: "Lika", Before: "x", After: "x"},
	}})
	if got := doc.Text("del"); got != "Borttaget: provas Slut på borttaget." {
		t.Errorf("removed %q", got)
	}
	if got := doc.All("ins")[0].Text(); got != "Tillagt: används Slut på tillagt." {
		t.Errorf("added %q", got)
	}
	if rows := doc.All("tr.changed"); len(rows) != 2 {
		t.Errorf("%d rows are marked as changed", len(rows))
	}
	if got := doc.Text("td .state"); got != "Tomt" {
		t.Errorf("an empty side says %q", got)
	}
}

func TestAConflictSendsTheReadersOwnVersionAgain(t *testing.T) {
	doc := show(t, i18n.English, components.Conflict{
		When: "4 May 2026 14:02", Action: "/save", LatestHref: "/latest", EditHref: "/edit",
		Hidden: []components.Hidden{{Name: "revision", Value: "8"}, {Name: "name", Value: "mine"}},
	})
	if form := doc.One("form"); form.Attr("method") != "post" || form.Attr("action") != "/save" {
		t.Error("the form goes elsewhere")
	}
	if doc.One("input[name=revision]").Attr("value") != "8" || doc.One("input[name=name]").Attr("value") != "mine" || len(doc.All("a")) != 2 {
		t.Error("something of the reader's version, or a way on, is lost")
	}
	if got := doc.Text(".lead"); !strings.HasPrefix(got, "A new version was saved on 4 May 2026 14:02") {
		t.Errorf("got %q", got)
	}
}

func TestAChartAndItsTableShowTheSame(t *testing.T) {
	for _, kind := range []components.ChartKind{components.Bars, components.Line} {
		doc := show(t, i18n.Swedish, components.Chart{
			Kind: kind, Title: "Titel", Description: "Så här.", Category: "År", Categories: []string{"2025", "2026"},
			Series: []components.Series{{Name: "Antal", Values: []int{3, 9}}, {Name: "Andra", Values: []int{1, 2}}},
		})
		drawing := doc.One("svg[role=img]")
		if got := doc.One("#" + strings.Fields(drawing.Attr("aria-labelledby"))[0]).Text(); got != "Titel" {
			t.Errorf("%q: title %q", kind, got)
		}
		var figures []string
		for _, cell := range doc.All("td") {
			figures = append(figures, cell.Text())
		}
		if got := strings.Join(figures, " "); got != "3 1 9 2" {
			t.Errorf("%q: the table says %s", kind, got)
		}
	}
}

func TestAProvisionShowsItsWordingOrLeadsToIt(t *testing.T) {
	with := show(t, i18n.English, components.Provision{Label: "5 § FL", Lang: "sv", Href: "/law", Wording: "Ett.\n\nTvå.", Note: "from 2027"})
	if with.One("summary").Attr("lang") != "sv" || len(with.All("blockquote[lang=sv] p")) != 2 || !strings.Contains(with.Text("a"), "5 § FL") {
		t.Error("label, wording or link is wrong")
	}
	without := show(t, i18n.English, components.Provision{Label: "5 § FL", Href: "/law"})
	if without.Has("details") || without.One("a").Attr("href") != "/law" {
		t.Error("a provision whose wording we lack is a link")
	}
}

func TestNoticesHaveAWordForTheirKind(t *testing.T) {
	for kind, want := range map[components.NoticeKind]string{components.Information: "Information", components.Success: "Klart", components.Warning: "Viktigt"} {
		doc := show(t, i18n.Swedish, components.Notice{Kind: kind, Text: "x"})
		if got := doc.Text(".notice-kind"); got != want || (doc.One(".notice").Attr("role") == "status") != (kind == components.Success) {
			t.Errorf("%q: %q", kind, got)
		}
	}
}

func TestATimelineTellsWhatIsToCome(t *testing.T) {
	doc := show(t, i18n.English, components.Timeline{Events: []components.Event{
		{Date: "2027-05-04", Title: "Review", Future: true}, {Date: "2021", Title: "Source"}, {When: "long ago", Title: "Idea"},
	}})
	times := doc.All("time")
	if len(times) != 2 || times[0].Attr("datetime") != "2027-05-04" || times[0].Text() != "4 May 2027" || times[1].Text() != "2021" {
		t.Errorf("%d times", len(times))
	}
	if got := doc.Text(".event-word"); got != "to come" {
		t.Errorf("got %q", got)
	}
}
