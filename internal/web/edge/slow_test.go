package edge

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestABodyThatComesTooSlowlyIsAnsweredAndCutOff(t *testing.T) {
	server := httptest.NewServer(LimitBody(1000)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body.(*limited).whole.within(50 * time.Millisecond) // sooner than a minute
		if _, err := io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
	})))
	defer server.Close()
	client, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	_ = client.SetReadDeadline(time.Now().Add(10 * time.Second))
	_, _ = fmt.Fprint(client, "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\na")
	answer, err := io.ReadAll(client) // until the server closes the connection
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 422") {
		t.Errorf("answer %q, %v", answer, err)
	}
}
