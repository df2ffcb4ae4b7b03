package instrument_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

// These tests build a pack of Canada's Algorithmic Impact Assessment from the peer's own
// questionnaire and compare our score and level with what the peer's code gives for its answer
// sets. The rule of scoring is the peer's; hidden answers do not count.

type aiaQuestion struct {
	Name, Page, Type, ScoreType string
	VisibleIf                   *string
	Choices                     []string
}

type aiaVector struct {
	ID      string
	Answers map[string]any
	Want    struct{ Raw, Mitigation, Score, Level int } `json:"expect_final"`
}

func conformance(t testing.TB, parts ...string) []byte {
	t.Helper()
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE is not set: it names the folder with the conformance data")
	}
	data, err := os.ReadFile(filepath.Join(append([]string{root}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func aiaPack(t testing.TB) *instrument.Pack {
	t.Helper()
	var scored struct {
		Questions []aiaQuestion `json:"scored_questions"`
	}
	decodeJSON(t, conformance(t, "aia", "aia-scored-questions.json"), &scored)
	var survey struct {
		Pages []struct{ Name, VisibleIf string }
	}
	decodeJSON(t, conformance(t, "aia", "survey-enfr.json"), &survey)

	var b strings.Builder
	b.WriteString("id: aia\nversion: 1.0.0\ntitle: {sv: Prov, en: Test}\nsections:\n")
	b.WriteString("  - {id: phase, title: {sv: Fas, en: Phase}}\n")
	for _, page := range survey.Pages {
		fmt.Fprintf(&b, "  - {id: %s, title: {sv: S, en: S}%s}\n", aiaID(page.Name), aiaWhen(page.VisibleIf))
	}
	b.WriteString("questions:\n  - {id: projectdetailsphase, section: phase, type: choice, label: {sv: F, en: P}, options: [")
	b.WriteString("{id: item1, label: {sv: a, en: a}}, {id: item2, label: {sv: b, en: b}}]}\n")
	sums := map[string][]string{}
	for _, q := range scored.Questions {
		kind := "choice"
		if q.Type == "checkbox" {
			kind = "choices"
		}
		visible := ""
		if q.VisibleIf != nil {
			visible = aiaWhen(*q.VisibleIf)
		}
		fmt.Fprintf(&b, "  - {id: %s, section: %s, type: %s, label: {sv: Q, en: Q}%s, options: [", aiaID(q.Name), aiaID(q.Page), kind, visible)
		for i, choice := range q.Choices {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "{id: %s, label: {sv: O, en: O}}", aiaID(choice))
			if weight := aiaWeight(choice); weight > 0 {
				sums[q.ScoreType] = append(sums[q.ScoreType], aiaTerm(q, choice, weight))
			}
		}
		b.WriteString("]}\n")
	}
	fmt.Fprintf(&b, "values:\n  - {id: raw, value: '%s'}\n", strings.Join(sums["raw"], " + "))
	fmt.Fprintf(&b, "  - {id: mitigation, value: '%s'}\n", strings.Join(sums["mitigation"], " + "))
	b.WriteString(`scores:
  - id: impact
    title: {sv: P, en: I}
    value: if mitigation >= 0.8 * 77 then round half up(0.85 * raw, 0) else raw
    max: 167
    levels:
      - {id: l1, up_to: 41, title: {sv: '1', en: '1'}}
      - {id: l2, up_to: 83, title: {sv: '2', en: '2'}}
      - {id: l3, up_to: 125, title: {sv: '3', en: '3'}}
      - {id: l4, title: {sv: '4', en: '4'}}
`)
	return mustParse(t, b.String())
}

func decodeJSON(t testing.TB, data []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func aiaID(name string) string { return strings.ToLower(strings.ReplaceAll(name, "-", "_")) }

func aiaWeight(choice string) int {
	_, after, found := strings.Cut(choice, "-")
	weight, err := strconv.Atoi(after)
	if !found || err != nil {
		return 0
	}
	return weight
}

func aiaTerm(q aiaQuestion, choice string, weight int) string {
	if q.Type == "checkbox" {
		return fmt.Sprintf(`(if list contains(%s, "%s") then %d else 0)`, aiaID(q.Name), aiaID(choice), weight)
	}
	return fmt.Sprintf(`(if %s = "%s" then %d else 0)`, aiaID(q.Name), aiaID(choice), weight)
}

var (
	aiaName   = regexp.MustCompile(`\{([A-Za-z0-9-]+)\}`)
	aiaOption = regexp.MustCompile(`"([a-z0-9-]+)"`)
)

// aiaWhen turns the peer's condition into FEEL; of its scored questions and pages all are made
// of =, or, and.
func aiaWhen(visibleIf string) string {
	if visibleIf == "" {
		return ""
	}
	condition := aiaName.ReplaceAllStringFunc(visibleIf, func(m string) string { return aiaID(strings.Trim(m, "{}")) })
	condition = aiaOption.ReplaceAllStringFunc(condition, aiaID)
	return ", when: '" + condition + "'"
}

func aiaAnswers(pack *instrument.Pack, vector aiaVector) instrument.Answers {
	answers := instrument.NewAnswers(pack)
	for name, value := range vector.Answers {
		if text, ok := value.(string); ok {
			answers.Items[aiaID(name)] = instrument.Value(aiaID(text))
		}
		if list, ok := value.([]any); ok {
			chosen := []string{}
			for _, item := range list {
				chosen = append(chosen, aiaID(fmt.Sprint(item)))
			}
			answers.Items[aiaID(name)] = instrument.Value(chosen)
		}
	}
	return answers
}

func aiaVectors(t testing.TB) []aiaVector {
	t.Helper()
	var vectors []aiaVector
	scanner := bufio.NewScanner(bytes.NewReader(conformance(t, "aia", "score-vectors.jsonl")))
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		var v aiaVector
		decodeJSON(t, scanner.Bytes(), &v)
		vectors = append(vectors, v)
	}
	return vectors
}

func TestScoresEqualThoseOfThePeer(t *testing.T) {
	pack := aiaPack(t)
	complete := 0
	for _, vector := range aiaVectors(t) {
		result := instrument.Evaluate(pack, aiaAnswers(pack, vector), day)
		if len(result.Problems) > 0 {
			t.Fatalf("%s: %v", vector.ID, result.Problems[0])
		}
		score := result.Scores[0]
		if got := score.Value.String(); got != strconv.Itoa(vector.Want.Score) {
			t.Errorf("%s: score %s, want %d", vector.ID, got, vector.Want.Score)
		}
		if !score.Complete {
			if score.Level != nil {
				t.Errorf("%s: an incomplete score has the level %s", vector.ID, score.Level.ID)
			}
			continue
		}
		complete++
		if got := score.Level.ID; got != fmt.Sprintf("l%d", vector.Want.Level) {
			t.Errorf("%s: level %s, want %d", vector.ID, got, vector.Want.Level)
		}
	}
	t.Logf("%d answer sets, %d of them complete", len(aiaVectors(t)), complete)
}

func BenchmarkEvaluate160Questions(b *testing.B) {
	pack := aiaPack(b)
	vectors := aiaVectors(b)
	answers := make([]instrument.Answers, len(vectors))
	for i, v := range vectors {
		answers[i] = aiaAnswers(pack, v)
	}
	b.ResetTimer()
	for i := range b.N {
		instrument.Evaluate(pack, answers[i%len(answers)], day)
	}
}
