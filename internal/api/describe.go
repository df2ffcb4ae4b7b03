package api

import (
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tillit-se/tillit/internal/register"
)

// introduce fills in what the API says of itself as a whole.
func (a *API) introduce(o *huma.OpenAPI) {
	o.Info = &huma.Info{
		Title: "Tillit", Version: Version,
		Description: "Registret över AI-lösningar i svensk offentlig förvaltning, bedömningsmallar och statistik. " +
			"Begränsningar: page × limit är högst 10 000, en kropp högst 4 MB. Läsning av det publicerade kräver ingen nyckel.\n\n" +
			"The register of AI systems in Swedish public administration, instruments and statistics. " +
			"Limitations: page × limit is at most 10,000, a body at most 4 MB. Reading what is published needs no key.",
		Contact:        &huma.Contact{Name: "Tillit", URL: "https://github.com/tillit-se/tillit", Email: "tillit@example.org"},
		License:        &huma.License{Name: "EUPL-1.2", URL: "https://eupl.eu/1.2/sv/"},
		TermsOfService: "https://github.com/tillit-se/tillit/blob/main/docs/api.md",
		Extensions: map[string]any{
			"x-sla": map[string]string{
				"availability": "Bestäms av den som driver installationen. / Decided by whoever runs the installation.",
				"responseTime": "Bestäms av den som driver installationen. / Decided by whoever runs the installation.",
				"support":      "Ärenden i kodarkivet. / Issues in the repository.",
			},
			"x-limitations": "page × limit ≤ 10 000; request body ≤ 4 MB",
		},
	}
	o.ExternalDocs = &huma.ExternalDocs{Description: "Dokumentation / Documentation", URL: "https://github.com/tillit-se/tillit/blob/main/docs/api.md"}
	o.Servers = []*huma.Server{{URL: "/", Description: "Installationen själv. / The installation itself."}}
	o.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", Description: "API-nyckel från sidan Mitt konto. / API key from the page My account."},
	}
	o.Tags = []*huma.Tag{
		{Name: tagSystems, Description: "Publicerade AI-lösningar. / Published AI systems."},
		{Name: tagDrafts, Description: "Den egna organisationens utkast. / Drafts of one's own organisation."},
		{Name: tagOrganisations, Description: "Organisationer. / Organisations."},
		{Name: tagGuide, Description: "AI-guiden. / The AI guide."},
		{Name: tagInstruments, Description: "Bedömningsmallar. / Instruments."},
		{Name: tagDecisions, Description: "Beslutsmodeller med lagrum. / Decision models with provisions."},
		{Name: tagStatistics, Description: "Statistik, kodlistor och fält. / Statistics, code lists and fields."},
		{Name: tagArchitecture, Description: "Referensarkitekturens byggblock. / Building blocks of the reference architecture."},
		{Name: tagMask, Description: "Maskning av text. / Masking of text."},
		{Name: "info", Description: "Om API:et. / About the API."},
	}
}

// describe completes what huma has generated: the fields of a system get the words of their definitions, every answer a description,
// and every body an example.
func (a *API) describe(o *huma.OpenAPI) error {
	a.describeSystem(o)
	for _, path := range slices.Sorted(maps.Keys(o.Paths)) {
		for _, op := range operationsOf(o.Paths[path]) {
			if err := complete(o, op); err != nil {
				return fmt.Errorf("api: %s: %w", op.OperationID, err)
			}
		}
	}
	return nil
}

func operationsOf(item *huma.PathItem) []*huma.Operation {
	var found []*huma.Operation
	for _, op := range []*huma.Operation{item.Get, item.Put, item.Post, item.Delete, item.Patch} {
		if op != nil {
			found = append(found, op)
		}
	}
	return found
}

// describeSystem gives the fields of a system the labels and help of their definitions: form, page and API say the same.
func (a *API) describeSystem(o *huma.OpenAPI) {
	registry := o.Components.Schemas
	system := registry.Schema(reflect.TypeFor[register.System](), false, "System")
	for _, field := range a.Register.Definitions().All() {
		property := propertyAt(registry, system, field.ID)
		if property == nil || property.Ref != "" {
			continue
		}
		property.Description = field.Label.SV + ". / " + field.Label.EN + "."
		for _, code := range field.Codes {
			if !field.Open {
				property.Examples = appendExample(property, code.Code)
				break
			}
		}
	}
}

