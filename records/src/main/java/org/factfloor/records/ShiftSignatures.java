package org.factfloor.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Shifts that were signed: once each, and never changed. */
public final class ShiftSignatures {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NOTE = 1_000;
    private static final RowMapper<ShiftSignature> SIGNATURE = (row, _) -> new ShiftSignature(
            new ShiftSignature.Of(row.getString("subject"), LocalDate.parse(row.getString("day")),
                    row.getString("shift"), row.getLong("from_time"), row.getLong("to_time")),
            row.getLong("signed_at"), row.getString("author"), row.getString("note"), sums(row.getString("sums")));

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    /**
     * What came of signing.
     *
     * @param again whether the author had signed it with these words before
     */
    public record Answer(ShiftSignature signature, boolean again) {}

    ShiftSignatures(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Signs a shift.
     *
     * @param note for the next shift, at most 1,000 characters; may be empty
     * @param zone in which times are told
     * @throws RefusedException if the author is no team lead, the shift is not over, or it is signed
     */
    public Answer sign(ShiftSignature.Of of, String note, Quantities sums, ZoneId zone, Author author) {
        author.require(User.Role.TEAM_LEAD);
        String words = note.strip();
        if (words.length() > LONGEST_NOTE || words.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))) {
            throw Refusals.note(LONGEST_NOTE);
        }
        return database.write(handle -> {
            long now = Micros.of(clock.instant());
            if (of.to() > now) {
                throw Refusals.shiftRunning(of.to(), zone);
            }
            Optional<ShiftSignature> before = find(handle, of.subject(), of.day(), of.shift());
            if (before.isPresent()) {
                ShiftSignature signed = before.get();
                if (signed.author().equals(author.name()) && signed.note().equals(words)) {
                    return new Answer(signed, true);
                }
                throw Refusals.alreadySigned(signed, zone);
            }
            handle.execute("INSERT INTO shift_signature (subject, day, shift, from_time, to_time, signed_at, author,"
                    + " note, sums) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", of.subject(), of.day().toString(),
                    of.shift(), of.from(), of.to(), now, author.name(), words, json(sums));
            audit.add(handle, author.name(), author.source(), "shift.sign",
                    of.subject() + " " + of.day() + " " + of.shift(), "ok", words);
            return new Answer(new ShiftSignature(of, now, author.name(), words, sums), false);
        });
    }

    public Optional<ShiftSignature> find(String subject, LocalDate day, String shift) {
        return database.read(handle -> find(handle, subject, day, shift));
    }

    /** Signatures of shifts that touch [from, to), µs; of all subjects where none is named. By beginning. */
    public List<ShiftSignature> list(Optional<String> subject, long from, long to) {
        return database.read(handle -> handle
                .createQuery("SELECT * FROM shift_signature WHERE from_time < :to AND to_time > :from"
                        + " AND (:subject IS NULL OR subject = :subject) ORDER BY from_time, subject")
                .bind("from", from).bind("to", to).bind("subject", subject.orElse(null)).map(SIGNATURE).list());
    }

    private static Optional<ShiftSignature> find(Handle handle, String subject, LocalDate day, String shift) {
        return handle.createQuery("SELECT * FROM shift_signature WHERE subject = :subject AND day = :day"
                + " AND shift = :shift").bind("subject", subject).bind("day", day.toString()).bind("shift", shift)
                .map(SIGNATURE).findOne();
    }

    private static String json(Quantities sums) {
        ObjectNode node = JSON.createObjectNode();
        for (Quantity quantity : Quantity.values()) {
            if (sums.get(quantity) != 0) {
                node.put(quantity.name(), sums.get(quantity));
            }
        }
        return node.toString();
    }

    private static Quantities sums(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return Quantities.of(Arrays.stream(Quantity.values())
                    .mapToLong(quantity -> node.path(quantity.name()).asLong()).toArray());
        } catch (JsonProcessingException broken) {
            throw new RecordsException("the sums of a signed shift cannot be read: " + json
                    + "; restore the records from a backup", broken);
        }
    }
}
