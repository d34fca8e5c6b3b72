package sqltext

// ChangeKind is what a Change does.
type ChangeKind uint8

// The kinds of changes.
const (
	NoChange ChangeKind = iota
	CreateTable
	CopyTable // CREATE TABLE t (LIKE s INCLUDING INDEXES)
	DropTable
	RenameTable
	AddColumn
	ChangeColumn
	DropColumn
	RenameColumn
	AddKey
	AddUsing // ADD CONSTRAINT … UNIQUE USING INDEX
	DropKey
	DropPrimary
	RenameKey
	Unread // a statement that should have been read and could not be
)

// String returns the name of the kind.
func (k ChangeKind) String() string {
	return name(k, "NoChange", "CreateTable", "CopyTable", "DropTable", "RenameTable", "AddColumn", "ChangeColumn", "DropColumn",
		"RenameColumn", "AddKey", "AddUsing", "DropKey", "DropPrimary", "RenameKey", "Unread")
}

// RequireKind is what a Require demands of its column.
type RequireKind uint8

// The kinds of requirements.
const (
	IsNull RequireKind = iota
	NotNull
	Equals
	Differs
)

// String returns the name of the requirement.
func (k RequireKind) String() string { return name(k, "IsNull", "NotNull", "Equals", "Differs") }
