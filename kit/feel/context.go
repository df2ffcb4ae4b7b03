package feel

// Context is an immutable FEEL context: entries with unique names, in the
// order in which they were put.
type Context struct {
	names  []string
	values []Value
	index  map[string]int // only for contexts too large to scan
}

// scanLimit is the number of entries up to which looking through the names is
// faster than a map.
const scanLimit = 8

// Entry is one named value of a context.
type Entry struct {
	Name  string
	Value Value
}

// NewContext returns a context value. A name that comes twice keeps its first
// place and its last value.
func NewContext(entries ...Entry) Value {
	var b contextBuilder
	b.grow(len(entries))
	for _, e := range entries {
		b.put(e.Name, e.Value)
	}
	return b.value()
}

// Len returns the number of entries.
func (c *Context) Len() int { return len(c.names) }

// At returns entry i, counted from 0 in insertion order.
func (c *Context) At(i int) Entry { return Entry{c.names[i], c.values[i]} }

// Get returns the value of the entry with that name.
func (c *Context) Get(name string) (Value, bool) {
	if i := c.find(name); i >= 0 {
		return c.values[i], true
	}
	return Null, false
}

func (c *Context) find(name string) int {
	if c.index != nil {
		if i, ok := c.index[name]; ok {
			return i
		}
		return -1
	}
	for i, n := range c.names {
		if n == name {
			return i
		}
	}
	return -1
}

// contextBuilder collects entries; value hands the finished context over, and
// the builder must not be used after that.
type contextBuilder struct{ c Context }

func (b *contextBuilder) grow(n int) {
	b.c.names = make([]string, 0, n)
	b.c.values = make([]Value, 0, n)
}

func (b *contextBuilder) put(name string, v Value) {
	if i := b.c.find(name); i >= 0 {
		b.c.values[i] = v
		return
	}
	b.c.names = append(b.c.names, name)
	b.c.values = append(b.c.values, v)
	switch {
	case b.c.index != nil:
		b.c.index[name] = len(b.c.names) - 1
	case len(b.c.names) > scanLimit:
		b.c.index = make(map[string]int, 2*len(b.c.names))
		for i, n := range b.c.names {
			b.c.index[n] = i
		}
	}
}

func (b *contextBuilder) putAll(c *Context) {
	for i, name := range c.names {
		b.put(name, c.values[i])
	}
}

func (b *contextBuilder) value() Value {
	c := b.c
	return Value{kind: KindContext, ref: &c}
}
