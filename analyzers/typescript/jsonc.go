package typescript

import (
	"bytes"
	"encoding/json"
	"errors"
)

// readJSON reads JSON that may hold comments and trailing commas, as configuration files do. A field that holds what it
// should not is left empty; the result is false where the text is no JSON.
func readJSON(text []byte, into any) bool {
	err := json.Unmarshal(text, into)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		err = json.Unmarshal(pureJSON(text), into)
	}
	var kind *json.UnmarshalTypeError
	return err == nil || errors.As(err, &kind)
}

// pureJSON puts space in place of comments and of commas that nothing follows.
func pureJSON(text []byte) []byte {
	pure := bytes.Clone(bytes.TrimPrefix(text, []byte("\ufeff")))
	comma := -1 // a comma that nothing but space follows so far
	for i := 0; i < len(pure); {
		switch c := pure[i]; {
		case c == '"':
			i, comma = behindString(pure, i), -1
			continue
		case c == '/' && i+1 < len(pure) && (pure[i+1] == '/' || pure[i+1] == '*'):
			end := behindComment(pure, i)
			for ; i < end; i++ {
				pure[i] = ' '
			}
			continue
		case c == ',':
			comma = i
		case c == '}' || c == ']':
			if comma >= 0 {
				pure[comma] = ' '
			}
			comma = -1
		case c != ' ' && c != '\t' && c != '\n' && c != '\r':
			comma = -1
		}
		i++
	}
	return pure
}

// behindString returns where the string that begins at an offset is over.
func behindString(text []byte, at int) int {
	for at++; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '"':
			return at + 1
		}
	}
	return len(text)
}

// behindComment returns where the comment that begins at an offset is over.
func behindComment(text []byte, at int) int {
	stop := "\n"
	if text[at+1] == '*' {
		stop = "*/"
	}
	if i := bytes.Index(text[at+2:], []byte(stop)); i >= 0 {
		return at + 2 + i + len(stop)
	}
	return len(text)
}
