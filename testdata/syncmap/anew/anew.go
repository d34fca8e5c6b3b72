// Package anew keeps values under keys that the call itself makes.
package anew

import (
	"sync"

	"github.com/google/uuid"
)

type talk struct {
	question string
	notify   chan string
	mu       sync.Mutex
}

type desk struct {
	talks sync.Map
}

// Nobody else has the key, whichever of the two ways it was made.
func (d *desk) Open(question string) string {
	id, err := uuid.NewV7()
	if err != nil {
		id = uuid.New()
	}
	key := id.String()
	if _, open := d.talks.Load(key); !open {
		d.talks.Store(key, &talk{question: question, notify: make(chan string)})
		go d.answer(key)
	}
	return key
}

// The key is made anew, or the caller's: two callers may bring the same.
func (d *desk) Resume(question, key string) string {
	if key == "" {
		key = uuid.NewString()
	}
	if _, open := d.talks.Load(key); !open {
		d.talks.Store(key, &talk{question: question, notify: make(chan string)}) // want `overwrite: two concurrent calls can both create entry of d\.talks for`
		go d.answer(key)
	}
	return key
}

func (d *desk) answer(key string) {
	if t, ok := d.talks.Load(key); ok {
		t.(*talk).notify <- key
	}
}
