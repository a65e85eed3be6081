package config

import _ "embed" // the schema

//go:embed quotalint.schema.json
var schema []byte

// Schema is the JSON schema (2020-12) of a config file, for editors. What takes more than one key to see, such as
// the order of an estimate, only Load tells.
func Schema() []byte { return schema }
