// Package format reads and writes records in files: Tillit's own formats (tillit, csv), the inventories of US federal agencies (us-2025, us-2024) and the
// Dutch publication standard (nl-1.0).
//
// A format is a pure function from a file to rows of package register; it knows no database. Nothing that a source says is
// dropped: a value goes to the field that means the same, and what has no field, or lost a nuance when it was translated to
// a code, is kept in System.Foreign in the source's own words.
package format

import "github.com/tillit-se/tillit/internal/register"

// All are the formats of this package.
func All() []register.Format {
	return []register.Format{Tillit(), CSV(), US2025(), US2024(), NL10()}
}
