package feel

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tillit-se/tillit/kit/date"
)

// parseTemporal reads any of the texts that an @ literal may hold.
func parseTemporal(s string) (Value, bool) {
	if v, ok := parseDuration(s); ok {
		return v, true
	}
	if v, ok := parseTime(s); ok {
		return v, true
	}
	if d, err := date.Parse(s); err == nil {
		return Date(d), true
	}
	return parseDateTime(s)
}

// parseDateTime reads a date, "T" and a time.
func parseDateTime(s string) (Value, bool) {
	day, clock, ok := strings.Cut(s, "T")
	if !ok {
		return Null, false
	}
	d, err := date.Parse(day)
	if err != nil {
		return Null, false
	}
	// XML Schema lets 24:00:00 mean midnight at the end of the day.
	if rest, end := strings.CutPrefix(clock, "24:00:00"); end {
		clock = "00:00:00" + rest
		if d, err = d.AddDays(1); err != nil {
			return Null, false
		}
	}
	t, ok := parseTime(clock)
	if !ok {
		return Null, false
	}
	return dateTimeValue(d, t.num, t.aux, t.zone()), true
}

// parseTime reads hh:mm:ss with an optional fraction and an optional zone: Z,
// an offset such as +01:00, or a name such as @Europe/Stockholm.
func parseTime(s string) (Value, bool) {
	hour, rest, ok1 := number2(s, 23)
	minute, rest, ok2 := colonNumber2(rest)
	second, rest, ok3 := colonNumber2(rest)
	if !ok1 || !ok2 || !ok3 {
		return Null, false
	}
	nano, rest, ok := fraction(rest)
	if !ok {
		return Null, false
	}
	z, ok := parseZone(rest)
	if !ok {
		return Null, false
	}
	return timeValue(int64(hour*3600+minute*60+second), nano, z), true
}

// number2 reads exactly two digits up to a limit.
func number2(s string, most int) (n int, rest string, ok bool) {
	if len(s) < 2 || !isDigit(rune(s[0])) || !isDigit(rune(s[1])) {
		return 0, "", false
	}
	n = int(s[0]-'0')*10 + int(s[1]-'0')
	return n, s[2:], n <= most
}

// colonNumber2 reads a colon and two digits up to 59.
func colonNumber2(s string) (n int, rest string, ok bool) {
	if s == "" || s[0] != ':' {
		return 0, "", false
	}
	return number2(s[1:], 59)
}

// fraction reads decimals of a second; what is finer than a nanosecond is cut
// off.
func fraction(s string) (nano int32, rest string, ok bool) {
	if s == "" || s[0] != '.' {
		return 0, s, true
	}
	s = s[1:]
	n, unit := 0, int32(nanosPerSec)
	for ; n < len(s) && isDigit(rune(s[n])); n++ {
		unit /= 10
		nano += int32(s[n]-'0') * unit
	}
	return nano, s[n:], n > 0
}

func parseZone(s string) (*zone, bool) {
	switch {
	case s == "":
		return nil, true
	case s == "Z" || s == "z":
		return &zone{utc: true}, true
	case s[0] == '@':
		return namedZone(s[1:])
	case s[0] == '+' || s[0] == '-':
		return offsetZone(s)
	}
	return nil, false
}

// namedZone finds an IANA zone. "Local" would depend on the machine.
func namedZone(name string) (*zone, bool) {
	if name == "" || name == "Local" || strings.Contains(name, "..") {
		return nil, false
	}
	if z, ok := zones.Load(name); ok {
		return z.(*zone), true
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, false
	}
	z := &zone{loc: loc}
	if loc.String() == name && zoneCount.Add(1) <= maxZones {
		zones.Store(name, z)
	}
	return z, true
}

// zones remembers the zones that were read from the machine's files, since
// reading one takes longer than compiling the expression that names it. It
// holds facts only: what is in it changes no result.
var (
	zones     sync.Map // name → *zone
	zoneCount atomic.Int32
)

// maxZones bounds zones; IANA has some 600 names.
const maxZones = 1000

func offsetZone(s string) (*zone, bool) {
	hour, rest, ok := number2(s[1:], maxOffset/3600)
	if !ok {
		return nil, false
	}
	minute, rest, ok := colonNumber2(rest)
	if !ok {
		return nil, false
	}
	second := 0
	if rest != "" {
		if second, rest, ok = colonNumber2(rest); !ok || rest != "" {
			return nil, false
		}
	}
	offset := hour*3600 + minute*60 + second
	if offset > maxOffset {
		return nil, false
	}
	if s[0] == '-' {
		offset = -offset
	}
	return &zone{offset: offset, utc: offset == 0}, true
}

func (z *zone) append(b []byte) []byte {
	switch {
	case z == nil:
		return b
	case z.loc != nil:
		return append(append(b, '@'), z.loc.String()...)
	case z.offset == 0:
		return append(b, 'Z')
	}
	sign, n := byte('+'), z.offset
	if n < 0 {
		sign, n = '-', -n
	}
	b = append(b, sign)
	b = fmt.Appendf(b, "%02d:%02d", n/3600, n/60%60)
	if n%60 != 0 {
		b = fmt.Appendf(b, ":%02d", n%60)
	}
	return b
}

// appendMoment writes a date, a time or a date and time as string() does.
func appendMoment(b []byte, v Value) []byte {
	second := v.num
	if v.kind != KindTime {
		var d date.Date
		d, second = v.split()
		b = d.Append(b)
		if v.kind == KindDate {
			return b
		}
		b = append(b, 'T')
	}
	b = fmt.Appendf(b, "%02d:%02d:%02d", second/3600, second/60%60, second%60)
	b = appendFraction(b, v.aux)
	return v.zone().append(b)
}

func appendFraction(b []byte, nano int32) []byte {
	if nano == 0 {
		return b
	}
	b = fmt.Appendf(b, ".%09d", nano)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}
