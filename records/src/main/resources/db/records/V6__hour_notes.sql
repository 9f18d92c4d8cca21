-- What was done about an hour of a machine, a line or the plant, as it stands on the board.
CREATE TABLE hour_note (
  subject   TEXT NOT NULL,
  from_time INTEGER NOT NULL,
  text      TEXT NOT NULL,
  author    TEXT NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (subject, from_time)
) STRICT;
