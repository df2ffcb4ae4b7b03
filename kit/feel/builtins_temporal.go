package feel

import (
	"github.com/tillit-se/tillit/kit/date"
)

// temporalBuiltins are the functions of DMN 1.5 tables 72, 78 and 79 that make
// and take apart dates, times and durations.
func temporalBuiltins() []builtin {
	day := req("date", Any)
	n := func(name string) param { return req(name, NumberType) }
	return []builtin{
		{"date", []signature{
			sig(DateType, dateFrom, req("from", Any)),
			sig(DateType, dateOf, n("year"), n("month"), n("day")),
		}},
		{"time", []signature{
			sig(TimeType, timeFrom, req("from", Any)),
			sig(TimeType, timeOf, n("hour"), n("minute"), n("second"), opt("offset", DaysTimeType)),
		}},
		{"date and time", []signature{
			sig(DateTimeType, dateTimeFrom, req("from", Any)),
			sig(DateTimeType, dateTimeJoin, day, req("time", TimeType)),
			sig(DateTimeType, dateTimeParts, n("year"), n("month"), n("day"), n("hour"), n("minute"), n("second"), opt("offset", DaysTimeType)),
			sig(DateTimeType, dateTimeInZone, n("year"), n("month"), n("day"), n("hour"), n("minute"), n("second"), req("timezone", StringType)),
		}},
		{"duration", []signature{sig(Any, durationFrom, req("from", StringType))}},
		{"years and months duration", []signature{sig(YearsMonthsType, monthsBetween, req("from", Any), req("to", Any))}},
		{"now", []signature{sig(DateTimeType, nowFunction)}},
		{"today", []signature{sig(DateType, todayFunction)}},
		{"day of year", []signature{sig(NumberType, dateNumber(func(d date.Date) int { return d.YearDay() }), day)}},
		{"week of year", []signature{sig(NumberType, dateNumber(isoWeek), day)}},
		{"day of week", []signature{sig(StringType, dayOfWeek, day)}},
		{"month of year", []signature{sig(StringType, monthOfYear, day)}},
	}
}

func dateFrom(c *invocation, args []Value) Value {
	v := unwrapSingle(args[0])
	switch v.kind {
	case KindString:
		d, err := date.Parse(v.str())
		if err != nil {
			return c.null(CodeInvalid, "%v", err)
		}
		return Date(d)
	case KindDate, KindDateTime:
		d, _ := v.split()
		return Date(d)
	}
	return c.null(CodeType, "%s has no date", article(typeOf(v)))
}

func dateOf(c *invocation, args []Value) Value {
	d, ok := c.dateParts(args)
	if !ok {
		return Null
	}
	return Date(d)
}

// dateParts makes a date of three numbers.
func (c *invocation) dateParts(args []Value) (date.Date, bool) {
	var n [3]int
	for i := range n {
		part, ok := c.whole(args[i])
		if !ok || part > date.MaxYear || part < date.MinYear {
			c.null(CodeInvalid, "%s is no part of a date", args[i])
			return date.Date{}, false
		}
		n[i] = int(part)
	}
	d, err := date.New(n[0], n[1], n[2])
	if err != nil {
		c.null(CodeInvalid, "%v", err)
		return date.Date{}, false
	}
	return d, true
}

func timeFrom(c *invocation, args []Value) Value {
	v := unwrapSingle(args[0])
	switch v.kind {
	case KindString:
		if t, ok := parseTime(v.str()); ok {
			return c.payZone(t)
		}
		return c.null(CodeInvalid, "%s is no time", shorten(v.str()))
	case KindTime:
		return v
	case KindDate:
		return timeValue(0, 0, &zone{utc: true})
	case KindDateTime:
		_, second := v.split()
		return timeValue(second, v.aux, v.zone())
	}
	return c.null(CodeType, "%s has no time", article(typeOf(v)))
}

func timeOf(c *invocation, args []Value) Value {
	second, nano, ok := c.clockParts(args)
	if !ok {
		return Null
	}
	z, ok := c.offsetArgument(args[3])
	if !ok {
		return Null
	}
	return timeValue(second, nano, z)
}

// clockParts makes a time of an hour, a minute and a second with decimals.
func (c *invocation) clockParts(args []Value) (second int64, nano int32, ok bool) {
	hour, ok1 := args[0].AsInt64()
	minute, ok2 := args[1].AsInt64()
	span, ok3 := durationFromNumber(args[2], KindDaysTime)
	if !ok1 || !ok2 || !ok3 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || span.num < 0 || span.num > 59 {
		c.null(CodeInvalid, "%s:%s:%s is no time", args[0], args[1], args[2])
		return 0, 0, false
	}
	return hour*3600 + minute*60 + span.num, span.aux, true
}

