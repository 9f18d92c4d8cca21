-- Standards whose planned cycle somebody keeps although it looked wrong; other figures are another revision.
CREATE TABLE kept_standard (
  standard_id TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  author      TEXT NOT NULL,
  PRIMARY KEY (standard_id, revision)
) STRICT;

-- The order people gave the reasons; empty while the most used stand first.
CREATE TABLE reason_order (
  id    TEXT PRIMARY KEY REFERENCES reason,
  place INTEGER NOT NULL
) STRICT;
