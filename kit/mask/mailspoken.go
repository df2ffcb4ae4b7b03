package mask

import "bytes"

// Addresses of mail are also written so that machines shall not read them: "anna (at) example.com", "anna [at] example [dot] com", "anna snabel-a
// example punkt com". The sign for @ is found as a word between brackets, or as one of the words that mean nothing else.

// mailSign tells whether the word text[start:end] stands for @, and how far the sign goes with its brackets. sure is false for a bare "at".
func (s *scan) mailSign(start, end int) (from, to int, ok, sure bool) {
	var buf [80]byte
	word := lower(buf[:0], s.text[start:end])
	bracketed := start > 0 && end < len(s.text) && bytes.IndexByte([]byte("([{<"), s.text[start-1]) >= 0 && bytes.IndexByte([]byte(")]}>"), s.text[end]) >= 0
	switch string(word) {
	case "snabel-a", "snabela", "snabel":
		sure = true
		if string(word) == "snabel" {
			next := nameEnd(s.text, skipSpace(s.text, end))
			if rest := s.text[skipSpace(s.text, end):next]; string(rest) != "a" && string(rest) != "A" {
				return 0, 0, false, false
			}
			end = next
		}
	case "at", "a", "ät":
		if !bracketed && string(word) != "at" {
			return 0, 0, false, false
		}
		sure = bracketed
	default:
		return 0, 0, false, false
	}
	if bracketed {
		return start - 1, end + 1, true, sure
	}
	return start, end, true, sure
}

// spokenMail reads the address around the sign for @ that is the word text[start:end].
func (s *scan) spokenMail(start, end int) {
	from, to, ok, sure := s.mailSign(start, end)
	if !ok {
		return
	}
	first := s.mailLocal(from)
	last, dots, spoken := s.mailHost(to)
	if first == from || dots == 0 || !sure && !spoken {
		return
	}
	s.emit(first, last, Email, 0.9, Shape|Split)
}

// mailLocal reads back over what stands before the sign: a word of an address, with " punkt " before it more of them, and words of numbers.
func (s *scan) mailLocal(at int) int {
	best := at
	for range 6 {
		end := at
		for end > 0 && best-end < 2 && s.text[end-1] == ' ' {
			end--
		}
		start := end
		for start > 0 && end-start < maxLocal && mailByte(s.text[start-1]) {
			start--
		}
		if start == end {
			return best
		}
		best = start
		before, dot := s.dotBefore(start)
		if !dot {
			if s.spokenAt(start, end).digits == 0 {
				return best
			}
			before = start
		}
		at = before
	}
	return best
}

// dotBefore tells whether a word for a dot ends before at, and where it begins.
func (s *scan) dotBefore(at int) (int, bool) {
	end := at
	for end > 0 && at-end < 2 && bytes.IndexByte([]byte(" )]}"), s.text[end-1]) >= 0 {
		end--
	}
	for _, word := range [...]string{"punkt", "dot"} {
		if start := end - len(word); end < at && start > 0 && bytes.EqualFold(s.text[start:end], []byte(word)) && !isWordByte(s.text[start-1]) {
			for start > 0 && bytes.IndexByte([]byte(" ([{"), s.text[start-1]) >= 0 {
				start--
			}
			return start, true
		}
	}
	return at, false
}

// mailHost reads the labels of a host after the sign, with dots or words for dots between. dots is how many there are; spoken is true where one is a
// word.
func (s *scan) mailHost(at int) (end, dots int, spoken bool) {
	for at < len(s.text) && s.text[at] == ' ' {
		at++
	}
	end = at
	for range 6 {
		start := end
		for end < len(s.text) && end-start < 63 && (isWordByte(s.text[end]) || s.text[end] == '-') {
			end++
		}
		if end == start {
			return end, 0, spoken
		}
		next, word := s.dotAfter(end)
		if next == end || next >= len(s.text) || !isWordByte(s.text[next]) {
			return end, dots, spoken
		}
		dots++
		spoken = spoken || word
		end = next
	}
	return end, dots, spoken
}

// dotAfter skips a dot, or a word for it in brackets or between spaces.
func (s *scan) dotAfter(at int) (next int, word bool) {
	if at < len(s.text) && s.text[at] == '.' {
		return at + 1, false
	}
	from := at
	for at < len(s.text) && at-from < 2 && bytes.IndexByte([]byte(" ([{"), s.text[at]) >= 0 {
		at++
	}
	for _, w := range [...]string{"punkt", "dot"} {
		if at > from && len(s.text) >= at+len(w) && bytes.EqualFold(s.text[at:at+len(w)], []byte(w)) {
			next = at + len(w)
			for next < len(s.text) && next-at-len(w) < 2 && bytes.IndexByte([]byte(" )]}"), s.text[next]) >= 0 {
				next++
			}
			return next, true
		}
	}
	return from, false
}

// spacedMail reads "anna.lind @ example.com" around the "@" at i.
func (s *scan) spacedMail(i int) {
	if i == 0 || i+1 >= len(s.text) || s.text[i-1] != ' ' && s.text[i+1] != ' ' {
		return
	}
	first := s.mailLocal(i)
	last, dots, _ := s.mailHost(i + 1)
	if first < i && dots > 0 && bytes.IndexByte(s.text[first:i], '\n') < 0 {
		s.emit(first, last, Email, 0.8, Shape|Split)
	}
}