func (c *invocation) offsetArgument(v Value) (*zone, bool) {
	if v.kind == KindNull {
		return nil, true
	}
	if v.num < -maxOffset || v.num > maxOffset || v.aux != 0 {
		c.null(CodeInvalid, "%s is no offset of a time zone", v)
		return nil, false
	}
	return &zone{offset: int(v.num), utc: v.num == 0}, true
}

func dateTimeFrom(c *invocation, args []Value) Value {
	v := unwrapSingle(args[0])
	switch v.kind {
	case KindString:
		if t, ok := parseDateTime(v.str()); ok {
			return c.payZone(t)
		}
		if d, err := date.Parse(v.str()); err == nil {
			return dateTimeValue(d, 0, 0, nil)
		}
		return c.null(CodeInvalid, "%s is no date and time", shorten(v.str()))
	case KindDateTime:
		return v
	case KindDate:
		d, _ := v.split()
		return dateTimeValue(d, 0, 0, nil)
	}
	return c.null(CodeType, "%s has no date and time", article(typeOf(v)))
}

func dateTimeJoin(c *invocation, args []Value) Value {
	if args[0].kind != KindDate && args[0].kind != KindDateTime {
		return c.null(CodeType, "%s has no date", article(typeOf(args[0])))
	}
	d, _ := args[0].split()
	return dateTimeValue(d, args[1].num, args[1].aux, args[1].zone())
}

func dateTimeParts(c *invocation, args []Value) Value {
	if args[6].kind == KindString {
		return dateTimeInZone(c, args)
	}
	z, ok := c.offsetArgument(args[6])
	if !ok {
		return Null
	}
	return c.dateTimeOfParts(args, z)
}

func dateTimeInZone(c *invocation, args []Value) Value {
	z, ok := namedZone(args[6].str())
	if !ok {
		return c.null(CodeInvalid, "%s is no time zone", shorten(args[6].str()))
	}
	return c.payZone(c.dateTimeOfParts(args, z))
}

// zoneSteps is what finding a time zone by its name counts as.
const zoneSteps = 20

func (c *invocation) payZone(v Value) Value {
	if v.zone() != nil && v.zone().loc != nil && !c.s.spend(zoneSteps, c.at) {
		return Null
	}
	return v
}

func (c *invocation) dateTimeOfParts(args []Value, z *zone) Value {
	d, ok := c.dateParts(args)
	if !ok {
		return Null
	}
	second, nano, ok := c.clockParts(args[3:])
	if !ok {
		return Null
	}
	return dateTimeValue(d, second, nano, z)
}

func durationFrom(c *invocation, args []Value) Value {
	v, ok := parseDuration(args[0].str())
	if !ok {
		return c.null(CodeInvalid, "%s is no duration", shorten(args[0].str()))
	}
	return v
}

// monthsBetween counts whole months, toward zero, without regard to the clock.
func monthsBetween(c *invocation, args []Value) Value {
	for _, v := range args {
		if v.kind != KindDate && v.kind != KindDateTime {
			return c.null(CodeType, "%s has no date", article(typeOf(v)))
		}
	}
	from, _ := args[0].split()
	to, _ := args[1].split()
	return Months(to.MonthsSince(from))
}

func nowFunction(c *invocation, _ []Value) Value { return dateTimeOf(c.s.clock()) }

func todayFunction(c *invocation, _ []Value) Value { return Date(date.Of(c.s.clock())) }

// dayOf reads a date, or the date of a date and time.
func (c *invocation) dayOf(v Value) (date.Date, bool) {
	v = unwrapSingle(v)
	if v.kind != KindDate && v.kind != KindDateTime {
		c.null(CodeType, "%s has no date", article(typeOf(v)))
		return date.Date{}, false
	}
	d, _ := v.split()
	return d, true
}

func dateNumber(f func(date.Date) int) func(*invocation, []Value) Value {
	return func(c *invocation, args []Value) Value {
		d, ok := c.dayOf(args[0])
		if !ok {
			return Null
		}
		return Int(int64(f(d)))
	}
}

func isoWeek(d date.Date) int {
	_, week := d.ISOWeek()
	return week
}

func dayOfWeek(c *invocation, args []Value) Value {
	d, ok := c.dayOf(args[0])
	if !ok {
		return Null
	}
	return String(d.Weekday().String())
}

var monthNames = [...]string{
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
}

func monthOfYear(c *invocation, args []Value) Value {
	d, ok := c.dayOf(args[0])
	if !ok {
		return Null
	}
	return String(monthNames[d.Month()-1])
}
