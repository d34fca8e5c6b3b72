// Package streamed sends each object once.
package streamed

import (
	"errors"
	"sync"
	"sync/atomic"
)

type rows interface {
	Next() (string, error)
}

var errDone = errors.New("done")

type walker struct {
	limit uint32
	kind  string
}

// Several walks share what was sent, and two may send the same.
func (w *walker) Walk(in rows, out chan<- string, sent *sync.Map, count *uint32) error {
	for {
		object, err := in.Next()
		if err != nil {
			if errors.Is(err, errDone) {
				break
			}
			return err
		}
		if _, ok := sent.Load(object); ok {
			continue
		}
		if object[:3] == w.kind {
			if count != nil && atomic.AddUint32(count, 1) > w.limit {
				break
			}
			out <- object
			sent.Store(object, struct{}{}) // want `overwrite: two concurrent calls can both create entry of sent for`
		}
		if err := w.deeper(object, out, sent, count); err != nil {
			return err
		}
	}
	return nil
}

// A mark of what only some come across records what was seen.
func (w *walker) Note(in rows, sent *sync.Map) error {
	for {
		object, err := in.Next()
		if err != nil {
			return err
		}
		if _, ok := sent.Load(object); ok {
			continue
		}
		if object[:3] == w.kind {
			sent.Store(object, struct{}{})
		}
	}
}

// LoadOrStore tells who sends it.
func (w *walker) Once(object string, out chan<- string, sent *sync.Map) {
	if _, ok := sent.LoadOrStore(object, struct{}{}); !ok {
		out <- object
	}
}

// Another key is marked than was asked for.
func (w *walker) Other(object, alias string, out chan<- string, sent *sync.Map) {
	if _, ok := sent.Load(object); ok {
		return
	}
	if object[:3] == w.kind {
		out <- object
		sent.Store(alias, struct{}{})
	}
}

func (w *walker) deeper(object string, out chan<- string, sent *sync.Map, count *uint32) error {
	return nil
}
