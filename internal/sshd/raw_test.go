package sshd

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Message numbers. Source: RFC 4250, section 4.1.2.
const (
	msgServiceRequest = 5
	msgServiceAccept  = 6
	msgNewKeys        = 21
	msgAuthRequest    = 50
	msgAuthFailure    = 51
	msgAuthSuccess    = 52
	msgKeyOK          = 60
)

// A rawClient speaks ssh packet by packet, since no library client misbehaves
// as we need it: curve25519-sha256, ssh-ed25519 and aes256-gcm@openssh.com.
type rawClient struct {
	t         *testing.T
	conn      net.Conn
	in        *bufio.Reader
	sessionID []byte
	sealer    *gcm // nil before the keys are changed
	opener    *gcm
}

type gcm struct {
	cipher.AEAD
	iv []byte
}

type rawKexInit struct {
	Cookie                            [16]byte `sshtype:"20"`
	Kex, HostKeys, CipherCS, CipherSC []string
	MACCS, MACSC, CompCS, CompSC      []string
	LangCS, LangSC                    []string
	Follows                           bool
	Reserved                          uint32
}

// dialRaw connects and exchanges keys, up to where a client proves itself.
func dialRaw(t *testing.T, addr net.Addr) *rawClient {
	t.Helper()
	conn, err := net.Dial("tcp", addr.String())
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	must(t, conn.SetDeadline(time.Now().Add(patience)))
	c := &rawClient{t: t, conn: conn, in: bufio.NewReader(conn)}
	const version = "SSH-2.0-raw"
	_, err = io.WriteString(conn, version+"\r\n")
	must(t, err)
	theirs, err := c.in.ReadString('\n')
	must(t, err)
	c.exchange(version, strings.TrimRight(theirs, "\r\n"))
	c.send(gossh.Marshal(struct {
		Service string `sshtype:"5"`
	}{"ssh-userauth"}))
	if answer := c.receive(); answer[0] != msgServiceAccept {
		t.Fatalf("the service request was answered by message %d", answer[0])
	}
	return c
}

func (c *rawClient) exchange(ours, theirs string) {
	c.t.Helper()
	one := func(name string) []string { return []string{name} }
	const cipherName, mac = gossh.CipherAES256GCM, gossh.HMACSHA256ETM
	ourInit := gossh.Marshal(&rawKexInit{
		Kex: one(gossh.KeyExchangeCurve25519), HostKeys: one(gossh.KeyAlgoED25519),
		CipherCS: one(cipherName), CipherSC: one(cipherName), MACCS: one(mac), MACSC: one(mac),
		CompCS: one("none"), CompSC: one("none"),
	})
	c.send(ourInit)
	theirInit := c.receive()
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	must(c.t, err)
	c.send(gossh.Marshal(struct {
		Public []byte `sshtype:"30"`
	}{private.PublicKey().Bytes()}))
	var reply struct {
		HostKey, Public, Signature []byte `sshtype:"31"`
	}
	must(c.t, gossh.Unmarshal(c.receive(), &reply))
	public, err := ecdh.X25519().NewPublicKey(reply.Public)
	must(c.t, err)
	shared, err := private.ECDH(public)
	must(c.t, err)
	secret := gossh.Marshal(struct{ K *big.Int }{new(big.Int).SetBytes(shared)})
	hash := sha256.Sum256(append(gossh.Marshal(struct {
		Ours, Theirs                            string
		OurInit, TheirInit, HostKey, OurP, HisP []byte
	}{ours, theirs, ourInit, theirInit, reply.HostKey, private.PublicKey().Bytes(), reply.Public}), secret...))
	c.sessionID = hash[:]
	c.send([]byte{msgNewKeys})
	c.sealer = newGCM(secret, hash[:], 'A', 'C')
	if answer := c.receive(); answer[0] != msgNewKeys {
		c.t.Fatalf("new keys were answered by message %d", answer[0])
	}
	c.opener = newGCM(secret, hash[:], 'B', 'D')
}

