package feel_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/feel"
)

// The tests of this file draw values, ask FEEL, and work the answer out in plain Go.

// ask evaluates an expression that must give no diagnostic unless the answer is null.
func ask(t *rapid.T, src string) string {
	prog, err := feel.Compile(src, nil, feel.Lenient())
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	got, err := prog.Eval(t.Context(), feel.Env{})
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	if len(got.Diagnostics) > 0 && !got.Value.IsNull() {
		t.Fatalf("%s = %s with %v", src, got.Value, got.Diagnostics)
	}
	return got.Value.String()
}

func wants(t *rapid.T, src, want string) {
	if got := ask(t, src); got != want {
		t.Fatalf("%s = %s, want %s", src, got, want)
	}
}

// zoned is a moment in one of the ways that FEEL writes zones.
type zoned struct {
	text string
	at   time.Time
}

func drawZoned(t *rapid.T, label string) zoned {
	seconds := rapid.Int64Range(-2_000_000_000, 5_000_000_000).Draw(t, label)
	switch rapid.IntRange(0, 3).Draw(t, "zone of "+label) {
	case 0:
		at := time.Unix(seconds, 0).UTC()
		return zoned{at.Format("2006-01-02T15:04:05Z"), at}
	case 1:
		minutes := rapid.SampledFrom([]int{0, 60, 330, -210, 840, -720}).Draw(t, "offset")
		at := time.Unix(seconds, 0).In(time.FixedZone("", minutes*60))
		return zoned{at.Format("2006-01-02T15:04:05-07:00"), at}
	}
	name := rapid.SampledFrom([]string{"Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"}).Draw(t, "place")
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skip("the machine has no time zones")
	}
	local := time.Unix(seconds, 0).In(loc).Format("2006-01-02T15:04:05")
	// What the clocks show twice means the first time: read it as Go does, and go back where the hour before shows the same.
	at, _ := time.ParseInLocation("2006-01-02T15:04:05", local, loc)
	if earlier := at.Add(-time.Hour); earlier.Format("2006-01-02T15:04:05") == local {
		at = earlier
	}
	return zoned{local + "@" + name, at}
}

func TestMomentsHaveThePartsThatTheClockShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawZoned(t, "moment")
		_, week := m.at.ISOWeek()
		weekday := (int(m.at.Weekday())+6)%7 + 1
		wants(t, fmt.Sprintf(`[@"%[1]s".year, @"%[1]s".month, @"%[1]s".day, @"%[1]s".hour, @"%[1]s".minute, @"%[1]s".second, @"%[1]s".weekday]`, m.text),
			fmt.Sprintf("[%d, %d, %d, %d, %d, %d, %d]", m.at.Year(), m.at.Month(), m.at.Day(), m.at.Hour(), m.at.Minute(), m.at.Second(), weekday))
		wants(t, fmt.Sprintf(`[day of year(@"%[1]s"), week of year(@"%[1]s"), day of week(@"%[1]s"), month of year(@"%[1]s")]`, m.text),
			fmt.Sprintf("[%d, %d, %q, %q]", m.at.YearDay(), week, m.at.Weekday(), m.at.Month()))
		wants(t, fmt.Sprintf(`@"%s".time offset = @"%s"`, m.text, isoSeconds(offsetOf(m.at))), "true")
	})
}

func offsetOf(at time.Time) int64 {
	_, seconds := at.Zone()
	return int64(seconds)
}

// isoSeconds writes a number of seconds as a duration.
func isoSeconds(n int64) string {
	if n < 0 {
		return fmt.Sprintf("-PT%dS", -n)
	}
	return fmt.Sprintf("PT%dS", n)
}

func TestMomentsAreComparedAndTakenApartAsInstants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawZoned(t, "a"), drawZoned(t, "b")
		if rapid.IntRange(0, 3).Draw(t, "same") == 0 {
			b = zoned{a.at.UTC().Format("2006-01-02T15:04:05Z"), a.at}
		}
		order := a.at.Compare(b.at)
		wants(t, fmt.Sprintf(`[@"%[1]s" < @"%[2]s", @"%[1]s" <= @"%[2]s", @"%[1]s" = @"%[2]s", @"%[1]s" > @"%[2]s", @"%[1]s" >= @"%[2]s"]`, a.text, b.text),
			fmt.Sprintf("[%t, %t, %t, %t, %t]", order < 0, order <= 0, order == 0, order > 0, order >= 0))
		wants(t, fmt.Sprintf(`@"%s" - @"%s" = @"%s"`, a.text, b.text, isoSeconds(int64(a.at.Sub(b.at)/time.Second))), "true")
	})
}

