package javalang

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/feel"
)

// Call computes what a definition such as
//
//	{java: {class: "java.lang.Math", method signature: "max(int, int)"}}
//
// stands for. The error says what is wrong with the definition or arguments.
func Call(what feel.Value, args []feel.Value) (feel.Value, error) {
	class, name, types, err := definition(what)
	if err != nil {
		return feel.Null, err
	}
	variadic := len(types) > 0 && strings.HasPrefix(types[len(types)-1], "[L")
	if len(args) != len(types) && (!variadic || len(args) < len(types)-1) {
		return feel.Null, fmt.Errorf("%s.%s takes %d arguments, not %d", class, name, len(types), len(args))
	}
	m, ok := methods[class+"."+name]
	if !ok {
		return feel.Null, fmt.Errorf("the method %s of %s is not offered here", name, class)
	}
	return m(types, args)
}

// definition takes the class and the signature out of a definition.
func definition(what feel.Value) (class, name string, types []string, err error) {
	outer, _ := what.AsContext()
	if outer == nil {
		return "", "", nil, errors.New("an external function is defined by a context")
	}
	java, ok := outer.Get("java")
	inner, isContext := java.AsContext()
	if !ok || !isContext {
		return "", "", nil, errors.New("only Java functions are offered, by an entry named java")
	}
	class, okClass := textOf(inner, "class")
	signature, okSignature := textOf(inner, "method signature")
	open := strings.IndexByte(signature, '(')
	if !okClass || !okSignature || open < 1 || !strings.HasSuffix(signature, ")") {
		return "", "", nil, errors.New("a Java function has a class and a method signature, such as max(int, int)")
	}
	for _, t := range strings.Split(signature[open+1:len(signature)-1], ",") {
		if t = strings.TrimSpace(t); t != "" {
			types = append(types, t)
		}
	}
	return strings.TrimSpace(class), strings.TrimSpace(signature[:open]), types, nil
}

func textOf(c *feel.Context, name string) (string, bool) {
	v, _ := c.Get(name)
	return v.AsString()
}

// method computes a result for parameters of the declared types.
type method func(types []string, args []feel.Value) (feel.Value, error)

// methods are what is offered, by class and name.
var methods = map[string]method{
	"java.lang.Math.abs": floats(1, func(x []float64) float64 { return math.Abs(x[0]) }),
	"java.lang.Math.max": floats(2, func(x []float64) float64 { return math.Max(x[0], x[1]) }),
	"java.lang.Math.min": floats(2, func(x []float64) float64 { return math.Min(x[0], x[1]) }),
	"java.lang.Math.pow": floats(2, func(x []float64) float64 { return math.Pow(x[0], x[1]) }),

	"java.lang.Math.sqrt": floats(1, func(x []float64) float64 { return math.Sqrt(x[0]) }),
	"java.lang.Math.sin":  floats(1, func(x []float64) float64 { return math.Sin(x[0]) }),
	"java.lang.Math.cos":  floats(1, func(x []float64) float64 { return math.Cos(x[0]) }),
	"java.lang.Math.tan":  floats(1, func(x []float64) float64 { return math.Tan(x[0]) }),
	"java.lang.Math.exp":  floats(1, func(x []float64) float64 { return math.Exp(x[0]) }),
	"java.lang.Math.log":  floats(1, func(x []float64) float64 { return math.Log(x[0]) }),

	"java.lang.Math.log10": floats(1, func(x []float64) float64 { return math.Log10(x[0]) }),
	"java.lang.Math.floor": floats(1, func(x []float64) float64 { return math.Floor(x[0]) }),
	"java.lang.Math.ceil":  floats(1, func(x []float64) float64 { return math.Ceil(x[0]) }),

	"java.lang.Byte.valueOf": parsed, "java.lang.Short.valueOf": parsed, "java.lang.Integer.valueOf": parsed,
	"java.lang.Long.valueOf": parsed, "java.lang.Float.valueOf": parsed, "java.lang.Double.valueOf": parsed,
	"java.lang.Integer.parseInt": parsed, "java.lang.Long.parseLong": parsed, "java.lang.Double.parseDouble": parsed,

	"java.lang.String.valueOf": text, "java.lang.String.format": format,
}

// floats offers a method of numbers; whole-number types take whole numbers.
func floats(count int, f func([]float64) float64) method {
	return func(types []string, args []feel.Value) (feel.Value, error) {
		if len(types) != count {
			return feel.Null, fmt.Errorf("the method takes %d parameters, not %d", count, len(types))
		}
		x := make([]float64, count)
		for i, t := range types {
			n, err := number(t, args[i])
			if err != nil {
				return feel.Null, err
			}
			x[i] = n
		}
		return fromFloat(f(x))
	}
}

