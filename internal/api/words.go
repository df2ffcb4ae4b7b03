package api

import (
	"regexp"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
)

// phrases are what huma and encoding/json say is wrong with a request, each with our words for it. The named part of a pattern is the
// value of the message. What stands here is what requests to our operations can get; see wordsFor for the rest.
var phrases = []struct {
	pattern *regexp.Regexp
	key     string
}{
	{regexp.MustCompile(`^unexpected property$`), "api.field.unknown"},
	{regexp.MustCompile(`^unknown query parameter$`), "api.field.unknown_parameter"},
	{regexp.MustCompile(`^expected required property (?P<v>.+) to be present$`), "api.field.required"},
	{regexp.MustCompile(`^expected boolean$|^invalid boolean$`), "api.field.boolean"},
	{regexp.MustCompile(`^expected number$|^invalid float(ing value)?$`), "api.field.number"},
	{regexp.MustCompile(`^expected integer$|^invalid integer$`), "api.field.integer"},
	{regexp.MustCompile(`^expected string$`), "api.field.string"},
	{regexp.MustCompile(`^expected array$`), "api.field.array"},
	{regexp.MustCompile(`^expected object$`), "api.field.object"},
	{regexp.MustCompile(`^expected value to be one of "(?P<v>.+)"$`), "api.field.one_of"},
	{regexp.MustCompile(`^expected number >= (?P<v>.+)$`), "api.field.least"},
	{regexp.MustCompile(`^expected number <= (?P<v>.+)$`), "api.field.most"},
	{regexp.MustCompile(`^expected length <= (?P<v>.+)$`), "api.field.longest"},
	{regexp.MustCompile(`^expected array length <= (?P<v>.+)$`), "api.field.most_items"},
	{regexp.MustCompile(`^expected string to be RFC 3339 date-time$`), "api.field.moment"},
	{regexp.MustCompile(`^request body is required$`), "api.field.body"},
	{regexp.MustCompile(`^unknown content type: (?P<v>.*)$`), "api.field.media"},
	{regexp.MustCompile(`^(unexpected end of JSON input|invalid character .+|unexpected EOF)$`), "api.field.json"},
}

// wordsFor says in the reader's language what is wrong with a field of a request. What we have no words for is given as it came.
func wordsFor(p *i18n.Printer, message string) string {
	for _, phrase := range phrases {
		found := phrase.pattern.FindStringSubmatch(message)
		if found == nil {
			continue
		}
		args := fault.Args{"text": message}
		if i := phrase.pattern.SubexpIndex("v"); i > 0 {
			args["value"] = found[i]
		}
		return p.T(phrase.key, args)
	}
	return p.T("api.field.other", fault.Args{"text": message})
}
