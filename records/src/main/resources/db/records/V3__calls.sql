-- Calls for help at machines, and shifts that were signed. Times are µs since 1970-01-01 UTC.

CREATE TABLE call (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  id        TEXT NOT NULL UNIQUE,
  work_unit TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('MAINTENANCE', 'QUALITY', 'MATERIAL', 'SETTER', 'TEAM_LEAD')),
  called_at INTEGER NOT NULL,
  ended_at  INTEGER
) STRICT;
-- One machine calls for one kind of help once at a time.
CREATE UNIQUE INDEX call_open ON call (work_unit, kind) WHERE ended_at IS NULL;
CREATE INDEX call_time ON call (called_at);

-- Each step happens once; only ever added to.
CREATE TABLE call_step (
  call        INTEGER NOT NULL REFERENCES call,
  step        TEXT NOT NULL CHECK (step IN ('CALLED', 'COMING', 'THERE', 'DONE', 'CANCELLED')),
  at          INTEGER NOT NULL,   -- by the clock of the terminal
  author      TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (call, step)
) STRICT;

-- Only ever added to. The sums stay as they were signed.
CREATE TABLE shift_signature (
  subject   TEXT NOT NULL,
  day       TEXT NOT NULL,        -- production day, 2026-11-24
  shift     TEXT NOT NULL,
  from_time INTEGER NOT NULL,
  to_time   INTEGER NOT NULL,
  signed_at INTEGER NOT NULL,
  author    TEXT NOT NULL,
  note      TEXT NOT NULL,
  sums      TEXT NOT NULL,        -- JSON: quantity to whole number
  PRIMARY KEY (subject, day, shift)
) STRICT;
