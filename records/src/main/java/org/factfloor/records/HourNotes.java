package org.factfloor.records;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.jdbi.v3.core.mapper.RowMapper;

/** Countermeasures beside the hours of a board; earlier wordings are in the audit trail. Operators write them. */
public final class HourNotes {

    private static final int LONGEST = 200;
    private static final RowMapper<HourNote> NOTE = (row, _) -> new HourNote(row.getString("subject"),
            row.getLong("from_time"), row.getString("text"), row.getString("author"), row.getLong("at"));

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    HourNotes(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** The notes of a subject on hours that begin in [from, to), by time; µs. */
    public List<HourNote> list(String subject, long from, long to) {
        return database.read(handle -> handle
                .createQuery("SELECT * FROM hour_note WHERE subject = :subject AND from_time >= :from"
                        + " AND from_time < :to ORDER BY from_time")
                .bind("subject", subject).bind("from", from).bind("to", to).map(NOTE).list());
    }

    /**
     * Writes the note of an hour in place of the one before.
     *
     * @param from beginning of the hour, µs
     * @param text at most 200 characters; blank for none
     * @throws RefusedException if the text is too long, or the author may only read
     */
    public void put(String subject, long from, String text, Author author) {
        author.require(User.Role.OPERATOR);
        String stripped = text.strip();
        EntryChecks.checkText("text", Optional.of(stripped).filter(given -> !given.isEmpty()), LONGEST);
        database.change(handle -> {
            String before = handle
                    .createQuery("SELECT text FROM hour_note WHERE subject = :subject AND from_time = :from")
                    .bind("subject", subject).bind("from", from).mapTo(String.class).findOne().orElse("");
            if (before.equals(stripped)) {
                return;
            }
            handle.execute("DELETE FROM hour_note WHERE subject = ? AND from_time = ?", subject, from);
            if (!stripped.isEmpty()) {
                handle.execute("INSERT INTO hour_note (subject, from_time, text, author, at) VALUES (?, ?, ?, ?, ?)",
                        subject, from, stripped, author.name(), Micros.of(clock.instant()));
            }
            audit.add(handle, author.name(), author.source(), "hour.note", subject + " " + Micros.toInstant(from), "ok",
                    stripped);
        });
    }
}
