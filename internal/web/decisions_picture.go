package web

import "slices"

// mostDrawn is how many questions and decisions a picture holds; a larger model is only listed.
const mostDrawn = 40

// restsPicture draws what rests on what: questions to the left, and each decision to the right of all that it rests on. It is nil where
// there is nothing to see or too much.
func restsPicture(r *Request, all []restsShown) *diagram {
	rank := restsRanks(all)
	if len(all) < 2 || len(rank) > mostDrawn {
		return nil
	}
	d := diagram{ID: "rests", Title: r.T("web_decisions.rests"), Description: r.T("web_decisions.rests_picture")}
	columns := make([][]node, slices.Max(ranksOf(rank))+1)
	placed := map[string]bool{}
	place := func(label, kind string) {
		if !placed[label] {
			placed[label] = true
			columns[rank[label]] = append(columns[rank[label]], node{id: label, label: label, kind: kind})
		}
	}
	var ties []tie
	for _, rests := range all {
		for _, on := range rests.On {
			if on.Href == "" {
				place(on.Label, "system")
			}
			ties = append(ties, tie{on.Label, rests.Link.Label})
		}
		place(rests.Link.Label, "block")
	}
	d = d.columns(columns, ties)
	return &d
}

// restsRanks are the columns by label: 0 for questions, and for a decision one more than the highest of what it rests on. A model
// whose decisions rest on each other in a ring is cut off after as many rounds as it has decisions.
func restsRanks(all []restsShown) map[string]int {
	rank := map[string]int{}
	for _, rests := range all {
		rank[rests.Link.Label] = 1
		for _, on := range rests.On {
			if on.Href == "" {
				rank[on.Label] = 0
			}
		}
	}
	for range all {
		for _, rests := range all {
			for _, on := range rests.On {
				rank[rests.Link.Label] = min(max(rank[rests.Link.Label], rank[on.Label]+1), len(all))
			}
		}
	}
	return rank
}

func ranksOf(rank map[string]int) []int {
	var ranks []int
	for _, n := range rank {
		ranks = append(ranks, n)
	}
	return ranks
}
