package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// scene is an office in which something has been said.
type scene struct {
	*testkit.Office
	reader, writer, moderator *secretariat.Desk
	t                         testing.TB
}

func newScene(t testing.TB) *scene {
	o := testkit.NewOffice(t)
	return &scene{Office: o, t: t,
		reader:    o.Accredit("demo.reader", "FI", "delegate"),
		writer:    o.Accredit("demo.writer", "VN", "delegate"),
		moderator: o.Accredit("demo.moderator", "JP", "delegate", "moderator"),
	}
}

func (s *scene) open(board asem.BoardID, title, text string) asem.Number {
	s.t.Helper()
	s.Clock.Advance(7 * time.Minute)
	p, err := s.writer.Open("", forum.Open{Board: board, Title: title, Text: text})
	if err != nil {
		s.t.Fatal(err)
	}
	return p.Number
}

func (s *scene) reply(by *secretariat.Desk, to asem.Number, text string) asem.Number {
	s.t.Helper()
	s.Clock.Advance(7 * time.Minute)
	p, err := by.Reply("", forum.Reply{To: to, Text: text})
	if err != nil {
		s.t.Fatal(err)
	}
	return p.Number
}

// paragraphs makes so many short paragraphs, each told from the others.
func paragraphs(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Paragraph %d of a text that has been invented so that it fills a line and a half of the screen on which it is read.\n\n", i+1)
	}
	return b.String()
}

// scripts are titles in which columns are hard to keep straight.
var scripts = []struct{ name, title, text string }{
	{"Chinese", "亚欧会议虚拟秘书处的工作方法与文件编号规则说明", "多边主义。各成员可在此交换意见，文件以编号引用，例如 #1。长句子没有空格，因此必须在任意两个字之间换行而不破坏列的对齐方式。"},
	{"Japanese", "アジア欧州会合の仮想事務局について", "意見交換の場です。「引用」は、行頭に置けない記号の前で改行されません。"},
	{"Korean", "아시아유럽정상회의 가상 사무국", "의견 교환을 위한 게시판입니다."},
	{"Thai", "สำนักเลขาธิการเสมือนของการประชุมเอเชียยุโรป", "กระดานสนทนาสำหรับการแลกเปลี่ยนความคิดเห็นระหว่างประเทศสมาชิก"},
	{"Arabic", "الأمانة الافتراضية", "لوحة لتبادل الآراء بين الأعضاء."},
	{"combining", "e\u0301te\u0301 a\u0300 Ha\u0300 No\u0323\u0302i", "Tie\u0302\u0301ng Vie\u0323\u0302t co\u0301 da\u0302\u0301u."},
}
