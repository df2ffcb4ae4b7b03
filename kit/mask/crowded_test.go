package mask_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/identifier"
)

// crowd makes records, log lines and running prose in which identifiers with right check digits stand among numbers that are nobody's. People in it are
// born from 1890 to 1899 or have a serial number from 980, as Skatteverket's test numbers have. Seeded.
type crowd struct{ *rand.Rand }

func (c crowd) digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + c.IntN(10)))
	}
	return b.String()
}

func (c crowd) pick(list ...string) string { return list[c.IntN(len(list))] }

// checked adds the check digit to a body.
func checked(body string) string { return body + string(identifier.LuhnDigit([]byte(body))) }

// personnummer gives the date in eight digits and the last four.
func (c crowd) personnummer(coordination bool) (day, last string) {
	month, date := 1+c.IntN(12), 1+c.IntN(28)
	if coordination {
		date += 60
	}
	day = fmt.Sprintf("%04d%02d%02d", 1930+c.IntN(76), month, date)
	last = checked(day[2:] + fmt.Sprintf("%03d", 980+c.IntN(20)))
	return day, last[6:]
}

// written gives one of the ways in which a personnummer is written.
func (c crowd) written(day, last string) string {
	short := day[2:]
	return c.pick(
		short+"-"+last, day+"-"+last, day+last, short+last, short+" "+last, day+" "+last, short+" - "+last, day+" - "+last, short+"\u2013"+last,
		day[:2]+" "+short+"-"+last, day[:4]+"-"+day[4:6]+"-"+day[6:]+"-"+last, short[:2]+" "+short[2:4]+" "+short[4:]+"-"+last, short+"\u00a0"+last, short+"-\u200b"+last, day+"/"+last,
	)
}

// made is an identifier and the class it is of.
type made struct {
	value string
	class mask.Class
}

// identifier makes one with right check digits, in one of its written forms.
func (c crowd) identifier() made {
	switch c.IntN(11) {
	case 0, 1, 2:
		day, last := c.personnummer(false)
		return made{c.written(day, last), mask.Personnummer}
	case 3:
		day, last := c.personnummer(true)
		return made{c.written(day, last), mask.Samordningsnummer}
	case 4:
		body := c.pick("5560", "5590", "2120", "8024", "7696", "9697") + c.digits(5)
		n := checked(body)
		return made{c.pick(n[:6]+"-"+n[6:], "16"+n, n[:6]+"\u2013"+n[6:]), mask.Organisationsnummer}
	case 5:
		return made{"bankgiro " + c.giro(), mask.Bankgiro}
	case 6:
		n := checked(fmt.Sprintf("%d", 1+c.IntN(9)) + c.digits(5))
		return made{c.pick("plusgiro ", "PG ") + c.pick(n[:2]+" "+n[2:4]+" "+n[4:6]+"-"+n[6:], n[:6]+"-"+n[6:]), mask.Plusgiro}
	case 7:
		return made{c.pick("SE45 5000 0000 0583 9825 7466", "SE4550000000058398257466", "SE35 5000 0000 0549 1000 0003", "DE89 3704 0044 0532 0130 00"), mask.IBAN}
	case 8:
		return made{c.pick("4111 1111 1111 1111", "5555-5555-5555-4444", "4111111111111111", "378282246310005"), mask.Card}
	}
	tail := fmt.Sprintf("%02d", 5+c.IntN(95))
	return made{c.pick("070-174 06 "+tail, "070-17406"+tail, "07017406"+tail, "+467017406"+tail, "+46 70 174 06 "+tail, "+46 (0)70-174 06 "+tail, "0046 70 174 06 "+tail, "070.174.06."+tail,
		"08-465 004 "+tail, "08-465004"+tail, "(08) 465 004 "+tail, "031-390 06 "+tail, "0980-31 92 "+tail, "0980-3192"+tail), mask.Phone}
}

func (c crowd) giro() string {
	n := checked(fmt.Sprintf("%d", 1+c.IntN(9)) + c.digits(6))
	if c.IntN(2) == 0 {
		n = checked(n[:6])
		return c.pick(n[:3]+"-"+n[3:], n)
	}
	return c.pick(n[:4]+"-"+n[4:], n)
}

