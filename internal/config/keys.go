package config

import (
	"strings"
	"time"
)

// A key is one thing that an operator may decide.
type key struct {
	name  string            // as in the file, with its section: ssh.screen_idle
	field func(*Config) any // pointer to bool, int, string, time.Duration, Size or slog.Level
	least int64             // of a number, a duration in nanoseconds, a size in bytes
	most  int64
	about string // what it is, its unit and why the default is what it is; lines of at most 76 columns
}

// parts are the section and the key's own word: "ssh" and "screen_idle".
func (k key) parts() (section, word string) {
	section, word, inSection := strings.Cut(k.name, ".")
	if !inSection {
		return "", k.name
	}
	return section, word
}

// variable is the key's name in the environment: AVS_SSH_SCREEN_IDLE.
func (k key) variable() string {
	return prefix + strings.ToUpper(strings.ReplaceAll(k.name, ".", "_"))
}

const prefix = "AVS_"

const (
	second = int64(time.Second)
	minute = int64(time.Minute)
	hour   = int64(time.Hour)
	day    = 24 * hour
)

// keys is every key there is, in the order of the example.
func keys() []key {
	return []key{
		{"listen", func(c *Config) any { return &c.Listen }, 0, 0,
			"Address and port on which the server answers. Only this machine by default:\n" +
				"an installation goes on the network when its operator says so."},
		{"host", func(c *Config) any { return &c.Host }, 0, 0,
			"Name under which delegates reach the server, for the help and the client\n" +
				"configuration that it gives them. Empty: the address that each of them\n" +
				"reached."},
		{"data", func(c *Config) any { return &c.Data }, 0, 0,
			"Folder of everything that is kept: state.db, blobs.db, the host key. Back it\n" +
				"up."},
		{"keys", func(c *Config) any { return &c.Keys }, 0, 0,
			"Folder of the key ring, with partners/<CODE>.keys in it; read at start and\n" +
				"on SIGHUP. See keys/README.md."},

		{"ssh.postquantum", func(c *Config) any { return &c.SSH.PostQuantum }, 0, 0,
			"Whether to offer the key exchange that a quantum computer cannot undo later.\n" +
				"It makes a login 2.5 kB longer, 2.5 s at 9,600 bit/s; false is for such\n" +
				"lines only."},
		{"ssh.login_grace", func(c *Config) any { return &c.SSH.LoginGrace }, second, 10 * minute,
			"How long a connection has to prove its key. A login at 9,600 bit/s takes up\n" +
				"to 8 s, and who touches a security key needs a moment."},
		{"ssh.connections", func(c *Config) any { return &c.SSH.Connections }, 1, 1 << 20,
			"Connections in all. An idle one takes at most 200 KiB: 4096 fit in a\n" +
				"gigabyte."},
		{"ssh.connections_per_account", func(c *Config) any { return &c.SSH.ConnectionsPerAccount }, 1, 1 << 20,
			"Connections of one delegate. More than a few means a script that went wrong."},
		{"ssh.sessions_per_connection", func(c *Config) any { return &c.SSH.SessionsPerConnection }, 1, 1024,
			"Sessions on one connection, as OpenSSH's ControlMaster opens them."},
		{"ssh.strangers", func(c *Config) any { return &c.SSH.Strangers }, 1, 1 << 20,
			"Connections in all that have not yet proved a key; further ones are turned\n" +
				"away."},
		{"ssh.strangers_per_address", func(c *Config) any { return &c.SSH.StrangersPerAddress }, 1, 1 << 20,
			"The same from one IPv4 address or IPv6 /64. Whole ministries share an\n" +
				"address, so not too few."},
		{"ssh.screen_idle", func(c *Config) any { return &c.SSH.ScreenIdle }, minute, 365 * day,
			"After how long without a key stroke a screen is closed. Its draft is kept.\n" +
				"An idle screen costs nothing but memory, so a working day and some more."},
		{"ssh.command_idle", func(c *Config) any { return &c.SSH.CommandIdle }, second, 7 * day,
			"After how long without a byte either way a command is ended."},
		{"ssh.connection_idle", func(c *Config) any { return &c.SSH.ConnectionIdle }, second, 7 * day,
			"After how long a connection is closed on which nothing runs."},

		{"posts.per_minute", func(c *Config) any { return &c.Posts.PerMinute }, 1, 1 << 20,
			"Posts of one delegate in a minute. Nobody types so fast; a loop does."},
		{"posts.per_day", func(c *Config) any { return &c.Posts.PerDay }, 1, 1 << 30,
			"Posts of one delegate in a day."},
		{"boards.floor", func(c *Config) any { return &c.Boards.Floor }, hour, 100 * 365 * day,
			"How far back a new delegate finds posts as new, in hours. What is older\n" +
				"counts as read, so that nobody is buried on the first day; 720h are 30 days."},
		{"drafts.every", func(c *Config) any { return &c.Drafts.Every }, second, 10 * minute,
			"How often a draft is kept while somebody types, besides on hang-up: what a\n" +
				"power cut can take from them."},
		{"drafts.most", func(c *Config) any { return &c.Drafts.Most }, 1, 10_000,
			"Drafts kept for one delegate, one for each place where one can write. Beyond\n" +
				"it a new one is refused: an old one is never dropped unasked."},
		{"import.message", func(c *Config) any { return &c.Import.Message }, 1 << 10, 1 << 30,
			"Size from which one message of a collection is skipped and listed as such.\n" +
				"It is held in memory while it is read."},
		{"documents.file", func(c *Config) any { return &c.Documents.File }, 1 << 10, 1 << 40,
			"The largest file of a document that is taken. It is never held in memory, and\n" +
				"lies on disk twice while it comes in."},

		{"backup.over_ssh", func(c *Config) any { return &c.Backup.OverSSH }, 0, 0,
			"Whether the secretariat may fetch a backup over ssh. In it is everything,\n" +
				"letters and the host key too: with false only who has this folder takes one."},

		{"public.folder", func(c *Config) any { return &c.Public.Folder }, 0, 0,
			"Folder in which the server keeps what the coordinators released: a static\n" +
				"archive of pages and feeds, for any web server. Empty for none."},
		{"public.url", func(c *Config) any { return &c.Public.URL }, 0, 0,
			"Address under which that folder is served, for the links in feeds, as in\n" +
				"https://archive.example.org/. Empty: links are relative."},

		{"procedures.minimum", func(c *Config) any { return &c.Procedures.Minimum }, minute, 365 * day,
			"How long partners are given at the least to break a silence procedure. Who\n" +
				"opens a shorter one gives a reason, which all see."},
		{"procedures.grace", func(c *Config) any { return &c.Procedures.Grace }, 0, 365 * day,
			"By how much a silence procedure is extended, beyond the outage, where the\n" +
				"server was down when it would have ended."},
		{"procedures.reminders", func(c *Config) any { return &c.Procedures.Reminders }, hour, 365 * day,
			"How long before its end partners that are silent still are reminded of a\n" +
				"procedure, in hours with commas between. Empty for no reminders."},
		{"procedures.jump", func(c *Config) any { return &c.Procedures.Jump }, 10 * second, hour,
			"By how much the clock may jump, in either direction, before nothing is closed\n" +
				"and handed over any more until the server is started again."},

		{"coordination.terms", func(c *Config) any { return &c.Coordination.Terms }, hour, 365 * day,
			"How long before its end the coordinators are told of a term of an office that\n" +
				"nobody follows."},
		{"coordination.reports", func(c *Config) any { return &c.Coordination.Reports }, day, 3650 * day,
			"How long an initiative that is under way may go without a report. A dialogue\n" +
				"facility says itself how often it reports."},
		{"coordination.ahead", func(c *Config) any { return &c.Coordination.Ahead }, hour, 365 * day,
			"How long before its time what falls due is recalled to who answers for it."},
		{"coordination.late", func(c *Config) any { return &c.Coordination.Late }, hour, 365 * day,
			"How long after its time the coordinators are told of what is still due."},

		{"coordination.acknowledgements", func(c *Config) any { return &c.Coordination.Acks }, hour, 365 * day,
			"How long before its time an acknowledgement that is asked for is recalled."},
		{"coordination.holidays", func(c *Config) any { return &c.Coordination.Holidays }, 0, 0,
			"Folder with holidays of partners as iCalendar files, each named by its code\n" +
				"as FI.ics. They stand beside those that are known. Empty for none."},

		{"terminal.cells", func(c *Config) any { return &c.Terminal.Cells }, 25_000, 1 << 30,
			"Character cells covered by the renderers that all sessions share, at some\n" +
				"230 bytes each. 80000 are forty windows of 80x24 at work at one moment."},
		{"terminal.stall", func(c *Config) any { return &c.Terminal.Stall }, second, day,
			"How long a client may take no byte of what waits for it before its\n" +
				"connection is closed. Longer than 96 KiB take at 9,600 bit/s, 100 s: OpenSSH\n" +
				"acknowledges no sooner."},

		{"log.level", func(c *Config) any { return &c.Log.Level }, 0, 0,
			"The least that is logged: \"debug\", \"info\", \"warn\" or \"error\". At info,\n" +
				"logins, refusals and faults; never what anybody wrote."},
	}
}
