package org.factfloor.web.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Site;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Which production day and shift it is at a site. */
public final class ShiftApi implements Resource {

    /** No plant rests longer between two shifts, µs. */
    private static final long SEARCH = 40 * 24 * Micros.PER_HOUR;

    private final CurrentPlant current;
    private final InstantSource clock;

    /** @param next the first shift that begins later; null where none does for 40 days */
    private record Now(Instant now, String zone, String productionDay, @Nullable Run shift, @Nullable Run next) {}

    private record Run(String id, Label name, Instant from, Instant to) {
        static Run of(Calendar.ShiftRun run) {
            return new Run(run.shift().id(), run.shift().name(), run.from(), run.to());
        }
    }

    public ShiftApi(CurrentPlant current, InstantSource clock) {
        this.current = current;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/shift", Access.READ, this::shift, "site"));
    }

    private void shift(Call call) {
        PlantView plant = current.require();
        Site site = call.query("site").map(plant::requireSite)
                .orElseGet(plant.version().model().enterprise().sites()::getFirst);
        Calendar calendar = site.calendar();
        Instant now = clock.instant();
        call.json(new Now(now, calendar.zone().getId(), calendar.productionDay(now).toString(),
                calendar.shiftAt(now).map(Run::of).orElse(null),
                calendar.shiftRuns(Micros.of(now), Micros.of(now) + SEARCH).stream()
                        .filter(run -> run.from().isAfter(now)).findFirst().map(Run::of).orElse(null)));
    }
}
