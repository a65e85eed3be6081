package gotree

import (
	"bytes"
	"go/scanner"
	"go/token"
	"unicode/utf8"
)

// A lexeme is a token or a comment of the source.
type lexeme struct {
	start, end uint32
	row        uint32 // the line of start, from 0
	token      token.Token
}

// scan splits the source into tokens and comments. Line ends that end a statement are tokens, and so is the end of the
// source, the last.
func scan(src []byte) (tokens, comments []lexeme) {
	l := lexer{src: src, tokens: make([]lexeme, 0, len(src)/4+1)}
	file := token.NewFileSet().AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, text := s.Scan()
		start := file.Offset(pos)
		switch {
		case tok == token.SEMICOLON && text == "\n":
			l.ends = true
		case tok == token.EOF:
			l.lineEnd(len(src))
			l.tokens = append(l.tokens, l.lexeme(len(src), len(src), tok))
			return l.tokens, l.comments
		default:
			l.lineEnd(start)
			x := l.lexeme(start, endOf(src, start, tok, text), tok)
			if tok == token.COMMENT {
				l.comments = append(l.comments, x)
			} else {
				l.tokens = append(l.tokens, x)
			}
		}
	}
}

// A lexer counts lines and finds the line ends that are tokens.
type lexer struct {
	src              []byte
	tokens, comments []lexeme
	at               int  // behind the last token or comment
	row, counted     int  // the line of the offset counted
	ends             bool // the next line end ends a statement
}

// lineEnd adds the line ends that end a statement, if there are some before the offset to.
func (l *lexer) lineEnd(to int) {
	if !l.ends {
		return
	}
	x, ok := lineEnds(l.src, l.at, to)
	if !ok {
		return // behind the comment that comes next, if anywhere
	}
	l.tokens = append(l.tokens, l.lexeme(int(x.start), int(x.end), x.token))
	l.ends = false
}

// lineEnds finds the first line end between two offsets, with those right behind it.
func lineEnds(src []byte, from, to int) (x lexeme, ok bool) {
	i := bytes.IndexByte(src[from:to], '\n')
	if i < 0 {
		return lexeme{}, false
	}
	start := from + i
	end := start
	for end < to && src[end] == '\n' {
		end++
	}
	return lexeme{start: uint32(start), end: uint32(end), token: token.SEMICOLON}, true
}

func (l *lexer) lexeme(start, end int, tok token.Token) lexeme {
	l.row += bytes.Count(l.src[l.counted:start], []byte{'\n'})
	l.counted = start
	l.at = end
	l.ends = l.ends && tok == token.COMMENT
	return lexeme{uint32(start), uint32(end), uint32(l.row), tok}
}

// endOf returns where a token ends. Of comments and raw strings text lacks the carriage returns.
func endOf(src []byte, start int, tok token.Token, text string) int {
	switch {
	case tok == token.COMMENT && src[start+1] == '/':
		if i := bytes.IndexByte(src[start:], '\n'); i >= 0 {
			return start + i
		}
		return len(src)
	case tok == token.COMMENT:
		return behind(src, start+2, "*/")
	case tok == token.STRING && src[start] == '`':
		return behind(src, start+1, "`")
	case tok == token.ILLEGAL:
		_, size := utf8.DecodeRune(src[start:])
		return start + size
	case text != "":
		return start + len(text)
	}
	return start + len(tok.String())
}

// behind returns the offset behind the first mark at or behind an offset; the end of the source if there is none.
func behind(src []byte, from int, mark string) int {
	if i := bytes.Index(src[from:], []byte(mark)); i >= 0 {
		return from + i + len(mark)
	}
	return len(src)
}
