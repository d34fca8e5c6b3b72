// Package secrets keeps what is made once, and made again when it is of no use.
package secrets

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"log"
	"os"
	"strings"
)

const size = 32

// Key is loaded, or made anew when it is not there or too short. Two who find none
// go on with different ones.
func Key(name string) ([]byte, error) {
	if data, err := os.ReadFile(name); err == nil && len(data) == size {
		return data, nil
	}
	key := make([]byte, size)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return key, os.WriteFile(name, key, 0o600) // want `overwrite: .*makes anew`
}

// The name is trimmed, and made of random bytes.
func Name(file string) string {
	if data, err := os.ReadFile(file); err == nil {
		if name := strings.TrimSpace(string(data)); name != "" {
			return name
		}
	}
	b := make([]byte, 4)
	rand.Read(b)
	name := "w-" + hex.EncodeToString(b)
	_ = os.WriteFile(file, []byte(name), 0o600) // want `overwrite: .*makes anew`
	return name
}

type identity struct{ ID, Token string }

func Identity(file string) (*identity, error) {
	if data, err := os.ReadFile(file); err == nil {
		var id identity
		if json.Unmarshal(data, &id) == nil && id.Token != "" {
			return &id, nil
		}
	}
	id := &identity{ID: "x", Token: rand.Text()}
	data, err := json.Marshal(id)
	if err != nil {
		return nil, err
	}
	return id, os.WriteFile(file, data, 0o600) // want `overwrite: .*makes anew`
}

// Keys are kept one behind the other.
func Keys(file string) (auth, enc []byte, err error) {
	if data, err := os.ReadFile(file); err == nil {
		switch len(data) {
		case 2 * size:
			auth, enc := make([]byte, size), make([]byte, size)
			copy(auth, data[:size])
			copy(enc, data[size:])
			return auth, enc, nil
		default:
			log.Print("bad length")
		}
	}
	key := make([]byte, 2*size)
	if _, err := rand.Read(key); err != nil {
		return nil, nil, err
	}
	if err := os.WriteFile(file, key, 0o600); err != nil { // want `overwrite: .*makes anew`
		log.Print(err)
	}
	return key[:size], key[size:], nil
}

// What is fetched is the same for both.
func Fetched(name string, fetch func() ([]byte, error)) ([]byte, error) {
	if data, err := os.ReadFile(name); err == nil && len(data) == size {
		return data, nil
	}
	data, err := fetch()
	if err != nil {
		return nil, err
	}
	return data, os.WriteFile(name, data, 0o600)
}

// Rotate makes a new one whatever is there, and returns nothing of it.
func Rotate(name string) (int, error) {
	n := 0
	if data, err := os.ReadFile(name); err == nil {
		n = len(data)
	}
	return n, os.WriteFile(name, []byte(rand.Text()), 0o600)
}

// Stamp says whether there is one; nobody goes on with it.
func Stamp(name string) (bool, error) {
	if data, err := os.ReadFile(name); err == nil && len(data) > size {
		return true, nil
	}
	return false, os.WriteFile(name, []byte(rand.Text()), 0o600)
}

// Exclusive loads what the one who was first has made.
func Exclusive(name string) ([]byte, error) {
	if data, err := os.ReadFile(name); err == nil && len(data) == size {
		return data, nil
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return os.ReadFile(name)
	}
	defer f.Close()
	key := []byte(rand.Text())
	_, err = f.Write(key)
	return key, err
}
