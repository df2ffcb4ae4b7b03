package legalref

import (
	_ "embed" // for acts.tsv
	"strings"
	"sync"

	"github.com/tillit-se/tillit/kit/date"
)

// memory is what a text has said so far.
type memory struct {
	acts     map[string]Target // by name in the definite form
	short    map[string]Target // by abbreviation that the text has defined
	last     lastAct           // for "samma lag"
	european Target            // for "samma direktiv"
	document map[string]Target // the last bill, report and so on, for "a. prop."
	titles   []titled          // acts without a name of one word
	block    blockMemory
}

// lastAct is the act named last, with the noun it was called by. The zero value is none, or one that is not known.
type lastAct struct {
	act   Target
	class string
}

// blockMemory lives as long as a block of text.
type blockMemory struct {
	act    Target // the only act named so far
	many   bool   // there have been several
	split  bool   // it has been cited by chapter, so that a section alone says too little
	agency string // "jo", "jk" or "arn", whose registration number may follow
	until  int    // byte to which the agency counts
}

func newMemory(o Options) memory {
	m := memory{acts: map[string]Target{}, short: map[string]Target{}, document: map[string]Target{}}
	for name, number := range o.Acts {
		m.acts[actKey(name)] = Target{Series: "sfs", Number: number}
	}
	return m
}

// named notes that an act has been named, by a noun of a class: "lag", "förordning".
func (m *memory) named(act Target, class string) {
	m.last = lastAct{act, class}
	if m.block.act != act && !m.block.act.IsZero() {
		m.block.many = true
	}
	m.block.act = act
}

// forgetLast says that an act has been named that is not known.
func (m *memory) forgetLast() {
	m.last = lastAct{}
	m.block.many = true
}

// knownAct is a line of acts.tsv.
type knownAct struct {
	document Target
	from, to date.Date
	alone    bool
}

//go:embed acts.tsv
var actLines string

// register is acts.tsv, by name and by abbreviation, the newest first.
type register struct {
	names, short map[string][]knownAct
}

// acts reads the register at first use.
var acts = sync.OnceValue(func() register {
	r := register{names: map[string][]knownAct{}, short: map[string][]knownAct{}}
	for line := range strings.Lines(actLines) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) != 6 || strings.HasPrefix(line, "#") {
			continue
		}
		act := knownAct{alone: columns[5] == "alone"}
		act.document, _ = ParseTarget(columns[2])
		act.from, _ = date.Parse(columns[3])
		act.to, _ = date.Parse(columns[4])
		if columns[0] != "" {
			r.names[columns[0]] = append(r.names[columns[0]], act)
		}
		for _, short := range strings.FieldsFunc(columns[1], func(c rune) bool { return c == ',' }) {
			r.short[short] = append(r.short[short], act)
		}
	}
	return r
})

// on is the act in force on a day.
func on(acts []knownAct, day date.Date) Target {
	for _, act := range acts {
		if !day.Before(act.from) && (act.to.IsZero() || !act.to.Before(day)) {
			return act.document
		}
	}
	return Target{}
}

// byName is the act that a name means here, or none.
func (p *parser) byName(key string) Target {
	if act, ok := p.acts[key]; ok {
		return act
	}
	known := acts().names[key]
	switch {
	case len(known) == 0:
		return Target{}
	case !p.options.Date.IsZero():
		return on(known, p.options.Date)
	case known[0].alone:
		return known[0].document
	}
	return Target{}
}

// byShort is the act that an abbreviation means here, or none.
func (p *parser) byShort(short string) Target {
	if act, ok := p.short[short]; ok {
		return act
	}
	known := acts().short[short]
	switch {
	case len(known) == 0:
		return Target{}
	case !p.options.Date.IsZero():
		return on(known, p.options.Date)
	}
	return known[0].document
}
