package archive_test

import (
	"testing"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/archive/keeptest"
)

func TestMemory(t *testing.T) {
	keeptest.Test(t, func(testing.TB) archive.Keep { return archive.NewMemory() }, false)
}
