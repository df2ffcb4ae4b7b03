package app

import (
	"net/http"
	"net/netip"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/api"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/web"
)

// features are the parts of the site.
func (a *App) features(index *search.Index, rest *api.API) ([]web.Feature, error) {
	proxies, err := a.Config.Proxies()
	if err != nil {
		return nil, err
	}
	features, err := web.Public(web.PublicRooms{
		Register: a.Register, Search: index, Changes: a.Store, Guide: a.Guide.Library, ClientIP: clientAddress(proxies),
	})
	if err != nil {
		return nil, err
	}
	owner, err := web.Owner(web.OwnerRooms{
		Accounts: a.Accounts, Register: a.Register, Inbox: a.Inbox, Assessments: a.Assess, Guide: a.Guide, ClientIP: clientAddress(proxies),
	})
	if err != nil {
		return nil, err
	}
	sources, err := content.Provisions()
	if err != nil {
		return nil, err
	}
	features = append(features, owner...)
	public := web.NewArchitecture(a.Guide.Library, sources)
	return append(features, web.NewAssessing(a.Assess, a.Register, sources), web.NewGuide(a.Guide, sources), web.NewDeciding(a.Decide, sources),
		public, web.OwnArchitecture{Architecture: public, Service: a.Guide}, web.Masking{Service: a.Masking, ClientIP: clientAddress(proxies)}, apiDocs(rest)), nil
}

// apiDocs is the page about the API, out of the API's own description.
func apiDocs(rest *api.API) web.APIDocs {
	var docs web.APIDocs
	for _, op := range rest.Operations() {
		shown := web.APIOperation{
			ID: op.ID, Method: op.Method, Path: op.Path, Tag: op.Tag, About: op.About, Token: op.Token, Statuses: op.Statuses,
			Request: op.Request, Response: op.Response,
		}
		for _, p := range op.Parameters {
			shown.Parameters = append(shown.Parameters, web.APIParameter(p))
		}
		docs.Operations = append(docs.Operations, shown)
	}
	return docs
}

// clientAddress tells where a request comes from: the connection's address, or where that is a trusted proxy, the last address in
// X-Forwarded-For that is not one. What a client writes there itself stands before what the proxies add, and is not believed.
func clientAddress(proxies []netip.Prefix) func(*http.Request) string {
	trusted := func(addr netip.Addr) bool {
		for _, p := range proxies {
			if p.Contains(addr.Unmap()) {
				return true
			}
		}
		return false
	}
	return func(r *http.Request) string {
		connection, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil {
			return r.RemoteAddr
		}
		client := connection.Addr().Unmap()
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0 && trusted(client); i-- {
			hop, ok := hopAddress(strings.TrimSpace(hops[i]))
			if !ok {
				break
			}
			client = hop.Unmap()
		}
		return network(client)
	}
}

// hopAddress reads what a proxy wrote: an address, to which some add the port.
func hopAddress(s string) (netip.Addr, bool) {
	if addr, err := netip.ParseAddr(s); err == nil {
		return addr, true
	}
	both, err := netip.ParseAddrPort(s)
	return both.Addr(), err == nil
}

// network is what limits are counted by: the address, or of IPv6 the first half, which is what one subscriber has.
func network(client netip.Addr) string {
	if client.Is4() {
		return client.String()
	}
	return netip.PrefixFrom(client.WithZone(""), 64).Masked().String()
}
