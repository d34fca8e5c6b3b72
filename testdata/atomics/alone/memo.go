package alone

import (
	"strings"
	"sync"
)

type layout struct {
	fields []string
	size   int
}

var (
	layouts   = map[string]*layout{}
	layoutsMu sync.RWMutex
)

// Helpers change it while it is made, nobody after: two layouts of one text are alike.
func layoutOf(text string) *layout {
	layoutsMu.RLock()
	l, ok := layouts[text]
	layoutsMu.RUnlock()
	if ok {
		return l
	}
	l = &layout{}
	for _, f := range strings.Fields(text) {
		grow(l, f)
	}
	layoutsMu.Lock()
	layouts[text] = l
	layoutsMu.Unlock()
	return l
}

func grow(l *layout, field string) {
	l.fields = append(l.fields, field)
	resize(l)
}

func resize(l *layout) { l.size = len(l.fields) }

type ledger struct{ total int }

var (
	ledgers   = map[string]*ledger{}
	ledgersMu sync.RWMutex
)

// This one is changed when it is in the map, too.
func ledgerOf(name string) *ledger {
	ledgersMu.RLock()
	l, ok := ledgers[name]
	ledgersMu.RUnlock()
	if ok {
		return l
	}
	l = &ledger{}
	add(l, 1)
	ledgersMu.Lock()
	ledgers[name] = l // want `overwrite: `
	ledgersMu.Unlock()
	return l
}

func add(l *ledger, n int) { l.total += n }

func Pay(name string, n int) { add(ledgerOf(name), n) }
