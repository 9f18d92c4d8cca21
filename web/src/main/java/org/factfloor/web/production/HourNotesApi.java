package org.factfloor.web.production;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.records.HourNote;
import org.factfloor.records.HourNotes;
import org.factfloor.web.api.Authors;
import org.factfloor.web.api.Checks;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Page;
import org.factfloor.web.api.Resource;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Times;
import org.jspecify.annotations.Nullable;

/** What was done about the hours of a board. */
public final class HourNotesApi implements Resource {

    private static final int LONGEST = 100;
    private static final long FARTHEST = 400 * 24 * Micros.PER_HOUR;

    private final Asked asked;
    private final HourNotes notes;
    private final InstantSource clock;

    private record Note(Instant from, String text, String author, Instant at) {
        static Note of(HourNote note) {
            return new Note(Micros.toInstant(note.from()), note.text(), note.author(), Micros.toInstant(note.at()));
        }
    }

    private record Written(@Nullable String subject, @Nullable String from, @Nullable String text) {}

    public HourNotesApi(CurrentPlant plant, HourNotes notes, InstantSource clock) {
        this.asked = new Asked(plant);
        this.notes = notes;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/hour-notes", Access.READ, this::list, "subject", "from", "to"),
                Route.put("/hour-notes", Access.OPERATOR, this::write));
    }

    private void list(Call call) {
        Subject subject = asked.subject(call);
        Slice range = Asked.range(call, subject.calendar());
        call.json(Page.all(notes.list(subject.id(), range.from(), range.to()).stream().map(Note::of).toList()));
    }

    private void write(Call call) {
        Written request = call.body(Written.class);
        Subject subject = asked.subject(Checks.text("subject", request.subject(), LONGEST));
        long from = Times.micros("from", Checks.text("from", request.from(), LONGEST));
        if (Math.abs(from - Micros.of(clock.instant())) > FARTHEST || !beginsHour(subject.calendar(), from)) {
            throw ProblemException.invalidField("from",
                    "must be where an hour of the board begins, at most 400 days away");
        }
        notes.put(subject.id(), from, Optional.ofNullable(request.text()).orElse(""), Authors.of(call));
        call.status(204);
    }

    /** Hours of a board are those of the wall clock, the first one from where the shift or day begins. */
    private static boolean beginsHour(Calendar calendar, long from) {
        Instant at = Micros.toInstant(from);
        return calendar.hourStart(from) == from || calendar.startOf(calendar.productionDay(at)).equals(at)
                || calendar.shiftAt(at).filter(run -> run.from().equals(at)).isPresent();
    }
}
