// Package instrument reads, checks and evaluates questionnaires that are data.
//
// A [Pack] is one YAML file: questions in sections, conditions for when they are shown,
// findings that answers raise, scores and outcomes, every text in Swedish and English.
// Conditions and values are FEEL expressions (kit/feel) over the question ids.
//
//	pack, err := instrument.Load(fsys, "trust_questions.yaml")
//	answers, err := instrument.ParseAnswers("answers.json", data)
//	problems := answers.Check(pack)
//	result := instrument.Evaluate(pack, answers, instrument.Options{Today: today})
//
// [Evaluate] is a pure function. Its rule is never to be more certain than the answers allow:
// a condition that rests on an unanswered question is undetermined. It neither shows nor
// hides, it is listed among what is missing, and "nothing found" is said only when everything
// that could raise a finding is answered.
//
// Here live the pack format, its checks, evaluation and migration of answers between versions.
// Who may answer, where answers are stored and how pages look live elsewhere.
package instrument
