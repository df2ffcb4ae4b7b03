package dmn

// HitPolicy says what becomes of the rules that match.
type HitPolicy string

// The hit policies (DMN 1.5 section 8.2.10).
const (
	Unique      HitPolicy = "UNIQUE"
	First       HitPolicy = "FIRST"
	Priority    HitPolicy = "PRIORITY"
	AnyHit      HitPolicy = "ANY"
	Collect     HitPolicy = "COLLECT"
	RuleOrder   HitPolicy = "RULE ORDER"
	OutputOrder HitPolicy = "OUTPUT ORDER"
)

// Aggregation says what [Collect] makes of the outputs; empty means a list.
type Aggregation string

// The aggregations of [Collect].
const (
	Sum   Aggregation = "SUM"
	Count Aggregation = "COUNT"
	Min   Aggregation = "MIN"
	Max   Aggregation = "MAX"
)

// DecisionTable is rules: conditions on inputs, and outputs.
type DecisionTable struct {
	ExpressionBase
	HitPolicy   HitPolicy
	Aggregation Aggregation
	// Orientation is how the table should be drawn, such as "Rule-as-Row".
	Orientation string
	OutputLabel string
	Inputs      []*InputClause
	Outputs     []*OutputClause
	// Annotations are the names of the annotation columns.
	Annotations []string
	Rules       []*Rule
}

// InputClause is a condition column.
type InputClause struct {
	Element
	// Expression is what the cells are tests of. It is nil when missing.
	Expression *LiteralExpression
	// Values bounds the input, or is nil.
	Values *UnaryTests
}

// OutputClause is a result column.
type OutputClause struct {
	Element
	// Name is empty when the table has one output.
	Name    string
	TypeRef string
	// Values bounds the output, or is nil; its order is that of priorities.
	Values *UnaryTests
	// Default is the output when no rule matches, or nil.
	Default *LiteralExpression
}

// Rule is one line of a table: a test for each input, an expression for each
// output, a text for each annotation.
type Rule struct {
	Element
	Inputs      []*UnaryTests
	Outputs     []*LiteralExpression
	Annotations []string
}
