package components

// Provision is a place in the law, with its wording one click away.
type Provision struct {
	Label   string // "28 § förvaltningslagen (2017:900)"
	Wording string // empty when we do not hold it; then it is only a link
	Lang    string // language of label and wording, when not the page's
	Says    string // what it means in our own words
	Href    string // the source
	Note    string // "gäller från 2 augusti 2026"
}

// Template names the component's template.
func (Provision) Template() string { return "provision" }
