package proving

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Mongo starts a server of MongoDB's protocol. It returns a database and how to
// end it.
func Mongo() (*mongo.Database, func(), error) {
	dir, err := os.MkdirTemp("", "proving")
	if err != nil {
		return nil, nil, err
	}
	address, stop, err := ferret(dir)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	client, err := mongo.Connect(options.Client().ApplyURI(address))
	if err != nil {
		stop()
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return client.Database("proving"), func() {
		_ = client.Disconnect(context.Background())
		stop()
		_ = os.RemoveAll(dir)
	}, nil
}

// ferret builds and starts the server, which ends with its input.
func ferret(dir string) (address string, stop func(), err error) {
	tool := filepath.Join(dir, "ferret.exe")
	if out, err := exec.Command("go", "build", "-o", tool, "./ferret").CombinedOutput(); err != nil {
		return "", nil, fmt.Errorf("ferret: %w\n%s", err, out)
	}
	cmd := exec.Command(tool, dir)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = in.Close()
		_ = cmd.Wait()
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop()
		return "", nil, err
	}
	return strings.TrimSpace(line), stop, nil
}

// accountsOf makes a collection, with a unique index on email or without.
func accountsOf(ctx context.Context, db *mongo.Database, name string, unique bool) (*mongo.Collection, error) {
	c := db.Collection(name)
	_, err := c.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{Key: "email", Value: 1}}, Options: options.Index().SetUnique(unique)})
	return c, err
}
