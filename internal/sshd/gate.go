package sshd

import (
	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/fault"
)

// A gate stands between the protocol and the library's session. The library
// keeps every environment variable and up to 128 signals of any size, hands on
// any window size, and blocks the whole connection when nobody takes a window
// change. So it only ever sees: at most one pty request, well formed and
// clamped, and then at most one start of a shell, a command or a subsystem that
// we have. The rest is dealt with here.
type gate struct {
	gossh.NewChannel
	channel gossh.Channel
	passed  <-chan *gossh.Request
}

// gate accepts the channel and puts the sieve before its requests. Its two
// goroutines end when the channel or the connection is closed.
func (v *Visit) gate(offer gossh.NewChannel) (*gate, error) {
	channel, requests, err := offer.Accept()
	if err != nil {
		return nil, err
	}
	v.opened(channel)
	passed := make(chan *gossh.Request)
	go v.sift(requests, passed)
	go discard(channel)
	return &gate{NewChannel: offer, channel: channel, passed: passed}, nil
}

// Accept hands over the channel, which is accepted already.
func (g *gate) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	return g.channel, g.passed, nil
}

// discard drops what the client sends on its stderr stream. Left unread, two
// mebibytes of it in one-byte packets would cost us a hundred.
func discard(channel gossh.Channel) {
	scrap := make([]byte, 256)
	stderr := channel.Stderr()
	for {
		if _, err := stderr.Read(scrap); err != nil {
			return
		}
	}
}

// sift passes on the requests that the library may see, at a bounded rate, and
// ends the visit when there are no more to come.
func (v *Visit) sift(requests <-chan *gossh.Request, passed chan<- *gossh.Request) {
	defer v.channelClosed()
	defer close(passed)
	for request := range requests {
		if v.requests.Wait(v.ctx) != nil {
			continue // closed meanwhile: drain, so that the connection can end
		}
		if allowed := v.judge(request); allowed != nil {
			passed <- allowed
		}
	}
}

// judge answers a request, or gives the one that the library is to answer.
func (v *Visit) judge(request *gossh.Request) *gossh.Request {
	var ok bool
	switch request.Type {
	case "pty-req":
		if v.takePty(request.Payload) {
			return replaced(request, marshalPty(v.Term, v.Window()))
		}
	case "env":
		ok = v.takeVariable(request.Payload)
	case "window-change":
		ok = v.takeWindow(request.Payload)
	case "shell", "exec", "subsystem":
		if payload, ok := v.takeStart(request); ok {
			return replaced(request, payload)
		}
	}
	// Signals, breaks, agent and X11 forwarding, and whatever comes to be
	// invented: not offered.
	if !ok {
		v.line.server.counters.requestsRefused.Add(1)
	}
	_ = request.Reply(ok, nil) // fails with the connection only
	return nil
}

// replaced is the same request with another payload.
func replaced(request *gossh.Request, payload []byte) *gossh.Request {
	other := *request
	other.Payload = payload
	return &other
}

// takePty gives the visit its terminal, once, before the start.
func (v *Visit) takePty(payload []byte) bool {
	term, window, ok := parsePty(payload)
	if !ok || v.begun() || v.Term != "" {
		return false
	}
	v.Term = term
	v.windows.put(window)
	return true
}

// takeVariable keeps a variable, before the start. One that is sent twice has
// its last value.
func (v *Visit) takeVariable(payload []byte) bool {
	name, value, ok := parseEnv(payload)
	if !ok || v.begun() {
		return false
	}
	if _, again := v.environment[name]; !again && len(v.environment) >= maxVariables {
		return false
	}
	if v.environment == nil {
		v.environment = make(map[string]string)
	}
	v.environment[name] = value
	return true
}

func (v *Visit) takeWindow(payload []byte) bool {
	window, ok := parseWindow(payload)
	if !ok || v.Term == "" {
		return false
	}
	v.windows.put(window)
	return true
}

// takeStart decides what the session is to be and begins it. The payload is
// what the library may read.
func (v *Visit) takeStart(request *gossh.Request) (payload []byte, ok bool) {
	if v.begun() {
		return nil, false
	}
	switch request.Type {
	case "shell":
		if len(request.Payload) > 0 {
			return nil, false
		}
		v.start(v.shell())
	case "exec":
		line, ok := parseStart(request.Payload)
		if !ok {
			return nil, false
		}
		v.start(v.command(line))
	case "subsystem":
		name, ok := parseStart(request.Payload)
		face, known := v.line.server.config.Faces.Subsystems[name]
		if !ok || !known {
			return nil, false
		}
		v.Line = name
		v.start(face, true)
		return request.Payload, true
	}
	return gossh.Marshal(&startPayload{Value: v.Line}), true
}

// tooLong is the answer to a command line that is not taken.
func tooLong(size int) *fault.Error {
	return fault.New(fault.Usage, "The command line is %d bytes long; at most %d are taken.", size, maxCommandLine).
		Then("Send long texts on standard input: ssh host post … < file")
}
