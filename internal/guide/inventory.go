package guide

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
)

// Inventory is the data sets that a system is fed with or learns from. It is the organisation's own and never public. The zero revision
// means that nothing is written yet.
type Inventory struct {
	OrganisationID string
	SystemID       string
	Revision       int64
	Sets           []DataSet
	UpdatedAt      time.Time
	UpdatedBy      string
}

// DataSet is a row of the inventory. Every field is a text or a code of [DataField]; empty is unanswered.
type DataSet struct {
	ID          string `json:"id"`
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	Owner       string `json:"owner,omitempty"`     // a function, never a person
	Source      string `json:"source,omitempty"`    // where it comes from
	Collected   string `json:"collected,omitempty"` // ISO date, whole or partial, of the youngest data
	Purpose     string `json:"purpose,omitempty"`   // why it was collected
	Format      string `json:"format,omitempty"`    // file format or standard, and where the fields are described
	Version     string `json:"version,omitempty"`
	Hash        string `json:"hash,omitempty"` // of the content, with its method: sha256:…

	Training  Right `json:"training,omitzero"`
	Testing   Right `json:"testing,omitzero"`
	Operation Right `json:"operation,omitzero"`

	PersonalData  string `json:"personal_data,omitempty"`  // yes, partly, no
	Secrecy       string `json:"secrecy,omitempty"`        // yes, partly, no
	SecurityClass string `json:"security_class,omitempty"` // the organisation's own class

	Population string `json:"population,omitempty"` // whom or what it covers
	Gaps       string `json:"gaps,omitempty"`       // who or what is missing or too few
	Labels     string `json:"labels,omitempty"`     // how the right answers came about

	Quality Quality `json:"quality,omitzero"`

	Access    string `json:"access,omitempty"`    // who may see it
	Retention string `json:"retention,omitempty"` // until when it is kept, by which decision
	Licence   string `json:"licence,omitempty"`
	Reuse     string `json:"reuse,omitempty"` // yes, partly, no: may others use it
}

// Right is whether a data set is used for something, and whether that is allowed.
type Right struct {
	Use    string `json:"use,omitempty"`    // yes, no
	Right  string `json:"right,omitempty"`  // yes, unclear, no
	Ground string `json:"ground,omitempty"` // the provision, contract or licence
}

// Quality is what measuring showed, by dimension, and the day of the latest measurement.
type Quality struct {
	Measured           string  `json:"measured,omitempty"` // ISO date
	Accuracy           Measure `json:"accuracy,omitzero"`
	Completeness       Measure `json:"completeness,omitzero"`
	Consistency        Measure `json:"consistency,omitzero"`
	Currency           Measure `json:"currency,omitzero"`
	Representativeness Measure `json:"representativeness,omitzero"`
	Balance            Measure `json:"balance,omitzero"`
	Labels             Measure `json:"labels,omitzero"`
}

// Measure is a result against a threshold that was set beforehand, in words, and whether it was met.
type Measure struct {
	Result string `json:"result,omitempty"`
	Met    string `json:"met,omitempty"` // yes, partly, no
}

// InventoryView is an inventory with its system and what a check of it shows.
type InventoryView struct {
	System    register.View
	Inventory Inventory
	Check     InventoryCheck
}

const (
	mostSets   = 500
	mostOfText = 2000
)

// Inventory reads the inventory of a system, for members of its organisation.
func (s *Service) Inventory(ctx context.Context, actor account.Actor, systemID string) (InventoryView, error) {
	view, err := s.port.Systems.Own(ctx, actor, systemID)
	if err != nil {
		return InventoryView{}, err
	}
	found, err := s.inventory(ctx, view)
	if err != nil {
		return InventoryView{}, err
	}
	return InventoryView{System: view, Inventory: found, Check: CheckInventory(found.Sets)}, nil
}

