package components

// Date is a day as three fields: day, month and year, in the order of Swedish and English speech. The form sends them as
// NAME.day, NAME.month and NAME.year.
type Date struct {
	Name             string
	Label            string
	Help             string
	Error            string
	Day, Month, Year string // as they were written
	Optional         bool
	Heading          bool
	Birthday         bool // lets the browser fill in the person's own
}

// Template names the component's template.
func (Date) Template() string { return "date" }

// ID is the id of the first of the three fields, where an error leads.
func (d Date) ID() string { return FieldID(d.Name) }

// Described are the ids of help and error.
func (d Date) Described() string { return described(d.ID(), d.Help, d.Error) }

// Fill puts in what the form holds, and its problem.
func (d Date) Fill(from Answers) Date {
	d.Day = first(from.Values(d.Name + ".day"))
	d.Month = first(from.Values(d.Name + ".month"))
	d.Year = first(from.Values(d.Name + ".year"))
	d.Error = from.Problem(d.Name)
	return d
}
