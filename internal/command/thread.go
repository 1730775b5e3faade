package command

import (
	"context"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

// readThread gives a topic a page at a time, and marks as read each page that
// has been given out.
func (e *errand) readThread(ctx context.Context, n asem.Number, pages paging, keepNew bool) error {
	array := array{e: e}
	first := true
	var topic asem.Number
	next, err := pages.each(ctx, e, func(p secretariat.Page) (int, asem.Number, bool, error) {
		page, err := e.desk.Thread(n, p)
		if err != nil || len(page.Posts) == 0 {
			return 0, 0, false, err
		}
		topic = page.Topic.Number
		if first && !e.asJSON {
			e.say("%s", topicLines(page))
		}
		first = false
		fresh, err := e.givePosts(&array, page.Posts)
		if err != nil {
			return 0, 0, false, err
		}
		if len(fresh) > 0 && !keepNew {
			e.markRead(fresh...)
		}
		return len(page.Posts), page.Posts[len(page.Posts)-1].Number, page.Follow, nil
	})
	switch {
	case err != nil:
		return err
	case e.asJSON:
		return array.close()
	case next != 0:
		e.say("\nMore follow: %s", e.ssh("read %d --thread --before %d", topic, next))
	}
	return nil
}

// givePosts writes posts out and answers which of them were new.
func (e *errand) givePosts(array *array, posts []secretariat.PostView) (fresh []secretariat.Seen, err error) {
	for _, p := range posts {
		if p.New {
			fresh = append(fresh, p.Seen())
		}
		if e.asJSON {
			if err := array.add(postRowOf(p)); err != nil {
				return nil, err
			}
			continue
		}
		e.say("\n%s\n", e.postLine(p))
		e.showText(p)
	}
	return fresh, e.flush()
}
