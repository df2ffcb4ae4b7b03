package store

import (
	"context"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/register"
)

const listingFrom = `SELECT r.id, r.organisation_id, o.name_sv, o.name_en, o.name_other, r.name_sv, r.name_en, r.name_other, r.summary, r.state,
	r.current, r.has_draft, r.gathered, r.demo, r.slag, r.phase, r.phase_as_of, r.phase_confirmed, r.decision_role, r.impact, r.ai_act_class,
	r.reusable, r.sectors, r.created_at, r.updated_at, r.published_at
	FROM system_record r JOIN organisation o ON o.id = r.organisation_id `

func scanListing(row scanner) (register.Listing, error) {
	var l register.Listing
	var summary, sectors string
	var created, updated, published int64
	on, n, f := &l.OrganisationName, &l.Name, &l.Facts
	err := row.Scan(&l.ID, &l.OrganisationID, &on.SV, &on.EN, &on.Other, &n.SV, &n.EN, &n.Other, &summary, &l.State, &l.Current, &l.HasDraft,
		&l.Gathered, &l.Demo, &f.Slag, &f.Phase, &f.PhaseAsOf, &f.PhaseConfirmed, &f.DecisionRole, &f.Impact, &f.AIActClass, &f.Reusable,
		&sectors, &created, &updated, &published)
	if err != nil {
		return l, err
	}
	if sectors != "" {
		f.Sectors = strings.Split(sectors, ",")
	}
	l.CreatedAt, l.UpdatedAt, l.PublishedAt = clock.FromMicros(created), clock.FromMicros(updated), clock.FromMicros(published)
	return l, fromJSON(summary, &l.Summary)
}

// Listings implements register.Records.
func (s *Store) Listings(ctx context.Context, organisationID string, f register.MineFilter) ([]register.Listing, int, error) {
	const op = "store.Listings"
	const where = `WHERE r.organisation_id = $1 AND ($2 = '' OR r.state = $2) AND ($3 = 0 OR r.has_draft = 1)`
	args := []any{organisationID, string(f.State), bit(f.HasDraft)}
	total, err := s.count(ctx, op, "SELECT count(*) FROM system_record r "+where, args...)
	if err != nil {
		return nil, 0, err
	}
	list, err := collect(ctx, s, op, scanListing, listingFrom+where+" ORDER BY r.updated_at DESC, r.id DESC LIMIT $4 OFFSET $5",
		append(args, f.Page.Limit, f.Page.Offset)...)
	return list, total, err
}

// LatestPublic implements register.Records.
func (s *Store) LatestPublic(ctx context.Context, n int) ([]register.Listing, error) {
	return collect(ctx, s, "store.LatestPublic", scanListing,
		listingFrom+"WHERE r.current > 0 ORDER BY r.published_at DESC, r.id DESC LIMIT $1", n)
}

