package static_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/web/static"
)

func TestFilesAreServedUnderTheirHashForEver(t *testing.T) {
	assets, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	for name, contentType := range map[string]string{
		"tillit.css": "text/css", "tillit.js": "text/javascript", "favicon.svg": "image/svg+xml", "wordmark.svg": "image/svg+xml",
	} {
		address, err := assets.Path(name)
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^/static/[a-z]+\.[0-9a-f]{12}\.[a-z]+$`).MatchString(address) {
			t.Errorf("%s is at %s", name, address)
		}
		plain, packed := fetch(t, assets, address, ""), fetch(t, assets, address, "br, gzip")
		if !strings.HasPrefix(plain.Header().Get("Content-Type"), contentType) || !strings.Contains(plain.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %v", name, plain.Header())
		}
		reader, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := read(t, plain.Body), read(t, reader); a != b || a == "" {
			t.Errorf("%s: the packed file is not the plain one", name)
		}
	}
}

func TestUnknownFilesAreNotServed(t *testing.T) {
	assets, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := assets.Path("no.css"); err == nil {
		t.Error("no error for an unknown name")
	}
	for _, address := range []string{"/static/tillit.css", "/static/../static.go", "/static/css/10-tokens.css"} {
		if assets.Serve(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, address, nil)) {
			t.Errorf("%s was served", address)
		}
	}
}

func TestHeadSendsNoBody(t *testing.T) {
	assets, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	address, err := assets.Path("tillit.js")
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	assets.Serve(w, httptest.NewRequest(http.MethodHead, address, nil))
	if w.Body.Len() != 0 || w.Header().Get("Content-Length") == "0" {
		t.Errorf("%d bytes, Content-Length %s", w.Body.Len(), w.Header().Get("Content-Length"))
	}
}

func TestStyleSheetsLoadNothingFromElsewhere(t *testing.T) {
	files, err := filepath.Glob("css/*.css")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d style sheets, %v", len(files), err)
	}
	for _, file := range files {
		text := source(t, file)
		for _, bad := range []string{"url(", "@import", "http:", "https:", "!important", "expression("} {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %s", file, bad)
			}
		}
		if strings.Count(text, "{") != strings.Count(text, "}") {
			t.Errorf("%s: brackets do not match", file)
		}
	}
}

func TestOnlyTokensNameColours(t *testing.T) {
	colour := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(`)
	files, err := filepath.Glob("css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		base := filepath.Base(file)
		if base == "10-tokens.css" || base == "90-print.css" {
			continue
		}
		if found := colour.FindString(source(t, file)); found != "" {
			t.Errorf("%s names the colour %s; use a token", file, found)
		}
	}
}

func TestOnlyDefinedTokensAreUsed(t *testing.T) {
	defined := map[string]bool{}
	for _, name := range regexp.MustCompile(`(?m)^\s*(--[a-z0-9-]+):`).FindAllStringSubmatch(source(t, "css/10-tokens.css"), -1) {
		defined[name[1]] = true
	}
	files, err := filepath.Glob("css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for _, use := range regexp.MustCompile(`var\((--[a-z0-9-]+)`).FindAllStringSubmatch(source(t, file), -1) {
			if !defined[use[1]] {
				t.Errorf("%s uses %s, which is not a token", file, use[1])
			}
		}
	}
}

func fetch(t *testing.T, assets *static.Assets, address, accept string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Accept-Encoding", accept)
	if !assets.Serve(w, r) {
		t.Fatalf("%s is not served", address)
	}
	return w
}

func read(t *testing.T, r io.Reader) string {
	t.Helper()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func source(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
