package register

// FieldChange is a field that differs between two versions, at the path of its definition; Old or New is empty where the
// field was added or taken away.
type FieldChange struct {
	Field string // id of the definition, such as "law.basis"
	Path  string // with the place in a list, such as "risks[2].measure"
	Old   string
	New   string
}

// Comparison is two versions side by side.
type Comparison struct {
	Old, New VersionInfo
	Changes  []FieldChange // in the order of the form
}