// noise is a piece of a sentence with numbers that are nobody's, as accounts, deliveries, measurements and law have them.
func (c crowd) noise() string {
	n := func(from, to int) string { return c.digits(1)[:0] + fmt.Sprint(from+c.IntN(to-from+1)) }
	return c.pick(
		"konto "+n(1000, 8999)+" "+n(1, 99)+" "+c.digits(3)+","+c.digits(2)+" kr",
		"ver. A"+n(1, 999)+" den "+n(1, 28)+"/"+n(1, 12),
		"rad "+n(1, 400)+" kol. "+n(1, 30),
		n(1, 99)+" st à "+n(1, 900)+","+c.digits(2),
		"OCR "+checked(n(1, 9)+c.digits(9+c.IntN(8))),
		"artikel "+n(100, 999)+"-"+c.digits(4)+"-"+c.digits(2),
		"EAN 73"+c.digits(11),
		"ISBN 978-91-"+c.digits(4)+"-"+c.digits(3)+"-"+n(0, 9),
		n(1, 30)+" kap. "+n(1, 40)+" § "+n(1, 4)+" st. lagen (20"+c.digits(2)+":"+n(1, 1400)+")",
		"prop. 20"+n(10, 25)+"/"+n(11, 26)+":"+n(1, 250)+" s. "+n(1, 400),
		"kl. "+fmt.Sprintf("%02d.%02d", c.IntN(24), c.IntN(60)),
		"vecka "+n(1, 52)+", "+n(10, 60)+" timmar",
		n(1, 99)+","+n(0, 9)+" % av "+n(1, 9)+" "+c.digits(3)+" "+c.digits(3),
		"N "+n(55, 68)+"."+c.digits(5)+", E "+n(11, 24)+"."+c.digits(5),
		"x="+n(6100000, 7600000)+" y="+n(250000, 950000),
		"version "+n(1, 9)+"."+n(0, 30)+"."+n(0, 999),
		"batch "+c.digits(6)+c.pick("A", "B", "-1", "/2"),
		"mätare "+c.digits(8)+" kWh",
		"kolli 37313"+c.digits(13),
		"SNI "+n(10, 99)+"."+c.digits(3),
		"temp "+n(10, 25)+","+n(0, 9)+" °C",
		"sid "+n(1, 20)+" av "+n(20, 90),
		"projekt "+c.digits(5)+"-"+n(1, 20),
		"hyra "+n(4, 15)+" "+c.digits(3)+" kr",
		"åren "+n(1990, 2010)+"–"+n(2011, 2026),
		"tåg "+n(100, 19999)+" spår "+n(1, 18),
		"ritning "+c.pick("A", "K", "E")+"-"+n(10, 99)+"."+n(1, 9)+"-"+c.digits(3),
		"IP-klass IP"+n(20, 68),
		"aktbilaga "+n(1, 60)+"–"+n(61, 90),
		"saldo -"+n(1, 99)+" "+c.digits(3)+":"+c.digits(2),
	)
}

// record puts pieces together in one of the ways of records and prose; at most one is an identifier.
func (c crowd) record(of *made) (text string, start, end int) {
	parts := make([]string, 3+c.IntN(4))
	for i := range parts {
		parts[i] = c.noise()
	}
	at := -1
	if of != nil {
		at = c.IntN(len(parts))
		parts[at] = of.value
	}
	sep := c.pick(", ", "; ", " | ", "\t", " – ", ". ", " och ", "\n", " / ")
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteString(sep)
		}
		if i == at {
			start = b.Len()
			end = start + len(part)
		}
		b.WriteString(part)
	}
	return b.String() + ".", start, end
}

// TestIdentifiersAmongOtherNumbersAreAllFound wants every identifier with a right check digit covered wholly, whatever stands around it.
func TestIdentifiersAmongOtherNumbersAreAllFound(t *testing.T) {
	const records = 8000
	f := finder(t, mask.Options{NoTagger: true})
	c := crowd{rand.New(rand.NewPCG(11, 23))}
	missed := map[mask.Class]int{}
	var spans []mask.Span
	for range records {
		one := c.identifier()
		text, start, end := c.record(&one)
		for strings.ContainsAny(text[start:start+1], "bplusgirokPG ") { // the word before is no part of the number
			start++
		}
		spans = f.Find(spans[:0], []byte(text))
		if uncovered(text, spans, start, end) {
			if missed[one.class]++; missed[one.class] < 4 {
				t.Errorf("%s %q is not found in %q: %v", one.class, text[start:end], text, spans)
			}
		}
	}
	for class, n := range missed {
		t.Errorf("%s: %d missed", class, n)
	}
}

// uncovered tells whether a digit of text[start:end] lies in no identifier that was found.
func uncovered(text string, spans []mask.Span, start, end int) bool {
	for i := start; i < end; i++ {
		if text[i] < '0' || text[i] > '9' {
			continue
		}
		hidden := false
		for _, s := range spans {
			hidden = hidden || identifierClass(s.Class) && s.Start <= i && i < s.End
		}
		if !hidden {
			return true
		}
	}
	return false
}

// TestRecordsWithoutIdentifiersGiveAlmostNoFalseHits counts what is found in records that hold none.
func TestRecordsWithoutIdentifiersGiveAlmostNoFalseHits(t *testing.T) {
	const records = 8000
	f := finder(t, mask.Options{NoTagger: true})
	c := crowd{rand.New(rand.NewPCG(5, 8))}
	wrong, parts := 0, 0
	var spans []mask.Span
	for range records {
		text, _, _ := c.record(nil)
		parts += strings.Count(text, " ")
		spans = f.Find(spans[:0], []byte(text))
		for _, s := range spans {
			if !identifierClass(s.Class) {
				continue
			}
			if wrong++; wrong <= 25 {
				t.Logf("%s %.2f %q in %q", s.Class, s.Score, text[s.Start:s.End], text)
			}
		}
	}
	rate := 100 * float64(wrong) / records
	t.Logf("%d false hits in %d records: %.3f per 100", wrong, records, rate)
	if rate > 0.1 {
		t.Errorf("%.3f false hits per 100 records, want at most 0.1", rate)
	}
}
