package breakdown

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/hairyhenderson/go-codeowners"
)

// Owners reads who owns the files of a root from its CODEOWNERS: of .github, the root, docs or .gitlab, the first that is
// there. It gives nil, and no error, where there is none.
func Owners(root fs.FS) (func(path string) []string, error) {
	owners, err := codeowners.FromFileWithFS(root, ".")
	if errors.Is(err, codeowners.ErrNoCodeownersFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("CODEOWNERS cannot be read: %w", err)
	}
	return owners.Owners, nil
}
