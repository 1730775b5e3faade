package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/keyring"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/server"
)

// first is what init is told of the first delegate.
type first struct{ key, partner, login, name string }

func (o *operator) init() *cobra.Command {
	var s settings
	var f first
	c := &cobra.Command{
		Use:   "init --data DIR --first-key FILE.pub --partner FI --login first.last --name \"First Last\"",
		Short: "Make an installation with one secretariat delegate",
		Long: "Make an installation in an empty folder: host key, seal, partners, boards, clusters, the\n" +
			"Declaration, a commented avs.toml, and one delegate with the role of secretariat, whose\n" +
			"public key opens it. Everybody else comes in through the key ring.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return o.makeInstallation(s, f) },
	}
	s.dataFlag(c)
	c.Flags().StringVar(&f.key, "first-key", "", "public key of the first delegate, a .pub file")
	c.Flags().StringVar(&f.partner, "partner", "", "code of the partner that accredits the first delegate")
	c.Flags().StringVar(&f.login, "login", "", "login of the first delegate, like first.last")
	c.Flags().StringVar(&f.name, "name", "", "name of the first delegate")
	for _, name := range []string{"first-key", "partner", "login", "name"} {
		_ = c.MarkFlagRequired(name) // fails only for a flag that is not there
	}
	return c
}

func (o *operator) makeInstallation(s settings, f first) error {
	c, err := o.read(s)
	if err != nil {
		return err
	}
	line, err := f.line()
	if err != nil {
		return err
	}
	if err := server.Init(server.Options{Config: c, Log: o.log(c)}, line); err != nil {
		return err
	}
	fmt.Fprintf(o.out, "made an installation in %s\n%s of %s may come in with the key %s\nserve it: avs serve --data %s\n",
		c.Data, line.Login, line.Partner, line.Fingerprint, c.Data)
	return nil
}

func (f first) line() (roster.Line, error) {
	text, err := os.ReadFile(f.key)
	if err != nil {
		return roster.Line{}, fault.New(fault.Usage, "The key cannot be read: %v.", err).Then("Name a file that ends in .pub and that you may read as this user.").Because(err)
	}
	fingerprint, wire, comment, err := keyring.ReadKey(string(text))
	if err != nil {
		return roster.Line{}, err
	}
	login, err := asem.ParseLogin(f.login)
	if err != nil {
		return roster.Line{}, fault.New(fault.Usage, "%v.", err)
	}
	partner, err := asem.ParseCode(f.partner)
	if err != nil {
		return roster.Line{}, fault.New(fault.Usage, "%v.", err)
	}
	name := plain.Line(f.name)
	if plain.Blank(name) {
		return roster.Line{}, fault.New(fault.Usage, "The first delegate needs a name.").Then("Give it with --name.")
	}
	return roster.Line{Login: login, Name: name, Partner: partner, Roles: []roster.Role{{Name: roster.Secretariat}},
		Fingerprint: fingerprint, Key: wire, Comment: comment}, nil
}