// bits are the sizes of Java's whole-number types.
var bits = map[string]int{"byte": 8, "short": 16, "int": 32, "long": 64}

// number reads an argument as a parameter of a primitive type.
func number(typ string, v feel.Value) (float64, error) {
	if v.Kind() != feel.KindNumber {
		return 0, fmt.Errorf("a %s is no %s", v.Kind(), typ)
	}
	if size, whole := bits[typ]; whole {
		n, ok := v.AsInt64()
		if !ok || size < 64 && (n >= int64(1)<<(size-1) || n < -(int64(1)<<(size-1))) {
			return 0, fmt.Errorf("%s is no %s", v, typ)
		}
		const exact = 1 << 53
		if n > exact || n < -exact {
			return 0, fmt.Errorf("%s is too large to compute with here", v)
		}
		return float64(n), nil
	}
	size := 64
	switch typ {
	case "double":
	case "float":
		size = 32
	default:
		return 0, fmt.Errorf("parameters of type %s are not offered", typ)
	}
	x, err := strconv.ParseFloat(v.NumberText(), size)
	if err != nil {
		return 0, fmt.Errorf("%s is beyond a %s", v, typ)
	}
	if size == 32 {
		// The shortest text of the float, not its digits as a double.
		x, err = strconv.ParseFloat(strconv.FormatFloat(x, 'g', -1, 32), 64)
	}
	return x, err
}

func fromFloat(x float64) (feel.Value, error) {
	v, ok := feel.Number(strconv.FormatFloat(x, 'f', -1, 64))
	if !ok {
		return feel.Null, fmt.Errorf("the result %v is no number of FEEL", x)
	}
	return v, nil
}

// parsed offers valueOf and its like: of text, or of a primitive.
func parsed(types []string, args []feel.Value) (feel.Value, error) {
	if len(types) != 1 {
		return feel.Null, errors.New("the method takes one parameter")
	}
	if types[0] != "java.lang.String" {
		x, err := number(types[0], args[0])
		if err != nil {
			return feel.Null, err
		}
		return fromFloat(x)
	}
	s, ok := args[0].AsString()
	if !ok {
		return feel.Null, fmt.Errorf("a %s is no text", args[0].Kind())
	}
	v, ok := feel.Number(strings.TrimSpace(s))
	if !ok {
		return feel.Null, fmt.Errorf("%q is no number", s)
	}
	return v, nil
}

// text offers String.valueOf.
func text(types []string, args []feel.Value) (feel.Value, error) {
	if len(types) != 1 {
		return feel.Null, errors.New("the method takes one parameter")
	}
	s, isText := args[0].AsString()
	switch types[0] {
	case "char":
		if !isText || utf8.RuneCountInString(s) != 1 {
			return feel.Null, fmt.Errorf("%s is no single character", args[0])
		}
		return args[0], nil
	case "java.lang.Object":
		return feel.String(shown(args[0])), nil
	case "boolean":
		if _, ok := args[0].AsBool(); !ok {
			return feel.Null, fmt.Errorf("%s is no boolean", args[0])
		}
		return feel.String(args[0].String()), nil
	}
	if _, err := number(types[0], args[0]); err != nil {
		return feel.Null, err
	}
	return feel.String(args[0].NumberText()), nil
}

func shown(v feel.Value) string {
	if s, ok := v.AsString(); ok {
		return s
	}
	return v.String()
}

// format offers String.format with %s, %d, %n and %%.
func format(types []string, args []feel.Value) (feel.Value, error) {
	if len(types) != 2 || types[0] != "java.lang.String" || len(args) == 0 {
		return feel.Null, errors.New("format takes a text and values")
	}
	pattern, ok := args[0].AsString()
	if !ok {
		return feel.Null, fmt.Errorf("format takes a text and values, and %s is no text", args[0])
	}
	rest := args[1:]
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '%' || i+1 == len(pattern) {
			b.WriteByte(pattern[i])
			continue
		}
		i++
		switch c := pattern[i]; c {
		case '%':
			b.WriteByte('%')
		case 'n':
			b.WriteByte('\n')
		case 's', 'd':
			if len(rest) == 0 {
				return feel.Null, errors.New("the format has more places than there are values")
			}
			if _, whole := rest[0].AsInt64(); c == 'd' && !whole {
				return feel.Null, fmt.Errorf("%s is no whole number", rest[0])
			}
			b.WriteString(shown(rest[0]))
			rest = rest[1:]
		default:
			return feel.Null, fmt.Errorf("the place %%%c of the format is not offered", c)
		}
	}
	return feel.String(b.String()), nil
}
