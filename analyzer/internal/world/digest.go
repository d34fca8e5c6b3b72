package world

// digest is a hash of what a state knows, wide enough to stand for it: two
// different states of one function meet in one digest with a chance of 2^-100.
// It is FNV-1a, twice, with different primes; see
// http://www.isthe.com/chongo/tech/comp/fnv/.
type digest struct{ a, b uint64 }

func (d digest) number(i int) digest {
	d.a = (d.a ^ uint64(i)) * 1099511628211
	d.b = (d.b ^ uint64(i) ^ d.a>>32) * 0x9E3779B97F4A7C15
	return d
}

func (d digest) text(s string) digest {
	for i := range len(s) {
		d = d.number(int(s[i]))
	}
	return d.number(-1)
}

// and combines digests whatever their order.
func (d digest) and(e digest) digest { return digest{d.a + e.a, d.b + e.b} }

func (d digest) value(v Val) digest {
	d = d.number(int(v.Kind)).text(v.Text)
	if e := v.Err; e != nil {
		d = d.text(e.key())
		if e.Base != nil {
			d = d.text(objectKey(e.Base))
		}
	}
	if v.Fields != nil {
		var all digest
		for p, f := range v.Fields.at {
			all = all.and(digest{3, 3}.text(p).value(f))
		}
		d.a, d.b = d.a^all.a, d.b^all.b
		d = d.number(3)
	}
	return d
}
