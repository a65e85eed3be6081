package lower

import "github.com/quotalint/quotalint/grammars/tree"

// Kinds numbers the node kinds of a grammar, by symbol. names are those of the kinds, of which has tells the ones that the
// grammar has; all other symbols are of kind 0.
func Kinds[K ~uint8](g tree.Grammar, names []string, has func(K) bool) []K {
	var kinds []K
	for k, name := range names {
		if !has(K(k)) {
			continue
		}
		symbol := g.Kind(name)
		for int(symbol) >= len(kinds) {
			kinds = append(kinds, 0)
		}
		kinds[symbol] = K(k)
	}
	return kinds
}

// KindOf returns the kind of a node, broken for what could not be parsed.
func KindOf[K ~uint8](kinds []K, n *tree.Node, broken K) K {
	switch {
	case int(n.Symbol) < len(kinds):
		return kinds[n.Symbol]
	case n.Flags&tree.Error != 0:
		return broken
	}
	return 0
}
