package dmn

// Expression is the logic of a decision, or a part of it: one of
// [*LiteralExpression], [*DecisionTable], [*Context], [*List], [*Relation],
// [*Invocation], [*FunctionDefinition], [*Conditional], [*Filter], [*For] and
// [*Quantified]. In lists and branches it is nil where the file has none.
type Expression interface {
	// Base returns what all expressions share.
	Base() *ExpressionBase
}

// ExpressionBase is what all expressions share.
type ExpressionBase struct {
	Element
	// TypeRef is the type of the result, or empty.
	TypeRef string
}

// Base returns the expression's own part of an [Expression].
func (b *ExpressionBase) Base() *ExpressionBase { return b }

// LiteralExpression is an expression in FEEL.
type LiteralExpression struct {
	ExpressionBase
	Text Text
	// Language is the URI of another language than the model's, or empty.
	Language string
}

// UnaryTests are conditions on a value, as in the cells of a decision table.
type UnaryTests struct {
	ExpressionBase
	Text     Text
	Language string
}

// Context is named expressions that may use those before them.
type Context struct {
	ExpressionBase
	Entries []*ContextEntry
}

// ContextEntry is one line of a [Context]. The entry without variable, which
// is the last, is the result of the whole.
type ContextEntry struct {
	Element
	Variable *InformationItem
	Value    Expression
}

// List is a list of expressions.
type List struct {
	ExpressionBase
	Items []Expression
}

// Relation is a list of contexts written as a table.
type Relation struct {
	ExpressionBase
	Columns []*InformationItem
	Rows    []*List
}

// Invocation calls a function by parameter names.
type Invocation struct {
	ExpressionBase
	Function Expression
	Bindings []*Binding
}

// Binding gives a parameter its argument.
type Binding struct {
	Element
	Parameter *InformationItem
	Value     Expression
}

// FunctionKind is the language of a function's body.
type FunctionKind string

// The kinds of function. Only FEEL runs here; the others give null.
const (
	KindFEEL FunctionKind = "FEEL"
	KindJava FunctionKind = "Java"
	KindPMML FunctionKind = "PMML"
)

// FunctionDefinition is a function of its parameters.
type FunctionDefinition struct {
	ExpressionBase
	Kind       FunctionKind
	Parameters []*InformationItem
	Body       Expression
}

// Conditional is if, then, else.
type Conditional struct {
	ExpressionBase
	If, Then, Else Expression
}

// Filter keeps the items of In for which Match is true, or takes the item
// whose number Match is.
type Filter struct {
	ExpressionBase
	In, Match Expression
}

// For is the list of Return for each value of Variable in In.
type For struct {
	ExpressionBase
	Variable   string
	In, Return Expression
}

// Quantified tells whether Satisfies is true for some value of Variable in In,
// or for every one.
type Quantified struct {
	ExpressionBase
	Every         bool
	Variable      string
	In, Satisfies Expression
}
