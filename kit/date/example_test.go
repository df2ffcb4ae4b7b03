package date_test

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/date"
)

func Example() {
	decided, _ := date.Parse("2024-01-31")
	due, _ := decided.AddMonths(1)
	fmt.Println(due, due.Weekday(), due.Sub(decided))
	// Output: 2024-02-29 Thursday 29
}

func ExampleParse() {
	_, err := date.Parse("2023-02-29")
	fmt.Println(err)
	// Output: "2023-02-29": day 29 is not between 1 and 28 in 2023-02: date out of range
}

func ExampleDate_ISOWeek() {
	year, week := date.Must(2027, 1, 1).ISOWeek()
	fmt.Println(year, week)
	// Output: 2026 53
}
