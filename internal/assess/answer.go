package assess

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/instrument"
)

// Mark tells answers to one question apart. Saving an answer demands the mark of the one that the page showed, so that two people may
// answer different questions at once, and the same question only one after the other.
func Mark(answer instrument.Answer) string {
	text, err := json.Marshal(answer)
	if err != nil {
		return "unknown"
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// AnswerConflict is the cause of a conflict on answering: what somebody else has answered meanwhile. Find it with errors.As.
type AnswerConflict struct {
	Question      string
	Yours, Theirs instrument.Answer
}

// Error says that the answer has changed.
func (c *AnswerConflict) Error() string {
	return "assess: " + c.Question + " has been answered by somebody else"
}

// Answer saves the answer to one question. seen is the Mark of the answer that was there when the page was read. An answer that does not
// fit the question is a fault of kind invalid and nothing is saved; an empty one takes the answer away.
func (s *Service) Answer(ctx context.Context, actor account.Actor, id, question, seen string, answer instrument.Answer) (Sheet, error) {
	const op = "assess.Answer"
	return s.change(ctx, op, actor, id, func(pack *instrument.Pack, answers *instrument.Answers) error {
		if err := fits(op, pack, question, answer); err != nil {
			return err
		}
		before := answers.Items[question]
		if Mark(before) != seen {
			return fault.New(op, fault.Conflict, "assess.answer_conflict", nil).
				Because(&AnswerConflict{Question: question, Yours: answer, Theirs: before})
		}
		answers.Items = With(answers.Items, question, answer)
		return nil
	})
}

// With gives answers with one of them changed; an empty answer is taken away.
func With(items map[string]instrument.Answer, question string, answer instrument.Answer) map[string]instrument.Answer {
	changed := map[string]instrument.Answer{}
	maps.Copy(changed, items)
	if empty := answer.Value == nil && answer.Comment == "" && (answer.State == "" || answer.State == instrument.Unanswered || answer.State == instrument.Answered); empty {
		delete(changed, question)
	} else {
		changed[question] = answer
	}
	return changed
}

// Fits tells whether an answer can be given to a question, as a fault of kind invalid at the path of the question.
func Fits(pack *instrument.Pack, question string, answer instrument.Answer) error {
	return fits("assess.Fits", pack, question, answer)
}

func fits(op string, pack *instrument.Pack, question string, answer instrument.Answer) error {
	if _, there := pack.Question(question); !there {
		return fault.New(op, fault.NotFound, "assess.no_such_question", fault.Args{"question": question})
	}
	one := instrument.NewAnswers(pack)
	one.Items = With(nil, question, answer)
	problems := one.Check(pack).Errors()
	if len(problems) == 0 {
		return nil
	}
	f := fault.New(op, fault.Invalid, "", nil)
	for _, p := range problems {
		f.Fields = append(f.Fields, fault.Field{Path: question, Key: "assess.answer_unfit", Args: fault.Args{"problem": textOf(p)}})
	}
	return f
}

// Replace puts a whole file of answers in place of those there, for somebody who answered elsewhere. revision is that of the
// assessment when it was read. Answers that do not fit are kept, do not count, and show in the result's problems.
func (s *Service) Replace(ctx context.Context, actor account.Actor, id string, revision int64, answers instrument.Answers) (Sheet, error) {
	const op = "assess.Replace"
	return s.changeAt(ctx, op, actor, id, revision, func(pack *instrument.Pack, now *instrument.Answers) error {
		if answers.Instrument != "" && answers.Instrument != pack.ID {
			return fault.New(op, fault.Invalid, "assess.other_instrument", fault.Args{"instrument": answers.Instrument})
		}
		now.Items = answers.Items
		return nil
	})
}

// change reads an assessment, lets edit change its answers, and writes it.
func (s *Service) change(ctx context.Context, op string, actor account.Actor, id string, edit func(*instrument.Pack, *instrument.Answers) error) (Sheet, error) {
	return s.changeAt(ctx, op, actor, id, 0, edit)
}

// changeAt is change, on condition that the revision is the given one; 0 is any.
func (s *Service) changeAt(ctx context.Context, op string, actor account.Actor, id string, revision int64, edit func(*instrument.Pack, *instrument.Answers) error) (Sheet, error) {
	var changed Assessment
	err := s.tx.Write(ctx, func(ctx context.Context) error {
		a, err := s.readFor(ctx, op, actor, account.Edit, id)
		if err != nil {
			return err
		}
		if revision != 0 && a.Revision != revision {
			return fault.New(op, fault.Conflict, "assess.changed_meanwhile", nil)
		}
		pack, err := s.pack(ctx, s.store, a.Instrument, a.PackHash)
		if err != nil {
			return err
		}
		if err := edit(pack, &a.Answers); err != nil {
			return err
		}
		changed, err = s.put(ctx, actor, pack, a)
		return err
	})
	if err != nil {
		return Sheet{}, err
	}
	return s.sheet(ctx, changed)
}

func (s *Service) put(ctx context.Context, actor account.Actor, pack *instrument.Pack, a Assessment) (Assessment, error) {
	was := a.Revision
	a.Revision, a.UpdatedAt, a.UpdatedBy = was+1, s.clock.Now(), actor.AccountID
	a.Standing = standingOf(s.Evaluate(pack, a.Answers))
	return a, s.store.UpdateAssessment(ctx, a, was)
}
