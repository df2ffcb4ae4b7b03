package format_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

var update = flag.Bool("update", false, "write the golden files anew")

const columnsFile = "../../../docs/csv-columns.md"

// The list of columns in the documentation is written from the definitions: go test ./internal/register/format -update.
func TestTheDocumentedColumnsAreThoseThatAreWritten(t *testing.T) {
	want := columnsDocument(t)
	if *update {
		if err := os.WriteFile(columnsFile, want, 0o644); err != nil { //nolint:gosec // documentation
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(columnsFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the definitions say; run with -update", columnsFile)
	}
}

func columnsDocument(t *testing.T) []byte {
	t.Helper()
	defs, err := register.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	var file, out bytes.Buffer
	if err := format.CSV().Write(&file, all(nil)); err != nil {
		t.Fatal(err)
	}
	heading := strings.Split(strings.TrimSpace(strings.TrimPrefix(file.String(), "\ufeff")), ",")
	out.WriteString("# Columns of the format csv\n\nWritten from `content/fields/system.yaml` by a test; do not edit by hand. How cells are written: [formats](formats.md).\n\n")
	out.WriteString("| column | meaning | betydelse | type | codes |\n|---|---|---|---|---|\n")
	for _, column := range heading {
		id := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(column, ".sv"), ".en"), ".other")
		def, ok := defs.Field(id)
		if !ok {
			fmt.Fprintf(&out, "| `%s` | | | of the record, not of its content | |\n", column)
			continue
		}
		codes := def.Vocabulary
		if codes != "" {
			codes = "`content/vocabularies/" + codes + ".yaml`"
		}
		for i, o := range def.Options {
			if i > 0 {
				codes += ", "
			}
			codes += "`" + o.Code + "`"
		}
		fmt.Fprintf(&out, "| `%s` | %s | %s | %s | %s |\n", column, def.Label.EN, def.Label.SV, def.Type, codes)
	}
	return out.Bytes()
}
