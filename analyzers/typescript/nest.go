package typescript

import "sort"

// A nest is some stretches of a file, of which any two either lie in each other or apart, in source order.
type nest struct {
	from, to []int32 // the node that begins each, and the one behind it
	around   []int32 // the innermost stretch around each, -1 if there is none
}

// add adds a stretch.
func (n *nest) add(from, to int32) {
	around := n.innermost(from)
	n.from, n.to, n.around = append(n.from, from), append(n.to, to), append(n.around, around)
}

// innermost returns the innermost stretch that a node is in, -1 if it is in none.
func (n *nest) innermost(node int32) int32 {
	i := int32(sort.Search(len(n.from), func(i int) bool { return n.from[i] > node })) - 1
	for i >= 0 && node >= n.to[i] {
		i = n.around[i]
	}
	return i
}