func TestSecondsAddedToAMomentAreSecondsThatPass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawZoned(t, "moment")
		seconds := rapid.OneOf(rapid.Int64Range(-100_000, 100_000), rapid.Int64Range(-400_000_000, 400_000_000)).Draw(t, "seconds")
		later := m.at.Add(time.Duration(seconds) * time.Second).UTC()
		wants(t, fmt.Sprintf(`@"%s" + @"%s" = @"%s"`, m.text, isoSeconds(seconds), later.Format("2006-01-02T15:04:05Z")), "true")
	})
}

// item is an item of a list: a small number, or null.
func drawItems(t *rapid.T, label string, most int) []string {
	return rapid.SliceOfN(rapid.SampledFrom([]string{"1", "2", "3", "4", "null", "-1", "2.5"}), 0, most).Draw(t, label)
}

func feelList(items []string) string { return "[" + strings.Join(items, ", ") + "]" }

func TestListsAreCutAndJoinedAsSlicesAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawItems(t, "a", 6), drawItems(t, "b", 4)
		x := rapid.SampledFrom([]string{"1", "2", "null", "9"}).Draw(t, "x")
		all := slices.Concat(a, b)
		distinct := func(items []string) []string {
			var kept []string
			for _, item := range items {
				if !slices.Contains(kept, item) {
					kept = append(kept, item)
				}
			}
			return kept
		}
		reversed := slices.Clone(a)
		slices.Reverse(reversed)
		wants(t, fmt.Sprintf("concatenate(%s, %s)", feelList(a), feelList(b)), feelList(all))
		wants(t, fmt.Sprintf("union(%s, %s)", feelList(a), feelList(b)), feelList(distinct(all)))
		wants(t, fmt.Sprintf("distinct values(%s)", feelList(a)), feelList(distinct(a)))
		wants(t, fmt.Sprintf("append(%s, %s)", feelList(a), x), feelList(append(slices.Clone(a), x)))
		wants(t, fmt.Sprintf("reverse(%s)", feelList(a)), feelList(reversed))
		wants(t, fmt.Sprintf("count(%s)", feelList(a)), fmt.Sprint(len(a)))
		wants(t, fmt.Sprintf("list contains(%s, %s)", feelList(a), x), fmt.Sprint(slices.Contains(a, x)))
		wants(t, fmt.Sprintf("flatten([%s, [%s, [%s]]])", feelList(a), feelList(b), x), feelList(append(slices.Clone(all), x)))
		var places []string
		for i, item := range a {
			if item == x {
				places = append(places, fmt.Sprint(i+1))
			}
		}
		wants(t, fmt.Sprintf("index of(%s, %s)", feelList(a), x), feelList(places))
	})
}

func TestPlacesInListsCountFromBothEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawItems(t, "a", 6)
		at := rapid.IntRange(-8, 8).Draw(t, "at")
		n := rapid.IntRange(0, 7).Draw(t, "n")
		i := at - 1
		if at < 0 {
			i = len(a) + at
		}
		inside := at != 0 && i >= 0 && i < len(a)
		item, sublist, rest, removed, replaced, inserted := "null", "null", "null", "null", "null", "null"
		if inside {
			item, rest = a[i], feelList(a[i:])
			removed = feelList(slices.Delete(slices.Clone(a), i, i+1))
			replacing := slices.Clone(a)
			replacing[i] = "7"
			replaced = feelList(replacing)
			inserted = feelList(slices.Insert(slices.Clone(a), i, "7"))
			if n >= 1 && i+n <= len(a) { // a length is from 1 on (table 77)
				sublist = feelList(a[i : i+n])
			}
		}
		wants(t, fmt.Sprintf("%s[%d]", feelList(a), at), item)
		wants(t, fmt.Sprintf("sublist(%s, %d)", feelList(a), at), rest)
		wants(t, fmt.Sprintf("sublist(%s, %d, %d)", feelList(a), at, n), sublist)
		wants(t, fmt.Sprintf("remove(%s, %d)", feelList(a), at), removed)
		wants(t, fmt.Sprintf("list replace(%s, %d, 7)", feelList(a), at), replaced)
		wants(t, fmt.Sprintf("insert before(%s, %d, 7)", feelList(a), at), inserted)
	})
}

func TestNumbersInListsAreSummedUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfN(rapid.IntRange(-9, 9), 1, 7).Draw(t, "numbers")
		texts := make([]string, len(numbers))
		sum, product := 0, 1
		counts := map[int]int{}
		for i, n := range numbers {
			texts[i] = fmt.Sprint(n)
			sum, product = sum+n, product*n
			counts[n]++
		}
		sorted := slices.Sorted(slices.Values(numbers))
		list := feelList(texts)
		wants(t, "sum("+list+")", fmt.Sprint(sum))
		wants(t, "product("+list+")", fmt.Sprint(product))
		wants(t, "min("+list+")", fmt.Sprint(sorted[0]))
		wants(t, "max("+list+")", fmt.Sprint(sorted[len(sorted)-1]))
		wants(t, fmt.Sprintf("mean(%s) = %d / %d", list, sum, len(numbers)), "true")
		middle := len(sorted) / 2
		if len(sorted)%2 == 1 {
			wants(t, "median("+list+")", fmt.Sprint(sorted[middle]))
		} else {
			wants(t, fmt.Sprintf("median(%s) = (%d + %d) / 2", list, sorted[middle-1], sorted[middle]), "true")
		}
		most := 0
		for _, n := range counts {
			most = max(most, n)
		}
		var modes []string
		for _, n := range slices.Compact(slices.Clone(sorted)) {
			if counts[n] == most {
				modes = append(modes, fmt.Sprint(n))
			}
		}
		wants(t, "mode("+list+")", feelList(modes))
		// Alone and as a list of one they mean the same.
		wants(t, "sum("+strings.Join(texts, ", ")+")", fmt.Sprint(sum))
		wants(t, "max("+strings.Join(texts, ", ")+")", fmt.Sprint(sorted[len(sorted)-1]))
	})
}

func TestSortingIsStableAndByTheFunction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfN(rapid.IntRange(0, 3), 0, 8).Draw(t, "keys")
		type row struct{ key, place int }
		rows := make([]row, len(keys))
		items := make([]string, len(keys))
		for i, k := range keys {
			rows[i], items[i] = row{k, i}, fmt.Sprintf("{k: %d, i: %d}", k, i)
		}
		for _, sign := range []int{1, -1} {
			slices.SortStableFunc(rows, func(a, b row) int { return sign * cmp.Compare(a.key, b.key) })
			var places []string
			for _, r := range rows {
				places = append(places, fmt.Sprint(r.place))
			}
			operator := map[int]string{1: "<", -1: ">"}[sign]
			wants(t, fmt.Sprintf("sort(%s, function(a, b) a.k %s b.k).i", feelList(items), operator), feelList(places))
			slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.place, b.place) })
		}
	})
}

func TestStringsAreCutAsCharactersAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune("abåÅ😀e\u0301 ")), 0, 8, -1)
		text, part := letters.Draw(t, "text"), rapid.StringOfN(rapid.RuneFrom([]rune("abå😀")), 0, 3, -1).Draw(t, "part")
		runes := []rune(text)
		at, n := rapid.IntRange(-10, 10).Draw(t, "at"), rapid.IntRange(-1, 10).Draw(t, "n")
		i := at - 1
		if at < 0 {
			i = len(runes) + at
		}
		from, cut := "null", "null"
		if at != 0 && i >= 0 && i < len(runes) {
			from = fmt.Sprintf("%q", string(runes[i:]))
			if n >= 1 && i+n <= len(runes) {
				cut = fmt.Sprintf("%q", string(runes[i:i+n]))
			}
		}
		if got := ask(t, fmt.Sprintf("substring(%q, %d)", text, at)); unquoted(got) != unquoted(from) {
			t.Fatalf("substring(%q, %d) = %s, want %s", text, at, got, from)
		}
		if got := ask(t, fmt.Sprintf("substring(%q, %d, %d)", text, at, n)); unquoted(got) != unquoted(cut) {
			t.Fatalf("substring(%q, %d, %d) = %s, want %s", text, at, n, got, cut)
		}
		before, after, found := strings.Cut(text, part)
		if !found {
			before, after = "", ""
		}
		wants(t, fmt.Sprintf("substring before(%q, %q) = %q", text, part, before), "true")
		wants(t, fmt.Sprintf("substring after(%q, %q) = %q", text, part, after), "true")
		wants(t, fmt.Sprintf("contains(%q, %q)", text, part), fmt.Sprint(found))
		wants(t, fmt.Sprintf("starts with(%q, %q)", text, part), fmt.Sprint(strings.HasPrefix(text, part)))
		wants(t, fmt.Sprintf("ends with(%q, %q)", text, part), fmt.Sprint(strings.HasSuffix(text, part)))
		wants(t, fmt.Sprintf("string length(%q)", text), fmt.Sprint(len(runes)))
		if part != "" {
			pieces := strings.Split(text, part)
			wants(t, fmt.Sprintf("count(split(%q, %q))", text, part), fmt.Sprint(len(pieces)))
			wants(t, fmt.Sprintf("string join(split(%q, %q), %q) = %q", text, part, part, text), "true")
		}
	})
}

