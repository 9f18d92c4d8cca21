-- Edge boxes. One that was revoked stays, without a token.
CREATE TABLE edge (
  name        TEXT PRIMARY KEY,
  token_hash  BLOB UNIQUE,
  box         TEXT NOT NULL,      -- the data folder that was enrolled; another one has a journal of its own
  enrolled_at INTEGER NOT NULL,
  enrolled_by TEXT NOT NULL,      -- who made the code
  seen_at     INTEGER,
  report      INTEGER NOT NULL DEFAULT 0, -- the last that told of losses
  lost        INTEGER NOT NULL DEFAULT 0  -- samples a full buffer had to let go
) STRICT;

CREATE TABLE edge_code (
  code_hash  BLOB PRIMARY KEY,
  name       TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
) STRICT;
