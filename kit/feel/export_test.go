package feel

// Signature is one way to call a built-in function, for the tests of this package.
type Signature struct {
	Function string
	Params   []Parameter
	Result   Type
	Variadic bool
}

// Parameter is a parameter of a Signature.
type Parameter struct {
	Name               string
	Type               Type
	Optional, Nullable bool
}

// Signatures lists every way to call every built-in function.
func Signatures() []Signature {
	var all []Signature
	for _, b := range builtins() {
		for _, s := range b.sigs {
			out := Signature{Function: b.name, Result: s.result, Variadic: s.variadic}
			for _, p := range s.params {
				out.Params = append(out.Params, Parameter{p.name, p.typ, p.optional, p.nullable})
			}
			all = append(all, out)
		}
	}
	return all
}

// Fits tells whether a value of type t may stand where want is expected.
func Fits(t, want Type) bool { return fits(t, want) }