func appendExample(s *huma.Schema, code string) []any {
	if s.Type == huma.TypeString {
		return []any{code}
	}
	return nil
}

// propertyAt finds the schema of a field by its path, such as "risks.measure".
func propertyAt(registry huma.Registry, s *huma.Schema, path string) *huma.Schema {
	for _, name := range strings.Split(path, ".") {
		if s = resolve(registry, s); s == nil {
			return nil
		}
		if s.Type == huma.TypeArray {
			s = resolve(registry, s.Items)
		}
		if s = s.Properties[name]; s == nil {
			return nil
		}
	}
	return s
}

func resolve(registry huma.Registry, s *huma.Schema) *huma.Schema {
	for s != nil && s.Ref != "" {
		s = registry.SchemaFromRef(s.Ref)
	}
	return s
}

func complete(o *huma.OpenAPI, op *huma.Operation) error {
	if op.RequestBody != nil {
		op.RequestBody.Description = "JSON i UTF-8. / JSON in UTF-8."
		if op.RequestBody.Content["text/plain"] != nil {
			op.RequestBody.Description = "Text i UTF-8. / Text in UTF-8."
		}
		addExamples(o, op.RequestBody.Content)
	}
	if slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == "If-None-Match" }) {
		op.Responses[strconv.Itoa(http.StatusNotModified)] = &huma.Response{}
	}
	for status, response := range op.Responses {
		code, err := strconv.Atoi(status)
		if err != nil && status != "default" {
			return err
		}
		response.Description = responseText(code)
		addExamples(o, response.Content)
	}
	return nil
}

func responseText(status int) string {
	switch {
	case status == http.StatusNotModified:
		return "Inget har ändrats. / Nothing has changed."
	case status >= 200 && status < 300:
		return "Det gick bra. / Done."
	case status == http.StatusUnauthorized:
		return "Nyckel saknas eller gäller inte. / No key, or one that does not hold."
	case status == http.StatusForbidden:
		return "Nyckeln ger inte rätt till detta. / The key does not permit this."
	case status == http.StatusNotFound:
		return "Finns inte, eller syns inte för den som frågar. / Does not exist, or not for the one who asks."
	case status == http.StatusConflict:
		return "Någon annan har ändrat emellan. / Somebody else has changed it meanwhile."
	case status == http.StatusPreconditionRequired:
		return "If-Match saknas. / If-Match is missing."
	case status == http.StatusUnprocessableEntity:
		return "Det som skickades kan inte tas emot; errors säger varför. / What was sent cannot be taken; errors says why."
	}
	return "Fel; detail säger vad som hände. / An error; detail says what happened."
}

func addExamples(o *huma.OpenAPI, bodies map[string]*huma.MediaType) {
	for _, body := range bodies {
		if body.Schema != nil && body.Examples == nil {
			body.Examples = map[string]*huma.Example{"exempel": {Value: exampleOf(o.Components.Schemas, body.Schema, 0)}}
		}
	}
}

// maxExample is how deep an example goes.
const maxExample = 4

// exampleOf makes an example of a schema: that of the field where one is given, else one put together from its parts.
func exampleOf(registry huma.Registry, s *huma.Schema, depth int) any {
	s = resolve(registry, s)
	switch {
	case s == nil:
		return nil
	case len(s.Examples) > 0:
		return s.Examples[0]
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Default != nil:
		return s.Default
	case s.Format == "date-time":
		return "2026-11-22T12:00:00Z"
	}
	switch s.Type {
	case huma.TypeObject:
		return exampleObject(registry, s, depth)
	case huma.TypeArray:
		if depth >= maxExample {
			return []any{}
		}
		return []any{exampleOf(registry, s.Items, depth+1)}
	case huma.TypeInteger, huma.TypeNumber:
		return 1
	case huma.TypeBoolean:
		return false
	case huma.TypeString:
		return "text"
	}
	return map[string]any{}
}

func exampleObject(registry huma.Registry, s *huma.Schema, depth int) any {
	object := map[string]any{}
	if depth >= maxExample {
		return object
	}
	for name, property := range s.Properties {
		object[name] = exampleOf(registry, property, depth+1)
	}
	return object
}
