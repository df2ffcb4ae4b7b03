package statute_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

// seeds are short texts with one of each kind of thing, and the conformance texts when they are at hand.
func seeds(f *testing.F) {
	for _, text := range []string{
		"", "1 § Text.", "/Träder i kraft I:2024-07-01/\nRubrik\n\n1 § Text. Lag (2024:1).", "2 kap.\n\n2 §\n/Upphör att gälla U:den dag regeringen bestämmer/",
		"AVDELNING I\n\nTITEL\n\nArtikel 1\n\n1. x\n\na) y\n\n1. z\n\n- å", "a   b\n    c\nd  e\n\nf\tg", "Övergångsbestämmelser\n\n1998:204\n\n1. Genom lagen upphävs lagen (1973:289) om x.",
		"Bilaga 1 /Träder i kraft I:0001-01-01/\n\nord-\ntext", "---\nbeteckning: 1911:104\n---\n# Titel\n## 1 §\n\nText", "§ 1.\n\n1 mom. x\n\n2 mom. y", "\u00a0\u2003-\u00a0x", "SFS nr: 2009:400\n\n1 § a",
	} {
		f.Add([]byte(text))
	}
	if root := os.Getenv("TILLIT_CONFORMANCE"); root != "" {
		files, _ := filepath.Glob(filepath.Join(root, "sfs-parse", "*.txt"))
		for _, file := range files {
			if data, err := os.ReadFile(file); err == nil {
				f.Add(data)
			}
		}
	}
}

// FuzzParse checks that no input makes the parser fail, lose a word or use one twice, and that everything made of the result works.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := statute.Decode(data)
		if err != nil {
			return
		}
		s, err := statute.Parse(text, statute.Options{SFS: "2020:1"})
		if err != nil {
			return
		}
		checkEveryWord(t, "fuzz", s)
		s.Repeals()
		s.At(date.Must(2024, 7, 1))
		var out bytes.Buffer
		if err := s.WriteTree(&out, statute.TreeOptions{At: date.Must(2024, 7, 1)}); err != nil {
			t.Fatal(err)
		}
		if _, err := json.Marshal(s); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzParseRecord checks that no JSON makes the reader of records fail.
func FuzzParseRecord(f *testing.F) {
	f.Add([]byte(`{"beteckning":"2024:1","ikraftDateTime":"0001-01-01T00:00:00","fulltext":{"forfattningstext":"1 § x"}}`))
	f.Add([]byte(`{"beteckning":"x"`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := statute.ParseRecord(data); err == nil {
			checkEveryWord(t, "fuzz", s)
		}
	})
}
