package web

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/tillit-se/tillit/internal/store/storetest"
)

// BenchmarkRecordPage compares the record page that is kept, the one that is made each time, and a bare handler that writes the same
// bytes: each through the whole edge, without the network.
func BenchmarkRecordPage(b *testing.B) {
	var id string
	p := newPublicSite(b, func(r *storetest.Register) { id = r.Publish(b, r.One, storetest.Complete("Postsortering")).ID })
	page := []byte(p.get("/systems/" + id).Text)
	bare := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(page) })
	for _, c := range []struct {
		name    string
		handler http.Handler
		path    string
	}{
		{"kept", p.handler, "/systems/" + id},
		{"made", p.handler, "/systems/" + id + "?made"},
		{"bare behind the edge", p.Wrap(bare), "/systems/" + id},
		{"bare", bare, "/systems/" + id},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				w := httptest.NewRecorder()
				c.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, c.path, nil))
				p.log.Reset()
			}
		})
		b.Run(c.name+" over TCP", func(b *testing.B) { overTCP(b, p, c.handler, c.path) })
	}
}

func overTCP(b *testing.B, p *publicSite, handler http.Handler, path string) {
	p.log.Reset()
	server := httptest.NewServer(handler)
	defer server.Close()
	client := server.Client()
	for b.Loop() {
		response, err := client.Get(server.URL + path)
		if err != nil {
			b.Fatal(err)
		}
		var body bytes.Buffer
		_, _ = body.ReadFrom(response.Body)
		_ = response.Body.Close()
		p.log.Reset()
	}
}
