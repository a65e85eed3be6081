package tree

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// lines finds lines and columns by offset.
type lines struct {
	starts []uint32 // offset of each line's first byte
	points []uint32 // code points in front of each offset that is a multiple of pointStep
}

// pointStep bounds the bytes that one position looks at, however long its line.
const pointStep = 1 << 10

func indexLines(src []byte) lines {
	l := lines{starts: []uint32{0}, points: []uint32{0}}
	for at := 0; ; {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
		l.starts = append(l.starts, uint32(at))
	}
	var points uint32
	for at := 0; at+pointStep <= len(src); at += pointStep {
		points += countPoints(src[at : at+pointStep])
		l.points = append(l.points, points)
	}
	return l
}

func (l *lines) position(src []byte, offset uint32) (line, column int32) {
	offset = min(offset, uint32(len(src)))
	after := sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
	start := l.starts[after-1]
	if offset-start <= pointStep {
		return int32(after), int32(countPoints(src[start:offset])) + 1
	}
	return int32(after), int32(l.pointsBefore(src, offset)-l.pointsBefore(src, start)) + 1
}

func (l *lines) pointsBefore(src []byte, offset uint32) uint32 {
	i := offset / pointStep
	return l.points[i] + countPoints(src[i*pointStep:offset])
}

// countPoints counts the code points that start in b.
func countPoints(b []byte) uint32 {
	var n uint32
	for _, c := range b {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}
