package hide

import (
	"errors"
	"fmt"

	"github.com/tillit-se/tillit/kit/mask"
)

// DefaultMaxEntities is how many entities a document may have where nothing else is said. An entity takes about 300 bytes.
const DefaultMaxEntities = 100_000

// ErrTooManyEntities is given when a document names more persons, numbers and places than it may. Nothing is cut off silently.
var ErrTooManyEntities = errors.New("hide: the text names more persons and numbers than may be kept apart")

// entity is somebody or something that a text names, perhaps in many ways.
type entity struct {
	class     mask.Class
	number    int    // among those of its class, from 1, in the order of appearance; 0 before it has appeared
	key       string // normal form: what tokens are made of
	display   string // the fullest way it is written, without genitive
	words     []string
	ambiguous []*entity // those it may be, where nobody can tell
	earlier   *entity   // whom the name was taken for in earlier windows, before it could be several persons'
	token     string    // the keyed code, made when it is first needed
	label     string    // made when it is first needed
	hits      int
}

// entities is the table of a document.
type entities struct {
	most    int
	count   int
	forms   int
	counter map[mask.Class]int
	taken   map[labelKey]bool // labels that the text has from the beginning
	values  map[formKey]*entity
	persons persons
}

type formKey struct {
	class mask.Class
	form  string
}

func newEntities(most int) *entities {
	if most <= 0 {
		most = DefaultMaxEntities
	}
	return &entities{most: most, counter: map[mask.Class]int{}, values: map[formKey]*entity{}, persons: newPersons()}
}

// add makes an entity, or fails when there are too many.
func (t *entities) add(e entity) (*entity, error) {
	if t.count >= t.most {
		return nil, fmt.Errorf("%w: more than %d; raise the limit or split the text", ErrTooManyEntities, t.most)
	}
	t.count++
	made := e
	return &made, nil
}

// form counts a way of writing, which takes memory too. There may be four times as many of them as of entities.
func (t *entities) form() error {
	const perEntity = 4
	if t.forms++; t.forms > perEntity*t.most {
		return fmt.Errorf("%w: they are written in more than %d ways", ErrTooManyEntities, perEntity*t.most)
	}
	return nil
}

// value is the entity of a value that is no person's name.
func (t *entities) value(class mask.Class, form, display string) (*entity, error) {
	key := formKey{class, form}
	if found := t.values[key]; found != nil {
		return found, nil
	}
	made, err := t.add(entity{class: class, key: form, display: display})
	if err != nil {
		return nil, err
	}
	t.values[key] = made
	return made, nil
}

// appear numbers an entity when it is written for the first time.
func (t *entities) appear(e *entity) {
	e.hits++
	if e.number > 0 {
		return
	}
	for e.number == 0 || t.taken[labelKey{e.class, e.number}] {
		t.counter[e.class]++
		e.number = t.counter[e.class]
	}
}

// take keeps a label free that the text has already, so that nobody of ours gets it.
func (t *entities) take(class mask.Class, number int) error {
	key := labelKey{class, number}
	if number <= t.counter[class] || t.taken[key] { // given away already: the text before this window did not have it
		return nil
	}
	if err := t.form(); err != nil {
		return err
	}
	if t.taken == nil {
		t.taken = map[labelKey]bool{}
	}
	t.taken[key] = true
	return nil
}
