package feel

// simpleTypes are the type names without parameters, some of several words
// (DMN 1.5 section 10.3.1.2 and table 61).
var simpleTypes = map[string]Type{
	"Any": Any, "Null": NullType, "boolean": BooleanType, "number": NumberType, "string": StringType,
	"date": DateType, "time": TimeType, "date and time": DateTimeType, "dateTime": DateTimeType,
	"years and months duration": YearsMonthsType, "yearMonthDuration": YearsMonthsType,
	"days and time duration": DaysTimeType, "dayTimeDuration": DaysTimeType,
	"list": {kind: typeList}, "context": {kind: typeContext}, "range": {kind: typeRange},
	"function": {kind: typeFunction},
}

// typeName reads a type.
func (p *parser) typeName() (Type, error) {
	if err := p.enter(); err != nil {
		return Any, err
	}
	defer p.leave()
	start := p.peek()
	longest, found := 0, Any
	for n := 1; n <= 4 && p.peekAt(n-1).kind == tokName; n++ {
		if t, ok := simpleTypes[tokensName(p.tokens[p.pos:p.pos+n])]; ok {
			longest, found = n, t
		}
	}
	if sym, n := p.scope.types.longest(p.tokens, p.pos); n > longest {
		p.pos += n
		return sym.typ, nil
	}
	if longest == 0 {
		return Any, p.unexpected("the name of a type is missing")
	}
	p.pos += longest
	if !p.isOp("<") {
		return found, nil
	}
	switch found.kind {
	case typeList, typeRange:
		return p.elementType(found.kind)
	case typeContext:
		return p.contextType()
	case typeFunction:
		return p.functionType()
	}
	return Any, p.fault(CodeSyntax, start.span, "the type %s takes no parameters", found)
}

func (p *parser) elementType(kind typeKind) (Type, error) {
	p.pos++
	elem, err := p.typeName()
	if err != nil {
		return Any, err
	}
	return Type{kind, &typeDetail{elem: elem}}, p.expectOp(">", "after the type")
}

func (p *parser) contextType() (Type, error) {
	p.pos++
	var fields []Field
	for !p.acceptOp(">") {
		if len(fields) > 0 {
			if err := p.expectOp(",", "between the entries of the type"); err != nil {
				return Any, err
			}
		}
		name, err := p.entryName()
		if err != nil {
			return Any, err
		}
		t, err := p.typeName()
		if err != nil {
			return Any, err
		}
		fields = append(fields, Field{name, t})
	}
	return ContextOf(fields...), nil
}

func (p *parser) functionType() (Type, error) {
	p.pos++
	var params []Type
	for !p.acceptOp(">") {
		if len(params) > 0 {
			if err := p.expectOp(",", "between the parameter types"); err != nil {
				return Any, err
			}
		}
		t, err := p.typeName()
		if err != nil {
			return Any, err
		}
		params = append(params, t)
	}
	if err := p.expectOp("->", "before the type of the result"); err != nil {
		return Any, err
	}
	result, err := p.typeName()
	return FunctionOf(result, params...), err
}
