// Package cmds declares the steps of the commands that the model speaks of.
package cmds

import "time"

// Builder makes commands.
type Builder struct{}

// Completed is a command.
type Completed struct{}

// Cacheable is a command whose answer may be kept by the client.
type Cacheable Completed

func (b Builder) Get() (c Get)         { return }
func (b Builder) Exists() (c Exists)   { return }
func (b Builder) Hget() (c Hget)       { return }
func (b Builder) Hexists() (c Hexists) { return }
func (b Builder) Hgetall() (c Hgetall) { return }
func (b Builder) Set() (c Set)         { return }
func (b Builder) Setnx() (c Setnx)     { return }
func (b Builder) Setex() (c Setex)     { return }
func (b Builder) Psetex() (c Psetex)   { return }
func (b Builder) Hset() (c Hset)       { return }
func (b Builder) Hsetnx() (c Hsetnx)   { return }
func (b Builder) Del() (c Del)         { return }
func (b Builder) Unlink() (c Unlink)   { return }

// GET key
type (
	Get    Completed
	GetKey Completed
)

func (c Get) Key(key string) GetKey { return GetKey(c) }
func (c GetKey) Build() Completed   { return Completed(c) }
func (c GetKey) Cache() Cacheable   { return Cacheable(c) }

// EXISTS key [key ...]
type (
	Exists    Completed
	ExistsKey Completed
)

func (c Exists) Key(key ...string) ExistsKey    { return ExistsKey(c) }
func (c ExistsKey) Key(key ...string) ExistsKey { return c }
func (c ExistsKey) Build() Completed            { return Completed(c) }

// HGET key field
type (
	Hget      Completed
	HgetKey   Completed
	HgetField Completed
)

func (c Hget) Key(key string) HgetKey          { return HgetKey(c) }
func (c HgetKey) Field(field string) HgetField { return HgetField(c) }
func (c HgetField) Build() Completed           { return Completed(c) }
func (c HgetField) Cache() Cacheable           { return Cacheable(c) }

// HEXISTS key field
type (
	Hexists      Completed
	HexistsKey   Completed
	HexistsField Completed
)

func (c Hexists) Key(key string) HexistsKey          { return HexistsKey(c) }
func (c HexistsKey) Field(field string) HexistsField { return HexistsField(c) }
func (c HexistsField) Build() Completed              { return Completed(c) }
func (c HexistsField) Cache() Cacheable              { return Cacheable(c) }

// HGETALL key
type (
	Hgetall    Completed
	HgetallKey Completed
)

func (c Hgetall) Key(key string) HgetallKey { return HgetallKey(c) }
func (c HgetallKey) Build() Completed       { return Completed(c) }
func (c HgetallKey) Cache() Cacheable       { return Cacheable(c) }

// SET key value [NX | XX | IFEQ value | …] [GET] [EX seconds | …]
type (
	Set                                    Completed
	SetKey                                 Completed
	SetValue                               Completed
	SetConditionNx                         Completed
	SetConditionXx                         Completed
	SetGet                                 Completed
	SetExpirationExSeconds                 Completed
	SetExpirationExSecTyped                Completed
	SetExpirationPxMilliseconds            Completed
	SetExpirationPxMsTyped                 Completed
	SetExpirationExatTimestamp             Completed
	SetExpirationExatTimestampTyped        Completed
	SetExpirationPxatMillisecondsTimestamp Completed
	SetExpirationPxatMsTimestampTyped      Completed
	SetExpirationKeepttl                   Completed
)

func (c Set) Key(key string) SetKey          { return SetKey(c) }
func (c SetKey) Value(value string) SetValue { return SetValue(c) }
func (c SetValue) Nx() SetConditionNx        { return SetConditionNx(c) }
func (c SetValue) Xx() SetConditionXx        { return SetConditionXx(c) }
func (c SetValue) Get() SetGet               { return SetGet(c) }
func (c SetConditionNx) Get() SetGet         { return SetGet(c) }
func (c SetConditionXx) Get() SetGet         { return SetGet(c) }

