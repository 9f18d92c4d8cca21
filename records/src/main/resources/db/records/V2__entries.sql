-- What people said about machines. Times are µs since 1970-01-01 UTC, quantities 10⁻³ pieces.

-- SQLite cannot change a check: the accounts move to a table that knows the further roles, their sessions with them.
CREATE TABLE user_account_2 (
  sign_in_name TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  display_name TEXT NOT NULL,
  role         TEXT NOT NULL CHECK (role IN ('ADMIN', 'ENGINEER', 'TEAM_LEAD', 'OPERATOR', 'VIEWER')),
  password     TEXT NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;
INSERT INTO user_account_2 (sign_in_name, name, display_name, role, password, created_at)
  SELECT sign_in_name, name, display_name, role, password, created_at FROM user_account;
CREATE TABLE user_session_2 (
  token_hash   BLOB PRIMARY KEY,
  sign_in_name TEXT NOT NULL REFERENCES user_account_2 ON DELETE CASCADE,
  opened_at    INTEGER NOT NULL,
  used_at      INTEGER NOT NULL
) STRICT;
INSERT INTO user_session_2 (token_hash, sign_in_name, opened_at, used_at)
  SELECT token_hash, sign_in_name, opened_at, used_at FROM user_session;
DROP TABLE user_session;
DROP TABLE user_account;
ALTER TABLE user_account_2 RENAME TO user_account;
ALTER TABLE user_session_2 RENAME TO user_session;
CREATE INDEX user_session_user ON user_session (sign_in_name);

-- Only ever added to. The cursor orders all changes; AUTOINCREMENT never gives one twice.
CREATE TABLE entry_version (
  cursor      INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id    TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  change      TEXT NOT NULL CHECK (change IN ('SAID', 'CORRECTED', 'RETRACTED')),
  work_unit   TEXT NOT NULL,
  from_time   INTEGER NOT NULL,
  to_time     INTEGER,
  said_at     INTEGER NOT NULL,   -- of the first version, by the clock of the terminal where it has one
  author      TEXT NOT NULL,      -- of this version
  claim       TEXT NOT NULL,      -- JSON with its own version
  received_at INTEGER NOT NULL,   -- when this version arrived here
  remark      TEXT NOT NULL,
  UNIQUE (entry_id, revision)
) STRICT;

-- Those that stand: the newest version of each entry that was not retracted.
CREATE TABLE entry (
  id        TEXT PRIMARY KEY,
  cursor    INTEGER NOT NULL REFERENCES entry_version,
  work_unit TEXT NOT NULL,
  from_time INTEGER NOT NULL,
  to_time   INTEGER,
  kind      TEXT NOT NULL,
  about     TEXT                  -- id of the reason, job or product it names
) STRICT;
CREATE INDEX entry_machine ON entry (work_unit, from_time);
CREATE INDEX entry_about ON entry (kind, about, from_time);

CREATE TABLE reason (
  id     TEXT PRIMARY KEY,
  en     TEXT NOT NULL,
  zh     TEXT NOT NULL,
  policy TEXT NOT NULL CHECK (policy IN ('AVAILABILITY', 'PERFORMANCE', 'SETUP', 'EXCLUDED')),
  place  INTEGER NOT NULL,        -- order where use does not decide
  hidden INTEGER NOT NULL         -- 1: not offered any more
) STRICT;
INSERT INTO reason (id, en, zh, policy, place, hidden) VALUES
  ('breakdown', 'Breakdown', '故障', 'AVAILABILITY', 1, 0),
  ('no-material', 'Short of material', '待料', 'AVAILABILITY', 2, 0),
  ('changeover', 'Changeover', '换型', 'SETUP', 3, 0),
  ('tool-change', 'Tool change', '换刀', 'AVAILABILITY', 4, 0),
  ('quality', 'Quality problem', '质量问题', 'AVAILABILITY', 5, 0),
  ('waiting-setter', 'Waiting for setter', '等调机', 'AVAILABILITY', 6, 0),
  ('maintenance', 'Planned maintenance', '保养', 'EXCLUDED', 7, 0),
  ('other', 'Other', '其他', 'AVAILABILITY', 8, 0);

CREATE TABLE product (
  id TEXT PRIMARY KEY,
  en TEXT NOT NULL,
  zh TEXT NOT NULL
) STRICT;

CREATE TABLE standard_version (
  cursor          INTEGER PRIMARY KEY AUTOINCREMENT,
  standard_id     TEXT NOT NULL,
  revision        INTEGER NOT NULL,
  change          TEXT NOT NULL CHECK (change IN ('SAID', 'CORRECTED', 'CONFIRMED', 'RETRACTED')),
  work_unit       TEXT NOT NULL,
  product         TEXT NOT NULL,
  operation       TEXT,
  tool            TEXT,
  valid_from      INTEGER NOT NULL,
  cycle           INTEGER NOT NULL, -- µs
  parts_per_cycle INTEGER NOT NULL,
  target_per_hour INTEGER NOT NULL, -- 10⁻³ pieces an hour; 0: none
  origin          TEXT NOT NULL CHECK (origin IN ('MEASURED', 'CALCULATED', 'GUESSED')),
  confirmed_by    TEXT,
  received_at     INTEGER NOT NULL,
  author          TEXT NOT NULL,
  remark          TEXT NOT NULL,
  UNIQUE (standard_id, revision)
) STRICT;

-- Those that stand, as with entries; at most one of a product, machine and tool from one time on.
CREATE TABLE standard (
  id         TEXT PRIMARY KEY,
  cursor     INTEGER NOT NULL REFERENCES standard_version,
  work_unit  TEXT NOT NULL,
  product    TEXT NOT NULL,
  tool       TEXT NOT NULL,       -- '' for all
  valid_from INTEGER NOT NULL,
  UNIQUE (work_unit, product, tool, valid_from)
) STRICT;

-- Whether a job runs is told by the entries that name it.
CREATE TABLE job (
  id          TEXT PRIMARY KEY,
  revision    INTEGER NOT NULL,
  product     TEXT NOT NULL REFERENCES product,
  operation   TEXT,
  tool        TEXT,
  quantity    INTEGER NOT NULL,
  due         INTEGER,
  machines    TEXT NOT NULL,      -- JSON list of ids
  finished_at INTEGER
) STRICT;

CREATE TABLE month_lock (
  month TEXT PRIMARY KEY,         -- 2026-11
  at    INTEGER NOT NULL,
  author TEXT NOT NULL
) STRICT;

-- Which column of a spreadsheet held what when one was last imported.
CREATE TABLE import_column (
  kind   TEXT NOT NULL,
  field  TEXT NOT NULL,
  header TEXT NOT NULL,
  PRIMARY KEY (kind, field)
) STRICT;
