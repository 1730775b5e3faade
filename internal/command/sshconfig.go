package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func (e *errand) sshConfig() *cobra.Command {
	return &cobra.Command{
		Use:   "ssh-config",
		Short: "A ready client configuration, good on slow lines",
		Long: `Prints a block for ~/.ssh/config with which "ssh avs" brings you here. Its comments
explain each choice; the first of them matters most on a slow line, see
help slow-lines.`,
		Example: "ssh-config >> ~/.ssh/config",
		Args:    exactly(0),
		RunE: func(*cobra.Command, []string) error {
			config := e.clientConfig()
			if e.asJSON {
				return e.answer(struct {
					Config string `json:"config"`
				}{config})
			}
			e.say("%s", strings.TrimRight(config, "\n"))
			return nil
		},
	}
}

// clientConfig is the block. Source of the figures: measured against this server
// with OpenSSH, at 9,600 bit/s.
func (e *errand) clientConfig() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	port := e.house.Port
	if port == "" {
		port = "22"
	}
	line("# ASEM Virtual Secretariat: put this into ~/.ssh/config, then: ssh avs")
	line("Host avs")
	line("    HostName %s", e.house.Host)
	line("    Port %s", port)
	line("    # To offer one key alone, not every key you have, name it in these two lines")
	line("    # and take their # away. The one you came in with is")
	line("    # %s", e.desk.Fingerprint())
	line("    #IdentitiesOnly yes")
	line("    #IdentityFile ~/.ssh/id_ed25519")
	line("")
	line("    # OpenSSH 9.5 and later hide when you type: a packet every 20 ms for")
	line("    # seconds after each key. At 9,600 bit/s eight keys cost 27 kB each way")
	line("    # and up to 7.7 seconds a key, against 0.1 seconds without. The price:")
	line("    # who watches the line sees the rhythm of your typing, though not what")
	line("    # you type. On a fast line, or where that is too much, take the next two")
	line("    # lines out.")
	line("    IgnoreUnknown ObscureKeystrokeTiming")
	line("    ObscureKeystrokeTiming no")
	line("")
	e.algorithms(line)
	line("")
	line("    # Notice a dead line within six minutes.")
	line("    ServerAliveInterval 120")
	line("    ServerAliveCountMax 3")
	line("    # The server compresses nothing; to ask for it only costs bytes.")
	line("    Compression no")
	line("    ForwardAgent no")
	line("    ForwardX11 no")
	line("    # After Enter, ~ is a sign to ssh itself: ~. hangs up, ~~ sends one ~. On")
	line("    # the screens v does what ~ does. This gives the part to Ctrl-] instead:")
	line("    #EscapeChar ^]")
	if e.house.HostKey != "" {
		line("")
		line("# Its host key, for ~/.ssh/known_hosts (without the #):")
		line("# %s %s", knownHost(e.house.Host, port), strings.TrimSpace(e.house.HostKey))
	}
	return b.String()
}

// algorithms writes what the client is to offer: what this server takes, and not
// the long lists that a client sends at every login. OpenSSH refuses a whole
// configuration for one name that it does not know, so only names that every
// version since 6.5 knows are written. The exchange of keys, where the newest is
// the best, is narrowed by taking away, for which a name need not be known (7.5).
func (e *errand) algorithms(line func(string, ...any)) {
	line("    # Offer only what the server takes: a login is shorter by 1,200 bytes. Take")
	line("    # these lines out if your client or your administration objects to one.")
	line("    Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com")
	line("    MACs hmac-sha2-256-etm@openssh.com")
	if strings.HasPrefix(e.house.HostKey, "ssh-ed25519 ") {
		line("    HostKeyAlgorithms ssh-ed25519")
	}
	line("    # The minus takes away from what your client offers. What stays is")
	line("    # mlkem768x25519-sha256, where it is known (OpenSSH 9.9), and curve25519.")
	line("    KexAlgorithms -ecdh-*,diffie-*,sntrup*,*@libssh.org")
	line("    # This in its place brings you in 2.5 seconds sooner at 9,600 bit/s, but")
	line("    # whoever records the line could read it once they own a quantum computer:")
	line("    #KexAlgorithms curve25519-sha256")
}

// knownHost is the host as known_hosts names it.
func knownHost(host, port string) string {
	if port == "22" {
		return host
	}
	return fmt.Sprintf("[%s]:%s", host, port)
}
