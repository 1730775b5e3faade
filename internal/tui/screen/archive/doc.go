// Package archive is the screen on which one finds: what a query found, with the
// passages that show why, or the years and months of all there is.
//
// A hit takes two rows, so that moving the cursor draws no passage anew: that costs a
// poor line what a letter costs.
package archive
