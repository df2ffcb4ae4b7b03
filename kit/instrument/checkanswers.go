package instrument

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Check reports every answer that does not fit the pack: unknown questions, wrong types,
// options that do not exist, states the question does not allow, texts that are too long.
// Problems of answers read from a file carry their place in it. An answer to another version
// of the pack gives a warning; see [Migrate].
func (a Answers) Check(pack *Pack, settings ...Setting) Problems {
	chosen := settingsOf(settings)
	at := a.at
	if at.value == nil {
		at = newPositions()
	}
	report := &reporter{file: a.file, at: at, limit: chosen.limits.Problems}
	if a.Instrument != "" && a.Instrument != pack.ID {
		report.add("instrument", codeOtherInstrument, a.Instrument, pack.ID)
	}
	if a.Version != "" && a.Version != pack.Version {
		report.add("version", codeOtherVersion, a.Version, pack.Version)
	}
	for _, id := range a.IDs() {
		path := a.pathOf(id)
		question, ok := pack.Question(id)
		if !ok {
			report.addKey(path, codeNoSuchQuestion, id, pack.ID, nearest(id, pack.questionIDs()))
			continue
		}
		c := answerCheck{question: question, limits: chosen.limits, report: report}
		c.check(a.Items[id], path)
	}
	return report.result()
}

// pathOf gives the path of an answer, with or without the envelope.
func (a Answers) pathOf(id string) string {
	if _, bare := a.at.value[id]; bare {
		return id
	}
	return childPath("answers", id)
}

func (p *Pack) questionIDs() []string {
	ids := make([]string, 0, len(p.Questions))
	for _, q := range p.Questions {
		ids = append(ids, q.ID)
	}
	return ids
}

// An answerCheck checks the answer to one question or one cell. With a nil report it only
// tells whether the answer fits.
type answerCheck struct {
	question Question
	limits   Limits
	report   *reporter
}

func (c answerCheck) fail(path, code string, args ...any) bool {
	if c.report != nil {
		c.report.add(path, code, args...)
	}
	return false
}

const (
	maxReason  = 4_000
	maxComment = 10_000
)

// check tells whether the answer fits its question.
func (c answerCheck) check(answer Answer, path string) bool {
	q := c.question
	fits := true
	if n := utf8.RuneCountInString(answer.Comment); n > maxComment {
		fits = c.fail(childPath(path, "comment"), codeTooLong, q.ID, n, maxComment)
	}
	if n := utf8.RuneCountInString(answer.Reason); n > maxReason {
		fits = c.fail(childPath(path, "reason"), codeTooLong, q.ID, n, maxReason)
	}
	switch answer.State {
	case Unanswered, "":
		return fits
	case DoNotKnow:
		if !q.DoNotKnow {
			return c.fail(path, codeStateNotAllowed, q.ID, string(answer.State))
		}
		return fits
	case NotApplicable:
		return c.notApplicable(answer, path) && fits
	case Answered:
		return c.value(answer.Value, valuePath(c.report, path)) && fits
	}
	return c.fail(path, codeBadState, string(answer.State))
}

// valuePath points at the value, also where it stands bare.
func valuePath(report *reporter, path string) string {
	if report == nil {
		return path
	}
	if at := childPath(path, "value"); report.at.value[at] != (position{}) {
		return at
	}
	return path
}

func (c answerCheck) notApplicable(answer Answer, path string) bool {
	if !c.question.NotApplicable {
		return c.fail(path, codeStateNotAllowed, c.question.ID, string(NotApplicable))
	}
	if strings.TrimSpace(answer.Reason) == "" {
		return c.fail(path, codeNoReason, c.question.ID)
	}
	return true
}

// value checks an answered value by the type of the question.
func (c answerCheck) value(value any, path string) bool {
	switch c.question.Type {
	case TypeText, TypeLongText, TypeEvidence:
		return c.text(value, path)
	case TypeChoice, TypeYesPartlyNo:
		return c.choice(value, path)
	case TypeChoices:
		return c.choices(value, path)
	case TypeNumber:
		return c.number(value, path)
	case TypeDate:
		return c.date(value, path)
	case TypeGroup:
		return c.group(value, path)
	}
	return c.fail(path, codeTakesNoAnswer, c.question.ID)
}

func (c answerCheck) wrongType(value any, path, want string) bool {
	return c.fail(path, codeWrongAnswerType, c.question.ID, want, goTypeName(value))
}

func goTypeName(value any) string {
	switch value.(type) {
	case string:
		return "text"
	case Decimal, json.Number, int, int64, float64:
		return "number"
	case bool:
		return "true/false"
	case []string, []any, []Row:
		return "list"
	case nil:
		return "null"
	}
	return "object"
}

func (c answerCheck) group(value any, path string) bool {
	rows, ok := value.([]Row)
	if !ok {
		if list, isList := value.([]string); isList && len(list) == 0 {
			return true
		}
		return c.wrongType(value, path, "list")
	}
	fits := true
	for i, row := range rows {
		fits = c.row(row, itemPath(path, i)) && fits
	}
	if c.question.Max == nil && len(rows) > c.limits.AnswerRows {
		return c.fail(path, codeTooMany, c.question.ID, len(rows), c.limits.AnswerRows)
	}
	return c.count(len(rows), path) && fits
}

func (c answerCheck) row(row Row, path string) bool {
	fits := true
	for _, id := range (Answers{Items: row}).IDs() {
		field, ok := c.question.field(id)
		if !ok {
			fits = c.fail(childPath(path, id), codeNoSuchField, c.question.ID, id)
			continue
		}
		cell := answerCheck{question: field, limits: c.limits, report: c.report}
		fits = cell.check(row[id], childPath(path, id)) && fits
	}
	return fits
}

func (q Question) field(id string) (Question, bool) {
	for _, f := range q.Fields {
		if f.ID == id {
			return f, true
		}
	}
	return Question{}, false
}
