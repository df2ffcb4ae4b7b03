package dmn

import (
	"time"

	"github.com/tillit-se/tillit/kit/feel"
)

// Options say how a model is compiled.
type Options struct {
	// Limits bound the file and those it imports.
	Limits FileLimits
	// Import gives the file of an imported model: by its namespace, with
	// its location as a hint. It returns nil when there is none. When
	// Import itself is nil, nothing can be imported.
	Import func(i *Import) (source []byte, err error)
	// Strict makes every problem an error. Otherwise expressions that are
	// wrong give null and a [Diagnostic] when they run, as the standard
	// prescribes, and [Model.Problems] lists them.
	Strict bool
}

// Env is what an evaluation gets from outside. The zero Env has the default
// limits and a clock that stands still at the Unix epoch.
type Env struct {
	// Clock tells the time for now() and today(). It is read at most once.
	Clock func() time.Time
	// Location is the time zone of now() and today(); nil means UTC.
	Location *time.Location
	// Limits stop evaluations that grow too large. Zero fields mean the
	// defaults of [feel.Limits], but for Depth: 1,000 nested calls, and
	// Steps: 10,000,000.
	Limits feel.Limits
	// External calls functions that a model defines outside of FEEL; see
	// [feel.Env]. When it is nil they give null. Package javalang offers
	// some.
	External func(what feel.Value, args []feel.Value) (feel.Value, error)
	// Trace asks for a [Trace].
	Trace bool
}

const (
	defaultDepth = 1_000
	defaultSteps = 10_000_000
)

func (e Env) feelEnv(host any) feel.Env {
	limits := e.Limits
	if limits.Depth <= 0 {
		limits.Depth = defaultDepth
	}
	if limits.Steps <= 0 {
		limits.Steps = defaultSteps
	}
	return feel.Env{Host: host, Clock: e.Clock, Location: e.Location, Limits: limits, External: e.External}
}
