package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
)

// flash is what is said on the page after a redirect, such as "Utkastet är sparat": a message, not a text, so that it is in the
// language of the page that shows it.
type flash struct {
	Key  string     `json:"k"`
	Args fault.Args `json:"a,omitempty"`
}

const (
	flashSeconds  = 120
	longestCookie = 2048
)

// Redirect sends the reader on after a POST, in the same language, and has the page there say the message key; an empty key
// says nothing.
func (r *Request) Redirect(w http.ResponseWriter, path, key string, args ...fault.Args) error {
	if key != "" {
		f := flash{Key: key}
		if len(args) > 0 {
			f.Args = args[0]
		}
		if err := r.setFlash(w, f); err != nil {
			return err
		}
	}
	http.Redirect(w, r.Request, r.To(path), http.StatusSeeOther)
	return nil
}

func (r *Request) setFlash(w http.ResponseWriter, f flash) error {
	data, err := json.Marshal(f)
	if err != nil {
		return fault.Wrap("web.Redirect", fault.Internal, err)
	}
	payload := base64.RawURLEncoding.EncodeToString(data)
	value := payload + "." + r.server.sign(payload)
	if len(value) > longestCookie {
		return nil // a message too long to carry is not worth failing what was saved
	}
	http.SetCookie(w, r.server.flashCookie(value, flashSeconds))
	return nil
}

// hasFlash tells whether there may be something to say.
func (r *Request) hasFlash() bool {
	_, err := r.Cookie(r.server.flashName())
	return err == nil
}

// takeFlash reads what is to be said and removes it. What is not signed by us is ignored: nobody else may put words on our pages.
func (r *Request) takeFlash(w http.ResponseWriter) *components.Notice {
	cookie, err := r.Cookie(r.server.flashName())
	if err != nil {
		return nil
	}
	http.SetCookie(w, r.server.flashCookie("", -1))
	payload, signature, _ := strings.Cut(cookie.Value, ".")
	if !hmac.Equal([]byte(signature), []byte(r.server.sign(payload))) {
		return nil
	}
	data, err := base64.RawURLEncoding.DecodeString(payload)
	var f flash
	if err != nil || json.Unmarshal(data, &f) != nil || !r.Printer.Has(f.Key) {
		return nil
	}
	return &components.Notice{Kind: components.Success, Text: r.T(f.Key, f.Args)}
}

func (s *Server) sign(payload string) string {
	mac := hmac.New(sha256.New, s.config.Secret)
	mac.Write([]byte("flash\x00" + payload))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// flashName has the prefix that keeps other hosts of the domain from setting the cookie, where TLS allows it.
func (s *Server) flashName() string {
	if s.https {
		return "__Host-tillit-flash"
	}
	return "tillit-flash"
}

func (s *Server) flashCookie(value string, seconds int) *http.Cookie {
	return &http.Cookie{
		Name: s.flashName(), Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: s.https, SameSite: http.SameSiteLaxMode,
	}
}
