package org.factfloor.web.production;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Subject;
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
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Times;
import org.jspecify.annotations.Nullable;

/** What was done about the hours of a board. */
public final class HourNotesApi implements Resource {

    private static final int LONGEST = 100;

    private final Asked asked;
    private final HourNotes notes;

    private record Note(Instant from, String text, String author, Instant at) {
        static Note of(HourNote note) {
            return new Note(Micros.toInstant(note.from()), note.text(), note.author(), Micros.toInstant(note.at()));
        }
    }

    private record Written(@Nullable String subject, @Nullable String from, @Nullable String text) {}

    public HourNotesApi(CurrentPlant plant, HourNotes notes) {
        this.asked = new Asked(plant);
        this.notes = notes;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/hour-notes", Access.READ, this::list, "subject", "from", "to"),
                Route.put("/hour-notes", Access.OPERATOR, this::write));
    }

    private void list(Call call) {
        Subject subject = asked.subject(call);
        Slice range = Asked.range(call, subject.calendar());
        call.json(new Page<>(notes.list(subject.id(), range.from(), range.to()).stream().map(Note::of).toList(), null));
    }

    private void write(Call call) {
        Written request = call.body(Written.class);
        String subject = Checks.text("subject", request.subject(), LONGEST);
        long from = Times.micros("from", Checks.text("from", request.from(), LONGEST));
        notes.put(asked.subject(subject).id(), from, Optional.ofNullable(request.text()).orElse(""), Authors.of(call));
        call.status(204);
    }
}
