package feel

import (
	"math"
	"strconv"
	"time"
)

// maxMonths and maxSeconds keep durations where sums of two cannot overflow.
const (
	maxMonths  = math.MaxInt64 / 4
	maxSeconds = math.MaxInt64 / 4
)

func monthsValue(n int64) (Value, bool) {
	if n < -maxMonths || n > maxMonths {
		return Null, false
	}
	return Value{kind: KindYearsMonths, num: n}, true
}

// secondsValue returns a days and time duration; nano may be any number.
func secondsValue(second, nano int64) (Value, bool) {
	carry := floorDiv(nano, nanosPerSec)
	second += carry
	if second < -maxSeconds || second > maxSeconds {
		return Null, false
	}
	return Value{kind: KindDaysTime, num: second, aux: int32(nano - carry*nanosPerSec)}, true
}

// Duration returns a FEEL days and time duration.
func Duration(d time.Duration) Value {
	v, _ := secondsValue(0, int64(d))
	return v
}

// Months returns a FEEL years and months duration.
func Months(n int64) Value {
	v, _ := monthsValue(n)
	return v
}

// magnitude returns a days and time duration without its sign.
func (v Value) magnitude() (second int64, nano int32, negative bool) {
	if v.num >= 0 {
		return v.num, v.aux, false
	}
	if v.aux == 0 {
		return -v.num, 0, true
	}
	return -v.num - 1, nanosPerSec - v.aux, true
}

// durationParts are the numbers of a duration text by their designator.
type durationParts struct {
	years, months, days, hours, minutes, seconds int64
	nano                                         int32
	date, clock                                  bool // has Y or M; has D or a time
}

// parseDuration reads PnYnM or PnDTnHnMn.nS, with an optional minus sign. The
// two kinds do not mix (DMN 1.5 sections 10.3.2.3.7 and 10.3.2.3.8).
func parseDuration(s string) (Value, bool) {
	negative := len(s) > 0 && s[0] == '-'
	if negative {
		s = s[1:]
	}
	if len(s) < 2 || s[0] != 'P' {
		return Null, false
	}
	parts, ok := scanDuration(s[1:])
	if !ok || parts.date == parts.clock {
		return Null, false
	}
	v, ok := parts.value()
	if ok && negative {
		return negateDuration(v)
	}
	return v, ok
}

func (p *durationParts) value() (Value, bool) {
	if p.date {
		months, ok := mulInt64(p.years, 12)
		if !ok || p.months > maxMonths || months > maxMonths {
			return Null, false
		}
		return monthsValue(months + p.months)
	}
	total := int64(0)
	for _, part := range []struct{ n, unit int64 }{
		{p.days, secondsPerDay}, {p.hours, 3600}, {p.minutes, 60}, {p.seconds, 1},
	} {
		seconds, ok := mulInt64(part.n, part.unit)
		if !ok || seconds > maxSeconds {
			return Null, false
		}
		if total += seconds; total > maxSeconds {
			return Null, false
		}
	}
	return secondsValue(total, int64(p.nano))
}

// scanDuration reads number-designator pairs in their fixed order.
func scanDuration(s string) (durationParts, bool) {
	var p durationParts
	order := "YMDTHMS"
	inTime := false
	for s != "" {
		if s[0] == 'T' {
			if inTime || len(s) == 1 {
				return p, false
			}
			inTime, order, s = true, "HMS", s[1:]
			continue
		}
		n, nano, rest, ok := durationNumber(s)
		if !ok || rest == "" {
			return p, false
		}
		designator := rest[0]
		if nano >= 0 && designator != 'S' {
			return p, false
		}
		if order, ok = after(order, designator, inTime); !ok {
			return p, false
		}
		p.set(designator, inTime, n, max(nano, 0))
		s = rest[1:]
	}
	return p, true
}

// after cuts the order of designators behind the one just read.
func after(order string, designator byte, inTime bool) (string, bool) {
	for i := range len(order) {
		if order[i] == 'T' && !inTime {
			return "", false
		}
		if order[i] == designator {
			return order[i+1:], true
		}
	}
	return "", false
}

func (p *durationParts) set(designator byte, inTime bool, n int64, nano int32) {
	switch {
	case designator == 'Y':
		p.years, p.date = n, true
	case designator == 'M' && !inTime:
		p.months, p.date = n, true
	case designator == 'D':
		p.days, p.clock = n, true
	case designator == 'H':
		p.hours, p.clock = n, true
	case designator == 'M':
		p.minutes, p.clock = n, true
	case designator == 'S':
		p.seconds, p.nano, p.clock = n, nano, true
	}
}

// durationNumber reads digits and, with nano not negative, a fraction.
func durationNumber(s string) (n int64, nano int32, rest string, ok bool) {
	i := 0
	for i < len(s) && isDigit(rune(s[i])) {
		i++
	}
	n, err := strconv.ParseInt(s[:i], 10, 64)
	if err != nil {
		return 0, -1, "", false
	}
	if i < len(s) && s[i] == '.' {
		// XML Schema wants a digit after the point; the TCK does not.
		nano, rest, _ = fraction(s[i:])
		return n, nano, rest, true
	}
	return n, -1, s[i:], true
}

func negateDuration(v Value) (Value, bool) {
	if v.kind == KindYearsMonths {
		return monthsValue(-v.num)
	}
	return secondsValue(-v.num, -int64(v.aux))
}

// appendDuration writes a duration in the normal form of DMN 1.5.
func appendDuration(b []byte, v Value) []byte {
	if v.kind == KindYearsMonths {
		return appendMonths(b, v.num)
	}
	second, nano, negative := v.magnitude()
	if negative {
		b = append(b, '-')
	}
	b = append(b, 'P')
	if second == 0 && nano == 0 {
		return append(b, "T0S"...)
	}
	b = appendPart(b, second/secondsPerDay, 'D')
	second %= secondsPerDay
	if second == 0 && nano == 0 {
		return b
	}
	b = append(b, 'T')
	b = appendPart(b, second/3600, 'H')
	b = appendPart(b, second/60%60, 'M')
	if second%60 != 0 || nano != 0 {
		b = strconv.AppendInt(b, second%60, 10)
		b = append(appendFraction(b, nano), 'S')
	}
	return b
}

func appendMonths(b []byte, n int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = append(b, 'P')
	if n == 0 {
		return append(b, "0M"...)
	}
	return appendPart(appendPart(b, n/12, 'Y'), n%12, 'M')
}

func appendPart(b []byte, n int64, designator byte) []byte {
	if n == 0 {
		return b
	}
	return append(strconv.AppendInt(b, n, 10), designator)
}
