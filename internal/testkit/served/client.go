package served

import (
	"bytes"
	"errors"
	"io"
	"strings"

	gossh "golang.org/x/crypto/ssh"
)

// SSH is the command line of OpenSSH with which a person comes in: options, the
// host, and the words.
func (h *House) SSH(login string, options []string, words ...string) []string {
	h.t.Helper()
	line := append([]string{"ssh", "-F", h.Config(), "-i", h.KeyFile(login)}, options...)
	return append(append(line, "avs"), words...)
}

// A Way says how a client comes to the server. The zero Way is straight.
type Way struct {
	Over    *Line // nil for straight
	Classic bool  // offer no post-quantum key exchange
}

// Dial brings a person in. It may be called from any goroutine.
func (h *House) Dial(login string, way Way) (*gossh.Client, error) {
	return h.DialAs(h.Signer(login), way)
}

// DialAs brings in whoever has the key.
func (h *House) DialAs(key gossh.Signer, way Way) (*gossh.Client, error) {
	config := &gossh.ClientConfig{
		User: "anybody", Auth: []gossh.AuthMethod{gossh.PublicKeys(key)}, Timeout: Patience,
		HostKeyCallback: gossh.InsecureIgnoreHostKey(), // the child's was compared when it was spawned
	}
	if way.Classic {
		config.KeyExchanges = []string{gossh.KeyExchangeCurve25519}
	}
	address := h.Address()
	if way.Over != nil {
		address = way.Over.Address()
	}
	return gossh.Dial("tcp", address, config)
}

// Enter is Dial for a test that needs it to succeed; the connection is closed when
// the test ends.
func (h *House) Enter(login string, way Way) *gossh.Client {
	h.t.Helper()
	client, err := h.Dial(login, way)
	h.must(err)
	h.t.Cleanup(func() { _ = client.Close() }) // the server may have closed it
	return client
}

// An Answer is what a command wrote, and how it ended.
type Answer struct {
	Out, Err string
	Code     int
}

// Run runs one command as a person, on a connection of its own.
func (h *House) Run(login, input, line string) Answer {
	h.t.Helper()
	client := h.Enter(login, Way{})
	defer client.Close()
	answer, err := Do(client, strings.NewReader(input), line)
	h.must(err)
	return answer
}

// Does is Run for a command that has to be done; it gives what it wrote.
func (h *House) Does(login, input, line string) string {
	h.t.Helper()
	answer := h.Run(login, input, line)
	if answer.Code != 0 {
		h.t.Fatalf("%s: %s: exit code %d, %s", login, line, answer.Code, answer.Err)
	}
	return answer.Out
}

// Do runs one command on a connection. An error means that the line broke before
// the command had answered: what became of it is not known.
func Do(client *gossh.Client, input io.Reader, line string) (Answer, error) {
	session, err := client.NewSession()
	if err != nil {
		return Answer{}, err
	}
	defer session.Close()
	var out, problems bytes.Buffer
	session.Stdin, session.Stdout, session.Stderr = input, &out, &problems
	err = session.Run(line)
	answer := Answer{Out: out.String(), Err: problems.String()}
	var exit *gossh.ExitError
	if errors.As(err, &exit) && exit.Signal() == "" {
		answer.Code, err = exit.ExitStatus(), nil
	}
	return answer, err
}
