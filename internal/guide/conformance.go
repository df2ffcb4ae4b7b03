package guide

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/kit/date"
)

// Need tells whether a system needs a building block.
type Need string

// The needs. NeedUnknown hangs on something in the record that nobody has answered.
const (
	Needed      Need = "needed"
	NotNeeded   Need = "not_needed"
	NeedUnknown Need = "unknown"
)

// BlockState is how it is with a building block for a system.
type BlockState string

// The states. A gap is a block that is needed and that nobody says anything of.
const (
	BlockInPlace   BlockState = "in_place"
	BlockPlanned   BlockState = "planned"
	BlockGap       BlockState = "gap"
	BlockUnsure    BlockState = "unsure"
	BlockNotNeeded BlockState = "not_needed"
)

// BlockStates are all states, those that ask for something first.
func BlockStates() []BlockState {
	return []BlockState{BlockGap, BlockUnsure, BlockPlanned, BlockInPlace, BlockNotNeeded}
}

// BlockMark is what a person says of a block for one system, for their organisation only.
type BlockMark struct {
	OrganisationID string
	SystemID       string
	Block          string
	State          BlockState // in place, planned or not needed
	FilledBy       string     // the product or function, where there is one
	Note           string     // why it is not needed, or what remains
	Day            string     // ISO, the day it was so
	By             string     // account id; empty for the operator
	At             time.Time
}

// BlockStanding is how one block stands for a system.
type BlockStanding struct {
	Block content.Block
	Need  Need
	Why   []content.Text // what makes it needed
	Asks  i18n.Text      // the fields that would tell, where the need is unknown
	State BlockState
	Seen  *content.Text // what the platform sees of it
	Lacks *content.Text // what the platform would see, of a gap that it can see to be filled
	// Places is where what is unclear is filled in, or what would fill a gap is done.
	Places []Place
	Mark   *BlockMark
}

// Conformance is a system held against the reference architecture.
type Conformance struct {
	System register.View
	Blocks []BlockStanding // in the order of the architecture
}

// Count is how many blocks are in a state.
func (c Conformance) Count(state BlockState) int {
	n := 0
	for _, b := range c.Blocks {
		if b.State == state {
			n++
		}
	}
	return n
}

// Asks gives the places that would settle whether blocks are needed, the one that most blocks hang on first.
func (c Conformance) Asks() []Place {
	var places []Place
	hang := map[Place]int{}
	for _, b := range c.Blocks {
		if b.State != BlockUnsure {
			continue
		}
		for _, place := range b.Places {
			if hang[place]++; hang[place] == 1 {
				places = append(places, place)
			}
		}
	}
	slices.SortStableFunc(places, func(a, b Place) int { return hang[b] - hang[a] })
	return places
}

// NextGap is the first gap in the order of the architecture, where there is one.
func (c Conformance) NextGap() (BlockStanding, bool) {
	i := slices.IndexFunc(c.Blocks, func(b BlockStanding) bool { return b.State == BlockGap })
	if i < 0 {
		return BlockStanding{}, false
	}
	return c.Blocks[i], true
}

// Block finds a block's standing.
func (c Conformance) Block(id string) (BlockStanding, bool) {
	i := slices.IndexFunc(c.Blocks, func(b BlockStanding) bool { return b.Block.ID == id })
	if i < 0 {
		return BlockStanding{}, false
	}
	return c.Blocks[i], true
}

// Conformance holds a system against the reference architecture, for the members of its organisation.
func (s *Service) Conformance(ctx context.Context, actor account.Actor, systemID string) (Conformance, error) {
	l, err := s.load()
	if err != nil {
		return Conformance{}, err
	}
	view, err := s.port.Systems.Own(ctx, actor, systemID)
	if err != nil {
		return Conformance{}, err
	}
	known, assessments, err := s.facts(ctx, actor, l, view)
	if err != nil {
		return Conformance{}, err
	}
	marks, err := s.port.Store.BlockMarks(ctx, view.Record.OrganisationID, systemID)
	if err != nil {
		return Conformance{}, err
	}
	traits, err := l.traitsOf(ctx, known)
	if err != nil {
		return Conformance{}, err
	}
	w := weighing{loaded: l, facts: known, definitions: s.port.Systems.Definitions(), assessments: assessments}
	c := Conformance{System: view}
	for _, b := range l.architecture.Blocks {
		standing, err := w.block(ctx, b, traits, marks)
		if err != nil {
			return Conformance{}, err
		}
		c.Blocks = append(c.Blocks, standing)
	}
	return c, nil
}

// block weighs one building block: whether it is needed, what is said or seen of it, and where to go on.
func (w weighing) block(ctx context.Context, b content.Block, traits map[string]trait, marks []BlockMark) (BlockStanding, error) {
	standing, asks := need(b, traits)
	seen := w.seen[b.ID]
	if seen != nil {
		v, err := w.facts.decide(ctx, seen)
		if err != nil {
			return standing, err
		}
		if v.met {
			standing.Seen = b.SeenWhen.Text
		}
	}
	if i := slices.IndexFunc(marks, func(m BlockMark) bool { return m.Block == b.ID }); i >= 0 {
		standing.Mark = &marks[i]
	}
	switch standing.State = standing.judge(); {
	case standing.State == BlockUnsure:
		standing.Places = w.places(asks)
	case standing.State == BlockGap && seen != nil:
		standing.Lacks, standing.Places = b.SeenWhen.Text, w.places(seen.names)
	}
	return standing, nil
}

