package model

import (
	"fmt"
	"strings"
)

// Word says that a call is its entry's only where an argument is one of a few
// words, in any case: a command that is text. A function may have an entry for each.
//
//	conn.Do("GET", key)    conn.Do("SET", key, value)
type Word struct {
	At Path     `yaml:"at" json:"at"`
	Is []string `yaml:"is" json:"is"`
}

// Words are entries of one function, each with the place of its words.
type Words struct {
	At []Place
	Of []*Bound
}

// names returns what tells the entries of a function apart: its name, or its name
// with each of the words.
func (c *Call) names(function string) []string {
	if c.Word == nil {
		return []string{function}
	}
	out := make([]string, len(c.Word.Is))
	for i, word := range c.Word.Is {
		out[i] = function + "(" + strings.ToUpper(word) + ")"
	}
	return out
}

// bindWorded binds one of the entries of a function that words tell apart.
func (s *scope) bindWorded(field string, b *Bound, rank int) {
	head := s.set.calls[b.Func].Bound
	if head == nil || head.File != s.file || head.Words == nil {
		head = &Bound{Call: &Call{Does: Nothing}, File: s.file, Func: b.Func, Words: &Words{}}
	}
	at, err := b.place(b.Word.At)
	if err == nil {
		_, err = typeAt(b.Func.Signature(), at, Place{})
	}
	if err != nil {
		s.Add(field+".word", "%s: %v", b.Func.FullName(), err)
		return
	}
	head.Words.At, head.Words.Of = append(head.Words.At, at), append(head.Words.Of, b)
	s.set.calls[b.Func] = bound{head, rank}
}

// Each returns the entries of a function that words tell apart, else b alone.
func (b *Bound) Each() []*Bound {
	if b.Words == nil {
		return []*Bound{b}
	}
	return b.Words.Of
}

func (p problems) checkWord(at string, w *Word) {
	if w == nil {
		return
	}
	p.required(at+".at", string(w.At))
	p.path(at+".at", w.At)
	if len(w.Is) == 0 {
		p.Add(at+".is", "missing")
	}
	for i, word := range w.Is {
		p.required(fmt.Sprintf("%s.is[%d]", at, i), word)
	}
}
