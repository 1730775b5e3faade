package boltstore

import (
	"testing"

	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/secretariat/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T, folder string) (secretariat.Store, func()) {
		s, err := Open(testOptions(t, folder))
		if err != nil {
			t.Fatal(err)
		}
		return s, func() {
			wantClean(t, s)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}
