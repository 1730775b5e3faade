package importer

import "strings"

// unflow joins the lines of a text in format=flowed to paragraphs again: a
// line that ends in a blank goes on in the next of the same depth of quoting.
// With delsp that blank is no part of the text. Source: RFC 3676, section 4.
func unflow(text string, delsp bool) string {
	var out strings.Builder
	depth, flowing := 0, false
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		content := strings.TrimLeft(line, ">")
		d := len(line) - len(content)
		content = strings.TrimPrefix(content, " ")
		signature := content == "-- "
		if !flowing || d != depth || signature {
			if i > 0 {
				out.WriteByte('\n')
			}
			if d > 0 {
				out.WriteString(strings.Repeat(">", d))
				out.WriteByte(' ')
			}
		}
		depth, flowing = d, strings.HasSuffix(content, " ") && !signature
		if flowing && delsp {
			content = content[:len(content)-1]
		}
		out.WriteString(content)
	}
	return out.String()
}
