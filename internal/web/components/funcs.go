package components

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/i18n"
)

// funcs are the functions of every template in one language.
//
//	{{t "web.skip"}}  {{t "web.step" "number" 2 "total" 9}}   a message, with named values
//	{{n "web.list.count" .Total}}                                  a message that depends on a number
//	{{say "web.footer.licence" "link" (a "/licence" "EUPL")}}   a message with markup in its slots
//	{{url "/systems/" .ID}}  {{a "/about" "Om"}}                 an address, and a link, in the page's language
//	{{component .Name}}                                          a component
//	{{date "2026-05-04"}} {{day .At}} {{moment .At}} {{number .Count}} {{percent .Part .Whole}}
func funcs(set *Set, p *i18n.Printer) template.FuncMap {
	html := func(c Component) (template.HTML, error) { return set.HTML(p.Lang(), c) }
	return template.FuncMap{
		"t": func(key string, pairs ...any) (string, error) {
			args, err := named(pairs)
			return p.T(key, args), err
		},
		"n": func(key string, n int, pairs ...any) (string, error) {
			args, err := named(pairs)
			return p.N(key, n, args), err
		},
		"say": func(key string, pairs ...any) (template.HTML, error) {
			args, err := named(pairs)
			if err != nil {
				return "", err
			}
			return Say(p, key, args), nil
		},
		"component": html,
		"a": func(path, label string) (template.HTML, error) {
			return html(Link{Href: Path(p.Lang(), path), Label: label})
		},
		"link":    func(href, label string) Link { return Link{Href: href, Label: label} },
		"prose":   func(text string) Prose { return Prose{Value: text} },
		"url":     func(parts ...any) string { return Path(p.Lang(), join(parts)) },
		"lang":    func() string { return string(p.Lang()) },
		"date":    p.Date,
		"day":     func(at time.Time) string { return p.Day(at) },
		"moment":  func(at time.Time) string { return p.Moment(at) },
		"iso":     func(at time.Time) string { return at.UTC().Format(time.RFC3339) },
		"number":  func(n int) string { return p.Number(int64(n)) },
		"percent": p.Percent,
	}
}

// named turns "name", value, "name", value into a map.
func named(pairs []any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("components: message values come in pairs of name and value, got %d", len(pairs))
	}
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("components: the name of a message value must be a string, got %T", pairs[i])
		}
		args[name] = pairs[i+1]
	}
	return args, nil
}

func join(parts []any) string {
	var b strings.Builder
	for i, part := range parts {
		text := fmt.Sprint(part)
		if i > 0 && i%2 == 1 {
			text = url.PathEscape(text)
		}
		b.WriteString(text)
	}
	return b.String()
}

// Path is the address of a page in a language: "/systems" in Swedish is "/en/systems" in English. What is no page of ours
// (another site, a fragment, a file under /static, the API) is left alone.
func Path(lang i18n.Lang, path string) string {
	if lang != i18n.English || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || outside(path) {
		return path
	}
	if path == "/" {
		return "/en"
	}
	if strings.HasPrefix(path, "/?") || strings.HasPrefix(path, "/#") {
		return "/en" + path[1:]
	}
	return "/en" + path
}

func outside(path string) bool {
	for _, prefix := range []string{"/static/", "/v1/", "/en/"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return path == "/en" || path == "/api-info" || path == "/openapi.yaml"
}

// Say prints a message and puts markup into its slots: a sentence with a link stays one message that a translator can turn
// around. Values that are template.HTML stand as they are; everything else, and the message itself, is escaped.
func Say(p *i18n.Printer, key string, args map[string]any) template.HTML {
	var b strings.Builder
	for _, part := range p.Parts(key) {
		if part.Slot == "" {
			b.WriteString(template.HTMLEscapeString(part.Text))
			continue
		}
		switch value := args[part.Slot].(type) {
		case template.HTML:
			b.WriteString(string(value))
		case int:
			b.WriteString(template.HTMLEscapeString(p.Number(int64(value))))
		case nil:
			b.WriteString(template.HTMLEscapeString("{" + part.Slot + "}"))
		default:
			b.WriteString(template.HTMLEscapeString(fmt.Sprint(value)))
		}
	}
	return template.HTML(b.String()) //nolint:gosec // every piece is escaped above or was template.HTML already
}
