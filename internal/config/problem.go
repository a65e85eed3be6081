package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is one fault of a config file and what to do about it.
type Problem struct {
	Where   Pos // Line is 0 where the file as a whole is meant
	Message string
	Remedy  string
}

// Error is the problem on one line: file:line:column: message (remedy).
func (p Problem) Error() string {
	where := p.Where.Path
	if p.Where.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", p.Where.Path, p.Where.Line, p.Where.Column)
	}
	return fmt.Sprintf("%s: %s (%s)", where, p.Message, p.Remedy)
}

// Problems are all faults of all config files of a root, sorted.
type Problems []Problem

// Error gives each problem a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

func (ps Problems) sort() {
	slices.SortFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.Where.Path, b.Where.Path),
			cmp.Compare(a.Where.Line, b.Where.Line),
			cmp.Compare(a.Where.Column, b.Where.Column),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// suggest is the remedy for a word that is none of those known: the nearest one if it is near and alone, else the list.
func suggest(word, introduction string, known []string) string {
	best, nearest, alone := 2+len(word)/4, "", false
	for _, k := range known {
		switch d := distance(strings.ToLower(word), strings.ToLower(k)); {
		case d < best:
			best, nearest, alone = d, k, true
		case d == best:
			alone = false
		}
	}
	if alone {
		return fmt.Sprintf("did you mean %s?", nearest)
	}
	return introduction + strings.Join(known, ", ")
}

// distance counts the insertions, deletions, replacements and swaps of neighbours that turn a into b.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var before, above []int
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(s); i++ {
		before, above, row = above, row, make([]int, len(t)+1)
		row[0] = i
		for j := 1; j <= len(t); j++ {
			differs := 0
			if s[i-1] != t[j-1] {
				differs = 1
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+differs)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(t)]
}
