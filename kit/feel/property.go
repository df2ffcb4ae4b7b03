package feel

// property reads the properties of dates, times, durations and ranges (DMN 1.5
// table 60).
func property(v Value, name string) (Value, bool) {
	switch v.kind {
	case KindDate:
		return dateProperty(v, name)
	case KindDateTime:
		if p, ok := dateProperty(v, name); ok {
			return p, true
		}
		_, second := v.split()
		return clockProperty(v, second, name)
	case KindTime:
		return clockProperty(v, v.num, name)
	case KindYearsMonths:
		return monthsProperty(v.num, name)
	case KindDaysTime:
		return secondsProperty(v, name)
	case KindRange:
		return rangeProperty(v.rng(), name)
	}
	return Null, false
}

func dateProperty(v Value, name string) (Value, bool) {
	d, _ := v.split()
	switch name {
	case "year":
		return Int(int64(d.Year())), true
	case "month":
		return Int(int64(d.Month())), true
	case "day":
		return Int(int64(d.Day())), true
	case "weekday": // Monday is 1
		return Int(int64((d.Weekday()+6)%7) + 1), true
	}
	return Null, false
}

func clockProperty(v Value, second int64, name string) (Value, bool) {
	switch name {
	case "hour":
		return Int(second / 3600), true
	case "minute":
		return Int(second / 60 % 60), true
	case "second":
		return secondOfMinute(second, v.aux), true
	case "time offset":
		offset, ok := v.offset()
		if !ok {
			return Null, true
		}
		d, _ := secondsValue(offset, 0)
		return d, true
	case "timezone":
		if z := v.zone(); z != nil && z.loc != nil {
			return String(z.loc.String()), true
		}
		return Null, true
	}
	return Null, false
}

// secondOfMinute is a decimal from 0 to below 60 (DMN 1.5 table 66).
func secondOfMinute(second int64, nano int32) Value {
	if nano == 0 {
		return Int(second % 60)
	}
	return Scaled(second%60*nanosPerSec+int64(nano), -9)
}

func monthsProperty(months int64, name string) (Value, bool) {
	switch name {
	case "years":
		return Int(months / 12), true
	case "months":
		return Int(months % 12), true
	}
	return Null, false
}

func secondsProperty(v Value, name string) (Value, bool) {
	second, nano, negative := v.magnitude()
	var n int64
	switch name {
	case "days":
		n = second / secondsPerDay
	case "hours":
		n = second / 3600 % 24
	case "minutes":
		n = second / 60 % 60
	case "seconds":
		p := secondOfMinute(second, nano)
		if negative {
			p = negateNumber(p)
		}
		return p, true
	default:
		return Null, false
	}
	if negative {
		n = -n
	}
	return Int(n), true
}

func rangeProperty(r *Range, name string) (Value, bool) {
	switch name {
	case "start":
		return r.Low, true
	case "end":
		return r.High, true
	case "start included":
		return Bool(r.LowIncluded), true
	case "end included":
		return Bool(r.HighIncluded), true
	}
	return Null, false
}
