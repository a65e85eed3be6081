package tree

import (
	"strings"
	"testing"
)

// marked returns text without its "|" and the offset at which it stood.
func marked(t *testing.T, text string) (string, uint32) {
	before, after, found := strings.Cut(text, "|")
	if !found {
		t.Fatalf("no mark in %.40q", text)
	}
	return before + after, uint32(len(before))
}

func TestPosition(t *testing.T) {
	long := strings.Repeat("größe😀,", 10_000)
	tests := []struct {
		name, text   string
		line, column int32
	}{
		{"start", "|x = 1\n", 1, 1},
		{"empty text", "|", 1, 1},
		{"within a line", "a\nbb = |c\n", 2, 6},
		{"a line end belongs to its line", "ab|\ncd", 1, 3},
		{"behind the last line end", "a\n|", 2, 1},
		{"a return belongs to its line", "a\r\nb|c\r\n", 2, 2},
		{"a code point is one column however many bytes it has", "x\ns = \"größe 😀\" |+ y", 2, 15},
		{"far into one line", "\n" + long + "|x", 2, 70_001},
		{"just behind a far point", "é" + strings.Repeat("é", pointStep) + "|é", 1, pointStep + 2},
		{"behind a long line", long + "\né|x", 2, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, offset := marked(t, tt.text)
			tree := Tree{Source: []byte(text)}
			line, column := tree.Position(offset)
			if line != tt.line || column != tt.column {
				t.Errorf("position %d:%d, want %d:%d", line, column, tt.line, tt.column)
			}
		})
	}
	t.Run("an offset behind the text is its end", func(t *testing.T) {
		tree := Tree{Source: []byte("ab\ncd")}
		if line, column := tree.Position(99); line != 2 || column != 3 {
			t.Errorf("position %d:%d, want 2:3", line, column)
		}
	})
}

// Every offset of a text must be where counting its characters one by one says.
func TestPositionOfEveryOffset(t *testing.T) {
	text := strings.Repeat("ab\u00e9\n", 700) + strings.Repeat("x\u4e16", 1_500) + "\r\n\nend"
	tree := Tree{Source: []byte(text)}
	wantLine, wantColumn := int32(1), int32(1)
	for offset, r := range text {
		line, column := tree.Position(uint32(offset))
		if line != wantLine || column != wantColumn {
			t.Fatalf("offset %d: position %d:%d, want %d:%d", offset, line, column, wantLine, wantColumn)
		}
		wantColumn++
		if r == '\n' {
			wantLine, wantColumn = wantLine+1, 1
		}
	}
}

func BenchmarkPosition(b *testing.B) {
	tree := Tree{Source: []byte(strings.Repeat("f(größe, 1), ", 80_000))}
	step := uint32(len(tree.Source) / 1_000)
	for b.Loop() {
		for offset := uint32(0); offset < uint32(len(tree.Source)); offset += step {
			tree.Position(offset)
		}
	}
}
