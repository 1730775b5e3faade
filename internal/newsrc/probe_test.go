package newsrc

import "testing"

func TestProbe(t *testing.T) {
	for _, last := range []uint32{65536, 131071, 131072, 200000, 1 << 20} {
		for _, rm := range []uint32{1, 65535, 65536, 65537, 131071, 131072, last - 1, last} {
			if rm > last {
				continue
			}
			for _, viaBytes := range []bool{false, true} {
				b := Board{Last: last}
				b.Read.AddUpTo(last)
				b.Read.Remove(rm)
				if viaBytes {
					b = stored(t, b)
				}
				if n, ok := b.After(0); !ok || n != rm {
					t.Errorf("last %d removed %d bytes %v: after(0)=%d %v", last, rm, viaBytes, n, ok)
				}
				if n, ok := b.Before(last + 1); !ok || n != rm {
					t.Errorf("last %d removed %d bytes %v: before=%d %v", last, rm, viaBytes, n, ok)
				}
				if b.New() != 1 {
					t.Errorf("new %d", b.New())
				}
			}
		}
	}
}
