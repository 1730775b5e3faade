// Package public writes what the coordinators have released as a static archive: pages
// for people in HTML, and Atom feeds. It needs no server but one that gives out files, or
// none: it can be read from a folder, in any browser and in w3m, without scripts.
//
//	index.html                    what there is, the newest first
//	pillar-economic.html          by pillar; board-finance.html by board; year-2026.html by year
//	topic-4211.html#n4213         posts in their threads
//	notice-4300.html              notices
//	document-ASEM-SOM-2006-12.html   documents in their versions, with their texts
//	files/ASEM-SOM-2006-12/REV-1/agenda.pdf
//	feed.xml, feed-pillar-economic.xml, feed-board-finance.xml
//
// The names of pages stay: what was withdrawn leaves a page that says so. Lists go on
// under the same name with -2, -3. The same record gives the same bytes.
//
// What people wrote is put into pages by html/template and encoding/xml, which escape it;
// links lead to http and https only. A page allows nothing but its own style.
package public