func (c SetValue) ExSeconds(seconds int64) SetExpirationExSeconds { return SetExpirationExSeconds(c) }
func (c SetValue) PxMilliseconds(milliseconds int64) SetExpirationPxMilliseconds {
	return SetExpirationPxMilliseconds(c)
}
func (c SetValue) ExatTimestamp(timestamp int64) SetExpirationExatTimestamp {
	return SetExpirationExatTimestamp(c)
}
func (c SetValue) PxatMillisecondsTimestamp(millisecondsTimestamp int64) SetExpirationPxatMillisecondsTimestamp {
	return SetExpirationPxatMillisecondsTimestamp(c)
}
func (c SetValue) Keepttl() SetExpirationKeepttl { return SetExpirationKeepttl(c) }
func (c SetValue) Ex(duration time.Duration) SetExpirationExSecTyped {
	return SetExpirationExSecTyped(c)
}
func (c SetValue) Px(duration time.Duration) SetExpirationPxMsTyped { return SetExpirationPxMsTyped(c) }
func (c SetValue) Exat(timestamp time.Time) SetExpirationExatTimestampTyped {
	return SetExpirationExatTimestampTyped(c)
}
func (c SetValue) Pxat(timestamp time.Time) SetExpirationPxatMsTimestampTyped {
	return SetExpirationPxatMsTimestampTyped(c)
}
func (c SetValue) Build() Completed { return Completed(c) }

func (c SetConditionNx) ExSeconds(seconds int64) SetExpirationExSeconds {
	return SetExpirationExSeconds(c)
}
func (c SetConditionNx) PxMilliseconds(milliseconds int64) SetExpirationPxMilliseconds {
	return SetExpirationPxMilliseconds(c)
}
func (c SetConditionNx) ExatTimestamp(timestamp int64) SetExpirationExatTimestamp {
	return SetExpirationExatTimestamp(c)
}
func (c SetConditionNx) PxatMillisecondsTimestamp(millisecondsTimestamp int64) SetExpirationPxatMillisecondsTimestamp {
	return SetExpirationPxatMillisecondsTimestamp(c)
}
func (c SetConditionNx) Keepttl() SetExpirationKeepttl { return SetExpirationKeepttl(c) }
func (c SetConditionNx) Ex(duration time.Duration) SetExpirationExSecTyped {
	return SetExpirationExSecTyped(c)
}
func (c SetConditionNx) Px(duration time.Duration) SetExpirationPxMsTyped {
	return SetExpirationPxMsTyped(c)
}
func (c SetConditionNx) Exat(timestamp time.Time) SetExpirationExatTimestampTyped {
	return SetExpirationExatTimestampTyped(c)
}
func (c SetConditionNx) Pxat(timestamp time.Time) SetExpirationPxatMsTimestampTyped {
	return SetExpirationPxatMsTimestampTyped(c)
}
func (c SetConditionNx) Build() Completed { return Completed(c) }

func (c SetConditionXx) ExSeconds(seconds int64) SetExpirationExSeconds {
	return SetExpirationExSeconds(c)
}
func (c SetConditionXx) PxMilliseconds(milliseconds int64) SetExpirationPxMilliseconds {
	return SetExpirationPxMilliseconds(c)
}
func (c SetConditionXx) ExatTimestamp(timestamp int64) SetExpirationExatTimestamp {
	return SetExpirationExatTimestamp(c)
}
func (c SetConditionXx) PxatMillisecondsTimestamp(millisecondsTimestamp int64) SetExpirationPxatMillisecondsTimestamp {
	return SetExpirationPxatMillisecondsTimestamp(c)
}
func (c SetConditionXx) Keepttl() SetExpirationKeepttl { return SetExpirationKeepttl(c) }
func (c SetConditionXx) Ex(duration time.Duration) SetExpirationExSecTyped {
	return SetExpirationExSecTyped(c)
}
func (c SetConditionXx) Px(duration time.Duration) SetExpirationPxMsTyped {
	return SetExpirationPxMsTyped(c)
}
func (c SetConditionXx) Exat(timestamp time.Time) SetExpirationExatTimestampTyped {
	return SetExpirationExatTimestampTyped(c)
}
func (c SetConditionXx) Pxat(timestamp time.Time) SetExpirationPxatMsTimestampTyped {
	return SetExpirationPxatMsTimestampTyped(c)
}
func (c SetConditionXx) Build() Completed { return Completed(c) }

