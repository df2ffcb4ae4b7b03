package account

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/ledger"
)

// Rename gives the actor's own account another name.
func (s *Service) Rename(ctx context.Context, actor Actor, name string) error {
	const op = "account.Rename"
	if actor.AccountID == "" || actor.Token {
		return fault.New(op, fault.Unauthenticated, "", nil)
	}
	name = strings.TrimSpace(name)
	if err := invalid(op, checkName(name)); err != nil {
		return err
	}
	return s.tx.Write(ctx, func(ctx context.Context) error {
		found, err := s.store.AccountByID(ctx, actor.AccountID)
		if err != nil || found.Name == name {
			return err
		}
		found.Name = name
		if err := s.store.UpdateAccount(ctx, found); err != nil {
			return err
		}
		return s.log(ctx, actor, ledger.AccountChanged, found.ID, map[string]any{"changed": "name"})
	})
}

// OrganisationForm is what an organisation's administrators may change.
type OrganisationForm struct {
	Name i18n.Text
	// RenamedOn is the ISO date of a change of name: the old name is then kept with its period. Empty means that the old name was
	// wrong, and it is forgotten.
	RenamedOn string
	Number    string // organisationsnummer, ten digits, may be empty
	Type      string // code of the vocabulary organisation_type
	Website   string // http or https, may be empty
	Contact   string // where the public writes: a function's address, may be empty
}

const maxContact = 200

func (f *OrganisationForm) trim() {
	for _, text := range []*string{&f.Name.SV, &f.Name.EN, &f.Number, &f.Website, &f.Contact} {
		*text = strings.TrimSpace(*text)
	}
}

func (f *OrganisationForm) check(op string, today time.Time) error {
	var fields []*fault.Field
	add := func(wrong bool, path, key string, args fault.Args) {
		if wrong {
			fields = append(fields, &fault.Field{Path: path, Key: key, Args: args})
		}
	}
	types, err := OrganisationTypes()
	if err != nil {
		return err
	}
	codes := make([]string, len(types))
	for i, t := range types {
		codes[i] = t.Code
	}
	add(f.Name.SV == "", "name.sv", "account.organisation_missing", nil)
	for path, name := range map[string]string{"name.sv": f.Name.SV, "name.en": f.Name.EN} {
		add(utf8.RuneCountInString(name) > 200, path, "account.name_long", fault.Args{"max": 200})
	}
	add(f.Number != "" && !ValidNumber(f.Number), "number", "account.number_invalid", nil)
	add(!slices.Contains(codes, f.Type), "type", "account.organisation_type", nil)
	add(f.Website != "" && !webAddress(f.Website), "website", "account.website_invalid", nil)
	add(utf8.RuneCountInString(f.Contact) > maxContact || strings.ContainsAny(f.Contact, "<>\n\r"), "contact", "account.contact_invalid",
		fault.Args{"max": maxContact})
	if f.RenamedOn != "" {
		day, err := time.Parse(time.DateOnly, f.RenamedOn)
		add(err != nil || day.After(today), "renamed_on", "account.renamed_on", nil)
	}
	return invalid(op, fields...)
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil && len(s) <= 2000
}

// UpdateOrganisation changes an organisation, for its administrators. revision is that of the organisation when it was read; where it
// has moved on the fault is a conflict.
func (s *Service) UpdateOrganisation(ctx context.Context, actor Actor, id string, revision int64, form OrganisationForm) (Organisation, error) {
	const op = "account.UpdateOrganisation"
	if err := s.needAdministrator(op, actor, id); err != nil {
		return Organisation{}, err
	}
	form.trim()
	if err := form.check(op, s.clock.Now()); err != nil {
		return Organisation{}, err
	}
	var o Organisation
	err := s.tx.Write(ctx, func(ctx context.Context) (err error) {
		if o, err = s.store.Organisation(ctx, id); err != nil {
			return err
		}
		if o.Revision != revision {
			return fault.New(op, fault.Conflict, "account.organisation_changed", nil)
		}
		if o.Name != form.Name && form.RenamedOn != "" {
			o.Names = slices.Insert(slices.Clone(o.Names), 0, formerName(o, form.RenamedOn))
		}
		form.Name.Other = o.Name.Other
		o.Name, o.Number, o.Type, o.Website, o.Contact = form.Name, form.Number, form.Type, form.Website, form.Contact
		o.Revision = revision + 1
		return s.store.UpdateOrganisation(ctx, o, revision)
	})
	return o, err
}

// formerName is the name in force as it will stand among the earlier ones: from when the one before it ended.
func formerName(o Organisation, until string) NamePeriod {
	period := NamePeriod{Name: o.Name, Until: until}
	if len(o.Names) > 0 {
		period.From = o.Names[0].Until
	}
	return period
}
