package asem

import (
	"regexp"
	"strings"
	"time"
)

// Pillar is one of ASEM's three dimensions; the empty pillar stands across them.
type Pillar string

// The pillars, in the order of the Declaration.
const (
	Political      Pillar = "political"
	Economic       Pillar = "economic"
	SocialCultural Pillar = "social-cultural"
	Across         Pillar = ""
)

// Pillars lists the three in their order. Boards across them come last, under Across.
func Pillars() []Pillar { return []Pillar{Political, Economic, SocialCultural} }

// Title is the pillar as a heading: Political, Economic, Social-cultural, Across the pillars.
func (p Pillar) Title() string {
	switch p {
	case Political:
		return "Political"
	case Economic:
		return "Economic"
	case SocialCultural:
		return "Social-cultural"
	}
	return "Across the pillars"
}

// FoundingBoard is a board that every installation starts with.
type FoundingBoard struct {
	ID       BoardID
	Title    string
	Pillar   Pillar
	Clusters []ClusterID
	About    string
	Archive  bool // takes no posts of delegates; filled by the secretariat
}

// FoundingBoards are the boards of an empty installation.
// Source: Helsinki Declaration on the Future of ASEM (2006), paragraph 4, and
// Annex II.1 for SOMTI and the Finance Deputies.
func FoundingBoards() []FoundingBoard {
	const (
		sd  = SustainableDevelopment
		mul = Multilateralism
		hrd = HumanResources
	)
	return []FoundingBoard{
		{ID: "multilateralism", Title: "Multilateralism", Pillar: Political, Clusters: []ClusterID{mul}, About: "Strengthening multilateralism, with a strong United Nations at its core."},
		{ID: "global-threats", Title: "Global threats", Pillar: Political, Clusters: []ClusterID{mul, sd}, About: "Global threats of common concern."},
		{ID: "globalisation", Title: "Globalisation", Pillar: Economic, Clusters: []ClusterID{sd, mul}, About: "Globalisation, competitiveness and structural changes in the global economy."},
		{ID: "trade-and-investment", Title: "Trade and investment", Pillar: Economic, Clusters: []ClusterID{sd}, About: "Senior Officials' Meeting on Trade and Investment (SOMTI)."},
		{ID: "finance", Title: "Finance", Pillar: Economic, Clusters: []ClusterID{sd}, About: "Finance Deputies: economic and financial cooperation."},
		{ID: "labour", Title: "Labour", Pillar: Economic, Clusters: []ClusterID{hrd}, About: "Labour and employment."},
		{ID: "science-and-technology", Title: "Science and technology", Pillar: Economic, Clusters: []ClusterID{hrd, sd}, About: "Science and technology, with information and communication technology (ICT)."},
		{ID: "education", Title: "Education", Pillar: SocialCultural, Clusters: []ClusterID{hrd}, About: "Education and human resource development."},
		{ID: "health", Title: "Health", Pillar: SocialCultural, Clusters: []ClusterID{sd, hrd}, About: "Health."},
		{ID: "culture", Title: "Culture", Pillar: SocialCultural, Clusters: []ClusterID{mul}, About: "Cultural exchanges."},
		{ID: "interfaith", Title: "Interfaith dialogue", Pillar: SocialCultural, Clusters: []ClusterID{mul}, About: "Intercultural and interfaith dialogue as a means to promote mutual understanding."},
		{ID: FoundingTexts, Title: "Founding texts", Pillar: Across, Clusters: []ClusterID{mul, sd, hrd}, About: "What the partners agreed for ASEM as a whole. Closed: kept for reading.", Archive: true},
	}
}

// FoundingTexts is the archive board on which the Declaration stands.
const FoundingTexts BoardID = "founding-texts"

// The clusters that every installation starts with.
// Source: Helsinki Declaration (2006), paragraph 4; Annex I.1 asks for clusters.
const (
	SustainableDevelopment ClusterID = "sustainable-development"
	Multilateralism        ClusterID = "multilateralism"
	HumanResources         ClusterID = "human-resources"
)

// Cluster is a theme across the pillars.
type Cluster struct {
	ID    ClusterID
	Title string
	About string
}

// FoundingClusters are the clusters of an empty installation.
func FoundingClusters() []Cluster {
	return []Cluster{
		{SustainableDevelopment, "Sustainable development", "The Millennium Development Goals, climate change, environment and energy."},
		{Multilateralism, "Multilateralism", "Effective multilateralism and a rule-based international order."},
		{HumanResources, "Human resource development", "Education, labour and skills in a global economy."},
	}
}

// Declaration is the founding text with its annex, its title and its day.
// The embedded text was set justified, in lines: both are undone here, so that a
// screen can wrap it; no word is changed.
// Source: Helsinki, 10-11 September 2006.
func Declaration() (title, text string, adopted time.Time) {
	return "Helsinki Declaration on the Future of ASEM", flow(declaration), time.Date(2006, 9, 11, 0, 0, 0, 0, time.UTC)
}

// fullLine is the length from which a line of the embedded text goes on in the
// next one: shorter ones are headings and ends of paragraphs.
const fullLine = 60

// flow joins the lines of each paragraph and makes the blanks between words plain.
func flow(set string) string {
	var b strings.Builder
	before := ""
	for line := range strings.Lines(set) {
		line = strings.TrimSpace(blanks.ReplaceAllString(line, " "))
		switch {
		case b.Len() == 0:
		case strings.HasPrefix(line, "Annex to "): // begins a page
			b.WriteString("\n\n")
		case len(before) >= fullLine && line != "":
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		b.WriteString(line)
		before = line
	}
	return b.String()
}

var blanks = regexp.MustCompile(`[ \f\x{a0}]+`)
