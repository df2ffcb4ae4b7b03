package feel

import "time"

// addTemporal adds a duration to a date, time, date and time or duration. The
// kinds are known to fit.
func addTemporal(a, b Value) (Value, bool) {
	if isDuration(a.kind) && !isDuration(b.kind) {
		a, b = b, a
	}
	switch {
	case a.kind == KindYearsMonths:
		return monthsValue(a.num + b.num)
	case a.kind == KindDaysTime:
		return secondsValue(a.num+b.num, int64(a.aux)+int64(b.aux))
	case b.kind == KindYearsMonths:
		return addMonths(a, b.num)
	}
	return addSeconds(a, b.num, b.aux)
}

func isDuration(k Kind) bool { return k == KindYearsMonths || k == KindDaysTime }

func addMonths(a Value, n int64) (Value, bool) {
	d, second := a.split()
	moved, err := d.AddMonths(n)
	if err != nil {
		return Null, false
	}
	if a.kind == KindDate {
		return Date(moved), true
	}
	return dateTimeValue(moved, second, a.aux, a.zone()), true
}

// addSeconds adds a days and time duration. A date counts as midnight and
// stays a date.
func addSeconds(a Value, second int64, nano int32) (Value, bool) {
	sum, ok := secondsValue(second, int64(nano)+int64(a.fractionNanos()))
	if !ok {
		return Null, false
	}
	total, ok := addInt64OK(a.seconds(), sum.num)
	if !ok {
		return Null, false
	}
	if a.kind == KindTime {
		days := floorDiv(total, secondsPerDay)
		return timeValue(total-days*secondsPerDay, sum.aux, a.zone()), true
	}
	if z := a.zone(); a.kind == KindDateTime && z != nil && z.loc != nil {
		return dateTimeInZoneAt(total-a.seconds()+a.instant(), sum.aux, z)
	}
	v, ok := dateTimeAt(total, sum.aux, a.zone())
	if ok && a.kind == KindDate {
		d, _ := v.split()
		return Date(d), true
	}
	return v, ok
}

// dateTimeInZoneAt is the date and time in a named zone at an instant, in
// seconds after 1970-01-01 in UTC: a duration of days and time counts what
// really passes, also when the clocks are changed (DMN 1.5 table 58).
func dateTimeInZoneAt(instant int64, nano int32, z *zone) (Value, bool) {
	utc, ok := dateTimeAt(instant, nano, nil)
	if !ok {
		return Null, false
	}
	d, second := utc.split()
	// The rules of a zone repeat after 400 years, as offsetAt has it.
	year := d.Year()
	if year < 1 || year > 9999 {
		year = 2000 + (year%400+400)%400
	}
	t := time.Date(year, time.Month(d.Month()), d.Day(), 0, 0, int(second), 0, time.UTC).In(z.loc)
	_, offset := t.Zone()
	return dateTimeAt(instant+int64(offset), nano, z)
}

// addInt64OK adds two numbers of which neither is near the limits of int64.
func addInt64OK(a, b int64) (int64, bool) {
	sum := a + b
	return sum, sum > -maxSeconds*2 && sum < maxSeconds*2
}

func (v Value) fractionNanos() int32 {
	if v.kind == KindDate {
		return 0
	}
	return v.aux
}

// subMoments returns the days and time duration from b to a. A local value and
// one with a zone have no distance; a date counts as midnight UTC.
func subMoments(a, b Value) (Value, bool) {
	if !sameKindOfClock(a, b) {
		return Null, false
	}
	return secondsValue(a.instant()-b.instant(), int64(a.fractionNanos())-int64(b.fractionNanos()))
}

// sameKindOfClock tells whether both values have an offset, as dates do, or
// none has.
func sameKindOfClock(a, b Value) bool {
	_, zoned := a.offset()
	_, otherZoned := b.offset()
	return zoned == otherZoned
}

// durationNumberOf returns a duration as a number: months, or seconds.
func durationNumberOf(v Value) Value {
	if v.kind == KindYearsMonths {
		return Int(v.num)
	}
	n, _ := addNumbers(Int(v.num), Scaled(int64(v.aux), -9))
	return n
}

// durationFromNumber makes a duration of the same kind as like. Months are cut
// to whole ones, seconds to nanoseconds.
func durationFromNumber(n Value, like Kind) (Value, bool) {
	if like == KindYearsMonths {
		whole, ok := roundNumber(n, 0, roundDown)
		if !ok {
			return Null, false
		}
		months, ok := wholeInt64(whole)
		if !ok {
			return Null, false
		}
		return monthsValue(months)
	}
	floor, ok := roundNumber(n, 0, roundFloor)
	if !ok {
		return Null, false
	}
	second, ok := wholeInt64(floor)
	if !ok {
		return Null, false
	}
	rest, _ := subNumbers(n, floor)
	nanos, _ := mulNumbers(rest, Scaled(1, 9))
	nanos, _ = roundNumber(nanos, 0, roundDown)
	nano, _ := wholeInt64(nanos)
	return secondsValue(second, nano)
}
