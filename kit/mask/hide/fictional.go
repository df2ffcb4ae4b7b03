package hide

import (
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/mask"
)

// phoneRange is a range of numbers that PTS keeps out of use for books and films, so that they reach nobody.
type phoneRange struct {
	format string
	first  int
	last   int
}

// phoneRanges: pts.se, "Telefonnummer för användning i böcker och filmer med mera".
func mobileRange() phoneRange { return phoneRange{"070-%d", 1740605, 1740699} }

func landlineRanges() []phoneRange {
	return []phoneRange{
		{"08-%d", 46500400, 46500499}, {"031-%d", 3900600, 3900699}, {"040-%d", 6280400, 6280499}, {"0980-%d", 319200, 319299},
	}
}

// fictional gives the nth example of a class, from 1; false when there are no more.
func fictional(class mask.Class, n int, value string) (string, bool) {
	switch class {
	case mask.Phone:
		return fictionalPhone(n, strings.HasPrefix(phoneNormal(value), "07"))
	case mask.Email: // example.com is reserved by RFC 2606
		return fmt.Sprintf("person%d@example.com", n), true
	case mask.URL:
		return fmt.Sprintf("https://example.com/%d", n), true
	case mask.IP:
		return fictionalIP(n, strings.Contains(value, ":"))
	}
	return "", false
}

func fictionalPhone(n int, mobile bool) (string, bool) {
	ranges := landlineRanges()
	if mobile {
		ranges = []phoneRange{mobileRange()}
	}
	for _, r := range ranges {
		if size := r.last - r.first + 1; n > size {
			n -= size
			continue
		}
		return fmt.Sprintf(r.format, r.first+n-1), true
	}
	return "", false
}

// fictionalIP takes addresses for documentation: RFC 5737, and RFC 3849 for version 6.
func fictionalIP(n int, six bool) (string, bool) {
	if six {
		return fmt.Sprintf("2001:db8::%x", n), n <= 0xffff
	}
	const hosts = 254
	nets := []string{"192.0.2", "198.51.100", "203.0.113"}
	if n > hosts*len(nets) {
		return "", false
	}
	return fmt.Sprintf("%s.%d", nets[(n-1)/hosts], (n-1)%hosts+1), true
}
