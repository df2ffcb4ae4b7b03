package instrument

import "fmt"

// nearest gives a question in both languages whether the author meant a name that exists,
// or nothing where none is near.
func nearest(name string, known []string) Text {
	best, least := "", min(max(2, len(name)/4)+1, len(name))
	for _, candidate := range known {
		if d := distance(name, candidate, least); d < least {
			best, least = candidate, d
		}
	}
	if best == "" {
		return Text{}
	}
	return Text{
		SV: fmt.Sprintf(" Menade du %q?", best),
		EN: fmt.Sprintf(" Did you mean %q?", best),
	}
}

// distance is the number of letters to change to get from a to b (Levenshtein), or limit
// when it is at least that.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit || len(a) > 200 {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return min(row[len(b)], limit)
}