func unquoted(s string) string { return strings.Trim(s, `"`) }

func TestLogicOfManyIsThatOfTwo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"true", "false", "null"}), 1, 6).Draw(t, "values")
		conjunction, disjunction := "true", "false"
		for _, w := range words {
			conjunction = weaker(conjunction, w, "false")
			disjunction = weaker(disjunction, w, "true")
		}
		wants(t, strings.Join(words, " and "), conjunction)
		wants(t, strings.Join(words, " or "), disjunction)
		wants(t, "all("+feelList(words)+")", conjunction)
		wants(t, "any("+feelList(words)+")", disjunction)
		wants(t, "every x in "+feelList(words)+" satisfies x", conjunction)
		wants(t, "some x in "+feelList(words)+" satisfies x", disjunction)
		wants(t, "not("+conjunction+")", map[string]string{"true": "false", "false": "true", "null": "null"}[conjunction])
	})
}

// weaker is Kleene's logic: the absorbing value wins, else null, else the other.
func weaker(a, b, absorbing string) string {
	switch {
	case a == absorbing || b == absorbing:
		return absorbing
	case a == "null" || b == "null":
		return "null"
	}
	return a
}

func TestLoopsGoThroughEveryCombination(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low, high := rapid.IntRange(-3, 3).Draw(t, "low"), rapid.IntRange(-3, 3).Draw(t, "high")
		items := rapid.SliceOfN(rapid.IntRange(0, 3), 0, 3).Draw(t, "items")
		texts := make([]string, len(items))
		for i, n := range items {
			texts[i] = fmt.Sprint(n)
		}
		step := 1
		if high < low {
			step = -1
		}
		var want []string
		some, every := false, true
		for x := low; x != high+step; x += step {
			for _, y := range items {
				want = append(want, fmt.Sprint(x*10+y))
				some, every = some || x == y, every && x <= y
			}
		}
		head := fmt.Sprintf("x in %d..%d, y in %s", low, high, feelList(texts))
		wants(t, "for "+head+" return x * 10 + y", feelList(want))
		wants(t, "some "+head+" satisfies x = y", fmt.Sprint(some))
		wants(t, "every "+head+" satisfies x <= y", fmt.Sprint(every))
		wants(t, fmt.Sprintf("for x in %s return if count(partial) = 0 then x else partial[-1] + x", feelList(texts)), feelList(running(items)))
	})
}

func running(items []int) []string {
	var sums []string
	sum := 0
	for _, n := range items {
		sum += n
		sums = append(sums, fmt.Sprint(sum))
	}
	return sums
}

func TestFiltersKeepWhatHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.IntRange(-5, 5), 0, 8).Draw(t, "items")
		low, high := rapid.IntRange(-5, 5).Draw(t, "low"), rapid.IntRange(-5, 5).Draw(t, "high")
		var all, kept, dropped []string
		for _, n := range items {
			all = append(all, fmt.Sprint(n))
			if n >= low && n < high {
				kept = append(kept, fmt.Sprint(n))
			} else {
				dropped = append(dropped, fmt.Sprint(n))
			}
		}
		if low > high { // no range
			return
		}
		wants(t, fmt.Sprintf("%s[item >= %d and item < %d]", feelList(all), low, high), feelList(kept))
		wants(t, fmt.Sprintf("%s[not(item in [%d..%d))]", feelList(all), low, high), feelList(dropped))
		wants(t, fmt.Sprintf("count(%s[item between %d and %d])", feelList(all), low, high-1), fmt.Sprint(len(kept)))
	})
}

func TestJSONMayBeginWithAByteOrderMark(t *testing.T) {
	v, err := feel.FromJSON([]byte("\ufeff{\"a\": 1}"))
	if err != nil || v.String() != "{a: 1}" {
		t.Errorf("%s %v", v, err)
	}
	for _, text := range []string{"\ufeff", "\ufeff\ufeff1", "1\ufeff"} {
		if v, err := feel.FromJSON([]byte(text)); err == nil {
			t.Errorf("%q is %s", text, v)
		}
	}
}
