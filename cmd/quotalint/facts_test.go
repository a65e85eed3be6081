package main

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// Facts are plain data: stored and read again they are the same, so that a cache may keep them.
func TestFactsCanBeStored(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		for _, file := range f.files {
			lower := languageOf(file.Name)
			if lower == nil {
				continue
			}
			said, err := lower.Lower(file.Name, file.Data)
			if err != nil {
				t.Fatal(err)
			}
			if said.Version != facts.Version {
				t.Errorf("%s: facts of version %d, want %d", file.Name, said.Version, facts.Version)
			}
			text, err := json.Marshal(said)
			if err != nil {
				t.Fatal(err)
			}
			var again facts.File
			if err := json.Unmarshal(text, &again); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(said, &again) {
				t.Errorf("%s: facts are not the same after JSON", file.Name)
			}
			var stored bytes.Buffer
			if err := gob.NewEncoder(&stored).Encode(said); err != nil {
				t.Fatal(err)
			}
			again = facts.File{}
			if err := gob.NewDecoder(&stored).Decode(&again); err != nil {
				t.Fatal(err)
			}
			if back, _ := json.Marshal(again); !bytes.Equal(back, text) {
				t.Errorf("%s: facts are not the same after gob", file.Name)
			}
		}
	})
}

func languageOf(path string) analyzers.Analyzer {
	for _, l := range languages() {
		if l.Match(path) && !strings.HasSuffix(path, ".yml") {
			return l
		}
	}
	return nil
}
