package htmltest

import (
	"strings"

	"golang.org/x/net/html"
)

// CheckPage reports what is wrong with any page: no language or title, not one h1, levels of headings left out, an id that stands
// twice or is pointed at and missing, a field without a label, a link that leads nowhere, a picture without words, and anything
// that the content security policy forbids.
func (d *Doc) CheckPage() {
	d.t.Helper()
	if d.One("html").Attr("lang") == "" {
		d.t.Error("the page has no language")
	}
	if d.Text("head title") == "" {
		d.t.Error("the page has no title")
	}
	if n := len(d.All("h1")); n != 1 {
		d.t.Errorf("the page has %d h1, want 1", n)
	}
	d.checkHeadings()
	d.CheckPiece()
}

// CheckPiece is CheckPage for a piece of a page: without language, title and headings.
func (d *Doc) CheckPiece() {
	d.t.Helper()
	ids := d.checkIDs()
	d.checkReferences(ids)
	d.checkFields()
	d.checkPolicy()
	for _, link := range d.All("a") {
		if link.Attr("href") == "" || strings.Contains(link.Attr("href"), "ZgotmplZ") {
			d.t.Errorf("the link %q leads nowhere: %q", link.Text(), link.Attr("href"))
		}
		if link.Text() == "" {
			d.t.Errorf("the link to %q has no text", link.Attr("href"))
		}
	}
	for _, picture := range d.All("svg") {
		if picture.Attr("aria-hidden") != "true" && picture.Attr("aria-labelledby") == "" {
			d.t.Error("a picture has neither words nor aria-hidden")
		}
	}
}

func (d *Doc) checkHeadings() {
	d.t.Helper()
	last := 0
	for n := range d.root.Descendants() {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			continue
		}
		level := int(n.Data[1] - '0')
		// The error summary stands before the h1, so that it is read first.
		if level > max(last, 1)+1 {
			d.t.Errorf("the heading %q is an h%d right under an h%d", Node{n}.Text(), level, last)
		}
		last = level
	}
}

func (d *Doc) checkIDs() map[string]bool {
	d.t.Helper()
	ids := map[string]bool{}
	for _, node := range d.All("[id]") {
		id := node.Attr("id")
		if ids[id] {
			d.t.Errorf("the id %q stands twice", id)
		}
		ids[id] = true
	}
	return ids
}

// checkReferences checks what points at ids, except links: those may lead to a part that another state of the page has.
func (d *Doc) checkReferences(ids map[string]bool) {
	d.t.Helper()
	for _, name := range []string{"for", "aria-describedby", "aria-labelledby"} {
		for _, node := range d.All("[" + name + "]") {
			for _, id := range strings.Fields(node.Attr(name)) {
				if !ids[id] {
					d.t.Errorf("%s of <%s> points at %q, which is not there", name, node.Tag(), id)
				}
			}
		}
	}
}

func (d *Doc) checkFields() {
	d.t.Helper()
	labelled := map[string]bool{}
	for _, label := range d.All("label") {
		if label.Text() != "" {
			labelled[label.Attr("for")] = true
		}
	}
	for _, tag := range []string{"input", "select", "textarea"} {
		for _, field := range d.All(tag) {
			if field.Attr("type") == "hidden" {
				continue
			}
			if !labelled[field.Attr("id")] {
				d.t.Errorf("the field %q has no label", field.Attr("name"))
			}
			if field.Has("required") {
				d.t.Errorf("the field %q is checked by the browser; our own words must say what is missing", field.Attr("name"))
			}
		}
	}
}

func (d *Doc) checkPolicy() {
	d.t.Helper()
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "style" || n.Data == "script" && !(Node{n}).Has("src")) {
			d.t.Errorf("there is an inline <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				d.t.Errorf("<%s> has the attribute %s", n.Data, a.Key)
			}
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				d.t.Errorf("<%s> has a script in %s", n.Data, a.Key)
			}
		}
	}
}
