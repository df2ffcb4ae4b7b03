package statute

import "strings"

// ChangeNote is the note at the end of a section that names the act which gave it its wording: "Lag (2010:800)."
type ChangeNote struct {
	// Type is the type of the act as printed: Lag, Förordning, Kungörelse.
	Type string `json:"type"`
	// SFS is the number of the act.
	SFS string `json:"sfs"`

	start int // in the text of the unit
}

// noteAtEnd reads the change note that a text ends with, or gives nil.
func noteAtEnd(text string) *ChangeNote {
	body := strings.TrimSuffix(text, ".")
	if !strings.HasSuffix(body, ")") {
		return nil
	}
	open := strings.LastIndexByte(body, '(')
	if open < 3 || body[open-1] != ' ' || !isNumber(spaced(body[open+1:len(body)-1])) {
		return nil
	}
	before := body[:open-1]
	start := strings.LastIndexAny(before, " \n\t") + 1
	switch before[start:] {
	case "Lag", "Förordning", "Kungörelse", "Tillkännagivande":
		return &ChangeNote{before[start:], spaced(body[open+1 : len(body)-1]), start}
	}
	return nil
}

// Gone tells why only a notice is left of a unit.
type Gone struct {
	// Renumbered is the new number where the unit was given one: "6"; empty when the unit was repealed.
	Renumbered string `json:"renumbered,omitempty"`
	// By is the number of the act that did it.
	By string `json:"by,omitempty"`
	// standard says that the notice has the form that the editors use today.
	standard bool
}

// longestNotice is the longest notice that a unit is gone, in bytes.
const longestNotice = 200

// isGone reports whether a text is a notice that a unit is no more.
func isGone(text string) bool { return len(text) <= longestNotice && goneIn(spaced(text)) != nil }

// goneIn reads "Har upphävts genom lag (1982:989).", "Upphävd genom …", "Har betecknats 6 § genom …" and "Ny beteckning 6 § genom …".
func goneIn(text string) *Gone {
	if len(text) > longestNotice {
		return nil
	}
	lower := strings.ToLower(text[:min(len(text), 16)])
	gone := &Gone{By: numberIn(text)}
	switch {
	case strings.HasPrefix(lower, "har upphävts"), strings.HasPrefix(lower, "upphävd"), strings.HasPrefix(lower, "har upphört"):
		gone.standard = strings.HasPrefix(lower, "har upphävts genom") || strings.Contains(text[:min(len(text), 40)], " genom ")
	case strings.HasPrefix(lower, "har betecknats"), strings.HasPrefix(lower, "ny beteckning"):
		gone.Renumbered = numberBefore(text)
		gone.standard = strings.HasPrefix(lower, "ny beteckning")
	default:
		return nil
	}
	if gone.By == "" || !strings.HasSuffix(strings.TrimRight(text, "./ "), ")") {
		return nil
	}
	return gone
}

// numberBefore reads the new number: the ordinal before the first section sign.
func numberBefore(text string) string {
	before, _, ok := strings.Cut(text, "§")
	if !ok {
		return ""
	}
	words := strings.Fields(before)
	for i, word := range words {
		if word != "" && word[0] >= '0' && word[0] <= '9' {
			return strings.Join(words[i:], "")
		}
	}
	return ""
}
