package main

import ("context";"path/filepath";"time";"fmt";"os";"runtime/pprof")

func size(ctx context.Context, b *bench) error {
	folder := filepath.Join(b.folder, "large")
	if err := copyFolder(folder, b.small); err != nil { return err }
	o, err := openOffice(folder, false)
	if err != nil { return err }
	f,_ := os.Create("/tmp/grow.cpu"); pprof.StartCPUProfile(f)
	for _, n := range []int{b.plan.middle, b.plan.large} {
		t := time.Now()
		if err := o.grow(ctx, b.people, n); err != nil { return err }
		st,_ := os.Stat(folder+"/state.db")
		fmt.Println(n, time.Since(t), st.Size()>>20)
	}
	pprof.StopCPUProfile()
	return o.close()
}
