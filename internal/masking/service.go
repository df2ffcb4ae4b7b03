package masking

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// Bounds of what anybody may ask for.
const (
	MaxText     = 1 << 20  // bytes of a text that is masked at once
	MaxStream   = 64 << 20 // bytes of a streamed text
	maxEntities = 20_000   // different persons and numbers of one text
	maxWait     = 10 * time.Second
)

// Service masks texts. It keeps the finders it has made, and counts requests; of texts it keeps nothing.
type Service struct {
	limit   *limit
	turns   chan struct{} // one for each text that is being masked
	mu      sync.Mutex
	maskers map[maskerKey]*hide.Masker
}

type maskerKey struct{ profile, lang string }

// New makes the service. At most one text for each processor is masked at a time; others wait their turn.
func New(c clock.Clock) *Service {
	return &Service{limit: newLimit(c), turns: make(chan struct{}, runtime.GOMAXPROCS(0)), maskers: map[maskerKey]*hide.Masker{}}
}

// Profiles are those that can be used here: the embedded ones that need no key.
func Profiles() ([]*hide.Profile, error) {
	var open []*hide.Profile
	for _, id := range hide.ProfileIDs() {
		profile, err := hide.Embedded(id)
		if err != nil {
			return nil, fmt.Errorf("masking: %w", err)
		}
		if !profile.NeedsKey() {
			open = append(open, profile)
		}
	}
	return open, nil
}

// Request is a text to mask.
type Request struct {
	Text    []byte // UTF-8, at most MaxText bytes
	Profile string // id of one of Profiles
	Lang    string // of labels: sv or en
	Keep    []int  // byte offsets at which spans begin that somebody has chosen to leave as they are
	Client  string // the address that asks, for the count of requests; never logged
}

// Hit is something that was found, in the order of the text.
type Hit struct {
	mask.Span
	mask.Offsets
	Hidden      bool // false where somebody has chosen to keep it
	Operator    hide.Operator
	Replacement string
}

// Masked is the answer.
type Masked struct {
	Text   []byte
	Hits   []Hit
	Report hide.Report
}

// Mask finds and hides. It fails with invalid (text or profile), too-large, rate-limited, or unavailable when no turn comes.
func (s *Service) Mask(ctx context.Context, r Request) (*Masked, error) {
	const op = "masking.Mask"
	if len(r.Text) > MaxText {
		return nil, fault.New(op, fault.TooLarge, "mask.text_too_large", fault.Args{"limit": MaxText >> 20})
	}
	masker, done, err := s.begin(ctx, op, r.Profile, r.Lang, r.Client, len(r.Text))
	if err != nil {
		return nil, err
	}
	defer done()
	document := masker.Begin()
	if at := hide.InvalidUTF8(r.Text); at >= 0 {
		return nil, Fault(op, fmt.Errorf("%w: byte %d", hide.ErrNotUTF8, at))
	}
	found := document.Find(r.Text)
	hits := make([]Hit, len(found))
	chosen := make([]mask.Span, 0, len(found))
	kept := map[int]bool{}
	for _, at := range r.Keep {
		kept[at] = true
	}
	for i, o := range mask.AppendOffsets(nil, r.Text, found) {
		hits[i] = Hit{Span: found[i], Offsets: o, Hidden: !kept[found[i].Start], Operator: hide.Keep}
		if hits[i].Hidden {
			chosen = append(chosen, found[i])
		}
	}
	result, err := document.Apply(r.Text, chosen)
	if err != nil {
		return nil, Fault(op, err)
	}
	next := 0
	for i := range hits {
		if hits[i].Hidden {
			hits[i].Operator, hits[i].Replacement = result.Hits[next].Operator, result.Hits[next].Replacement
			next++
		}
	}
	return &Masked{Text: result.Text, Hits: hits, Report: document.Report()}, nil
}

// Stream masks what it reads, line by line, in bounded memory. An error after something has been written means that what was written is
// whole lines, and that the rest is missing: the caller must let the receiver know.
func (s *Service) Stream(ctx context.Context, w io.Writer, in io.Reader, profile, lang, client string) error {
	const op = "masking.Stream"
	masker, done, err := s.begin(ctx, op, profile, lang, client, 0)
	if err != nil {
		return err
	}
	defer done()
	err = masker.Begin().Copy(w, &counted{ctx: ctx, in: in, count: func(n int) error { return s.limit.take(op, client, 0, n) }})
	var refused *fault.Error
	if errors.As(err, &refused) {
		return refused
	}
	return Fault(op, err)
}

// counted reads a stream, counts its bytes against the limits, and stops when the request has been given up.
type counted struct {
	ctx   context.Context
	in    io.Reader
	count func(n int) error
	read  int
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.in.Read(p)
	if c.read += n; c.read > MaxStream {
		return 0, fault.New("masking.Stream", fault.TooLarge, "mask.stream_too_large", fault.Args{"limit": MaxStream >> 20})
	}
	if refused := c.count(n); refused != nil {
		return 0, refused
	}
	return n, err
}

// begin checks limits and profile and waits for a turn; done gives the turn back.
func (s *Service) begin(ctx context.Context, op, profile, lang, client string, size int) (m *hide.Masker, done func(), err error) {
	if err := s.limit.take(op, client, 1, size); err != nil {
		return nil, nil, err
	}
	if m, err = s.masker(op, profile, lang); err != nil {
		return nil, nil, err
	}
	wait, cancel := context.WithTimeout(ctx, maxWait)
	defer cancel()
	select {
	case s.turns <- struct{}{}:
		return m, func() { <-s.turns }, nil
	case <-wait.Done():
		return nil, nil, fault.New(op, fault.Unavailable, "mask.busy", nil)
	}
}

// masker gives the masker of a profile, made once.
func (s *Service) masker(op, id, lang string) (*hide.Masker, error) {
	profile, err := hide.Embedded(id)
	if err != nil {
		return nil, Fault(op, err)
	}
	if profile.NeedsKey() {
		return nil, fault.New(op, fault.Invalid, "mask.profile_needs_key", fault.Args{"profile": id})
	}
	if lang != hide.English {
		lang = hide.Swedish
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := maskerKey{id, lang}
	if s.maskers[key] == nil {
		made, err := hide.New(hide.Config{Profile: profile, Lang: lang, MaxEntities: maxEntities})
		if err != nil {
			return nil, Fault(op, err)
		}
		s.maskers[key] = made
	}
	return s.maskers[key], nil
}
