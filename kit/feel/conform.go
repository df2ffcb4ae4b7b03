package feel

import "slices"

// conformsTo tells whether every value of type t is one of type want (DMN 1.5
// section 10.3.2.9.2). With inferred set, t is what the compiler knows of an
// expression: where it knows nothing, t gets the benefit of the doubt.
func (t Type) conformsTo(want Type, inferred bool) bool {
	budget := 10 * maxInferred
	return t.conforms(want, inferred, &budget)
}

func (t Type) conforms(want Type, inferred bool, budget *int) bool {
	*budget--
	switch {
	case *budget < 0:
		return false
	case want.kind == typeAny || t.kind == typeNull || inferred && t.kind == typeAny:
		return true
	case t.kind != want.kind:
		return false
	case t.detail == nil || want.detail == nil:
		return inferred || want.detail == nil
	}
	switch t.kind {
	case typeContext:
		return t.hasFieldsOf(want, inferred, budget)
	case typeFunction:
		takes := func(own, wanted Type) bool { return wanted.conforms(own, inferred, budget) }
		if !slices.EqualFunc(t.detail.params, want.detail.params, takes) {
			return false
		}
	}
	return t.elem().conforms(want.elem(), inferred, budget)
}

// hasFieldsOf tells whether a context type has all entries of another, of
// types that conform.
func (t Type) hasFieldsOf(want Type, inferred bool, budget *int) bool {
	for _, f := range want.detail.fields {
		k := slices.IndexFunc(t.detail.fields, func(own Field) bool { return own.Name == f.Name })
		if k < 0 || !t.detail.fields[k].Type.conforms(f.Type, inferred, budget) {
			return false
		}
	}
	return true
}
