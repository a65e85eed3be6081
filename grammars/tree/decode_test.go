package tree

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
)

func utf16Bytes(order binary.AppendByteOrder, text string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func TestDecode(t *testing.T) {
	le, be := binary.LittleEndian, binary.BigEndian
	const code = "model = \"gpt-4o\"  # größer 😀\r\n"
	tests := []struct{ name, raw, text, reason string }{
		{"an empty file is text", "", "", ""},
		{"UTF-8 stays as it is, line ends included", code, code, ""},
		{"a byte order mark is no part of the text", "\xef\xbb\xbfx = 1\n", "x = 1\n", ""},
		{"only a byte order mark", "\xef\xbb\xbf", "", ""},
		{"UTF-16 as Windows editors write it", "\xff\xfe" + utf16Bytes(le, code), code, ""},
		{"big-endian UTF-16", "\xfe\xff" + utf16Bytes(be, code), code, ""},
		{"UTF-16 without a mark, as PowerShell may write it", utf16Bytes(le, code), code, ""},
		{"big-endian without a mark", utf16Bytes(be, code), code, ""},
		{"UTF-16 cut within a character", "\xff\xfe" + utf16Bytes(le, "ab") + "c", "ab\ufffd", ""},
		{"half a surrogate pair", "\xff\xfea\x00\x3d\xd8", "a\ufffd", ""},
		{"Latin-1", "# caf\xe9 \xfcber\nx", "# café über\nx", ""},
		{"one stray byte in UTF-8 leaves the rest alone", "é\xffé", "éÿé", ""},
		{"a NUL byte", "x = 1\x00\n", "", "binary: contains NUL bytes"},
		{"an object file", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00", "", "binary: contains NUL bytes"},
		{"an array of small numbers", "\x01\x00\x02\x00\x40\x00\x41\x00\x42\x00\x43\x00", "", "binary: contains NUL bytes"},
		{"a NUL character in UTF-16", "\xff\xfea\x00\x00\x00", "", "binary: contains NUL bytes"},
		{"UTF-32", "\xff\xfe\x00\x00a\x00\x00\x00", "", "encoding: UTF-32 is not supported"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, reason := Decode([]byte(tt.raw))
			if string(text) != tt.text || reason != tt.reason {
				t.Errorf("Decode(%q) = %q, %q; want %q, %q", tt.raw, text, reason, tt.text, tt.reason)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("a\xff\xc3\xa9"))
	f.Add([]byte("\xff\xfea\x00b"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, reason := Decode(raw)
		if reason != "" {
			return
		}
		again, reason := Decode(append([]byte("\xef\xbb\xbf"), text...))
		if string(again) != string(text) || reason != "" {
			t.Errorf("text %q decodes to %q, %q", text, again, reason)
		}
	})
}
