package components

// Evidence asks for what backs an answer: a link, a file or both. The form sends NAME.link and NAME.file, and NAME.remove for each
// file to take away; the form must be multipart.
type Evidence struct {
	Name      string
	Label     string
	Help      string
	Error     string
	Link      string
	Files     []EvidenceFile // what is there already
	Accept    string         // file types, such as ".pdf,.docx"
	MaxMB     int            // said to the reader
	NoUploads string         // why files are not taken here, as in a demonstration; the file field is then left out
	Optional  bool
}

// EvidenceFile is a file that has been handed in.
type EvidenceFile struct {
	ID   string
	Name string
	Href string
	Size string // "230 kB"
}

// Template names the component's template.
func (Evidence) Template() string { return "evidence" }

// ID is the id of the link field, where an error leads.
func (e Evidence) ID() string { return FieldID(e.Name) }

// Described are the ids of help and error.
func (e Evidence) Described() string { return described(e.ID(), e.Help, e.Error) }

// Fill puts in the link that the form holds, and its problem. A browser never sends a file back.
func (e Evidence) Fill(from Answers) Evidence {
	e.Link = first(from.Values(e.Name + ".link"))
	e.Error = from.Problem(e.Name)
	return e
}
