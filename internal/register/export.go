package register

import (
	"time"

	"github.com/tillit-se/tillit/internal/account"
)

// ExportRecord is the one JSON form of a public record: of /systems/{id}.json, of the API and of the format tillit. It never
// holds a draft, nor who published.
type ExportRecord struct {
	ID           string             `json:"id"`
	Organisation ExportOrganisation `json:"organisation"`
	State        State              `json:"state"` // published or retired
	Gathered     bool               `json:"gathered"`
	Demo         bool               `json:"demo,omitempty"`
	Retirement   *Retirement        `json:"retirement,omitempty"`
	Version      ExportVersion      `json:"version"`
	System       System             `json:"system"`
}

// ExportOrganisation is the owner of an exported record.
type ExportOrganisation struct {
	ID          string               `json:"id"`
	Name        Text                 `json:"name"`
	Names       []account.NamePeriod `json:"names,omitempty"`
	Type        string               `json:"type,omitempty"`
	Country     string               `json:"country,omitempty"`
	Number      string               `json:"number,omitempty"`
	Identifiers []account.Identifier `json:"identifiers,omitempty"`
	Website     string               `json:"website,omitempty"`
}

// ExportVersion is the published version that an exported record holds.
type ExportVersion struct {
	Number      int       `json:"number"`
	PublishedAt time.Time `json:"published_at"`
	Hash        string    `json:"hash"` // SHA-256 in hex over the canonical JSON (RFC 8785) of "system"
	Note        string    `json:"note,omitempty"`
	Origin      *Origin   `json:"origin,omitempty"`
}

// ExportView gives a view its JSON form.
func ExportView(v View) ExportRecord {
	o := v.Organisation
	return ExportRecord{
		ID: v.Record.ID,
		Organisation: ExportOrganisation{
			ID: o.ID, Name: o.Name, Names: o.Names, Type: o.Type, Country: o.Country, Number: o.Number,
			Identifiers: o.Identifiers, Website: o.Website,
		},
		State: v.Record.State, Gathered: v.Record.Gathered, Demo: v.Record.Demo, Retirement: v.Record.Retirement,
		Version: ExportVersion{
			Number: v.Version.Number, PublishedAt: v.Version.PublishedAt, Hash: v.Version.Hash, Note: v.Version.Note,
			Origin: v.Version.Origin,
		},
		System: v.Version.System,
	}
}
