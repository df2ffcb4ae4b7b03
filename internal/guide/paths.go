package guide

import (
	"context"
	"slices"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/feel"
)

// WholeWay is what people choose to follow every step, although a short path would fit.
const WholeWay = "whole"

// PathChoice is the way that people have chosen for a system: a path's id, or [WholeWay].
type PathChoice struct {
	OrganisationID string
	SystemID       string
	Path           string
	By             string // account id; empty for the operator
	At             time.Time
}

// Size is how many work with AI in an organisation.
type Size string

// The sizes.
const (
	SmallSize Size = "small" // one or two people, beside other work
	LargeSize Size = "large"
)

// SizeAnswer is what an organisation has answered on its size. It is the same for all its systems.
type SizeAnswer struct {
	OrganisationID string
	Size           Size
	By             string // account id; empty for the operator
	At             time.Time
}

// Fit is whether a short path is one for a system.
type Fit string

// The fits.
const (
	Fits       Fit = "fits"
	FitsNot    Fit = "fits_not"
	FitUnclear Fit = "unclear" // it hangs on something that nobody has answered
)

// PathStanding is whether a short path fits a system, and why.
type PathStanding struct {
	ID   string
	Fit  Fit
	Why  Words
	Asks []Place // where what it hangs on, or what could still take the system off it, is answered
	Open Words   // what that is; empty where nothing is open
}

// Way is the way that a system is on, and who chose it.
type Way struct {
	Path    string // id of a short path; empty is the whole way
	Chosen  bool   // by people; otherwise by the guide
	Why     Words
	Against bool // people have chosen a path that the record speaks against
	Paths   []PathStanding
	Size    Size // as the organisation has answered; empty is unanswered
}

// Standing finds a path's standing.
func (w Way) Standing(path string) (PathStanding, bool) {
	i := slices.IndexFunc(w.Paths, func(p PathStanding) bool { return p.ID == path })
	if i < 0 {
		return PathStanding{}, false
	}
	return w.Paths[i], true
}

// compiledPath is the conditions of a path; either may be nil.
type compiledPath struct{ when, unless *condition }

func (l *loaded) compilePaths() (err error) {
	for _, path := range l.guide.Paths {
		var c compiledPath
		if path.When != "" {
			if c.when, err = l.compile(content.Condition{When: path.When, Text: path.Because}); err != nil {
				return err
			}
		}
		if path.Unless != "" {
			if c.unless, err = l.compile(content.Condition{When: path.Unless}); err != nil {
				return err
			}
		}
		l.paths[path.ID] = c
	}
	return nil
}

// way is what people have chosen, or else the first path that fits.
func (w weighing) way(ctx context.Context, chosen string, size Size) (Way, error) {
	way := Way{Size: size, Why: Words{Key: "guide.path.why_whole"}}
	for _, path := range w.guide.Paths {
		one, err := w.fit(ctx, path)
		if err != nil {
			return way, err
		}
		way.Paths = append(way.Paths, one)
		if one.Fit == FitUnclear && way.Path == "" {
			way.Why = Words{Key: "guide.path.why_not_yet"}
		}
		if way.Path == "" && one.Fit == Fits {
			way.Path, way.Why = path.ID, Words{Key: "guide.path.why", Args: map[string]any{"why": one.Why}}
		}
	}
	if _, there := w.guide.Path(chosen); !there && chosen != WholeWay { // a path may leave the guide
		return way, nil
	}
	way.Chosen, way.Path, way.Why = true, "", Words{Key: "guide.path.why_chosen"}
	if standing, ok := way.Standing(chosen); ok {
		way.Path, way.Against = chosen, standing.Fit == FitsNot
	}
	return way, nil
}