// trait is what a system's record makes of a trait.
type trait struct {
	content.Trait
	verdict
}

func (l *loaded) traitsOf(ctx context.Context, known *facts) (map[string]trait, error) {
	traits := map[string]trait{}
	for _, t := range l.architecture.Traits {
		v, err := known.decide(ctx, l.traits[t.ID])
		if err != nil {
			return nil, err
		}
		traits[t.ID] = trait{t, v}
	}
	return traits, nil
}

// need is whether any trait makes a block needed. While one that could is not known, so is the need.
func need(b content.Block, traits map[string]trait) (BlockStanding, []content.ConditionName) {
	standing := BlockStanding{Block: b, Need: NotNeeded}
	var asks []content.ConditionName
	for _, id := range b.NeededFor {
		t := traits[id]
		switch {
		case t.met:
			standing.Why = append(standing.Why, t.Why)
		case !t.known:
			asks = append(asks, append(t.asked, t.said...)...)
		}
	}
	switch {
	case len(standing.Why) > 0:
		standing.Need = Needed
	case len(asks) > 0:
		standing.Need, standing.Asks = NeedUnknown, labels(asks)
	}
	return standing, asks
}

// judge gives the state. What a person says goes before what the platform sees.
func (b BlockStanding) judge() BlockState {
	switch {
	case b.Mark != nil:
		return b.Mark.State
	case b.Seen != nil:
		return BlockInPlace
	case b.Need == Needed:
		return BlockGap
	case b.Need == NeedUnknown:
		return BlockUnsure
	}
	return BlockNotNeeded
}

// MarkBlock says how it is with a block for a system. The day is ISO and, but for what is planned, not in the future; empty is today.
// That a block is not needed must be explained.
func (s *Service) MarkBlock(ctx context.Context, actor account.Actor, systemID string, m BlockMark) error {
	const op = "guide.MarkBlock"
	view, err := s.ownToEdit(ctx, op, actor, systemID)
	if err != nil {
		return err
	}
	if err := s.blockKnown(op, m.Block); err != nil {
		return err
	}
	today := date.Today(s.port.Clock.Now, i18n.Zone).String()
	if m.Day == "" {
		m.Day = today
	}
	m.Note, m.FilledBy = strings.TrimSpace(m.Note), strings.TrimSpace(m.FilledBy)
	if err := m.check(op, today); err != nil {
		return err
	}
	m.OrganisationID, m.SystemID, m.By, m.At = view.Record.OrganisationID, systemID, actor.AccountID, s.port.Clock.Now()
	return s.port.Tx.Write(ctx, func(ctx context.Context) error { return s.port.Store.PutBlockMark(ctx, m) })
}

const maxFilledBy = 200

func (m BlockMark) check(op, today string) error {
	var fields []fault.Field
	if !slices.Contains([]BlockState{BlockInPlace, BlockPlanned, BlockNotNeeded}, m.State) {
		fields = append(fields, fault.Field{Path: "state", Key: "web_architecture.own.choose"})
	}
	if m.State == BlockNotNeeded && m.Note == "" {
		fields = append(fields, fault.Field{Path: "note", Key: "web_architecture.own.why"})
	}
	if utf8.RuneCountInString(m.Note) > maxNote {
		fields = append(fields, fault.Field{Path: "note", Key: "guide.tick_long", Args: fault.Args{"max": maxNote}})
	}
	if utf8.RuneCountInString(m.FilledBy) > maxFilledBy {
		fields = append(fields, fault.Field{Path: "filled_by", Key: "guide.tick_long", Args: fault.Args{"max": maxFilledBy}})
	}
	if _, err := date.Parse(m.Day); err != nil {
		fields = append(fields, fault.Field{Path: "day", Key: "guide.tick_day"})
	} else if m.Day > today && m.State != BlockPlanned {
		fields = append(fields, fault.Field{Path: "day", Key: "guide.tick_future"})
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "", nil).With(fields...)
}

// UnmarkBlock takes back what was said of a block.
func (s *Service) UnmarkBlock(ctx context.Context, actor account.Actor, systemID, block string) error {
	const op = "guide.UnmarkBlock"
	view, err := s.ownToEdit(ctx, op, actor, systemID)
	if err != nil {
		return err
	}
	return s.port.Tx.Write(ctx, func(ctx context.Context) error {
		return s.port.Store.DeleteBlockMark(ctx, view.Record.OrganisationID, systemID, block)
	})
}

// blockKnown refuses a block that the architecture does not have.
func (s *Service) blockKnown(op, id string) error {
	l, err := s.load()
	if err != nil {
		return err
	}
	if _, ok := l.architecture.Block(id); !ok {
		return fault.New(op, fault.NotFound, "web_architecture.no_block", nil)
	}
	return nil
}
