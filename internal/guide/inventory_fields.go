package guide

// DataField is a field of a data set: how it is asked for, written in a file and checked. Its label is the message inventory.field.<id>,
// its help inventory.help.<id>, that of a code inventory.code.<code>.
type DataField struct {
	ID    string   // "training.right"; also the head of its column
	Group string   // part of the form
	Codes []string // empty takes any text
	Long  bool     // more than a line
	Date  bool     // ISO, whole or partial
	Of    func(*DataSet) *string
}

// The groups of the form, in order.
const (
	GroupWhat    = "what"
	GroupRight   = "right"
	GroupProtect = "protect"
	GroupCovers  = "covers"
	GroupQuality = "quality"
	GroupKeep    = "keep"
)

// DataGroups are the parts of the form in order.
func DataGroups() []string {
	return []string{GroupWhat, GroupRight, GroupProtect, GroupCovers, GroupQuality, GroupKeep}
}

// DataFields are all fields in order.
func DataFields() []DataField {
	fields := []DataField{
		{ID: "name", Group: GroupWhat, Of: func(d *DataSet) *string { return &d.Name }},
		{ID: "description", Group: GroupWhat, Long: true, Of: func(d *DataSet) *string { return &d.Description }},
		{ID: "owner", Group: GroupWhat, Of: func(d *DataSet) *string { return &d.Owner }},
		{ID: "source", Group: GroupWhat, Of: func(d *DataSet) *string { return &d.Source }},
		{ID: "collected", Group: GroupWhat, Date: true, Of: func(d *DataSet) *string { return &d.Collected }},
		{ID: "purpose", Group: GroupWhat, Long: true, Of: func(d *DataSet) *string { return &d.Purpose }},
		{ID: "format", Group: GroupWhat, Of: func(d *DataSet) *string { return &d.Format }},
		{ID: "version", Group: GroupWhat, Of: func(d *DataSet) *string { return &d.Version }},
		{ID: "hash", Group: GroupWhat, Of: func(d *DataSet) *string { return &d.Hash }},
	}
	fields = append(fields, rightFields("training", func(d *DataSet) *Right { return &d.Training })...)
	fields = append(fields, rightFields("testing", func(d *DataSet) *Right { return &d.Testing })...)
	fields = append(fields, rightFields("operation", func(d *DataSet) *Right { return &d.Operation })...)
	fields = append(fields,
		DataField{ID: "personal_data", Group: GroupProtect, Codes: yesNo(), Of: func(d *DataSet) *string { return &d.PersonalData }},
		DataField{ID: "secrecy", Group: GroupProtect, Codes: yesNo(), Of: func(d *DataSet) *string { return &d.Secrecy }},
		DataField{ID: "security_class", Group: GroupProtect, Of: func(d *DataSet) *string { return &d.SecurityClass }},
		DataField{ID: "population", Group: GroupCovers, Long: true, Of: func(d *DataSet) *string { return &d.Population }},
		DataField{ID: "gaps", Group: GroupCovers, Long: true, Of: func(d *DataSet) *string { return &d.Gaps }},
		DataField{ID: "labels", Group: GroupCovers, Long: true, Of: func(d *DataSet) *string { return &d.Labels }},
		DataField{ID: "quality.measured", Group: GroupQuality, Date: true, Of: func(d *DataSet) *string { return &d.Quality.Measured }},
	)
	for _, dimension := range dimensions() {
		fields = append(fields, measureFields(dimension)...)
	}
	return append(fields,
		DataField{ID: "access", Group: GroupKeep, Long: true, Of: func(d *DataSet) *string { return &d.Access }},
		DataField{ID: "retention", Group: GroupKeep, Long: true, Of: func(d *DataSet) *string { return &d.Retention }},
		DataField{ID: "licence", Group: GroupKeep, Of: func(d *DataSet) *string { return &d.Licence }},
		DataField{ID: "reuse", Group: GroupKeep, Codes: yesNo(), Of: func(d *DataSet) *string { return &d.Reuse }},
	)
}

func yesNo() []string { return []string{"yes", "partly", "no"} }

func rightFields(use string, of func(*DataSet) *Right) []DataField {
	return []DataField{
		{ID: use + ".use", Group: GroupRight, Codes: []string{"yes", "no"}, Of: func(d *DataSet) *string { return &of(d).Use }},
		{ID: use + ".right", Group: GroupRight, Codes: []string{"yes", "unclear", "no"}, Of: func(d *DataSet) *string { return &of(d).Right }},
		{ID: use + ".ground", Group: GroupRight, Of: func(d *DataSet) *string { return &of(d).Ground }},
	}
}

// dimension is a quality of data that is measured. Labels are measured only where the data train or test something.
type dimension struct {
	id string
	of func(*DataSet) *Measure
}

// dimensions are the qualities of data that matter most for AI, out of those of ISO/IEC 25012 and 5259-2.
func dimensions() []dimension {
	return []dimension{
		{"accuracy", func(d *DataSet) *Measure { return &d.Quality.Accuracy }},
		{"completeness", func(d *DataSet) *Measure { return &d.Quality.Completeness }},
		{"consistency", func(d *DataSet) *Measure { return &d.Quality.Consistency }},
		{"currency", func(d *DataSet) *Measure { return &d.Quality.Currency }},
		{"representativeness", func(d *DataSet) *Measure { return &d.Quality.Representativeness }},
		{"balance", func(d *DataSet) *Measure { return &d.Quality.Balance }},
		{"labels", func(d *DataSet) *Measure { return &d.Quality.Labels }},
	}
}

func measureFields(m dimension) []DataField {
	return []DataField{
		{ID: "quality." + m.id + ".result", Group: GroupQuality, Of: func(d *DataSet) *string { return &m.of(d).Result }},
		{ID: "quality." + m.id + ".met", Group: GroupQuality, Codes: yesNo(), Of: func(d *DataSet) *string { return &m.of(d).Met }},
	}
}
