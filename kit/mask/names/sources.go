package names

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

//go:embed data/given.csv.gz data/world-names.tsv.gz data/cities.txt.gz data/municipalities.csv data/localities.csv data/authorities.csv data/*-own.txt
var sources embed.FS

// GivenName is a given name with how many bear it in Sweden.
type GivenName struct {
	Name       string
	Women, Men int
}

// GivenNames reads the list of given names, the commonest first. It is decoded at every call: keep what you need.
func GivenNames() ([]GivenName, error) {
	rows, err := csvRows("data/given.csv.gz", 3)
	if err != nil {
		return nil, err
	}
	list := make([]GivenName, 0, len(rows))
	for i, row := range rows {
		women, err1 := strconv.Atoi(row[1])
		men, err2 := strconv.Atoi(row[2])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("names: given names, row %d: counts %q and %q are not numbers", i+2, row[1], row[2])
		}
		list = append(list, GivenName{Name: row[0], Women: women, Men: men})
	}
	return list, nil
}

// Surnames reads our own list of Swedish surnames, in the order of the file: the commonest come first.
func Surnames() ([]string, error) {
	text, err := read("data/surnames-own.txt")
	if err != nil {
		return nil, err
	}
	var list []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			list = append(list, strings.Fields(line)...)
		}
	}
	return dedupe(list), nil
}

// Origin is a set of names of one language area.
type Origin struct {
	// Locale is the area, such as "fi" or "sr_RS_latin".
	Locale string
	First  []string
	Last   []string
}

// Origins reads names of language areas written in Latin script, from @faker-js/faker (MIT).
func Origins() ([]Origin, error) {
	text, err := read("data/world-names.tsv.gz")
	if err != nil {
		return nil, err
	}
	var list []Origin
	for line := range strings.Lines(text) {
		cols := strings.Split(strings.TrimSpace(line), "\t")
		if len(list) == 0 || list[len(list)-1].Locale != cols[0] {
			list = append(list, Origin{Locale: cols[0]})
		}
		if len(cols) < 3 {
			continue
		}
		if cols[1] == "last" {
			list[len(list)-1].Last = strings.Fields(cols[2])
			continue
		}
		list[len(list)-1].First = strings.Fields(cols[2])
	}
	return list, nil
}

// Municipalities gives the 290 municipalities without the word kommun or stad: Österåker, Borås.
func Municipalities() ([]string, error) {
	rows, err := csvRows("data/municipalities.csv", 3)
	if err != nil {
		return nil, err
	}
	known, err := Localities()
	if err != nil {
		return nil, err
	}
	list := make([]string, 0, len(rows))
	for _, row := range rows {
		name := strings.TrimSuffix(strings.TrimSuffix(row[1], " kommun"), " stad")
		if base, genitive := strings.CutSuffix(name, "s"); genitive && (slices.Contains(known, base) || !slices.Contains(known, name)) {
			name = base
		}
		list = append(list, name)
	}
	return list, nil
}

// Counties gives the 21 counties: Stockholms län.
func Counties() ([]string, error) {
	rows, err := csvRows("data/municipalities.csv", 3)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, row := range rows {
		list = append(list, row[2])
	}
	return dedupe(list), nil
}

// Localities gives 2,006 Swedish localities.
func Localities() ([]string, error) {
	rows, err := csvRows("data/localities.csv", 1)
	if err != nil {
		return nil, err
	}
	list := make([]string, 0, len(rows))
	for _, row := range rows {
		list = append(list, row[0])
	}
	return list, nil
}

// Places gives provinces, continents, seas and large cities of the world, and parts of Swedish cities.
func Places() ([]string, error) { return ownList("data/places-own.txt") }

// Cities gives towns of the world in Latin script, from @faker-js/faker (MIT).
func Cities() ([]string, error) { return ownList("data/cities.txt.gz") }

// Authorities gives the names in the register of authorities.
func Authorities() ([]string, error) {
	rows, err := csvRows("data/authorities.csv", 3)
	if err != nil {
		return nil, err
	}
	list := make([]string, 0, len(rows))
	for _, row := range rows {
		list = append(list, row[1])
	}
	return dedupe(list), nil
}

// Organisations gives parties, companies, papers, clubs and other bodies that Swedish text speaks of.
func Organisations() ([]string, error) { return ownList("data/organisations-own.txt") }

// ownList reads names parted by semicolons; lines that begin with # are remarks.
func ownList(path string) ([]string, error) {
	text, err := read(path)
	if err != nil {
		return nil, err
	}
	var list []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.SplitSeq(line, ";") {
			if name = strings.TrimSpace(name); name != "" {
				list = append(list, name)
			}
		}
	}
	return dedupe(list), nil
}

func dedupe(list []string) []string {
	seen := make(map[string]bool, len(list))
	kept := list[:0]
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// csvRows reads an embedded CSV file without its heading, whose rows must have so many columns.
func csvRows(path string, columns int) ([][]string, error) {
	text, err := read(path)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = columns
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("names: %s: %w", path, err)
	}
	return rows[min(1, len(rows)):], nil
}

func read(path string) (string, error) {
	data, err := sources.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("names: %w", err)
	}
	if !strings.HasSuffix(path, ".gz") {
		return string(data), nil
	}
	zr, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return "", fmt.Errorf("names: %s: %w", path, err)
	}
	text, err := io.ReadAll(zr)
	if err != nil {
		return "", fmt.Errorf("names: %s: %w", path, err)
	}
	return string(text), nil
}

// Products gives products, programs, makes and brands that are no names of persons.
func Products() ([]string, error) { return ownList("data/products-own.txt") }

// OwnNames reads our own lists of names that are common in language areas, and of Swedish short forms (area "sv", in First).
func OwnNames() ([]Origin, error) {
	text, err := read("data/names-own.txt")
	if err != nil {
		return nil, err
	}
	var list []Origin
	for line := range strings.Lines(text) {
		cols := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(cols) != 3 {
			continue
		}
		if len(list) == 0 || list[len(list)-1].Locale != cols[0] {
			list = append(list, Origin{Locale: cols[0]})
		}
		if cols[1] == "last" {
			list[len(list)-1].Last = strings.Fields(cols[2])
			continue
		}
		list[len(list)-1].First = strings.Fields(cols[2])
	}
	return list, nil
}
