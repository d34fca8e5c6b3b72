module github.com/toctou-lint/toctou/testdata/field

go 1.26.0
