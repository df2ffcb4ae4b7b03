package instrument

import (
	"errors"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// A program is a pack compiled: every expression, and the order to work them out in.
type program struct {
	scopes         *scopes
	slotOf         map[slotRef]int // slot of each variable
	order          []nodeRef
	section        []int           // section of each question
	sectionWhen    []*expression   // nil: always shown
	questionWhen   []*expression   // nil: always shown
	answerFindings [][]*expression // the further conditions of findings under questions; nil: none
	values         []*expression
	scores         []*expression
	scoreMax       []*expression
	findings       []*expression
	outcomes       []*expression
	limits         Limits
}

// An expression is a compiled condition or value.
type expression struct {
	path    string
	program *feel.Program
	decider *feel.Decider
	reads   []slotRef // variables it names
	states  []int     // questions it asks the state of
	// questions are all that it rests on, also through values and scores.
	questions []int
}

// constant tells whether the expression reads nothing.
func (e *expression) constant() bool { return len(e.reads) == 0 && len(e.states) == 0 }

// A compiler compiles the expressions of one pack.
type compiler struct {
	pack   *Pack
	source *sourceMap
	report *reporter
	scopes *scopes
	graph  *graph
	out    *program
	all    []*expression
}

// compilePack compiles every expression, and checks what only the compiled ones show.
func compilePack(pack *Pack, source *sourceMap, settings settings, report *reporter) {
	checkNames(pack, report)
	c := &compiler{
		pack: pack, source: source, report: report,
		graph: &graph{pack: pack, needs: map[nodeRef][]nodeRef{}},
		out:   &program{limits: settings.limits},
	}
	if err := c.declare(); err != nil {
		report.add("questions", codeFEEL, err)
		return
	}
	c.sections()
	c.questions()
	c.calculated()
	c.results()
	c.arrange()
	c.out.scopes = c.scopes
	c.out.slotOf = make(map[slotRef]int, len(c.scopes.slots))
	for slot, ref := range c.scopes.slots {
		c.out.slotOf[ref] = slot
	}
	pack.program = c.out
}

// checkNames reports ids that cannot be names in FEEL; ids used twice are reported elsewhere.
func checkNames(pack *Pack, report *reporter) {
	check := func(id, name, path string) {
		if id != "" && (!nameFits(name) || strings.HasPrefix(name, "raised_")) {
			report.add(childPath(path, "id"), codeReservedID, id)
		}
	}
	for i, q := range pack.Questions {
		check(q.ID, q.ID, itemPath("questions", i))
	}
	for i, v := range pack.Values {
		check(v.ID, v.ID, itemPath("values", i))
	}
	for i, s := range pack.Scores {
		check(s.ID, s.ID, itemPath("scores", i))
	}
	checkLevelNames(pack, report)
}

// checkLevelNames reports ids that a score with levels takes for its level.
func checkLevelNames(pack *Pack, report *reporter) {
	taken := map[string]bool{}
	for _, s := range pack.Scores {
		if len(s.Levels) > 0 {
			taken[levelName(s.ID)] = true
		}
	}
	for i, q := range pack.Questions {
		if taken[q.ID] {
			report.add(childPath(itemPath("questions", i), "id"), codeReservedID, q.ID)
		}
	}
	for i, v := range pack.Values {
		if taken[v.ID] {
			report.add(childPath(itemPath("values", i), "id"), codeReservedID, v.ID)
		}
	}
	for i, s := range pack.Scores {
		if taken[s.ID] {
			report.add(childPath(itemPath("scores", i), "id"), codeReservedID, s.ID)
		}
	}
}

// declare makes the scopes: first with values of unknown type, then with the types that the
// values turn out to have.
func (c *compiler) declare() error {
	types := make([]feel.Type, len(c.pack.Values))
	for range 2 {
		scopes, err := newScopes(c.pack, types, stateFunc())
		if err != nil {
			return err
		}
		for i, v := range c.pack.Values {
			if p, err := feel.Compile(v.Value, scopes.base); err == nil {
				types[i] = p.Type()
			}
		}
		c.scopes = scopes
	}
	scopes, err := newScopes(c.pack, types, stateFunc())
	c.scopes = scopes
	return err
}

// compile compiles the expression at path in a scope; nil after reporting why not, and for
// an expression that is not there.
func (c *compiler) compile(source, path string, scope *feel.Scope) *expression {
	if source == "" {
		return nil
	}
	compiled, err := feel.Compile(source, scope)
	if err != nil {
		c.reportFEEL(err, path)
		return nil
	}
	e := &expression{path: path, program: compiled, decider: compiled.Decider()}
	for _, name := range compiled.Names() {
		if slot, ok := scope.Slot(name); ok {
			e.reads = append(e.reads, c.scopes.slots[slot])
		}
	}
	c.stateCalls(e)
	c.comparisons(e)
	c.all = append(c.all, e)
	return e
}

func (c *compiler) reportFEEL(err error, path string) {
	var fault *feel.CompileError
	if !errors.As(err, &fault) {
		c.report.add(path, codeFEEL, err)
		return
	}
	at := c.source.place(path, fault.Span.Start)
	if fault.Code == feel.CodeUnknownName && fault.Name != "" {
		c.report.addAt(at, path, codeFEELName, fault.Name, nearest(fault.Name, c.names()))
		return
	}
	c.report.addAt(at, path, codeFEEL, faultText(fault))
}

// faultText gives what is wrong with an expression: exact in English, which is the language
// of kit/feel, and by its kind in Swedish with the English beside it.
func faultText(fault *feel.CompileError) Text {
	exact := strings.TrimSuffix(fault.Message, ".")
	kind := "det är inte ett FEEL-uttryck"
	switch fault.Code {
	case feel.CodeType:
		kind = "värden av olika slag kan inte användas så tillsammans"
	case feel.CodeArguments:
		kind = "funktionen anropas med fel argument"
	case feel.CodeTooLarge:
		kind = "det är för långt eller för djupt nästlat"
	case feel.CodeUnknownName:
		kind = "det nämner något som inte finns"
	}
	return Text{SV: kind + " (" + exact + ")", EN: exact}
}

func (c *compiler) names() []string {
	names := c.pack.questionIDs()
	for _, v := range c.pack.Values {
		names = append(names, v.ID)
	}
	for _, s := range c.pack.Scores {
		names = append(names, s.ID)
	}
	return names
}

// stateCalls checks the questions that an expression asks the state of.
func (c *compiler) stateCalls(e *expression) {
	for _, call := range e.program.HostCalls() {
		at := c.source.place(e.path, call.Span.Start)
		id, isText := "", false
		if len(call.Args) == 1 && call.Constant[0] {
			id, isText = call.Args[0].AsString()
		}
		if !isText {
			c.report.addAt(at, e.path, codeNotConstant, call.Name)
			continue
		}
		i, ok := c.pack.byID[id]
		if !ok || !c.pack.Questions[i].Answerable() {
			c.report.addAt(at, e.path, codeNotQuestion, id, nearest(id, c.pack.questionIDs()))
			continue
		}
		if !slices.Contains(e.states, i) {
			e.states = append(e.states, i)
		}
	}
}

// comparisons reports answers, levels and states that nothing can ever be equal to.
func (c *compiler) comparisons(e *expression) {
	for _, comparison := range e.program.Comparisons() {
		at := c.source.place(e.path, comparison.Span.Start)
		text, isText := comparison.Value.AsString()
		if !isText {
			continue
		}
		if comparison.Call == "state" {
			c.stateComparison(text, at, e.path)
			continue
		}
		c.comparison(comparison, text, at, e.path)
	}
}

func (c *compiler) stateComparison(text string, at position, path string) {
	states := []string{string(Answered), string(Unanswered), string(NotApplicable), string(DoNotKnow), string(Hidden)}
	if !slices.Contains(states, text) {
		c.report.addAt(at, path, codeNotAState, text, strings.Join(states, ", "))
	}
}

func (c *compiler) comparison(what feel.Comparison, text string, at position, path string) {
	name := what.Name
	if i, ok := c.pack.byID[name]; ok {
		q := c.pack.Questions[i]
		if what.Field != "" {
			q, _ = q.field(what.Field)
		}
		ids := q.optionIDs()
		if len(ids) > 0 && !slices.Contains(ids, text) {
			c.report.addAt(at, path, codeNoOptionInFEEL, q.ID, text, strings.Join(ids, ", "), nearest(text, ids))
		}
		return
	}
	for _, score := range c.pack.Scores {
		if name != levelName(score.ID) {
			continue
		}
		ids := make([]string, len(score.Levels))
		for i, level := range score.Levels {
			ids[i] = level.ID
		}
		if !slices.Contains(ids, text) {
			c.report.addAt(at, path, codeNotALevel, text, strings.Join(ids, ", "))
		}
	}
}

// condition compiles an expression that must be able to be true or false.
func (c *compiler) condition(source, path string, scope *feel.Scope) *expression {
	e := c.compile(source, path, scope)
	if e == nil {
		return nil
	}
	if t := e.program.Type(); !mayBe(t, feel.BooleanType) {
		c.report.addAt(c.source.place(path, feel.Pos{Line: 1, Column: 1}), path, codeNotBoolean, t)
		return nil
	}
	return e
}

// number compiles an expression that must be able to be a number.
func (c *compiler) number(source, path string) *expression {
	e := c.compile(source, path, c.scopes.base)
	if e == nil {
		return nil
	}
	if t := e.program.Type(); !mayBe(t, feel.NumberType) {
		c.report.addAt(c.source.place(path, feel.Pos{Line: 1, Column: 1}), path, codeNotNumber, t)
		return nil
	}
	return e
}

// mayBe tells whether an expression of type t may give a value of the wanted simple type.
func mayBe(t, want feel.Type) bool {
	name := t.String()
	return name == want.String() || name == feel.Any.String()
}
