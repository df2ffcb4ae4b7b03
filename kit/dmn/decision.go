package dmn

// Decision is a question and the logic that answers it.
type Decision struct {
	Named
	Question       string
	AllowedAnswers string
	// Variable declares name and type of the result; nil when the file has
	// none.
	Variable *InformationItem
	// InformationRequirements point at input data and decisions.
	InformationRequirements []*Reference
	// KnowledgeRequirements point at business knowledge models and services.
	KnowledgeRequirements []*Reference
	// AuthorityRequirements point at knowledge sources and others.
	AuthorityRequirements []*Reference
	// Logic is nil for a decision that says nothing of how it is made.
	Logic Expression
}

// BusinessKnowledgeModel is logic that decisions call as a function.
type BusinessKnowledgeModel struct {
	Named
	Variable              *InformationItem
	KnowledgeRequirements []*Reference
	AuthorityRequirements []*Reference
	// Logic is nil when the file has none.
	Logic *FunctionDefinition
}

// DecisionService makes decisions callable together. Its parameters are the
// input data and then the input decisions, in the order of the file.
type DecisionService struct {
	Named
	Variable              *InformationItem
	OutputDecisions       []*Reference
	EncapsulatedDecisions []*Reference
	InputDecisions        []*Reference
	InputData             []*Reference
}

// KnowledgeSource is an authority for decisions, such as a statute.
type KnowledgeSource struct {
	Named
	Type                  string
	LocationURI           string
	AuthorityRequirements []*Reference
}
