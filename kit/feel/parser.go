package feel

import (
	"fmt"
	"strings"
)

// maxNesting bounds how deep expressions may nest, so that no source can
// exhaust the stack.
const maxNesting = 250

// maxLinks bounds the operators of one source: a chain of them nests too, to
// the left.
const maxLinks = 50_000

// parser reads tokens by recursive descent, one method for each level of
// precedence in DMN 1.5 section 10.3.1.2, and resolves names as it goes.
type parser struct {
	src     string
	tokens  []token
	pos     int
	depth   int
	links   int // operators read so far
	lenient bool
	scope   *Scope
	frame   *frame
}

// parseFault carries the first fault up to the entry point. Go's panic would
// do so with fewer lines but is not used for control flow here: every method
// returns its error.
func (p *parser) fault(code Code, at span, format string, args ...any) error {
	return &lexError{code: code, span: at, msg: fmt.Sprintf(format, args...)}
}

func parseExpressionSource(p *parser) (node, error) {
	n, err := p.expression()
	if err != nil {
		return nil, err
	}
	return n, p.end()
}

// end demands that all tokens are read.
func (p *parser) end() error {
	if t := p.peek(); t.kind != tokEOF {
		return p.unexpected("the expression should end here")
	}
	return nil
}

func (p *parser) peek() token { return p.tokens[p.pos] }

func (p *parser) peekAt(n int) token {
	return p.tokens[min(p.pos+n, len(p.tokens)-1)]
}

func (p *parser) next() token {
	t := p.tokens[p.pos]
	if t.kind != tokEOF {
		p.pos++
	}
	return t
}

func (p *parser) isOp(text string) bool {
	t := &p.tokens[p.pos]
	return t.kind == tokOp && t.text == text
}

func (t token) is(kind tokenKind, text string) bool { return t.kind == kind && t.text == text }

// isWord tells whether a keyword comes next. A declared name that begins with
// the word hides it; callers in operator position need not care, since no name
// can begin there.
func (p *parser) isWord(text string) bool {
	t := &p.tokens[p.pos]
	return t.kind == tokName && t.text == text
}

func (p *parser) acceptOp(text string) bool {
	if !p.isOp(text) {
		return false
	}
	p.pos++
	return true
}

func (p *parser) acceptWord(text string) bool {
	if !p.isWord(text) {
		return false
	}
	p.pos++
	return true
}

func (p *parser) expectOp(text, why string) error {
	if p.acceptOp(text) {
		return nil
	}
	return p.unexpected(fmt.Sprintf("%q is missing %s", text, why))
}

func (p *parser) expectWord(text, why string) error {
	if p.acceptWord(text) {
		return nil
	}
	return p.unexpected(fmt.Sprintf("%q is missing %s", text, why))
}

// unexpected reports the next token together with what should have come.
func (p *parser) unexpected(wanted string) error {
	t := p.peek()
	if t.kind == tokEOF {
		return p.fault(CodeSyntax, t.span, "%s, but the expression ends", wanted)
	}
	text, hint := p.src[t.span.start:t.span.end], ""
	if t.kind == tokOp && (strings.ContainsAny(t.text, "'’") || p.pos > 0 && p.tokens[p.pos-1].is(tokOp, "=")) {
		hint = hints[t.text]
	}
	return p.fault(CodeSyntax, t.span, "%s, but %s stands here%s", wanted, shorten(text), hint)
}

// shorten quotes source text in a message.
func shorten(text string) string {
	const most = 30
	runes := []rune(text)
	if len(runes) > most {
		return fmt.Sprintf("%q…", string(runes[:most]))
	}
	return fmt.Sprintf("%q", text)
}

// since returns the span from a token's start to the last token read.
func (p *parser) since(start int32) span {
	end := start
	if p.pos > 0 {
		end = max(start, p.tokens[p.pos-1].span.end)
	}
	return span{start, end}
}

// enter counts nesting; every call that succeeds needs a leave.
func (p *parser) enter() error {
	p.depth++
	if p.depth > maxNesting {
		return p.fault(CodeTooLarge, p.peek().span, "the expression is nested more than %d levels deep", maxNesting)
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

// linkAfter counts an operator that was read without a fault.
func (p *parser) linkAfter(err error) error {
	if err != nil {
		return err
	}
	return p.link()
}

// link counts an operator, path, filter or call.
func (p *parser) link() error {
	p.links++
	if p.links > maxLinks {
		return p.fault(CodeTooLarge, p.peek().span, "the expression has more than %d operators", maxLinks)
	}
	return nil
}