// fit weighs one path. What could take a system off a path need not be answered for the path to fit meanwhile; it is named as open.
func (w weighing) fit(ctx context.Context, path content.GuidePath) (PathStanding, error) {
	c := w.paths[path.ID]
	standing := PathStanding{ID: path.ID, Fit: FitsNot, Why: Words{Key: "guide.path.never"}}
	if c.when == nil {
		return standing, nil
	}
	when, err := w.facts.decide(ctx, c.when)
	if err != nil {
		return standing, err
	}
	var open []content.ConditionName
	switch {
	case when.met:
		standing.Fit, standing.Why = Fits, c.when.words
	case when.known:
		standing.Why = Words{Key: "guide.path.not_met", Args: map[string]any{"names": labels(c.when.names)}}
		if filledIn.MatchString(path.When) {
			standing.Why.Key = "guide.path.not_filled"
		}
		return standing, nil
	default:
		standing.Fit, open = FitUnclear, append(when.asked, when.said...)
		standing.Why = Words{Key: "guide.path.unclear", Args: map[string]any{"names": labels(open)}}
	}
	if c.unless != nil {
		unless, err := w.facts.decide(ctx, c.unless)
		if err != nil {
			return standing, err
		}
		if unless.met {
			return PathStanding{ID: path.ID, Fit: FitsNot, Why: Words{Key: "guide.path.against", Args: map[string]any{"names": labels(w.facts.answered(c.unless.names))}}}, nil
		}
		open = append(open, w.facts.unsettled(c.unless.names)...)
	}
	if len(open) > 0 {
		standing.Asks, standing.Open = w.places(open), Words{Key: "guide.path.open", Args: map[string]any{"names": labels(open)}}
	}
	return standing, nil
}

// unsettled are the names that nobody has answered for good: not at all, or that it is not yet assessed.
func (f *facts) unsettled(names []content.ConditionName) []content.ConditionName {
	return slices.DeleteFunc(slices.Clone(names), f.settled)
}

// answered are the others.
func (f *facts) answered(names []content.ConditionName) []content.ConditionName {
	return slices.DeleteFunc(slices.Clone(names), func(n content.ConditionName) bool { return !f.settled(n) })
}

func (f *facts) settled(n content.ConditionName) bool {
	slot, ok := f.conditions.Slot(n.Name)
	if !ok || f.knows[slot] != feel.Known {
		return false
	}
	said, _ := f.values[slot].AsString()
	return said != "not_assessed" && said != "undetermined"
}

// ChoosePath says which way people want to follow for a system: a path's id, [WholeWay], or empty to let the guide choose again.
func (s *Service) ChoosePath(ctx context.Context, actor account.Actor, systemID, path string) error {
	const op = "guide.ChoosePath"
	view, err := s.ownToEdit(ctx, op, actor, systemID)
	if err != nil {
		return err
	}
	if err := s.pathKnown(op, path); err != nil {
		return err
	}
	choice := PathChoice{OrganisationID: view.Record.OrganisationID, SystemID: systemID, Path: path, By: actor.AccountID, At: s.port.Clock.Now()}
	return s.port.Tx.Write(ctx, func(ctx context.Context) error {
		if path == "" {
			return s.port.Store.DeletePathChoice(ctx, choice.OrganisationID, systemID)
		}
		return s.port.Store.PutPathChoice(ctx, choice)
	})
}

func (s *Service) pathKnown(op, path string) error {
	g, err := s.Guide()
	if err != nil {
		return err
	}
	if _, ok := g.Path(path); !ok && path != "" && path != WholeWay {
		return fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "path", Key: "guide.path.choose"})
	}
	return nil
}

// AnswerSize says how many work with AI in the organisation of a system. It counts for all systems of the organisation.
func (s *Service) AnswerSize(ctx context.Context, actor account.Actor, systemID string, size Size) error {
	const op = "guide.AnswerSize"
	view, err := s.ownToEdit(ctx, op, actor, systemID)
	if err != nil {
		return err
	}
	if size != SmallSize && size != LargeSize {
		return fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "size", Key: "guide.path.choose_size"})
	}
	answer := SizeAnswer{OrganisationID: view.Record.OrganisationID, Size: size, By: actor.AccountID, At: s.port.Clock.Now()}
	return s.port.Tx.Write(ctx, func(ctx context.Context) error { return s.port.Store.PutSize(ctx, answer) })
}

// chosen is the way that people have chosen for a system; empty where they have not.
func (s *Service) chosen(ctx context.Context, organisationID, systemID string) (string, error) {
	choice, err := s.port.Store.PathChoice(ctx, organisationID, systemID)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return choice.Path, err
}

// size is what an organisation has answered; empty where it has not.
func (s *Service) size(ctx context.Context, organisationID string) (Size, error) {
	answer, err := s.port.Store.SizeAnswer(ctx, organisationID)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return answer.Size, err
}
