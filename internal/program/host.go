package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// hosts are what the base URL arguments of a construction may be: constant texts, UnknownHost, DefaultHost.
func (p *Program) hosts(f *file, symbol string, e *facts.Expr) []string {
	var hosts []string
	names := f.known.Symbols[symbol].Hosts
	for _, it := range e.Items {
		switch {
		case slices.Contains(names, it.Name):
			hosts = append(hosts, p.hostsAt(p.node(f, it.Value), f.test)...)
		case it.Spread == facts.Members:
			for _, name := range names {
				hosts = append(hosts, p.hostsIn(p.node(f, it.Value), name, f.test)...)
			}
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// hostsIn are the base URLs under a key of the tables that reach a node.
func (p *Program) hostsIn(n int32, key string, test bool) []string {
	var hosts []string
	for _, v := range p.at(n).vals {
		d := p.data[v]
		if d.kind != vObject {
			continue
		}
		if i := slices.Index(p.objects[d.a].names, key); i >= 0 {
			hosts = append(hosts, p.hostsAt(p.objects[d.a].slots[i], test)...)
		}
	}
	return hosts
}

// hostsAt are the base URLs that reach a node; what tests pass decides nothing elsewhere.
func (p *Program) hostsAt(n int32, test bool) []string {
	hosts := p.texts([]int32{n}, test)
	unknown, params := false, false
	for _, v := range p.at(n).vals {
		switch d := p.data[v]; {
		case d.flags&fTest != 0 && !test || d.kind == vText:
		case d.kind == vNone:
			hosts = append(hosts, DefaultHost)
		case d.kind == vParam:
			params = true
		default:
			unknown = true
		}
	}
	if unknown || len(hosts) == 0 && params {
		hosts = append(hosts, UnknownHost)
	}
	return hosts
}

// texts are the texts that reach any of the nodes; one of which only the beginning is known ends in an ellipsis.
func (p *Program) texts(nodes []int32, test bool) []string {
	var texts []string
	for _, n := range nodes {
		for _, v := range p.at(n).vals {
			if d := p.data[v]; d.kind == vText && (test || d.flags&fTest == 0) {
				text := p.strings[d.a]
				if d.b != 0 {
					text += "…"
				}
				texts = append(texts, text)
			}
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// HostsOf are the base URLs of the client that a maker makes, as Site.Hosts.
func (p *Program) HostsOf(m Maker) []string {
	if m.Scope < 0 {
		var hosts []string
		for _, n := range p.moduleHosts[m.Symbol] {
			hosts = append(hosts, p.hostsAt(n, m.Test)...)
		}
		return hosts
	}
	if m.Expr == 0 {
		return nil
	}
	f := p.files[m.File]
	return p.hosts(f, m.Symbol, &f.Exprs[m.Expr])
}