func (c SetGet) ExSeconds(seconds int64) SetExpirationExSeconds { return SetExpirationExSeconds(c) }
func (c SetGet) PxMilliseconds(milliseconds int64) SetExpirationPxMilliseconds {
	return SetExpirationPxMilliseconds(c)
}
func (c SetGet) ExatTimestamp(timestamp int64) SetExpirationExatTimestamp {
	return SetExpirationExatTimestamp(c)
}
func (c SetGet) PxatMillisecondsTimestamp(millisecondsTimestamp int64) SetExpirationPxatMillisecondsTimestamp {
	return SetExpirationPxatMillisecondsTimestamp(c)
}
func (c SetGet) Keepttl() SetExpirationKeepttl                     { return SetExpirationKeepttl(c) }
func (c SetGet) Ex(duration time.Duration) SetExpirationExSecTyped { return SetExpirationExSecTyped(c) }
func (c SetGet) Px(duration time.Duration) SetExpirationPxMsTyped  { return SetExpirationPxMsTyped(c) }
func (c SetGet) Exat(timestamp time.Time) SetExpirationExatTimestampTyped {
	return SetExpirationExatTimestampTyped(c)
}
func (c SetGet) Pxat(timestamp time.Time) SetExpirationPxatMsTimestampTyped {
	return SetExpirationPxatMsTimestampTyped(c)
}
func (c SetGet) Build() Completed { return Completed(c) }

func (c SetExpirationExSeconds) Build() Completed                 { return Completed(c) }
func (c SetExpirationPxMilliseconds) Build() Completed            { return Completed(c) }
func (c SetExpirationExatTimestamp) Build() Completed             { return Completed(c) }
func (c SetExpirationPxatMillisecondsTimestamp) Build() Completed { return Completed(c) }
func (c SetExpirationKeepttl) Build() Completed                   { return Completed(c) }
func (c SetExpirationExSecTyped) Build() Completed                { return Completed(c) }
func (c SetExpirationPxMsTyped) Build() Completed                 { return Completed(c) }
func (c SetExpirationExatTimestampTyped) Build() Completed        { return Completed(c) }
func (c SetExpirationPxatMsTimestampTyped) Build() Completed      { return Completed(c) }

// SETNX key value
type (
	Setnx      Completed
	SetnxKey   Completed
	SetnxValue Completed
)

func (c Setnx) Key(key string) SetnxKey          { return SetnxKey(c) }
func (c SetnxKey) Value(value string) SetnxValue { return SetnxValue(c) }
func (c SetnxValue) Build() Completed            { return Completed(c) }

// SETEX key seconds value
type (
	Setex        Completed
	SetexKey     Completed
	SetexSeconds Completed
	SetexValue   Completed
)

func (c Setex) Key(key string) SetexKey               { return SetexKey(c) }
func (c SetexKey) Seconds(seconds int64) SetexSeconds { return SetexSeconds(c) }
func (c SetexSeconds) Value(value string) SetexValue  { return SetexValue(c) }
func (c SetexValue) Build() Completed                 { return Completed(c) }

// PSETEX key milliseconds value
type (
	Psetex             Completed
	PsetexKey          Completed
	PsetexMilliseconds Completed
	PsetexValue        Completed
)

func (c Psetex) Key(key string) PsetexKey                              { return PsetexKey(c) }
func (c PsetexKey) Milliseconds(milliseconds int64) PsetexMilliseconds { return PsetexMilliseconds(c) }
func (c PsetexMilliseconds) Value(value string) PsetexValue            { return PsetexValue(c) }
func (c PsetexValue) Build() Completed                                 { return Completed(c) }

// HSET key field value [field value ...]
type (
	Hset           Completed
	HsetKey        Completed
	HsetFieldValue Completed
)

func (c Hset) Key(key string) HsetKey                                         { return HsetKey(c) }
func (c HsetKey) FieldValue() HsetFieldValue                                  { return HsetFieldValue(c) }
func (c HsetFieldValue) FieldValue(field string, value string) HsetFieldValue { return c }
func (c HsetFieldValue) Build() Completed                                     { return Completed(c) }

// HSETNX key field value
type (
	Hsetnx      Completed
	HsetnxKey   Completed
	HsetnxField Completed
	HsetnxValue Completed
)

func (c Hsetnx) Key(key string) HsetnxKey            { return HsetnxKey(c) }
func (c HsetnxKey) Field(field string) HsetnxField   { return HsetnxField(c) }
func (c HsetnxField) Value(value string) HsetnxValue { return HsetnxValue(c) }
func (c HsetnxValue) Build() Completed               { return Completed(c) }

// DEL key [key ...], UNLINK key [key ...]
type (
	Del       Completed
	DelKey    Completed
	Unlink    Completed
	UnlinkKey Completed
)

func (c Del) Key(key ...string) DelKey       { return DelKey(c) }
func (c DelKey) Build() Completed            { return Completed(c) }
func (c Unlink) Key(key ...string) UnlinkKey { return UnlinkKey(c) }
func (c UnlinkKey) Build() Completed         { return Completed(c) }
