-- What people said. Times are µs since 1970-01-01 UTC.

CREATE TABLE plant_version (
  number  INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  author  TEXT NOT NULL,
  comment TEXT NOT NULL,
  yaml    TEXT NOT NULL           -- as it was given, to the byte
) STRICT;

CREATE TABLE signal_ref (
  ref        INTEGER PRIMARY KEY, -- never given to another key
  signal_key TEXT NOT NULL UNIQUE -- machine/signal
) STRICT;

CREATE TABLE user_account (
  sign_in_name TEXT PRIMARY KEY,  -- the name in the form names are compared in
  name         TEXT NOT NULL,
  display_name TEXT NOT NULL,
  role         TEXT NOT NULL CHECK (role IN ('ADMIN', 'VIEWER')),
  password     TEXT NOT NULL,     -- Argon2id in its encoded form
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE user_session (
  token_hash   BLOB PRIMARY KEY,  -- SHA-256 of the token
  sign_in_name TEXT NOT NULL REFERENCES user_account ON DELETE CASCADE,
  opened_at    INTEGER NOT NULL,
  used_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX user_session_user ON user_session (sign_in_name);

CREATE TABLE api_token (
  name       TEXT PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  scopes     TEXT NOT NULL,       -- words joined by commas
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;

CREATE TABLE secret (
  name       TEXT PRIMARY KEY,
  nonce      BLOB NOT NULL,
  ciphertext BLOB NOT NULL,       -- AES-256-GCM, the name as associated data
  changed_at INTEGER NOT NULL
) STRICT;

-- One row: tells whether secret.key is the key the secrets were encrypted with.
CREATE TABLE secret_key (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  key_check BLOB NOT NULL
) STRICT;

-- AUTOINCREMENT remembers the greatest id, so entries cut from the end are missed.
CREATE TABLE audit (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  source TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  result TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash   BLOB NOT NULL            -- SHA-256 over the hash before and the fields
);
