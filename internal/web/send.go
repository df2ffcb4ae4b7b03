package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/web/edge"
)

// JSON writes a value that is a page's data: what stands at the page's address with the ending .json.
func (r *Request) JSON(w http.ResponseWriter, value any) error {
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false) // nobody reads it as HTML: the type says what it is, and nosniff that it is so
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("web: JSON: %w", err)
	}
	return r.Send(w, "application/json", data.Bytes())
}

// Send writes data of another type than a page: JSON, CSV, an Atom feed.
func (r *Request) Send(w http.ResponseWriter, contentType string, data []byte) error {
	return r.sendTagged(w, contentType, data, func() string { return etag(data) })
}

// keptFile is public data that changes only with the program, with its tag.
type keptFile struct {
	data []byte
	tag  string
}

// keepFile makes a function that writes a file when it is first asked for, and keeps it.
func keepFile(write func() ([]byte, error)) func() (keptFile, error) {
	return sync.OnceValues(func() (keptFile, error) {
		data, err := write()
		return keptFile{data, etag(data)}, err
	})
}

// sendTagged sends data; tag is asked for only where the data may be kept by others.
func (r *Request) sendTagged(w http.ResponseWriter, contentType string, data []byte, tagOf func() string) error {
	h := w.Header()
	h.Add("Vary", "Cookie")
	if r.Viewer.SignedIn() {
		h.Set("Cache-Control", "no-store")
	} else {
		tag := tagOf()
		h.Set("Cache-Control", "public, no-cache")
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // the reader has gone; there is nobody to tell
	}
	return nil
}

// SendFile writes a file that somebody has handed in. It is always saved and never shown, and could do nothing if it were.
func (r *Request) SendFile(w http.ResponseWriter, name, contentType string, content io.ReadSeeker) {
	h := w.Header()
	h.Set("Content-Security-Policy", edge.FilePolicy)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", disposition(name))
	http.ServeContent(w, r.Request, "", time.Time{}, content)
}

// disposition names the file without folders or control characters.
func disposition(name string) string {
	name = clean(name[strings.LastIndexAny(name, `/\`)+1:])
	name = strings.NewReplacer("\n", " ", "\t", " ").Replace(name)
	if header := mime.FormatMediaType("attachment", map[string]string{"filename": name}); name != "" && header != "" {
		return header
	}
	return "attachment"
}
