package components

// Link is a link in running text or in a list.
type Link struct {
	Href    string
	Label   string
	Hint    string // a line below, in lists
	Lang    string // the language of the label, when it is not the page's
	Current bool   // the page that the reader is on
	Hidden  string // said by screen readers after the label: "Ändra" + "syfte"
}

// Template names the component's template.
func (Link) Template() string { return "link" }

// LinkList is a list of links under a heading. It becomes a navigation landmark when it has a heading.
type LinkList struct {
	ID      string // needed once there are two on a page; "links" when empty
	Heading string
	Links   []Link
	Inline  bool // in a row with dots between, as "Hämta: CSV · JSON"
}

// Template names the component's template.
func (LinkList) Template() string { return "link-list" }

// Anchor is the id of the heading.
func (l LinkList) Anchor() string {
	if l.ID == "" {
		return "links"
	}
	return l.ID
}
