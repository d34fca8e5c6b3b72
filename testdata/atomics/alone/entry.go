package alone

import "sync"

type registry struct {
	mu       sync.Mutex
	m        map[string]*worker
	all      sync.Map
	inflight sync.Map
}

// Held on entry, or it could not be let go.
func (r *registry) addLocked(name string, tell func(*worker)) *worker {
	if w := r.m[name]; w != nil {
		return w
	}
	w := &worker{}
	r.m[name] = w
	r.mu.Unlock()
	tell(w)
	r.mu.Lock()
	return w
}

// What is looked up before it is let go says nothing after it.
func (r *registry) addLate(name string, load func() []string) *worker {
	if w := r.m[name]; w != nil {
		return w
	}
	r.mu.Unlock()
	w := &worker{jobs: load()}
	r.mu.Lock()
	r.m[name] = w // want `overwrite: `
	return w
}

// Taken on both ways.
func (r *registry) Get(name string, remote bool, tell func()) *worker {
	r.mu.Lock()
	if remote {
		r.mu.Unlock()
		tell()
		r.mu.Lock()
	}
	defer r.mu.Unlock()
	w := r.m[name]
	if w == nil {
		w = &worker{}
		r.m[name] = w
	}
	return w
}

// Taken on both ways, but let go on one of them after the look.
func (r *registry) GetRemote(name string, remote bool, tell func()) *worker {
	r.mu.Lock()
	defer r.mu.Unlock()
	w := r.m[name]
	if w != nil {
		return w
	}
	if remote {
		r.mu.Unlock()
		tell()
		r.mu.Lock()
	}
	w = &worker{}
	r.m[name] = w // want `overwrite: `
	return w
}

// Whoever finds another at it waits for that one, and looks then.
func (r *registry) Wait(name string, load func() []string) *worker {
	mine := &sync.WaitGroup{}
	mine.Add(1)
	v, loaded := r.inflight.LoadOrStore(name, mine)
	group := v.(*sync.WaitGroup)
	if loaded {
		group.Wait()
	} else {
		defer func() {
			r.inflight.Delete(name)
			group.Done()
		}()
	}
	return r.find(name, load)
}

func (r *registry) find(name string, load func() []string) *worker {
	if v, ok := r.all.Load(name); ok {
		return v.(*worker)
	}
	w := &worker{jobs: load()}
	r.all.Store(name, w)
	return w
}

type flight struct{ done chan struct{} }

func (r *registry) WaitForChannel(name string, load func() []string) *worker {
	v, loaded := r.inflight.LoadOrStore(name, &flight{done: make(chan struct{})})
	f := v.(*flight)
	if loaded {
		<-f.done
	} else {
		defer func() {
			r.inflight.Delete(name)
			close(f.done)
		}()
	}
	return r.find(name, load)
}

// Nobody waits.
func (r *registry) Hurry(name string, load func() []string) *worker {
	_, loaded := r.inflight.LoadOrStore(name, &flight{})
	if loaded {
		load()
	}
	if v, ok := r.all.Load(name); ok {
		return v.(*worker)
	}
	w := &worker{jobs: load()}
	r.all.Store(name, w) // want `overwrite: `
	return w
}
