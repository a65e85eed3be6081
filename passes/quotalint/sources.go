package quotalint

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"fmt"

	"github.com/quotalint/quotalint/internal/facts"
)

// pack makes the Data of Sources. It is read only by packages that clients reach, so it is kept small.
func pack(files []*facts.File) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		return nil, fmt.Errorf("packing facts: %w", err)
	}
	if err := gob.NewEncoder(w).Encode(files); err != nil {
		return nil, fmt.Errorf("packing facts: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("packing facts: %w", err)
	}
	return out.Bytes(), nil
}

// unpack reads what pack made.
func unpack(data []byte) ([]*facts.File, error) {
	var files []*facts.File
	if err := gob.NewDecoder(flate.NewReader(bytes.NewReader(data))).Decode(&files); err != nil {
		return nil, fmt.Errorf("unpacking facts: %w", err)
	}
	return files, nil
}
