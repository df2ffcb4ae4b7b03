package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

// seed makes every run's records the same.
const seed = 20261122

// writeRecords writes n varied records as a file of the format tillit and gives their ids.
func writeRecords(path string, n int) ([]string, error) {
	models, err := gathered()
	if err != nil {
		return nil, err
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	out := bufio.NewWriterSize(file, 1<<20)
	var ids []string
	records := func(yield func(register.ExportRecord, error) bool) {
		for r := range varied(models, n) {
			ids = append(ids, r.ID)
			if !yield(r, nil) {
				return
			}
		}
	}
	return ids, errors.Join(format.Tillit().Write(out, records), out.Flush(), file.Close())
}

// gathered reads the real records.
func gathered() ([]register.Row, error) {
	reader, err := format.Gathered().Open(nil, register.Options{})
	if err != nil {
		return nil, err
	}
	var rows []register.Row
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
}

var (
	phases  = []register.Phase{"", register.Idea, register.Exploration, register.Development, register.Testing, register.InUse, register.InUse, register.Retired}
	impacts = []string{"", "", "low", "low", "moderate", "high"}
	roles   = []register.DecisionRole{register.Supports, register.Supports, register.Informs, register.Decides, register.RoleComponent}
	sectors = []string{"health_care", "education", "taxation", "social_services", "planning_building", "environment", "transport", "public_administration"}
)

// varied makes records out of the real ones: texts of several put together, other codes, five hundred organisations.
func varied(models []register.Row, n int) iter.Seq[register.ExportRecord] {
	return func(yield func(register.ExportRecord) bool) {
		random := rand.New(rand.NewPCG(seed, seed))
		for i := range n {
			if !yield(record(models, random, i)) {
				return
			}
		}
	}
}

func record(models []register.Row, random *rand.Rand, i int) register.ExportRecord {
	pick := func() register.System { return models[random.IntN(len(models))].System }
	s := pick()
	other, third := pick(), pick()
	s.Name = register.Text{SV: s.Name.SV + " " + place(i), EN: s.Name.EN + " " + place(i)}
	s.Purpose, s.Lessons, s.Data.Description = other.Summary, third.Results, other.Data.Description
	s.DecisionRole, s.Impact.Level = roles[random.IntN(len(roles))], impacts[random.IntN(len(impacts))]
	s.Sectors = []string{sectors[random.IntN(len(sectors))]}
	s.Phases = nil
	if phase := phases[random.IntN(len(phases))]; phase != "" {
		s.Phases = []register.PhaseEntry{{Phase: phase, AsOf: fmt.Sprintf("%d-0%d", 2020+random.IntN(7), 1+random.IntN(9))}}
	}
	owner := random.IntN(500)
	return register.ExportRecord{
		ID:           madeID("record", i),
		Organisation: register.ExportOrganisation{ID: madeID("body", owner), Name: register.Text{SV: "Testorganisation " + place(owner)}, Type: "municipality", Country: "SE"},
		State:        register.Published,
		Version:      register.ExportVersion{Number: 1, PublishedAt: time.Date(2026, 1, 1, 0, 0, i, 0, time.UTC)},
		System:       s,
	}
}

// place is a made-up place name, one for each number.
func place(i int) string {
	starts := []string{"Norr", "Söder", "Väster", "Öster", "Ny", "Gammel", "Stor", "Lill", "Björk", "Gran"}
	ends := []string{"by", "köping", "ås", "hamn", "vik", "torp", "fors", "sund", "lunda", "berga"}
	return fmt.Sprintf("%s%s %d", starts[i%10], ends[i/10%10], i/100)
}

// madeID is a UUIDv7 in form, out of a kind and a number.
func madeID(kind string, i int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", kind, i))
	h := hex.EncodeToString(sum[:16])
	return fmt.Sprintf("0193%s-%s-7%s-8%s-%s", h[:4], h[4:8], h[8:11], h[11:14], h[14:26])
}

// searchAddress is the i-th search: words of all kinds, half of them filtered, one in ten without words.
func searchAddress(i int) string {
	words := []string{"chattbot", "ansiktsigenkänning", "tal till text", "kommun", "skatt deklaration", "bildanalys", "språkmodell", "beslut", "ärenden handläggare", "norrköping"}
	query := url.Values{}
	if i%10 != 0 {
		query.Set("q", words[i%len(words)])
	}
	if i%2 == 0 {
		query.Set("phase", []string{"in_use", "testing", "development"}[i%3])
		query.Set("sector", sectors[i%len(sectors)])
	}
	return "/systems?" + strings.TrimSuffix(query.Encode(), "&")
}
