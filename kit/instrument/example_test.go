package instrument_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/instrument"
)

const coffee = `
id: coffee
version: 1.0.0
title: {sv: Kaffe, en: Coffee}
sections:
  - {id: habits, title: {sv: Vanor, en: Habits}}
questions:
  - id: drinks
    section: habits
    type: yes_partly_no
    label: {sv: "Dricker du kaffe?", en: "Do you drink coffee?"}
  - id: cups
    section: habits
    type: number
    label: {sv: "Hur många koppar om dagen?", en: "How many cups a day?"}
    when: drinks = "yes" or drinks = "partly"
findings:
  - id: too_much
    when: cups > 5
    severity: moderate
    text: {sv: Det är mycket kaffe., en: That is a lot of coffee.}
    action: {sv: Pröva te., en: Try tea.}
`

func Example() {
	pack, err := instrument.Parse("coffee.yaml", []byte(coffee))
	if err != nil {
		fmt.Println(err)
		return
	}
	answers := instrument.NewAnswers(pack)
	today := instrument.Options{Today: date.Must(2026, 11, 22)}

	// Nothing is answered: whether to ask for cups is undetermined, and so is the finding.
	result := instrument.Evaluate(pack, answers, today)
	fmt.Println("visible:", result.Visible, "undetermined:", result.Undetermined)
	fmt.Println("nothing found:", result.NothingFound)

	answers.Items["drinks"] = instrument.Value("yes")
	answers.Items["cups"] = instrument.Value(7)
	result = instrument.Evaluate(pack, answers, today)
	for _, f := range result.Findings {
		fmt.Println(f.Severity, f.Text.In(instrument.English), f.Action.In(instrument.English))
		fmt.Println("because of", f.Answers[0].Question, "=", f.Answers[0].Value)
	}

	// The answer about cups is kept, but counts for nothing once the question is hidden.
	answers.Items["drinks"] = instrument.Value("no")
	result = instrument.Evaluate(pack, answers, today)
	fmt.Println("visible:", result.Visible, "nothing found:", result.NothingFound)

	// Output:
	// visible: [drinks] undetermined: [cups]
	// nothing found: false
	// moderate That is a lot of coffee. Try tea.
	// because of cups = 7
	// visible: [drinks] nothing found: true
}

func ExampleParse_problems() {
	source := strings.Replace(coffee, `drinks = "yes"`, `drinks = "often"`, 1)
	_, err := instrument.Parse("coffee.yaml", []byte(source))
	for _, problem := range instrument.AsProblems(err) {
		fmt.Println(problem.In(instrument.English))
		fmt.Println(problem.In(instrument.Swedish))
	}

	// Output:
	// coffee.yaml:16:20: drinks is compared with "often", which is none of its answers. Choose among yes, partly, no.
	// coffee.yaml:16:20: drinks jämförs med "often", som inte är något av dess svar. Välj bland yes, partly, no.
}

func ExampleAnswers_Check() {
	pack, err := instrument.Parse("coffee.yaml", []byte(coffee))
	if err != nil {
		fmt.Println(err)
		return
	}
	answers, err := instrument.ParseAnswers("mine.json", []byte(`{"answers": {
  "drinks": {"value": "sometimes"},
  "mugs": {"value": 3}}}`))
	if err != nil {
		fmt.Println(err)
	}
	for _, problem := range answers.Check(pack) {
		fmt.Println(problem)
	}

	// Output:
	// mine.json:2:23: the question drinks has no option sometimes. Choose among yes, partly, no.
	// mine.json:3:3: there is no question mugs in coffee. The answer is kept but does not count. Correct the id or remove the answer. Did you mean "cups"?
}

func ExampleMigrate() {
	before, err := instrument.Parse("coffee-1.yaml", []byte(coffee))
	if err != nil {
		fmt.Println(err)
		return
	}
	source := strings.Replace(coffee, "version: 1.0.0", "version: 2.0.0", 1)
	source = strings.Replace(source, "  - id: cups\n", "  - id: cups\n    version: 2\n", 1)
	source = strings.Replace(source, "koppar om dagen", "koppar i veckan", 1)
	source = strings.Replace(source, "cups a day", "cups a week", 1)
	after, err := instrument.Parse("coffee-2.yaml", []byte(source))
	if err != nil {
		fmt.Println(err)
		return
	}
	answers := instrument.NewAnswers(before)
	answers.Items["drinks"] = instrument.Value("yes")
	answers.Items["cups"] = instrument.Value(3)

	moved, report := instrument.Migrate(before, after, answers)
	fmt.Println("kept:", report.Kept)
	for _, r := range report.Recheck {
		fmt.Println("look over:", r.Question, "because of its", r.Reason)
	}
	fmt.Println("for version", moved.Version)

	// Output:
	// kept: [drinks]
	// look over: cups because of its version
	// for version 2.0.0
}

func ExampleLoad() {
	pack, err := instrument.Load(os.DirFS("testdata"), "demo.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(pack.Title.In(instrument.Swedish), pack.Version, len(pack.Questions), "questions")
	// Output: Exempelmall 1.0.0 7 questions
}
