package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.factfloor.plant.Label;
import org.factfloor.production.Entry;
import org.factfloor.records.EntryVersion;
import org.factfloor.records.Saved;
import org.factfloor.records.Standing;
import org.factfloor.web.http.Times;
import org.jspecify.annotations.Nullable;

/**
 * A version of an entry as the API tells it.
 *
 * @param to as it was said; null where it runs on, and for claims at one instant
 * @param until where one that runs on ended, since the next of its kind began; only in lists
 * @param saidAt when it was first said, by the clock of the terminal
 * @param receivedAt when this version arrived
 * @param notes what the author may want to know; only in answers to who says it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntryView(String id, int revision, String workUnit, String from,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String to, @Nullable String until,
        String saidAt, String author, ClaimView claim,
        EntryVersion.Act act, String receivedAt, String remark, @Nullable List<NoteView> notes) {

    /** A remark that refuses nothing. */
    record NoteView(String code, Label text) {}

    public static EntryView of(Standing standing) {
        String until = standing.entry().to().isPresent() ? null : Amounts.time(standing.until());
        return of(standing.version(), until, null);
    }

    static EntryView of(EntryVersion version) {
        return of(version, null, null);
    }

    static EntryView of(Saved saved) {
        return of(saved.version(), null,
                saved.notes().stream().map(note -> new NoteView(note.code(), note.text())).toList());
    }

    private static EntryView of(EntryVersion version, @Nullable String until,
            @Nullable List<NoteView> notes) {
        Entry entry = version.entry();
        return new EntryView(entry.id(), entry.revision(), entry.workUnit(), Times.of(entry.from()),
                Amounts.time(entry.to()), until, Times.of(entry.saidAt()), entry.author(), ClaimView.of(entry.claim()),
                version.act(), Times.of(version.receivedAt()), version.remark(), notes);
    }
}
