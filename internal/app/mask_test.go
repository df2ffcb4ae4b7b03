package app

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/config"
)

const letter = "😀 Anna Svensson, 811218-9876, ringde från 070-174 06 05."

func TestATextIsMaskedThroughTheAPI(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	got := h.ask(t, http.MethodPost, "/v1/mask", map[string]any{"text": letter}).want(t, 200)
	if want := "😀 [PERSON 1], [PERSONNUMMER 1], ringde från [TELEFON 1]."; got.body["text"] != want {
		t.Errorf("masked to %v", got.body["text"])
	}
	if got.header.Get("Cache-Control") != "no-store" {
		t.Error("the answer may be kept")
	}
	spans := got.body["spans"].([]any)
	person := spans[0].(map[string]any)
	for member, want := range map[string]any{
		"start": 5.0, "end": 18.0, "runeStart": 2.0, "utf16Start": 3.0, "utf16End": 16.0, "class": "person", "operator": "label", "replacement": "[PERSON 1]",
	} {
		if person[member] != want {
			t.Errorf("%s is %v, want %v", member, person[member], want)
		}
	}
	if report := got.body["report"].(map[string]any); report["hits"] != 3.0 {
		t.Errorf("report %v", report)
	}
	kept := h.ask(t, http.MethodPost, "/v1/mask", map[string]any{"text": letter, "keep": []int{5}, "labels": "en", "format": "text"}).want(t, 200)
	if want := "😀 Anna Svensson, [PERSONNUMMER 1], ringde från [PHONE 1]."; kept.body["text"] != want || kept.body["spans"] != nil {
		t.Errorf("masked to %s", kept.raw)
	}
	black := h.ask(t, http.MethodPost, "/v1/mask", map[string]any{"text": letter, "profile": "disclosure"}).want(t, 200)
	if !strings.HasPrefix(black.body["text"].(string), "😀 █████, █████,") {
		t.Errorf("masked to %s", black.raw)
	}
}

func TestWhatCannotBeMaskedIsAProblemWithoutTheText(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	for name, c := range map[string]struct {
		path   string
		body   any
		status int
	}{
		"larger than the limit":      {"/v1/mask", map[string]any{"text": strings.Repeat(letter, 30_000)}, 413},
		"a profile that needs a key": {"/v1/mask", map[string]any{"text": letter, "profile": "test_data"}, 422},
		"no such profile":            {"/v1/mask", map[string]any{"text": letter, "profile": "svensson"}, 422},
		"no text":                    {"/v1/mask", map[string]any{"profile": "all"}, 422},
		"a text that is not UTF-8":   {"/v1/mask", "{\"text\": \"Anna Sv\xe5rd\"}", 422},
		"a text with NUL":            {"/v1/mask", `{"text": "A\u0000n\u0000n\u0000a\u0000"}`, 422},
		"a stream that is not UTF-8": {"/v1/mask/stream", "Svensson \xe5", 422},
		"a stream of UTF-16":         {"/v1/mask/stream", "\xff\xfeS\x00", 422},
		"no such profile, streamed":  {"/v1/mask/stream?profile=x", letter, 422},
		"a line without end":         {"/v1/mask/stream", strings.Repeat("x", 2<<20), 422},
	} {
		got := h.ask(t, http.MethodPost, c.path, c.body)
		if got.status != c.status || got.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
		if bytes.Contains(got.raw, []byte("Anna")) || bytes.Contains(got.raw, []byte("811218")) {
			t.Errorf("%s: the problem holds the text: %s", name, got.raw)
		}
		for _, member := range []string{"type", "title", "status", "detail", "instance"} {
			if got.body[member] == nil {
				t.Errorf("%s: no %s in %s", name, member, got.raw)
			}
		}
	}
}

// TestAStreamIsAnsweredWhileItIsBeingSent holds the rest of the text back until the beginning of the answer has come.
func TestAStreamIsAnsweredWhileItIsBeingSent(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	reader, writer := io.Pipe()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+"/v1/mask/stream?labels=en", reader)
	if err != nil {
		t.Fatal(err)
	}
	begun := make(chan struct{})
	go func() {
		_, _ = io.WriteString(writer, strings.Repeat("Inget särskilt.\n", 100_000)+letter+"\n")
		<-begun
		_, _ = io.WriteString(writer, letter)
		_ = writer.Close()
	}()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	first := make([]byte, 100)
	if _, err := io.ReadFull(response.Body, first); err != nil {
		t.Fatal(err)
	}
	close(begun)
	rest, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(rest, []byte("😀 [PERSON 1], [PERSONNUMMER 1], ringde från [PHONE 1].")) || response.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%s ends with %q", response.Header, rest[max(0, len(rest)-100):])
	}
}

// TestAStreamThatFailsLateIsCutOff: a client that got the beginning must not take it for the whole.
func TestAStreamThatFailsLateIsCutOff(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	text := strings.Repeat("Inget särskilt.\n", 200_000) + "\xff"
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+"/v1/mask/stream", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return // cut before the head was read
	}
	defer response.Body.Close()
	if got, err := io.ReadAll(response.Body); err == nil {
		t.Errorf("%d bytes of %d were taken for the whole", len(got), len(text))
	}
}

func TestTooManyTextsFromOneAddressMustWait(t *testing.T) {
	now := clock.NewManual(time.Now().UTC()) // which stands still: on a slow machine the minute would end before the texts are sent
	h := openHouseWith(t, filepath.Join(t.TempDir(), "tillit.db"), Options{Clock: now})
	last := answer{}
	for range 130 {
		if last = h.ask(t, http.MethodPost, "/v1/mask", map[string]any{"text": "x"}); last.status != 200 {
			break
		}
	}
	if last.status != 429 || last.header.Get("Retry-After") == "" {
		t.Errorf("%d %s", last.status, last.raw)
	}
	now.Advance(2 * time.Minute)
	h.ask(t, http.MethodPost, "/v1/mask", map[string]any{"text": "x"}).want(t, 200)
}

// TestNothingOfATextIsLogged serves with a log that notes everything.
func TestNothingOfATextIsLogged(t *testing.T) {
	var log bytes.Buffer
	a, err := Open(t.Context(), config.Config{DB: filepath.Join(t.TempDir(), "tillit.db"), DataDir: t.TempDir(), Addr: "127.0.0.1:0"},
		Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	ctx, stop := context.WithCancel(t.Context())
	url, done := make(chan string, 1), make(chan error, 1)
	go func() { done <- a.Serve(ctx, ServeOptions{Ready: func(u string) { url <- u }}) }()
	h := &house{App: a, url: <-url}
	h.ask(t, http.MethodPost, "/v1/mask", map[string]any{"text": letter}).want(t, 200)
	h.ask(t, http.MethodPost, "/v1/mask", `{"text": "Anna Svensson`)
	h.ask(t, http.MethodPost, "/v1/mask/stream", letter).want(t, 200)
	h.ask(t, http.MethodPost, "/v1/mask/stream", letter+"\xff")
	h.ask(t, http.MethodPost, "/mask", "text=Anna+Svensson&profile=all", "Content-Type", "application/x-www-form-urlencoded")
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if log.Len() == 0 {
		t.Fatal("nothing was logged at all: the test sees nothing")
	}
	for _, value := range []string{"Anna", "Svensson", "811218"} {
		if strings.Contains(log.String(), value) {
			t.Errorf("%q stands in the log:\n%s", value, log.String())
		}
	}
}
