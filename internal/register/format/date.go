package format

import (
	"strings"
	"time"
)

// dateLayouts are the ways in which the inventories write days and months, with the precision of the result.
var dateLayouts = []struct{ read, write string }{
	{"2006-01-02", "2006-01-02"},
	{"2006-01-02 15:04:05", "2006-01-02"},
	{"01/02/2006 15:04:05", "2006-01-02"},
	{"01/02/2006 03:04:05 PM", "2006-01-02"},
	{"1/2/2006", "2006-01-02"},
	{"1/2/06", "2006-01-02"},
	{"January 2, 2006", "2006-01-02"},
	{"2006-01", "2006-01"},
	{"1/2006", "2006-01"},
	{"Jan-06", "2006-01"},
	{"January 2006", "2006-01"},
	{"Jan 2006", "2006-01"},
	{"2006", "2006"},
}

// isoDate reads a date as an ISO date, whole or partial, or gives "". Years before 1950 are slips: 7/15/1905 is how a spreadsheet
// shows the number 2023 as a day.
func isoDate(s string) string {
	s = strings.TrimSpace(s)
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout.read, s); err == nil && t.Year() >= 1950 && t.Year() < 2100 {
			return t.Format(layout.write)
		}
	}
	return ""
}
