package edge

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// ClientAddress gives a function that tells which address a request comes from, for limits on how often somebody may try. What
// X-Forwarded-For says is believed only as far as it was written by a trusted proxy: it is read from the right, and the first
// address that is no such proxy is the client.
func ClientAddress(proxies []netip.Prefix) func(*http.Request) string {
	trusted := func(a netip.Addr) bool {
		for _, p := range proxies {
			if p.Contains(a) {
				return true
			}
		}
		return false
	}
	return func(r *http.Request) string {
		peer, err := netip.ParseAddr(hostOf(r.RemoteAddr))
		if err != nil {
			return r.RemoteAddr
		}
		at := peer.Unmap()
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0 && trusted(at); i-- {
			before, err := netip.ParseAddr(hostOf(strings.TrimSpace(hops[i])))
			if err != nil {
				break
			}
			at = before.Unmap()
		}
		return at.String()
	}
}

// hostOf is an address without its port.
func hostOf(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		return host
	}
	return strings.Trim(address, "[]")
}
