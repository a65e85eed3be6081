package tree

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode returns the content of a file as UTF-8 without a byte order mark, or
// the reason why it is no text. Bytes that are not UTF-8 are read as Latin-1,
// each by itself, so that lines and columns are those an editor shows. Line
// ends are kept. The text may share the memory of raw.
func Decode(raw []byte) (text []byte, reason string) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		text = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(raw, []byte("\x00\x00\xfe\xff")):
		return nil, "encoding: UTF-32 is not supported"
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		text = decodeUTF16(raw[2:], binary.LittleEndian)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		text = decodeUTF16(raw[2:], binary.BigEndian)
	default:
		text = decodeUnmarked(raw)
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, "binary: contains NUL bytes"
	}
	return decodeLatin1(text), ""
}

// decodeUnmarked returns raw as it is unless it is plainly UTF-16.
func decodeUnmarked(raw []byte) []byte {
	if bytes.IndexByte(raw, 0) < 0 {
		return raw
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		if text := decodeUTF16(raw, order); len(raw)%2 == 0 && mostlyASCII(text) {
			return text
		}
	}
	return raw
}

// mostlyASCII says whether text could be source code: no control characters but
// white space, nothing undecodable, and three of four code points in ASCII.
// UTF-16 read in the wrong byte order never is, nor are numbers of two bytes.
func mostlyASCII(text []byte) bool {
	points, ascii := 0, 0
	for _, r := range string(text) {
		switch {
		case r < ' ' && (r < '\t' || r > '\r'), r == 0x7f, r == utf8.RuneError:
			return false
		case r < utf8.RuneSelf:
			ascii++
		}
		points++
	}
	return ascii*4 >= points*3
}

func decodeUTF16(raw []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, 0, len(raw)/2+1)
	for ; len(raw) >= 2; raw = raw[2:] {
		units = append(units, order.Uint16(raw))
	}
	if len(raw) == 1 { // cut off within a unit
		units = append(units, utf8.RuneError)
	}
	return []byte(string(utf16.Decode(units)))
}

func decodeLatin1(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	out := make([]byte, 0, len(text)+len(text)/8)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			r = rune(text[0])
		}
		out = utf8.AppendRune(out, r)
		text = text[size:]
	}
	return out
}
