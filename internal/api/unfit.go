package api

import (
	"strings"

	"github.com/danielgtaylor/huma/v2/validation"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
)

// humaMessage is what huma says of a request, in English, and the key of our words for it. Where its message has a place for a value, so
// has ours: {value}.
type humaMessage struct{ format, key string }

// humaMessages are those that our operations can give rise to. Others are shown as they are.
func humaMessages() []humaMessage {
	return []humaMessage{
		{"request body is required", "api.unfit.body"},
		{"request body read timeout", "api.unfit.slow"},
		{"unknown content type: %v", "api.unfit.content_type"},
		{"unknown query parameter", "api.unfit.parameter"},
		{"required query parameter is missing", "api.unfit.missing"},
		{"required header parameter is missing", "api.unfit.missing"},
		{"unexpected end of JSON input", "api.unfit.json_ends"},
		{"invalid character %v", "api.unfit.json"},
		{"invalid integer", "api.unfit.integer"},
		{"invalid float", "api.unfit.number"},
		{"invalid boolean", "api.unfit.boolean"},
		{validation.MsgUnexpectedProperty, "api.unfit.property"},
		{validation.MsgExpectedRFC3339DateTime, "api.unfit.instant"},
		{validation.MsgExpectedRFC3339Date, "api.unfit.date"},
		{validation.MsgExpectedBoolean, "api.unfit.boolean"},
		{validation.MsgExpectedNumber, "api.unfit.number"},
		{validation.MsgExpectedInteger, "api.unfit.integer"},
		{validation.MsgExpectedString, "api.unfit.string"},
		{validation.MsgExpectedArray, "api.unfit.array"},
		{validation.MsgExpectedObject, "api.unfit.object"},
		{validation.MsgExpectedOneOf, "api.unfit.one_of"},
		{validation.MsgExpectedMinimumNumber, "api.unfit.least"},
		{validation.MsgExpectedMaximumNumber, "api.unfit.most"},
		{validation.MsgExpectedMinLength, "api.unfit.least_length"},
		{validation.MsgExpectedMaxLength, "api.unfit.most_length"},
		{validation.MsgExpectedMinItems, "api.unfit.least_items"},
		{validation.MsgExpectedMaxItems, "api.unfit.most_items"},
		{validation.MsgExpectedRequiredProperty, "api.unfit.required"},
	}
}

// said is a message of huma's in the caller's language; in English too, so that both say the same. One that we have no words for is
// shown as it is.
func said(p *i18n.Printer, message string) string {
	for _, m := range humaMessages() {
		if value, ok := valueIn(m.format, message); ok {
			return p.T(m.key, fault.Args{"value": value})
		}
	}
	return message
}

// valueIn tells whether a message was made with a format that holds at most one verb, and with which value.
func valueIn(format, message string) (string, bool) {
	for _, verb := range []string{"%v", "%s", "%d"} {
		before, after, found := strings.Cut(format, verb)
		if !found {
			continue
		}
		rest, begins := strings.CutPrefix(message, before)
		value, ends := strings.CutSuffix(rest, after)
		return value, begins && ends && value != ""
	}
	return "", format == message
}
