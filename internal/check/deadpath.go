package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
)

// findDead reports code of factories that wraps paths which the SDK does not have, or not in the version in use.
func (j *judge) findDead() {
	if len(j.Factories) == 0 {
		return
	}
	for _, d := range j.Program.DeadPaths() {
		f, known := j.factoryAt(d.Factory), j.clientOf(d.Factory, d.Client)
		if f == nil || known == nil || j.talksToGateway(f.index) {
			continue
		}
		head := append(slices.Clone(j.spoken[d.Factory].Known.Nodes[d.Node].Path), d.Name)
		paths, below := deadPaths(strings.Join(head, "."), d.Below)
		sdk := j.sdkAt(f.Path, known.file)
		text := fmt.Sprintf("%s: %s has no such member", spelled("client."+strings.Join(head, "."), below), or(sdk, "the "+known.file.Package+" SDK"))
		near := nearest(known, sdk, head, d.Below)
		if near != "" {
			text += "; did you mean client." + near + "?"
		} else if all := j.membersAt(d); len(all) > 0 {
			text += "; client" + dot(head[:len(head)-1]) + " has " + shorten(all)
		}
		if near == "" && !d.Stored {
			continue // it may well be the project's own
		}
		j.incomplete(*f, Finding{Kind: kindDeadPath, Path: d.File.Path, Line: int(d.Span.Line), Methods: paths, Message: text})
	}
	j.findOutdated()
}

// deadPaths are the paths that a dead one leads to, and what of them stands below it.
func deadPaths(head string, below []string) (paths, parts []string) {
	for _, b := range below {
		if b == "" {
			paths = append(paths, head)
		} else {
			paths, parts = append(paths, head+"."+b), append(parts, b)
		}
	}
	if len(paths) == 0 {
		paths = []string{head}
	}
	return paths, parts
}

// spelled is a path with what is taken below it: client.assistants (create, update).
func spelled(path string, below []string) string {
	switch len(below) {
	case 0:
		return path
	case 1:
		return path + "." + below[0]
	}
	return path + " (" + shorten(below) + ")"
}

func dot(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return "." + strings.Join(path, ".")
}

// factoryAt is the description of a factory by its index; nil if it was not found.
func (j *judge) factoryAt(index int32) *Factory {
	i := slices.IndexFunc(j.factories, func(f Factory) bool { return f.index == int(index) })
	if i < 0 {
		return nil
	}
	return &j.factories[i]
}

// clientOf is what rules say of a client that a factory's code makes.
func (j *judge) clientOf(fa int32, symbol string) *client {
	if j.spoken[fa] == nil || j.spoken[fa].clients[symbol] == nil || j.spoken[fa].clients[symbol].surface == nil {
		return nil
	}
	return j.spoken[fa].clients[symbol]
}

// membersAt lists what there is where a dead path leaves the SDK: methods that can be wrapped.
func (j *judge) membersAt(d program.DeadPath) []string {
	known := j.spoken[d.Factory].Known
	var names []string
	for _, name := range sortedKeys(known.Nodes[d.Node].Next) {
		if next := known.Nodes[d.Node].Next[name]; len(known.Nodes[d.Node].Path) > 0 && known.Nodes[next].Method >= 0 {
			names = append(names, name)
		}
	}
	return names
}

// nearest is the path of the SDK that was most likely meant by one that it does not have; "" if none is near. It is as long as the path
// that is missing.
func nearest(known *client, sdk string, head, below []string) string {
	real := map[string]bool{}
	for _, m := range known.surface.Methods {
		if strings.Contains(m.Path, "()") || lacks(sdk, method{Method: m}) != "" {
			continue
		}
		for path := m.Path; ; path = path[:strings.LastIndexByte(path, '.')] {
			real[path] = true
			if !strings.Contains(path, ".") {
				break
			}
		}
	}
	best, bestCost := "", 1<<30
	missing := strings.Join(head, ".")
	for _, path := range sortedKeys(real) {
		cost, ok := farness(path, missing)
		if !ok {
			continue
		}
		for _, b := range below { // what is below the one must be below the other
			if b != "" && !slices.ContainsFunc(sortedKeys(real), func(r string) bool { return plain(r) == plain(path+"."+b) }) {
				cost++
			}
		}
		if cost < bestCost {
			best, bestCost = path, cost
		}
	}
	return best
}

// farness says how far a path of the SDK is from one that is missing: the same as another language spells it, the same below another
// resource or without one, or with one segment that is misspelt.
func farness(path, missing string) (cost int, ok bool) {
	a, b := strings.Split(path, "."), strings.Split(missing, ".")
	short, long := a, b
	if len(a) > len(b) {
		short, long = b, a
	}
	tail := long[len(long)-len(short):]
	switch same := plain(strings.Join(short, ".")) == plain(strings.Join(tail, ".")); {
	case same && len(a) == len(b):
		return 0, true
	case same && len(long)-len(short) <= 1:
		return 10, true
	case len(a) != len(b):
		return 0, false
	}
	last := len(a) - 1
	if strings.Join(a[:last], ".") != strings.Join(b[:last], ".") {
		return 0, false
	}
	have, want := plain(a[last]), plain(b[last])
	if d := distance(have, want); d <= max(1, len(want)/4) {
		return 20 + d, true
	}
	if len(have) >= 4 && (strings.HasPrefix(want, have) || strings.HasPrefix(have, want) && len(want) >= 4) {
		return 30 + max(len(want)-len(have), len(have)-len(want)), true
	}
	return 0, false
}

// plain is a path without what languages spell differently: camelCase and under_scores.
func plain(path string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, path)
}

// distance is the number of letters to insert, leave out or replace in one word to get another.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for k := range b {
			cost := before + 1
			if a[i] == b[k] {
				cost = before
			}
			before = row[k+1]
			row[k+1] = min(cost, row[k]+1, before+1)
		}
	}
	return row[len(b)]
}

// findOutdated reports methods that are replaced and that the version of the SDK in use does not have. Of one that came later, it is a
// note: the code is ready for it.
func (j *judge) findOutdated() {
	for _, o := range j.Program.Replaced() {
		f := j.factoryAt(o.Factory)
		l := j.spoken[o.Factory]
		if f == nil || l == nil || j.talksToGateway(f.index) || l.Known.Nodes[o.Node].Method < 0 {
			continue // a whole resource is replaced, or nothing is seen of the factory
		}
		m := l.methods[l.Known.Nodes[o.Node].Method]
		why := lacks(j.sdkAt(f.Path, m.file), m)
		if why == "" {
			continue
		}
		severity := ""
		if m.Until == "" {
			severity = config.Note
		}
		j.incomplete(*f, Finding{Kind: kindDeadPath, Severity: severity, Path: o.File.Path, Line: int(o.Span.Line), Methods: []string{m.name}, Message: fmt.Sprintf("client.%s: %s", m.name, why)})
	}
}
