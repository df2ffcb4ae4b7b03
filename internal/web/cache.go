package web

import (
	"container/list"
	"net/http"
	"sync"

	"github.com/tillit-se/tillit/internal/i18n"
)

// Kept writes a public page that was made before, as long as version is the same, and otherwise makes and keeps it. version is
// whatever tells that the page has changed: for a record its id and revision, together with everything else that the page
// shows. Readers who are signed in, or have something to be told, get a page made for them. The view is a Public one.
func (r *Request) Kept(w http.ResponseWriter, version, name string, view func() (View, error)) error {
	if r.Viewer.SignedIn() || !r.reads() || r.hasFlash() {
		return r.renderMade(w, name, view)
	}
	key := pageKey{lang: r.Lang, address: r.again()}
	if page, ok := r.server.kept.get(key, version); ok {
		r.writePublic(w, page.html, page.etag)
		return nil
	}
	made, err := view()
	if err != nil {
		return err
	}
	html, err := r.compose(name, made, nil)
	if err != nil {
		return err
	}
	page := keptPage{key: key, version: version, html: html, etag: etag(html)}
	r.server.kept.put(page)
	r.writePublic(w, page.html, page.etag)
	return nil
}

func (r *Request) renderMade(w http.ResponseWriter, name string, view func() (View, error)) error {
	made, err := view()
	if err != nil {
		return err
	}
	return r.Render(w, http.StatusOK, name, made)
}

// pageKey is a page's address in a language.
type pageKey struct {
	lang    i18n.Lang
	address string
}

type keptPage struct {
	key     pageKey
	version string
	html    []byte
	etag    string
}

// pageCache holds the pages used last, up to a number of bytes.
type pageCache struct {
	mu    sync.Mutex
	most  int
	bytes int
	order *list.List // of keptPage, used last first
	pages map[pageKey]*list.Element
}

func newPageCache(most int) *pageCache {
	return &pageCache{most: most, order: list.New(), pages: map[pageKey]*list.Element{}}
}

func (c *pageCache) get(key pageKey, version string) (keptPage, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.pages[key]
	if !ok || element.Value.(keptPage).version != version {
		return keptPage{}, false
	}
	c.order.MoveToFront(element)
	return element.Value.(keptPage), true
}

func (c *pageCache) put(page keptPage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if old, ok := c.pages[page.key]; ok {
		c.remove(old)
	}
	// One page may not drive out most of the others.
	if page.size() > c.most/8 {
		return
	}
	c.pages[page.key] = c.order.PushFront(page)
	c.bytes += page.size()
	for c.bytes > c.most {
		c.remove(c.order.Back())
	}
}

func (c *pageCache) remove(element *list.Element) {
	page := c.order.Remove(element).(keptPage)
	delete(c.pages, page.key)
	c.bytes -= page.size()
}

// size counts what the page itself takes; keeping books takes some more.
func (p keptPage) size() int {
	return len(p.html) + len(p.key.address) + len(p.version) + len(p.etag) + 256
}
