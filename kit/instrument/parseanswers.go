package instrument

import "encoding/json"

// ParseAnswers reads an answers file:
//
//	{"instrument": "trust_questions", "version": "1.0.0", "answers": {
//	  "purpose": {"value": "…", "comment": "…"},
//	  "owner":   {"state": "do_not_know"},
//	  "seller":  {"state": "not_applicable", "reason": "…"}}}
//
// A bare value may stand for {"value": …}, and the answers may stand without the envelope.
// name is used in messages. The error is [Problems], one for each place that breaks the form;
// the answers hold all that could be read even then. Whether they fit a pack is for
// [Answers.Check] to say.
func ParseAnswers(name string, data []byte, settings ...Setting) (Answers, error) {
	chosen := settingsOf(settings)
	report := &reporter{file: name, at: newPositions(), limit: chosen.limits.Problems}
	answers := Answers{Items: map[string]Answer{}, file: name, at: report.at}
	root, ok := readJSON(data, chosen.limits, report)
	if ok {
		parser := answersParser{report: report}
		parser.document(root, &answers)
	}
	if report.failed() {
		return answers, report.result()
	}
	return answers, nil
}

type answersParser struct{ report *reporter }

func (p answersParser) document(root jsonNode, answers *Answers) {
	if root.kind != jsonObject {
		p.report.add("", codeNotObject, "answers")
		return
	}
	answers.Instrument = p.text(root, "", "instrument")
	answers.Version = p.text(root, "", "version")
	list, wrapped := root.get("answers")
	if !wrapped {
		p.items(root, "", answers)
		return
	}
	for _, key := range root.keys {
		if key != "instrument" && key != "version" && key != "answers" {
			p.report.addKey(key, codeUnusedKey, key)
		}
	}
	if list.kind != jsonObject {
		p.report.add("answers", codeNotObject, "answers")
		return
	}
	p.items(list, "answers", answers)
}

// items reads an object of answers; a repeated id was reported already and the first counts.
func (p answersParser) items(list jsonNode, path string, answers *Answers) {
	for i, id := range list.keys {
		if path == "" && (id == "instrument" || id == "version") {
			continue
		}
		if _, repeated := answers.Items[id]; repeated {
			continue
		}
		answers.Items[id] = p.answer(list.items[i], childPath(path, id), true)
	}
}

func (p answersParser) text(object jsonNode, path, key string) string {
	node, ok := object.get(key)
	if !ok || node.kind == jsonScalar && node.value == nil {
		return ""
	}
	text, isText := node.value.(string)
	if !isText {
		p.report.add(childPath(path, key), codeWrongType, childPath(path, key), "string", jsonTypeName(node))
	}
	return text
}

// answer reads one answer; in a row of a group (groups false) there is no group within.
func (p answersParser) answer(node jsonNode, path string, groups bool) Answer {
	if node.kind != jsonObject {
		return p.bare(node, path, groups)
	}
	var answer Answer
	for _, key := range node.keys {
		switch key {
		case "value", "state", "reason", "comment", "recheck":
		default:
			p.report.addKey(childPath(path, key), codeUnknownAnswerKey, key)
		}
	}
	if value, ok := node.get("value"); ok {
		answer = p.bare(value, childPath(path, "value"), groups)
	}
	answer.Reason = p.text(node, path, "reason")
	answer.Comment = p.text(node, path, "comment")
	if recheck, ok := node.get("recheck"); ok {
		answer.Recheck, _ = recheck.value.(bool)
	}
	return p.withState(answer, node, path)
}

func (p answersParser) withState(answer Answer, node jsonNode, path string) Answer {
	hasValue := answer.Value != nil
	answer.State = Unanswered
	if hasValue {
		answer.State = Answered
	}
	given := State(p.text(node, path, "state"))
	statePath := childPath(path, "state")
	switch given {
	case "":
	case DoNotKnow, NotApplicable, Unanswered:
		if hasValue {
			p.report.add(statePath, codeStateAndValue, string(given))
		}
		answer.State = given
	case Answered:
		if !hasValue {
			p.report.add(statePath, codeAnsweredNothing)
		}
	default:
		p.report.add(statePath, codeBadState, string(given))
	}
	return answer
}

func (p answersParser) bare(node jsonNode, path string, groups bool) Answer {
	value := p.value(node, path, groups)
	if value == nil {
		return Answer{State: Unanswered}
	}
	return Value(value)
}

func (p answersParser) value(node jsonNode, path string, groups bool) any {
	switch node.kind {
	case jsonList:
		return p.list(node, path, groups)
	case jsonObject:
		return node.plain()
	}
	if number, ok := node.value.(json.Number); ok {
		if d, err := ParseDecimal(string(number)); err == nil {
			return d
		}
	}
	return node.value
}

// list gives []string or []Row where the items allow it.
func (p answersParser) list(node jsonNode, path string, groups bool) any {
	texts, rows := []string{}, []Row{}
	for i, item := range node.items {
		if text, ok := item.value.(string); ok {
			texts = append(texts, text)
		}
		if item.kind == jsonObject && groups {
			rows = append(rows, p.row(item, itemPath(path, i)))
		}
	}
	switch {
	case len(texts) == len(node.items):
		return texts
	case len(rows) == len(node.items):
		return rows
	}
	return node.plain()
}

func (p answersParser) row(node jsonNode, path string) Row {
	row := Row{}
	for i, id := range node.keys {
		if _, repeated := row[id]; !repeated {
			row[id] = p.answer(node.items[i], childPath(path, id), false)
		}
	}
	return row
}

func jsonTypeName(node jsonNode) string {
	switch node.kind {
	case jsonObject:
		return "object"
	case jsonList:
		return "list"
	}
	switch node.value.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case nil:
		return "null"
	}
	return "number"
}
