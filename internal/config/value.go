package config

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Size is a number of bytes, written as "512 B", "64 KiB", "32 MiB" or "1 GiB".
type Size int64

var units = []struct {
	name string
	size Size
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}}

// String writes the size in the largest unit that divides it.
func (s Size) String() string {
	for _, u := range units {
		if s != 0 && s%u.size == 0 {
			return fmt.Sprintf("%d %s", s/u.size, u.name)
		}
	}
	return "0 B"
}

// ParseSize reads what String writes; the blank may be missing.
func ParseSize(text string) (Size, error) {
	for _, u := range units {
		number, ok := strings.CutSuffix(text, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
		if err != nil || n < 0 || n > math.MaxInt64/int64(u.size) {
			break
		}
		return Size(n) * u.size, nil
	}
	return 0, fmt.Errorf("%q is not a size", text)
}

// take sets the key in c to a value of the file: string, int64, bool or another
// type of TOML, which fits nowhere. The error says what would be right.
func (k key) take(c *Config, value any) error {
	var err error
	switch field := k.field(c).(type) {
	case *bool:
		v, ok := value.(bool)
		if !ok {
			return errors.New("write true or false, without quotation marks")
		}
		*field = v
	case *int:
		v, ok := value.(int64)
		if !ok || v < k.least || v > k.most {
			return fmt.Errorf("write a whole number from %d to %d, without quotation marks", k.least, k.most)
		}
		*field = int(v)
	case *time.Duration:
		v, parseErr := time.ParseDuration(text(value))
		if parseErr != nil || int64(v) < k.least || int64(v) > k.most {
			return fmt.Errorf(`write a duration from "%s" to "%s", with its unit h, m or s`, short(k.least), short(k.most))
		}
		*field = v
	case *Size:
		v, parseErr := ParseSize(text(value))
		if parseErr != nil || int64(v) < k.least || int64(v) > k.most {
			return fmt.Errorf(`write a size from "%s" to "%s", with its unit B, KiB, MiB or GiB`, Size(k.least), Size(k.most))
		}
		*field = v
	case *Hours:
		*field, err = k.hours(value)
	case *slog.Level:
		*field, err = level(text(value))
	case *string:
		switch {
		case k.name == "listen":
			err = address(text(value))
		case k.name == "host":
			err = hostName(value)
		case k.name == "public.url":
			err = webAddress(text(value))
		case k.name == "public.folder" || k.name == "coordination.holidays": // empty for none
		case text(value) == "":
			err = errors.New(`write the path of a folder, as in "/var/lib/avs"`)
		}
		*field = text(value)
	}
	return err
}

// mostHours bounds a list of hours.
const mostHours = 10

// hours reads a list of hours, in any order.
func (k key) hours(value any) (Hours, error) {
	list := Hours{}
	said, ok := value.(string)
	for word := range strings.SplitSeq(said, ",") {
		if word = strings.TrimSpace(word); word == "" && said == "" {
			continue
		}
		d, err := time.ParseDuration(word)
		ok = ok && err == nil && d%time.Hour == 0 && int64(d) >= k.least && int64(d) <= k.most && !slices.Contains(list, int(d/time.Hour))
		list = append(list, int(d/time.Hour))
	}
	if !ok || len(list) > mostHours {
		return nil, fmt.Errorf(`write whole hours with commas between, as in "48h, 2h", each once, from "%s" to "%s", %d at most`, short(k.least), short(k.most), mostHours)
	}
	slices.Sort(list)
	slices.Reverse(list)
	return list, nil
}

// String writes the hours as they are read.
func (h Hours) String() string {
	words := make([]string, len(h))
	for i, n := range h {
		words[i] = strconv.Itoa(n) + "h"
	}
	return strings.Join(words, ", ")
}

// webAddress refuses what does not begin as an address of the web does.
func webAddress(s string) error {
	u, err := url.Parse(s)
	if s == "" || err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.RawQuery == "" && u.Fragment == "" {
		return nil
	}
	return errors.New(`write an address, as in "https://archive.example.org/"`)
}

// takeText is take for the environment, where everything is text.
func (k key) takeText(c *Config, value string) error {
	switch k.field(c).(type) {
	case *bool:
		if b, err := strconv.ParseBool(value); err == nil {
			return k.take(c, b)
		}
	case *int:
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return k.take(c, n)
		}
	}
	return k.take(c, value)
}

// text is a string of the file, and empty for what is none.
func text(value any) string {
	s, _ := value.(string)
	return s
}

func level(word string) (slog.Level, error) {
	for _, l := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
		if word == strings.ToLower(l.String()) {
			return l, nil
		}
	}
	return 0, errors.New(`write "debug", "info", "warn" or "error"`)
}

func address(s string) error {
	_, port, err := net.SplitHostPort(s)
	if n, portErr := strconv.ParseUint(port, 10, 16); err != nil || portErr != nil || strconv.FormatUint(n, 10) != port {
		return errors.New(`write an address and a port, as in "127.0.0.1:2222", "[::]:22" or ":22"`)
	}
	return nil
}

// hostName takes what could stand in a client's configuration as it is.
func hostName(value any) error {
	name, ok := value.(string)
	plain := strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789.-:") == ""
	if !ok || !plain || len(name) > 253 {
		return errors.New(`write a name, as in "avs.example.org"`)
	}
	return nil
}

// literal is the value of the key in c as TOML.
func (k key) literal(c *Config) string {
	switch field := k.field(c).(type) {
	case *bool:
		return strconv.FormatBool(*field)
	case *int:
		return strconv.Itoa(*field)
	case *time.Duration:
		return strconv.Quote(short(int64(*field)))
	case *Size:
		return strconv.Quote(field.String())
	case *Hours:
		return strconv.Quote(field.String())
	case *slog.Level:
		return strconv.Quote(strings.ToLower(field.String()))
	case *string:
		return strconv.Quote(*field)
	}
	return ""
}

// short writes a duration without its empty parts: 12h, not 12h0m0s.
func short(nanoseconds int64) string {
	s := time.Duration(nanoseconds).String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
