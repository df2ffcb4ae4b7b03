package components

// FieldKind is the form control of a field.
type FieldKind string

// The kinds of field. SingleLine is the default.
const (
	SingleLine FieldKind = ""
	LongText   FieldKind = "textarea"
	Select     FieldKind = "select"
	Email      FieldKind = "email"
	Password   FieldKind = "password"
	Number     FieldKind = "number" // a text field with a number keyboard: never type=number, which loses what it cannot read
	Search     FieldKind = "search"
	Web        FieldKind = "url"
)

// Width is the size of the field, which hints at the length of the answer.
type Width string

// The widths, in characters.
const (
	Wide    Width = ""
	Chars4  Width = "4"
	Chars8  Width = "8"
	Chars16 Width = "16"
	Chars32 Width = "32"
)

// Field is one question answered in text or from a drop-down. Fields are mandatory unless Optional.
type Field struct {
	Name         string // path of the field, such as "name.sv"
	Label        string
	Help         string
	Error        string
	Kind         FieldKind
	Value        string
	Optional     bool
	Heading      bool     // the label is the page's h1
	Options      []Option // of a drop-down
	Rows         int      // of a long text; 5 when 0
	Max          int      // most characters, said in the help; not enforced by the browser, so that nothing pasted is cut in silence
	Width        Width
	Autocomplete string // token of HTML's autofill, such as "email"
	Lang         string // language of the answer, when it is not the page's
	Suffix       string // unit after the field, such as "kr"
}

// Option is a choice of a drop-down.
type Option struct {
	Value string
	Label string
}

// Template names the component's template.
func (Field) Template() string { return "field" }

// ID is the id of the control.
func (f Field) ID() string { return FieldID(f.Name) }

// Described are the ids of help and error.
func (f Field) Described() string {
	ids := described(f.ID(), f.Help, f.Error)
	if f.Max == 0 {
		return ids
	}
	if ids == "" {
		return f.ID() + "-max"
	}
	return ids + " " + f.ID() + "-max"
}

// Type is the type attribute of the input.
func (f Field) Type() string {
	switch f.Kind {
	case Email, Password, Search, Web:
		return string(f.Kind)
	}
	return "text"
}

// Numeric tells whether the keyboard should show figures.
func (f Field) Numeric() bool { return f.Kind == Number }

// Lines is the height of a long text.
func (f Field) Lines() int {
	if f.Rows == 0 {
		return 5
	}
	return f.Rows
}

// Fill puts the form's value and problem into the field. A password is never written back.
func (f Field) Fill(from Answers) Field {
	if f.Kind != Password {
		f.Value = first(from.Values(f.Name))
	}
	f.Error = from.Problem(f.Name)
	return f
}
