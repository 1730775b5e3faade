package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/server"
)

func (o *operator) verify() *cobra.Command {
	var s settings
	var checkpoint string
	c := &cobra.Command{
		Use:   "verify --data DIR [--checkpoint FILE]",
		Short: "Check pages, journal, tree, digests and state of an installation that is not being served",
		Long: "Check an installation that is not being served: the pages of its files, every entry of the\n" +
			"journal against the Merkle tree and its signed checkpoints, every text and file against its\n" +
			"digest, and that folding the journal afresh gives the state on file. The first entry that\n" +
			"does not hold is named. With --checkpoint also that the journal still begins with what that\n" +
			"checkpoint sealed. Nothing is changed.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return o.verifyFolder(c.Context(), s, checkpoint) },
	}
	s.dataFlag(c)
	c.Flags().StringVar(&checkpoint, "checkpoint", "", "`FILE` with a checkpoint kept from before, as ssh HOST checkpoint gives it")
	return c
}

func (o *operator) verifyFolder(ctx context.Context, s settings, checkpoint string) error {
	c, err := o.read(s)
	if err != nil {
		return err
	}
	if !boltstore.Exists(c.Data) {
		return fault.New(fault.NotFound, "%s holds no installation.", c.Data).Then("Name its folder with --data.")
	}
	if err := checkPages(c.Data, true); err != nil {
		return err
	}
	fmt.Fprintln(o.out, "pages hold")
	report, err := server.Verify(ctx, c.Data, checkpoint, func(done, total uint64) {
		if done%10000 == 0 {
			fmt.Fprintf(o.errs, "%d of %d entries\n", done, total)
		}
	})
	if err != nil {
		return err
	}
	for _, p := range report.Problems {
		fmt.Fprintln(o.out, p.Error())
	}
	fmt.Fprintf(o.out, "%d entries, %d texts, %d files, %d redacted, %d bodies that nothing names\n",
		report.Entries, report.Texts, report.Files, report.Redacted, report.Orphans)
	if len(report.Problems) > 0 {
		return fault.New(fault.Failed, "The record does not hold: %v.", report.Problems[0]).Then("Keep the folder as it is, and restore a backup into another one with `avs restore`.")
	}
	fmt.Fprintln(o.out, "the record holds")
	return nil
}

// pages is the part of verify that a damaged page can end, in a process of its own.
func (o *operator) pages() *cobra.Command {
	var whole bool
	c := &cobra.Command{
		Use: "check-pages DIR", Short: "Check the pages of the files in a folder", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return boltstore.CheckPages(args[0], whole) },
	}
	c.Flags().BoolVar(&whole, "whole", false, "all pages, not only those that opening reads")
	return c
}

// checkPages runs the part above and gives what it says, or says that it died.
func checkPages(folder string, whole bool) error {
	self, err := os.Executable()
	if err != nil {
		return fault.New(fault.Failed, "The pages could not be checked: %v.", err).Because(err)
	}
	out, err := exec.Command(self, "check-pages", "--whole="+strconv.FormatBool(whole), folder).CombinedOutput()
	if err == nil {
		return nil
	}
	said, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	said = strings.TrimPrefix(strings.TrimPrefix(said, "avs: "), "panic: ")
	if exit, ok := err.(*exec.ExitError); ok && exit.ExitCode() == fault.Conflict.ExitCode() {
		return fault.New(fault.Conflict, "%s", said)
	}
	return fault.New(fault.Failed, "A page of the files in %s is damaged: %s", folder, strings.TrimSuffix(said, ".")+".").
		Then("Keep the folder as it is, and restore a backup into another one with `avs restore`.").Because(err)
}
