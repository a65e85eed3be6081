package program

import (
	"slices"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// hosts are what the base URL arguments of a construction may be: constant texts, UnknownHost, DefaultHost.
func (p *Program) hosts(f *file, symbol string, e *facts.Expr) []string {
	var hosts []string
	for _, name := range f.known.Symbols[symbol].Hosts {
		for _, n := range p.argumentNodes(f, e.Items, name) {
			hosts = append(hosts, p.hostsAt(n, f.test)...)
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// argumentNodes are the nodes of an argument: by keyword, also of the tables that are spread; by position; or a member of
// the objects that reach a position.
func (p *Program) argumentNodes(f *file, items []facts.Item, name string) []int32 {
	if name == anyKey {
		return p.positionals(f, items)
	}
	if position, key, ok := strings.Cut(name, "."); ok {
		n, given := p.argument(&application{file: f, items: items}, position)
		if !given {
			return nil
		}
		return p.slotsOf(n, key)
	}
	if n, ok := p.argument(&application{file: f, items: items}, name); ok {
		return []int32{n}
	}
	var nodes []int32
	for _, it := range items {
		if it.Spread == facts.Members {
			nodes = append(nodes, p.slotsOf(p.node(f, it.Value), name)...)
		}
	}
	return nodes
}

// positionals are the nodes of all positional arguments, and of the elements of those that are spread.
func (p *Program) positionals(f *file, items []facts.Item) []int32 {
	var nodes []int32
	for _, it := range items {
		n := p.node(f, it.Value)
		switch {
		case it.Name != "" || it.Spread == facts.Members:
		case it.Spread == facts.One:
			nodes = append(nodes, n)
		default:
			for _, v := range p.at(n).vals {
				if d := p.data[v]; d.kind == vObject {
					nodes = append(nodes, p.objects[d.a].all)
				}
			}
		}
	}
	return nodes
}

// slotsOf are the nodes of what the objects that reach a node hold under a key.
func (p *Program) slotsOf(n int32, key string) []int32 {
	var nodes []int32
	for _, v := range p.at(n).vals {
		if d := p.data[v]; d.kind == vObject {
			if i := slices.Index(p.objects[d.a].names, key); i >= 0 {
				nodes = append(nodes, p.objects[d.a].slots[i])
			}
		}
	}
	return nodes
}

// mayGive reports whether a call may give an argument, as far as it is written down.
func (c *application) mayGive(name string) bool {
	if name == anyKey {
		return slices.ContainsFunc(c.items, func(it facts.Item) bool { return it.Name == "" })
	}
	position, key, ok := strings.Cut(name, ".")
	if !ok {
		return c.keyword(name) != 0
	}
	i, err := strconv.Atoi(position)
	id := c.nth(i)
	if err != nil || id == 0 {
		return false
	}
	e := &c.file.Exprs[id]
	return e.Op != facts.Table && e.Op != facts.Opaque && e.Op != facts.None ||
		slices.ContainsFunc(e.Items, func(it facts.Item) bool { return it.Name == key || it.Name == "" })
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
