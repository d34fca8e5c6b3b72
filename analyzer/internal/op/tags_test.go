package op

import (
	"slices"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

func TestOptions(t *testing.T) {
	for _, test := range []struct {
		tag, separator string
		want           []TagOption
	}{
		{"column:mail;uniqueIndex:idx_mail,sort:desc", "", []TagOption{{"column", "mail"}, {"uniqueIndex", "idx_mail,sort:desc"}}},
		{"column(mail);unique;size(100)", "", []TagOption{{"column", "mail"}, {"unique", ""}, {"size", "100"}}},
		{"varchar(25) notnull unique(a) 'mail'", " ", []TagOption{{"varchar", "25"}, {"notnull", ""}, {"unique", "a"}, {"'", "mail"}}},
		{"text default 'a b' pk", " ", []TagOption{{"text", ""}, {"default", ""}, {"pk", ""}}},
		{"decimal(10, 2) 'price'", " ", []TagOption{{"decimal", "10, 2"}, {"'", "price"}}},
		{"comment:user's name;unique", "", []TagOption{{"comment", "user's name"}, {"unique", ""}}},
		{"name,unique:org_name", ",", []TagOption{{"name", ""}, {"unique", "org_name"}}},
		{"", "", nil},
	} {
		if got := options(test.tag, &model.Rows{Separator: test.separator}); !slices.Equal(got, test.want) {
			t.Errorf("options(%q) = %v, want %v", test.tag, got, test.want)
		}
	}
}

func TestKeyColumn(t *testing.T) {
	for text, want := range map[string]string{
		"email":          "email",
		"Email":          "email",
		"users.email":    "email",
		"email =":        "email",
		"email__exact":   "email",
		"age__gt":        "",
		"age >":          "",
		"id IN":          "",
		"user__name":     "",
		"lower(email)":   "",
		"a = ? OR b = ?": "",
	} {
		column, equal := keyColumn(text)
		if !equal {
			column = ""
		}
		if column != want {
			t.Errorf("keyColumn(%q) = %q, want %q", text, column, want)
		}
	}
}
