package web

import (
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/store/storetest"
)

// TestServePublicPages serves the public pages with the real content at the address in TILLIT_SERVE until the test times out, for looking
// at them: TILLIT_SERVE=127.0.0.1:8090 go test -run TestServePublicPages -timeout 30m ./internal/web
func TestServePublicPages(t *testing.T) {
	address := os.Getenv("TILLIT_SERVE")
	if address == "" {
		t.Skip("TILLIT_SERVE is not set: it names the address to serve at")
	}
	p := newPublicSite(t, func(r *storetest.Register) { realContent(t, r) })
	server := &http.Server{Addr: address, Handler: p.handler, ReadHeaderTimeout: time.Second}
	t.Log(server.ListenAndServe())
}
