package linear

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// goTo goes to whatever a name or number leads to.
func (s *session) goTo(name string) error {
	if name == "" {
		return fault.New(fault.Usage, "Say where to go.").Then("Type a number or name behind the colon, as in :123, :finance, :FI or :today.")
	}
	for _, p := range named {
		if equalFold(name, p.name) {
			if p.to == nil {
				s.stack = s.stack[:1]
				s.arriving = true
				return nil
			}
			s.open(p.to(s))
			return nil
		}
	}
	to, err := s.desk.Find(name)
	if err != nil {
		return err
	}
	switch {
	case to.Number != 0:
		return s.arriveAt(to)
	case to.Board != "":
		s.open(newTopics(s, to.Board))
	case to.Cluster != "":
		return s.goToCluster(to.Cluster)
	case to.Partner != "":
		s.open(newPartner(s, to.Partner))
	case to.Delegate != "":
		s.open(newDelegate(s, to.Delegate))
	}
	return nil
}

func (s *session) goToCluster(id asem.ClusterID) error {
	clusters, err := s.desk.Clusters()
	for _, c := range clusters {
		if c.ID == id {
			s.open(newCluster(s, c))
		}
	}
	return err
}

// named are the places that have a name of their own. Today has no constructor:
// it is where the stack begins.
var named = []struct {
	name string
	to   func(*session) place
}{
	{"today", nil},
	{"news", newNews},
	{"boards", newBoards},
	{"clusters", newClusters},
	{"notices", newNotices},
	{"procedures", newProcedures},
	{"initiatives", recordsOf(secretariat.KindInitiative)},
	{"meetings", recordsOf(secretariat.KindMeeting)},
	{"calendar", newCalendar},
	{"programmes", recordsOf(secretariat.KindProgramme)},
	{"reminders", recordsOf(secretariat.KindReminder)},
	{"contingencies", recordsOf(secretariat.KindContingency)},
	{"offices", recordsOf(secretariat.KindOffice)},
	{"letters", newLetters},
	{"documents", newDocuments},
	{"papers", newPapers},
	{"archive", newArchive},
	{"drafts", newDrafts},
	{"directory", newDirectory},
	{"partners", newPartners},
	{"delegates", newDelegates},
	{"who", newOnline},
	{"desk", newDesk},
	{"keys", newKeys},
	{"sessions", newSessions},
	{"manual", newManual},
}
