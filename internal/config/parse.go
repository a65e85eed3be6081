package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// parse reads the one YAML document of a file. An empty file gives nil.
func parse(file string, text []byte) (*yaml.Node, *Problem) {
	fault := func(line, column int, message, remedy string) (*yaml.Node, *Problem) {
		return nil, &Problem{Pos{file, line, column}, message, remedy}
	}
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return fault(1, 1, "not valid YAML: the text is UTF-16", "save the file as UTF-8")
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if line, column, ok := unprintable(text); !ok {
		return fault(line, column, "not valid YAML: a control character, or a byte that is no UTF-8 text", "save the file as UTF-8 without control characters")
	}
	node, second, err := decode(text)
	if err != nil {
		line, message, remedy := explain(text, err)
		return fault(line, 1, message, remedy)
	}
	if second != nil {
		return fault(second.Line, 1, "a second YAML document begins", "keep one document and remove the --- between them")
	}
	return node, nil
}

// decode gives the first two documents of a text, nil for those it has not.
func decode(text []byte) (first, second *yaml.Node, err error) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	var documents [2]*yaml.Node
	for i := range documents {
		var n yaml.Node
		if err := d.Decode(&n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, nil, err
		}
		documents[i] = n.Content[0]
	}
	return documents[0], documents[1], nil
}

// unprintable finds the first byte that YAML does not allow.
func unprintable(text []byte) (line, column int, ok bool) {
	line, column = 1, 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1, r < ' ' && !strings.ContainsRune("\t\n\r", r), 0x7f <= r && r <= 0x9f && r != 0x85, r == 0xfffe, r == 0xffff:
			return line, column, false
		case r == '\n':
			line, column = line+1, 0
		}
		text, column = text[size:], column+1
	}
	return 0, 0, true
}

var (
	located = regexp.MustCompile(`^yaml: line (\d+): (.*)$`)
	unknown = regexp.MustCompile(`^yaml: unknown anchor '(.*)' referenced$`)
	// Complaints of the library's parser count lines from 0, those of its scanner from 1.
	parser = regexp.MustCompile(`^(did not find expected (<|node content|'-' indicator|key|',' or)|found (undefined|duplicate|incompatible))`)
)

// explain turns the library's complaint into a line, a message and a remedy.
func explain(text []byte, complaint error) (line int, message, remedy string) {
	// The library names no line for what is on the first: put an empty one before it.
	_, _, err := decode(append([]byte("\n"), text...))
	if err == nil {
		err = complaint
	}
	if m := unknown.FindStringSubmatch(err.Error()); m != nil {
		line = 1 + bytes.Count(text[:max(0, bytes.Index(text, []byte("*"+m[1])))], []byte("\n"))
		return line, fmt.Sprintf("not valid YAML: nothing is named &%s", m[1]), fmt.Sprintf("put a value that begins with * in quotes: '*%s'", m[1])
	}
	line, message = 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := located.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
		if !parser.MatchString(message) {
			line--
		}
	}
	// What is missing at the end is missed on the last line.
	line = min(line, 1+bytes.Count(bytes.TrimRight(text, "\n"), []byte("\n")))
	return line, "not valid YAML: " + message, remedyFor(message)
}

// remedyFor knows the mistakes that this file format invites.
func remedyFor(message string) string {
	switch {
	case strings.Contains(message, "alphabetic or numeric character"):
		return "put a value that begins with * or & in quotes: '*'"
	case strings.Contains(message, "tab character"), strings.Contains(message, "cannot start any token"):
		return "indent with spaces, and put a value that begins with @, ` or % in quotes"
	case strings.Contains(message, "mapping values are not allowed"):
		return "check the indentation, and put a value that holds a colon and a space in quotes"
	case strings.Contains(message, "',' or"):
		return "close the bracket that is opened here"
	case strings.Contains(message, "end of stream"):
		return "close the quote that is opened here"
	}
	return "check the indentation, quotes and brackets around this line"
}
