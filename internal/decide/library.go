package decide

import (
	"path"
	"sync"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

// Library is the decision models that the house knows. It reads and compiles them on first use, and is safe for concurrent use.
type Library struct {
	clock clock.Clock
	load  func() ([]Set, error)
}

// Set is the versions of one model.
type Set struct {
	ID       string
	versions law.Versions[*Model]
}

// NewLibrary makes a library of what read gives, such as content.Decisions.
func NewLibrary(read func() ([]content.DecisionModels, error), clock clock.Clock) *Library {
	return &Library{clock: clock, load: sync.OnceValues(func() ([]Set, error) { return ready(read) })}
}

func ready(all func() ([]content.DecisionModels, error)) ([]Set, error) {
	models, err := all()
	if err != nil {
		return nil, err
	}
	var files []File
	for _, versions := range models {
		for _, one := range versions.All() {
			files = append(files, File{path.Base(one.File), one.Source})
		}
	}
	find := among(files, dmn.FileLimits{})
	var sets []Set
	for _, versions := range models {
		var list []*Model
		for _, one := range versions.All() {
			m, err := read(one.Source, find, dmn.FileLimits{}, analysis.Options{})
			if err != nil {
				return nil, err
			}
			list = append(list, m)
		}
		kept, err := law.NewVersions(list, func(m *Model) law.Model { return m.Law.Model })
		if err != nil {
			return nil, err
		}
		sets = append(sets, Set{list[0].Law.Model.ID, kept})
	}
	return sets, nil
}

// Sets gives the models, ordered by id.
func (l *Library) Sets() ([]Set, error) { return l.load() }

// Set finds a model by its id. The error is a fault of kind not-found.
func (l *Library) Set(id string) (Set, error) {
	sets, err := l.load()
	if err != nil {
		return Set{}, err
	}
	for _, s := range sets {
		if s.ID == id {
			return s, nil
		}
	}
	return Set{}, fault.New("decide.Set", fault.NotFound, "decide.unknown_model", fault.Args{"id": id})
}

// Versions gives the versions, the oldest first.
func (s Set) Versions() []*Model { return s.versions.All() }

// Version finds a version by its name. The error is a fault of kind not-found.
func (s Set) Version(version string) (*Model, error) {
	for _, m := range s.versions.All() {
		if m.Law.Model.Version == version {
			return m, nil
		}
	}
	return nil, fault.New("decide.Version", fault.NotFound, "decide.unknown_version", fault.Args{"id": s.ID, "version": version})
}

// On gives the version in force on a day; ok is false where there is none.
func (s Set) On(day date.Date) (m *Model, ok bool) { return s.versions.On(day) }

// Newest gives the last version.
func (s Set) Newest() *Model {
	all := s.versions.All()
	return all[len(all)-1]
}

// Current gives the version in force today, or the newest where none is.
func (l *Library) Current(s Set) *Model {
	if m, ok := s.On(l.Today()); ok {
		return m
	}
	return s.Newest()
}

// Today is the day in Sweden.
func (l *Library) Today() date.Date { return date.Today(l.clock.Now, i18n.Zone) }
