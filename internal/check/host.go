package check

import (
	"net/url"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/quotalint/quotalint/internal/program"
)

// place says to which host a client talks and who is billed, and reports whether it is an approved gateway. What is not
// known is no gateway, and of several hosts the one that counts for the figures decides.
func (j *judge) place(s *judged, urls []string) (gateway bool) {
	own := s.BilledBy // what the class of the client says
	gateway = len(urls) > 0
	for _, u := range urls {
		host := hostOf(u)
		switch {
		case u == program.DefaultHost:
			s.Host, s.BilledBy = "", own
			return false
		case host == "":
			gateway = false
			continue
		}
		billed := j.billedBy(u, host)
		if billed == unknownVendor && own != BilledByOpenAI {
			billed = own
		}
		unnamed := strings.HasPrefix(s.Host, billedPrefix) && billed == s.BilledBy // so far only a provider says who is billed
		if s.Host == "" || unnamed || headline(billed) && !headline(s.BilledBy) {
			s.Host, s.BilledBy = host, billed
		}
		gateway = gateway && (j.approved(host) || strings.HasPrefix(u, billedPrefix) && len(urls) > 1)
	}
	return gateway
}

// hostOf is the host of a constant URL; "" if it is not all there. A text that names who is billed stands for itself.
func hostOf(u string) string {
	if strings.HasPrefix(u, billedPrefix) {
		return u
	}
	whole := !strings.HasSuffix(u, "…")
	u = strings.TrimSuffix(u, "…")
	_, rest, ok := strings.Cut(u, "://")
	if !ok || !whole && !strings.ContainsAny(rest, "/:?") {
		return ""
	}
	parsed, err := url.Parse(u)
	if err != nil {
		return ""
	}
	return strings.ToLower(parsed.Hostname())
}

func (j *judge) billedBy(u, host string) string {
	if billed, ok := strings.CutPrefix(u, billedPrefix); ok {
		return billed
	}
	for _, f := range j.Rules.Files {
		for _, h := range f.Hosts {
			if matchHost(h.Pattern, host) {
				return h.BilledBy
			}
		}
	}
	return unknownVendor
}

// matchHost: * stands for any run of labels.
func matchHost(pattern, host string) bool {
	if !strings.ContainsRune(pattern, '*') {
		return pattern == host
	}
	return doublestar.MatchUnvalidated(pattern, host)
}

// approved reports whether the config names the host as a gateway.
func (j *judge) approved(host string) bool {
	return slices.ContainsFunc(j.Config.Hosts, func(h string) bool {
		if !strings.Contains(h, "://") {
			h = "https://" + h
		}
		return hostOf(h) == host
	})
}

// talksToGateway reports whether all clients of a factory are pointed at approved gateways: what they send is counted there.
func (j *judge) talksToGateway(fa int) bool {
	hosts := j.factoryHosts[int32(fa)+1]
	return len(hosts) > 0 && !slices.ContainsFunc(hosts, func(u string) bool { return !j.approved(hostOf(u)) })
}

func (j *judge) originHosts(o program.Origin) []string {
	if o.Kind != program.Made {
		return nil
	}
	return j.hostsOf(o.Maker)
}

// hostsOf are the constant base URLs of a maker's clients; of a factory's only if every client that it makes has one.
func (j *judge) hostsOf(m program.Maker) []string {
	if m.Factory == 0 {
		return j.Program.HostsOf(m)
	}
	return j.factoryHosts[m.Factory]
}

// findFactoryHosts collects the base URLs of the clients that each factory makes; none if one of them has none.
func (j *judge) findFactoryHosts() {
	open := map[int32]bool{}
	j.factoryHosts = map[int32][]string{}
	for i := range j.sites {
		s := &j.sites[i].from
		if fa := s.Maker.Factory; s.Kind == program.Construct && fa != 0 {
			open[fa] = open[fa] || len(s.Hosts) == 0
			j.factoryHosts[fa] = append(j.factoryHosts[fa], s.Hosts...)
		}
	}
	for fa := range open {
		if open[fa] {
			delete(j.factoryHosts, fa)
		}
	}
}
