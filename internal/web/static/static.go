// Package static holds the style sheets, the script and the pictures of the pages, and serves them.
//
// The style sheets are several source files, joined in the order of their names into one. Every file is served under an
// address with the hash of its content, so that browsers may keep it for ever. Nothing here may be made at request time.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed css/*.css *.js *.svg
var files embed.FS

// Prefix is where the files are served.
const Prefix = "/static/"

// Assets is all files, ready to be sent. It is immutable and safe for concurrent use.
type Assets struct {
	paths  map[string]string // "tillit.css" → "/static/tillit.0123456789ab.css"
	byPath map[string]asset
}

type asset struct {
	contentType string
	plain       []byte
	gzipped     []byte
}

// Style is the style sheet as one text, for files that are read elsewhere.
func Style() (string, error) {
	css, err := bundle()
	return string(css), err
}

var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// New joins, hashes and compresses the embedded files.
func New() (*Assets, error) {
	a := &Assets{paths: map[string]string{}, byPath: map[string]asset{}}
	css, err := bundle()
	if err != nil {
		return nil, err
	}
	if err := a.add("tillit.css", css); err != nil {
		return nil, err
	}
	names, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	for _, entry := range names {
		if entry.IsDir() {
			continue
		}
		data, err := files.ReadFile(entry.Name())
		if err != nil {
			return nil, fmt.Errorf("static: %w", err)
		}
		if err := a.add(entry.Name(), data); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// bundle joins the style sheets in the order of their names.
func bundle() ([]byte, error) {
	names, err := fs.Glob(files, "css/*.css")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	var css bytes.Buffer
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("static: %w", err)
		}
		css.Write(data)
	}
	return css.Bytes(), nil
}

func (a *Assets) add(name string, data []byte) error {
	var gzipped bytes.Buffer
	w := gzip.NewWriter(&gzipped)
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("static: %s: %w", name, err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("static: %s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	address := Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	a.paths[name] = address
	a.byPath[address] = asset{contentType: contentTypes[ext], plain: data, gzipped: gzipped.Bytes()}
	return nil
}

// Path is the address of a file, such as "tillit.css". An unknown name is an error, so that a template that asks for it fails its test.
func (a *Assets) Path(name string) (string, error) {
	address, ok := a.paths[name]
	if !ok {
		return "", fmt.Errorf("static: there is no file %q", name)
	}
	return address, nil
}

// Serve sends the file at the request's address, and tells whether there is one.
func (a *Assets) Serve(w http.ResponseWriter, r *http.Request) bool {
	file, ok := a.byPath[r.URL.Path]
	if !ok {
		return false
	}
	body := file.plain
	h := w.Header()
	h.Set("Content-Type", file.contentType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = file.gzipped
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader has gone; there is nobody to tell
	}
	return true
}
