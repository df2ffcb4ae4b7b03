package dmn

// Tables gives the decision tables in an expression, the expression itself included, in the order of the file.
func Tables(e Expression) []*DecisionTable {
	if table, ok := e.(*DecisionTable); ok && table != nil {
		return []*DecisionTable{table}
	}
	var tables []*DecisionTable
	for _, part := range partsOf(e) {
		tables = append(tables, Tables(part)...)
	}
	return tables
}

// partsOf gives the expressions right below one, in the order of the file. Some may be nil.
func partsOf(e Expression) []Expression {
	var parts []Expression
	switch e := e.(type) {
	case *Context:
		for _, entry := range e.Entries {
			parts = append(parts, entry.Value)
		}
	case *List:
		return e.Items
	case *Relation:
		for _, row := range e.Rows {
			parts = append(parts, row.Items...)
		}
	case *Invocation:
		parts = append(parts, e.Function)
		for _, b := range e.Bindings {
			parts = append(parts, b.Value)
		}
	case *FunctionDefinition:
		if e != nil {
			parts = append(parts, e.Body)
		}
	case *Conditional:
		return []Expression{e.If, e.Then, e.Else}
	case *Filter:
		return []Expression{e.In, e.Match}
	case *For:
		return []Expression{e.In, e.Return}
	case *Quantified:
		return []Expression{e.In, e.Satisfies}
	}
	return parts
}
