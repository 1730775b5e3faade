package testkit

import (
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

func TestOffice(t *testing.T) {
	o := NewOffice(t)
	author := o.Accredit("first.author", "FI", "delegate")
	reader := o.Accredit("second.reader", "VN", "delegate")
	posted, err := author.Open("", forum.Open{Board: "finance", Title: "A first subject", Text: "Opinion."})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := reader.Waiting(); err != nil || n != 1 {
		t.Errorf("the reader has %d new, %v", n, err)
	}
	if n, err := author.Waiting(); err != nil || n != 0 {
		t.Errorf("the author has %d new, %v", n, err)
	}
	reply, err := reader.Reply("t1", forum.Reply{To: posted.Number, Text: "Another opinion."})
	if err != nil {
		t.Fatal(err)
	}
	again, err := reader.Reply("t1", forum.Reply{To: posted.Number, Text: "Another opinion."})
	if err != nil || again.Number != reply.Number || !again.Already {
		t.Errorf("sent twice: %+v, %v", again, err)
	}
	thread, err := author.Thread(posted.Number, secretariat.Page{})
	if err != nil || len(thread.Posts) != 2 || thread.Posts[1].Depth() != 1 || thread.Posts[1].Author.Partner != asem.Code("VN") {
		t.Errorf("thread: %+v, %v", thread, err)
	}
	o.Reopen()
	author = o.Seat("first.author", "")
	if n, err := author.Waiting(); err != nil || n != 1 {
		t.Errorf("after a restart the author has %d new, %v", n, err)
	}
}