// PublicListings implements register.Records.
func (s *Store) PublicListings(ctx context.Context, ids []string) ([]register.Listing, error) {
	var all []register.Listing
	for _, id := range ids {
		found, err := collect(ctx, s, "store.PublicListings", scanListing, listingFrom+"WHERE r.id = $1 AND r.current > 0", id)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// PublicPlaces implements register.Records.
func (s *Store) PublicPlaces(ctx context.Context, skip, n int) ([]register.Place, error) {
	scan := func(row scanner) (register.Place, error) {
		var p register.Place
		var published int64
		err := row.Scan(&p.ID, &published)
		p.PublishedAt = clock.FromMicros(published)
		return p, err
	}
	return collect(ctx, s, "store.PublicPlaces", scan,
		"SELECT id, published_at FROM system_record WHERE current > 0 ORDER BY id LIMIT $1 OFFSET $2", n, skip)
}

// PublicOfOrganisation implements register.Records.
func (s *Store) PublicOfOrganisation(ctx context.Context, id string, p register.Page) ([]register.Listing, int, error) {
	const op = "store.PublicOfOrganisation"
	const where = "WHERE r.organisation_id = $1 AND r.current > 0"
	total, err := s.count(ctx, op, "SELECT count(*) FROM system_record r "+where, id)
	if err != nil {
		return nil, 0, err
	}
	list, err := collect(ctx, s, op, scanListing, listingFrom+where+" ORDER BY r.sort_key, r.id LIMIT $2 OFFSET $3", id, p.Limit, p.Offset)
	return list, total, err
}

// PublicOrganisations implements register.Records.
func (s *Store) PublicOrganisations(ctx context.Context, p register.Page) ([]register.OrganisationCount, int, error) {
	const op = "store.PublicOrganisations"
	const public = " WHERE EXISTS (SELECT 1 FROM system_record r WHERE r.organisation_id = o.id AND r.current > 0)"
	total, err := s.count(ctx, op, "SELECT count(*) FROM organisation o"+public)
	if err != nil {
		return nil, 0, err
	}
	scan := func(row scanner) (register.OrganisationCount, error) {
		c := register.OrganisationCount{Systems: map[register.Slag]int{}}
		return c, row.Scan(&c.ID, &c.Name.SV, &c.Name.EN, &c.Name.Other, &c.Type, &c.Country)
	}
	list, err := collect(ctx, s, op, scan, "SELECT o.id, o.name_sv, o.name_en, o.name_other, o.type, o.country FROM organisation o"+public+
		" ORDER BY o.sort_key, o.id LIMIT $1 OFFSET $2", p.Limit, p.Offset)
	if err != nil {
		return nil, 0, err
	}
	for i := range list {
		if err := s.countOwn(ctx, op, &list[i]); err != nil {
			return nil, 0, err
		}
	}
	return list, total, nil
}

// tally is a code with how often it occurs.
type tally struct {
	code string
	n    int
}

func scanTally(row scanner) (tally, error) {
	var t tally
	return t, row.Scan(&t.code, &t.n)
}

func (s *Store) countOwn(ctx context.Context, op string, c *register.OrganisationCount) error {
	tallies, err := collect(ctx, s, op, scanTally,
		"SELECT slag, count(*) FROM system_record WHERE organisation_id = $1 AND current > 0 GROUP BY slag", c.ID)
	for _, t := range tallies {
		c.Systems[register.Slag(t.code)] = t.n
		c.Total += t.n
	}
	return err
}

// PublicStamp implements register.Records: what is published last, how many records are public, and how often the public ones have
// changed.
func (s *Store) PublicStamp(ctx context.Context) (string, error) {
	var latest, last int64
	err := s.q(ctx).QueryRow(ctx, `SELECT COALESCE((SELECT max(published_at) FROM system_record WHERE current > 0), 0),
		COALESCE((SELECT max(finished_at) FROM import_batch), 0)`).Scan(&latest, &last)
	return strconv.FormatInt(latest, 36) + "." + strconv.FormatInt(last, 36), classify("store.PublicStamp", err)
}

// CountPublic implements register.Records with two passes over one index.
func (s *Store) CountPublic(ctx context.Context, slag register.Slag, freshFrom string) (register.Overview, error) {
	o := register.Overview{
		BySlag: map[register.Slag]int{}, Phases: map[register.Phase]register.PhaseCount{}, ByDecisionRole: map[register.DecisionRole]int{},
		ByImpact: map[string]int{}, ByAIActClass: map[string]int{}, ByReusable: map[register.YesNo]int{}, BySector: map[string]int{},
		ByOrganisationType: map[string]int{},
	}
	err := s.Read(ctx, func(ctx context.Context) error {
		if err := s.countCombinations(ctx, slag, freshFrom, &o); err != nil {
			return err
		}
		return s.countOrganisations(ctx, slag, &o)
	})
	return o, err
}

// combination is a set of values that records share, with their number.
type combination struct {
	slag                  register.Slag
	phase                 register.Phase
	standing              int // 0 outdated, 1 from a fresh source, 2 confirmed
	role                  register.DecisionRole
	impact, class, sector string
	reusable              register.YesNo
	n                     int
}

func (s *Store) countCombinations(ctx context.Context, slag register.Slag, freshFrom string, o *register.Overview) error {
	scan := func(row scanner) (combination, error) {
		var c combination
		return c, row.Scan(&c.slag, &c.phase, &c.standing, &c.role, &c.impact, &c.class, &c.reusable, &c.sector, &c.n)
	}
	all, err := collect(ctx, s, "store.CountPublic", scan, `SELECT slag, phase,
		CASE WHEN phase_confirmed = 1 THEN 2 WHEN phase_as_of >= $1 THEN 1 ELSE 0 END AS standing,
		decision_role, impact, ai_act_class, reusable, sectors, count(*)
		FROM system_record WHERE current > 0 AND ($2 = '' OR slag = $2)
		GROUP BY slag, phase, standing, decision_role, impact, ai_act_class, reusable, sectors`, freshFrom, string(slag))
	for _, c := range all {
		c.addTo(o)
	}
	return err
}

func (c combination) addTo(o *register.Overview) {
	o.Total += c.n
	o.BySlag[c.slag] += c.n
	o.ByDecisionRole[c.role] += c.n
	o.ByImpact[c.impact] += c.n
	o.ByAIActClass[c.class] += c.n
	o.ByReusable[c.reusable] += c.n
	for sector := range strings.SplitSeq(c.sector, ",") {
		o.BySector[sector] += c.n
	}
	phase := o.Phases[c.phase]
	switch c.standing {
	case 2:
		phase.Confirmed += c.n
	case 1:
		phase.Source += c.n
	default:
		phase.Outdated += c.n
	}
	o.Phases[c.phase] = phase
}

func (s *Store) countOrganisations(ctx context.Context, slag register.Slag, o *register.Overview) error {
	type owned struct {
		kind                   string
		organisations, systems int
	}
	scan := func(row scanner) (owned, error) {
		var w owned
		return w, row.Scan(&w.kind, &w.organisations, &w.systems)
	}
	all, err := collect(ctx, s, "store.CountPublic", scan, `SELECT o.type, count(*), CAST(sum(c.n) AS BIGINT) FROM organisation o
		JOIN (SELECT organisation_id, count(*) AS n FROM system_record WHERE current > 0 AND ($1 = '' OR slag = $1)
			GROUP BY organisation_id) c ON c.organisation_id = o.id GROUP BY o.type`, string(slag))
	for _, w := range all {
		o.Organisations += w.organisations
		o.ByOrganisationType[w.kind] += w.systems
	}
	return err
}