func newGCM(secret, hash []byte, iv, key byte) *gcm {
	derived := func(tag byte) []byte {
		sum := sha256.Sum256(bytes.Join([][]byte{secret, hash, {tag}, hash}, nil))
		return sum[:]
	}
	block, err := aes.NewCipher(derived(key))
	if err != nil {
		panic(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return &gcm{AEAD: aead, iv: derived(iv)[:12]}
}

// next is the nonce of this packet; its last eight bytes count.
func (g *gcm) next() []byte {
	nonce := bytes.Clone(g.iv)
	binary.BigEndian.PutUint64(g.iv[4:], binary.BigEndian.Uint64(g.iv[4:])+1)
	return nonce
}

func (c *rawClient) send(payload []byte) {
	c.t.Helper()
	must(c.t, c.trySend(payload))
}

func (c *rawClient) trySend(payload []byte) error {
	counted, block := 5+len(payload), 8
	if c.sealer != nil {
		counted, block = 1+len(payload), 16
	}
	padding := 2*block - counted%block
	packet := binary.BigEndian.AppendUint32(nil, uint32(1+len(payload)+padding))
	body := append([]byte{byte(padding)}, payload...)
	body = append(body, make([]byte, padding)...)
	if c.sealer != nil {
		body = c.sealer.Seal(nil, c.sealer.next(), body, packet)
	}
	_, err := c.conn.Write(append(packet, body...))
	return err
}

// receive gives the next packet's payload.
func (c *rawClient) receive() []byte {
	c.t.Helper()
	payload, err := c.tryReceive()
	must(c.t, err)
	return payload
}

func (c *rawClient) tryReceive() ([]byte, error) {
	length := make([]byte, 4)
	if _, err := io.ReadFull(c.in, length); err != nil {
		return nil, err
	}
	body := make([]byte, binary.BigEndian.Uint32(length))
	if c.opener != nil {
		body = append(body, make([]byte, c.opener.Overhead())...)
	}
	if _, err := io.ReadFull(c.in, body); err != nil {
		return nil, err
	}
	if c.opener != nil {
		var err error
		if body, err = c.opener.Open(nil, c.opener.next(), body, length); err != nil {
			return nil, err
		}
	}
	return body[1 : len(body)-int(body[0])], nil
}

// offer asks whether a key would do, without proving it, and gives the answer's
// message number.
func (c *rawClient) offer(user string, key gossh.PublicKey) byte {
	c.t.Helper()
	c.send(gossh.Marshal(&rawAuth{User: user, Service: "ssh-connection", Method: "publickey", Algorithm: key.Type(), Key: key.Marshal()}))
	return c.receive()[0]
}

type rawAuth struct {
	User, Service, Method string `sshtype:"50"`
	Signed                bool
	Algorithm             string
	Key                   []byte
	Signature             []byte `ssh:"rest"`
}

// prove signs with one key in the name of another, which is commonly the same.
func (c *rawClient) prove(user string, named gossh.PublicKey, by gossh.Signer) {
	c.t.Helper()
	request := rawAuth{User: user, Service: "ssh-connection", Method: "publickey", Signed: true, Algorithm: named.Type(), Key: named.Marshal()}
	signed := append(gossh.Marshal(struct{ SessionID []byte }{c.sessionID}), gossh.Marshal(&request)...)
	signature, err := by.Sign(rand.Reader, signed)
	must(c.t, err)
	request.Signature = gossh.Marshal(struct{ S []byte }{gossh.Marshal(signature)})
	c.send(gossh.Marshal(&request))
}

// command opens a session, runs the line and gives all of its output. It does
// not confirm that the session is closed.
func (c *rawClient) command(line string) string {
	c.t.Helper()
	const confirm, data, closed = 91, 94, 97
	c.send(gossh.Marshal(&rawOpen{"session", 0, 1 << 20, 1 << 15}))
	var server uint32
	var output []byte
	for {
		packet := c.receive()
		switch packet[0] {
		case confirm:
			server = binary.BigEndian.Uint32(packet[5:])
			c.send(gossh.Marshal(&rawRequest{server, "exec", false, text(line)}))
		case data:
			output = append(output, packet[9:]...)
		case closed:
			return string(output)
		}
	}
}

const msgOpenFailure = 92

type rawOpen struct {
	Kind                  string `sshtype:"90"`
	Channel, Window, Size uint32
}

type rawRequest struct {
	Channel uint32 `sshtype:"98"`
	Kind    string
	Reply   bool
	Payload []byte `ssh:"rest"`
}
