package register

import (
	"context"
	"slices"
)

// Compare sets two published versions of a record side by side.
func (s *Service) Compare(ctx context.Context, id string, older, newer int) (Comparison, error) {
	var c Comparison
	err := s.port.Tx.Read(ctx, func(ctx context.Context) error {
		before, err := s.VersionOf(ctx, id, older)
		if err != nil {
			return err
		}
		after, err := s.VersionOf(ctx, id, newer)
		if err != nil {
			return err
		}
		c = Comparison{
			Old: before.Version.Info(), New: after.Version.Info(),
			Changes: s.defs.Changes(before.Version.System, after.Version.System),
		}
		return nil
	})
	return c, err
}

// Changes lists the fields in which two systems differ, in the order of the form. Items of a list are compared by their place, so an
// item put first shows as a change of all that follow.
func (d *Definitions) Changes(older, newer System) []FieldChange {
	before, after := d.values(older), d.values(newer)
	var changes []FieldChange
	for path, old := range before {
		if now := after[path]; now != old {
			changes = append(changes, FieldChange{Field: idOf(path), Path: path, Old: old, New: now})
		}
	}
	for path, now := range after {
		if _, there := before[path]; !there {
			changes = append(changes, FieldChange{Field: idOf(path), Path: path, New: now})
		}
	}
	slices.SortFunc(changes, func(a, b FieldChange) int {
		if byForm := d.order(a.Field) - d.order(b.Field); byForm != 0 {
			return byForm
		}
		return comparePaths(a.Path, b.Path)
	})
	return changes
}

// values are the values of a system by path: one per language of a text, one per place in a list.
func (d *Definitions) values(s System) map[string]string {
	values := map[string]string{}
	d.walk(s, func(l leaf) {
		for _, p := range l.texts() {
			values[p.path] = p.value
		}
	})
	return values
}

// comparePaths orders paths so that place 10 in a list comes after place 9, and Swedish before English.
func comparePaths(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}
