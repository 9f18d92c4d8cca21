package org.factfloor.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import org.factfloor.plant.Calendar;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.PlantVersions;
import org.factfloor.records.Records;
import org.factfloor.records.plantfile.CalendarFile;
import org.factfloor.records.plantfile.PlantDiff;
import org.factfloor.records.plantfile.PlantEditException;
import org.factfloor.records.plantfile.PlantEdits;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;

/** The calendar of a site: as it is written, as it is changed, and what it makes of each day. */
public final class CalendarApi implements Resource {

    private static final int MOST_DAYS = 400;

    private final Records records;
    private final CurrentPlant current;
    private final PlantDesk desk;

    /** A change that was made. */
    private record Saved(int version, Instant at, String author, List<PlantDiff.Change> changes) {}

    public CalendarApi(Records records, CurrentPlant current, PlantDesk desk) {
        this.records = records;
        this.current = current;
        this.desk = desk;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/sites/{id}/calendar", Access.READ, this::calendar),
                Route.put("/sites/{id}/calendar", Access.ADMIN, this::change, "comment"),
                Route.get("/sites/{id}/days", Access.READ, this::days, "from", "to"));
    }

    private void calendar(Call call) {
        PlantView plant = current.require();
        PlantApi.tag(call, plant.version().number());
        call.json(CalendarView.of(plant.requireSite(call.path("id")).calendar()));
    }

    private void days(Call call) {
        Calendar calendar = current.require().requireSite(call.path("id")).calendar();
        LocalDate from = date(call, "from");
        LocalDate to = date(call, "to");
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw ProblemException.invalidField("to", "must be 0 to " + (MOST_DAYS - 1) + " days after from");
        }
        call.json(Page.all(DayView.of(calendar, from, to)));
    }

    private static LocalDate date(Call call, String name) {
        String text = call.required(name);
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw ProblemException.invalidField(name, "there is no day " + text);
            }
        }
        throw ProblemException.invalidField(name, "must be a date such as 2026-10-01");
    }

    private void change(Call call) throws InterruptedException {
        String site = call.path("id");
        OptionalInt basedOn = PlantApi.basedOn(call);
        String comment = Checks.optional("comment", call.query("comment").orElse(null), 500)
                .orElse("Change the calendar of " + site);
        String body = call.body(JsonNode.class).toString();
        try {
            Calendar wanted = CalendarFile.read(body);
            PlantVersions.Outcome outcome = desk.alone(() -> {
                PlantView plant = current.require();
                refuseLostUpdate(plant, site, basedOn);
                return desk.apply(PlantEdits.setCalendar(plant.version().yaml(), site, wanted), call.caller(), comment,
                        OptionalInt.of(plant.version().number()));
            });
            // Refusals and conflicts have ended the call by now.
            Saved saved = outcome instanceof PlantVersions.Outcome.Applied applied
                    ? saved(applied.version(), applied.diff().changes())
                    : saved(((PlantVersions.Outcome.Unchanged) outcome).version(), List.of());
            PlantApi.tag(call, saved.version());
            call.json(saved);
        } catch (PlantEditException e) {
            throw PlantDesk.invalid(e.problems(), e.getMessage());
        }
    }

    private static Saved saved(PlantVersion version, List<PlantDiff.Change> changes) {
        return new Saved(version.number(), version.at(), version.author(), changes);
    }

    /** Other changes of the plant meanwhile do no harm; one of this calendar would be lost. */
    private void refuseLostUpdate(PlantView plant, String site, OptionalInt basedOn) {
        Calendar now = plant.requireSite(site).calendar();
        if (basedOn.isEmpty() || basedOn.getAsInt() == plant.version().number()) {
            return;
        }
        boolean same = records.plants().version(basedOn.getAsInt()).stream()
                .flatMap(version -> version.model().enterprise().sites().stream())
                .anyMatch(before -> before.id().equals(site) && before.calendar().equals(now));
        if (!same) {
            throw PlantDesk.conflict(new PlantVersions.Outcome.Conflict(plant.version().number()));
        }
    }
}