func (s *Service) inventory(ctx context.Context, view register.View) (Inventory, error) {
	found, err := s.port.Store.Inventory(ctx, view.Record.OrganisationID, view.Record.ID)
	if fault.Is(err, fault.NotFound) {
		return Inventory{OrganisationID: view.Record.OrganisationID, SystemID: view.Record.ID}, nil
	}
	return found, err
}

// InventoryConflictError is the cause of a conflict on saving: the inventory as it stands now. Find it with errors.As.
type InventoryConflictError struct{ Theirs Inventory }

// Error says that the inventory has moved on.
func (*InventoryConflictError) Error() string {
	return "guide: the inventory has been changed by somebody else"
}

// Mark tells versions of a data set apart. Saving one demands the mark of what the page showed, so that two people may change different
// data sets at once, and the same one only one after the other. A data set that is not there has the mark of the zero one.
func (d DataSet) Mark() string {
	if d.ID == "" {
		return "none"
	}
	text, err := json.Marshal(d)
	if err != nil {
		return "unknown"
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// NewDataSetID is an id for a data set that is about to be written. A form that carries it can be sent twice and gives one data set.
func (s *Service) NewDataSetID() string { return s.port.IDs.New() }

// SaveDataSet writes one data set: in place of the one with its id, or last where there is none. seen is the [DataSet.Mark] of the one
// that was there when the page was read. Where somebody has changed, removed or written it since, nothing is written and the fault is a
// conflict with an *InventoryConflictError as cause; what others do to other data sets is no conflict.
func (s *Service) SaveDataSet(ctx context.Context, actor account.Actor, systemID, seen string, set DataSet) (Inventory, error) {
	const op = "guide.SaveDataSet"
	set.tidy()
	if err := set.check(op, ""); err != nil {
		return Inventory{}, err
	}
	if set.ID == "" {
		set.ID = s.port.IDs.New()
	} else if !register.ValidID(set.ID) {
		return Inventory{}, fault.New(op, fault.NotFound, "guide.no_such_set", nil)
	}
	return s.changeInventory(ctx, op, actor, systemID, func(i *Inventory) error {
		now, at := i.find(set.ID)
		switch {
		case now == set:
			return errNothingToDo
		case now.Mark() != seen:
			return conflictWith(op, *i)
		case at < 0:
			i.Sets = append(i.Sets, set)
		default:
			i.Sets[at] = set
		}
		return nil
	})
}

// RemoveDataSet takes a data set out of the inventory. seen is its mark when the page was read.
func (s *Service) RemoveDataSet(ctx context.Context, actor account.Actor, systemID, seen, id string) (Inventory, error) {
	const op = "guide.RemoveDataSet"
	return s.changeInventory(ctx, op, actor, systemID, func(i *Inventory) error {
		now, at := i.find(id)
		switch {
		case at < 0:
			return fault.New(op, fault.NotFound, "guide.no_such_set", nil)
		case now.Mark() != seen:
			return conflictWith(op, *i)
		}
		i.Sets = slices.Delete(i.Sets, at, at+1)
		return nil
	})
}

// find gives the data set with an id and its place; the zero one and -1 where there is none.
func (i Inventory) find(id string) (DataSet, int) {
	at := slices.IndexFunc(i.Sets, func(d DataSet) bool { return d.ID == id })
	if at < 0 {
		return DataSet{}, at
	}
	return i.Sets[at], at
}

// Set finds a data set by its id.
func (i Inventory) Set(id string) (DataSet, bool) {
	set, at := i.find(id)
	return set, at >= 0
}

func conflictWith(op string, theirs Inventory) error {
	return fault.New(op, fault.Conflict, "guide.inventory_conflict", nil).Because(&InventoryConflictError{Theirs: theirs})
}

// ReplaceInventory puts the data sets of a file in place of those there. Sets without an id, or with one that is given twice, get a new
// one. revision is that of the inventory when it was read: a file takes the place of everything, so any change since is a conflict.
func (s *Service) ReplaceInventory(ctx context.Context, actor account.Actor, systemID string, revision int64, sets []DataSet) (Inventory, error) {
	const op = "guide.ReplaceInventory"
	for i := range sets {
		sets[i].tidy()
		if err := sets[i].check(op, rowPath(i)); err != nil {
			return Inventory{}, err
		}
	}
	return s.changeInventory(ctx, op, actor, systemID, func(i *Inventory) error {
		if i.Revision != revision {
			return conflictWith(op, *i)
		}
		i.Sets = slices.Clone(sets)
		seen := map[string]bool{}
		for n := range i.Sets {
			if id := i.Sets[n].ID; !register.ValidID(id) || seen[id] {
				i.Sets[n].ID = s.port.IDs.New()
			}
			seen[i.Sets[n].ID] = true
		}
		return nil
	})
}

// errNothingToDo ends a change that would change nothing; the inventory keeps its revision.
var errNothingToDo = errors.New("guide: nothing to do")

// changeInventory lets change work on the inventory as it stands, within the transaction that writes it.
func (s *Service) changeInventory(ctx context.Context, op string, actor account.Actor, systemID string, change func(*Inventory) error) (Inventory, error) {
	view, err := s.ownToEdit(ctx, op, actor, systemID)
	if err != nil {
		return Inventory{}, err
	}
	var saved Inventory
	err = s.port.Tx.Write(ctx, func(ctx context.Context) error {
		found, err := s.inventory(ctx, view)
		if err != nil {
			return err
		}
		was := found.Revision
		found.Sets = slices.Clone(found.Sets)
		switch err := change(&found); {
		case errors.Is(err, errNothingToDo):
			saved = found
			return nil
		case err != nil:
			return err
		case len(found.Sets) > mostSets:
			return fault.New(op, fault.Invalid, "guide.too_many_sets", fault.Args{"max": mostSets})
		}
		found.Revision, found.UpdatedAt, found.UpdatedBy = was+1, s.port.Clock.Now(), actor.AccountID
		saved = found
		return s.port.Store.PutInventory(ctx, found, was)
	})
	return saved, err
}

func (d *DataSet) tidy() {
	for _, f := range DataFields() {
		at := f.Of(d)
		*at = strings.TrimSpace(strings.ReplaceAll(*at, "\r\n", "\n"))
	}
}

// check refuses what does not fit its field. prefix begins the paths.
func (d DataSet) check(op, prefix string) error {
	var fields []fault.Field
	for _, f := range DataFields() {
		if problem := f.problem(*f.Of(&d)); problem.Key != "" {
			problem.Path = prefix + f.ID
			fields = append(fields, problem)
		}
	}
	if d.Name == "" {
		fields = append(fields, fault.Field{Path: prefix + "name", Key: "guide.set_name"})
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "", nil).With(fields...)
}

func (f DataField) problem(value string) fault.Field {
	switch {
	case utf8.RuneCountInString(value) > mostOfText:
		return fault.Field{Key: "guide.set_long", Args: fault.Args{"max": mostOfText}}
	case value != "" && len(f.Codes) > 0 && !slices.Contains(f.Codes, value):
		return fault.Field{Key: "guide.set_code", Args: fault.Args{"codes": strings.Join(f.Codes, ", ")}}
	case value != "" && f.Date && !isPartialDate(value):
		return fault.Field{Key: "guide.set_date"}
	}
	return fault.Field{}
}

func isPartialDate(s string) bool {
	for _, layout := range [...]string{"2006-01-02", "2006-01", "2006"} {
		if len(s) == len(layout) {
			_, err := time.Parse(layout, s)
			return err == nil
		}
	}
	return false
}

// IsInventoryConflict finds what stands now, where saving met a conflict.
func IsInventoryConflict(err error) (Inventory, bool) {
	var conflict *InventoryConflictError
	if errors.As(err, &conflict) {
		return conflict.Theirs, true
	}
	return Inventory{}, false
}
