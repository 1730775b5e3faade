package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"

	"asem.internal/avs/internal/fault"
)

// socketFile is the name of the socket in a data folder.
const socketFile = "control"

// Listen opens the way in. The caller has the folder for itself: what an earlier server
// left is removed.
func Listen(folder string) (net.Listener, error) {
	dir, path, err := short(folder)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false) // by then the short path leads elsewhere
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// Remove takes the socket away, after the listener was closed.
func Remove(folder string) { _ = os.Remove(filepath.Join(folder, socketFile)) } // one that stays is taken for what it is: nobody answers

// short is a path to the socket that is short enough for the system, which takes some
// hundred bytes, however deep the folder lies. It holds while dir is open.
func short(folder string) (dir *os.File, path string, err error) {
	if dir, err = os.Open(folder); err != nil {
		return nil, "", err
	}
	path = filepath.Join(folder, socketFile)
	if proc := fmt.Sprintf("/proc/self/fd/%d", dir.Fd()); len(path) > 100 {
		if _, err := os.Stat(proc); err == nil {
			path = filepath.Join(proc, socketFile)
		}
	}
	return dir, path, nil
}

// ErrNobody says that no server answers in the folder.
var ErrNobody = errors.New("no server answers there")

// Call has the server of a folder do what the path names, and gives what it answers,
// which the caller closes. What the server refused comes as the fault that it was.
// Without a server it is ErrNobody.
func Call(ctx context.Context, folder, path string) (io.ReadCloser, error) {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true, DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			dir, path, err := short(folder)
			if err != nil {
				return nil, err
			}
			defer dir.Close()
			return new(net.Dialer).DialContext(ctx, "unix", path)
		}}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://avs"+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := client.Do(request)
	switch {
	case errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ENOTDIR):
		return nil, ErrNobody
	case err != nil:
		return nil, fault.New(fault.Failed, "The server in %s did not answer: %v.", folder, err).Because(err)
	case answer.StatusCode == http.StatusNotFound:
		_ = answer.Body.Close()
		return nil, fault.New(fault.Refused, "The server in %s is of another version and does not know this.", folder).Then("Start it anew with this version.")
	case answer.StatusCode != http.StatusOK:
		defer answer.Body.Close()
		return nil, refusal(answer.Body)
	}
	return answer.Body, nil
}

// A told is a fault on its way.
type told struct {
	Kind fault.Kind `json:"kind"`
	What string     `json:"what"`
	Next string     `json:"next,omitempty"`
}

func refusal(r io.Reader) error {
	var t told
	if err := json.NewDecoder(io.LimitReader(r, 1<<20)).Decode(&t); err != nil || t.What == "" {
		return fault.New(fault.Failed, "The server failed and did not say why.").Then("Look into its log.").Because(err)
	}
	return fault.New(t.Kind, "%s", t.What).Then("%s", t.Next)
}

// Refuse answers that something was not done. It is for before the first byte of an
// answer; later only Cut tells.
func Refuse(w http.ResponseWriter, err error) {
	t := told{Kind: fault.KindOf(err), What: fault.Sentence(err)}
	var f *fault.Error
	if errors.As(err, &f) {
		t.What, t.Next = f.What, f.Next
		if f.Cause != nil {
			t.What = fmt.Sprintf("%s (%v)", t.What, f.Cause) // an operator is to see the system's own word
		}
	}
	w.WriteHeader(http.StatusInternalServerError)
	_ = json.NewEncoder(w).Encode(t) // who has gone needs no answer
}

// Cut ends an answer in its middle, so that whoever reads it knows.
func Cut() { panic(http.ErrAbortHandler) }
