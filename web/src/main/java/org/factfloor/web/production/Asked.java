package org.factfloor.web.production;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Area;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.ShiftRun;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.measure.Measure;
import org.factfloor.production.measure.Measures;
import org.factfloor.production.measure.Split;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Words;

/** What requests about facts ask for, in the terms of the plant. */
final class Asked {

    private static final long LONGEST = 400 * 24 * Micros.PER_HOUR;
    /** No plant rests longer between two shifts. */
    private static final long SEARCH = 40 * 24 * Micros.PER_HOUR;

    private final CurrentPlant plant;

    Asked(CurrentPlant plant) {
        this.plant = plant;
    }

    PlantModel model() {
        return plant.require().version().model();
    }

    /** The version number of the plant model. */
    int version() {
        return plant.require().version().number();
    }

    Instant versionAt() {
        return plant.require().version().at();
    }

    /** The subject named in a request; the whole plant where none is. */
    Subject subject(Call call) {
        return call.query("subject").map(this::subject).orElseGet(() -> Subject.whole(model()));
    }

    Subject subject(String id) {
        return Subject.find(model(), id).orElseThrow(() -> ProblemException.notFound("unknown-subject",
                "The plant has no machine, line, area or site " + id + "; look at GET /api/v1/plant."));
    }

    /** What people call a subject. */
    Label name(Subject subject) {
        Enterprise whole = model().enterprise();
        String id = subject.id();
        Optional<Label> name = switch (subject.kind()) {
            case WORK_UNIT -> model().workUnits().filter(unit -> unit.id().equals(id)).findFirst()
                    .map(WorkUnit::name);
            case WORK_CENTER -> whole.sites().stream().flatMap(Site::workCenters)
                    .filter(center -> center.id().equals(id)).findFirst().map(WorkCenter::name);
            case AREA -> whole.sites().stream().flatMap(site -> site.areas().stream())
                    .filter(area -> area.id().equals(id)).findFirst().map(Area::name);
            case SITE -> whole.sites().stream().filter(site -> site.id().equals(id)).findFirst().map(Site::name);
            case ENTERPRISE -> Optional.of(whole.name());
        };
        return name.orElse(Label.of(id));
    }

    /** All machines an answer about a subject looks at: its own and those whose sums it is. */
    static Set<String> machines(Subject subject) {
        Set<String> machines = new TreeSet<>(subject.machines());
        subject.members().forEach(unit -> machines.add(unit.id()));
        return machines;
    }

    /** These and the other machines of their lines, for which or which they may wait for. */
    Set<String> withNeighbours(Subject subject) {
        Set<String> machines = machines(subject);
        Subject.centers(model(), subject).forEach(center -> machines.addAll(machines(center)));
        return machines;
    }

    /** [from, to) of a request in µs, at most 400 days. */
    static Slice range(Call call, Calendar calendar) {
        long from = call.time("from");
        long to = call.time("to");
        if (from >= to || to - from > LONGEST || from < 0) {
            throw ProblemException.invalidField("to", "must be after from, by at most 400 days");
        }
        return Slice.cut(calendar, from, to, Slice.Period.ALL).getFirst();
    }

    static <E extends Enum<E>> E choice(Call call, String name, Class<E> type, E absent) {
        return call.query(name).map(word -> Words.find(type, word).orElseThrow(
                () -> ProblemException.invalidField(name, "must be one of " + Words.all(type)))).orElse(absent);
    }

    static Split split(Call call) {
        return call.query("split").map(word -> switch (word) {
            case "nakajima" -> Split.NAKAJIMA;
            case "iso22400" -> Split.ISO_22400;
            default -> throw ProblemException.invalidField("split", "must be nakajima or iso22400");
        }).orElse(Split.NAKAJIMA);
    }

    static List<Measure> measures(Call call) {
        return Arrays.stream(call.required("measure").split(",", -1)).distinct()
                .map(id -> Measures.of(id).orElseThrow(() -> ProblemException.invalidField("measure",
                        id + " is not a measure; they are "
                                + String.join(", ", Measures.ALL.stream().map(Measure::id).toList()))))
                .toList();
    }

    /**
     * The shift of a request, by {@code day} and {@code shift}; a day alone is the whole production day; neither is the
     * shift that runs, else the last one.
     */
    static Slice shift(Call call, Calendar calendar, Instant now) {
        Optional<LocalDate> day = call.query("day").map(Asked::date);
        Optional<String> shift = call.query("shift");
        if (day.isEmpty()) {
            return current(calendar, now);
        }
        Slice whole = Slice.of(calendar, day.get());
        if (shift.isEmpty()) {
            return whole;
        }
        return shift(calendar, day.get(), shift.get());
    }

    /** The run of a shift that begins on a production day. */
    static Slice shift(Calendar calendar, LocalDate day, String shift) {
        Slice whole = Slice.of(calendar, day);
        return calendar.shiftRuns(whole.from(), whole.to()).stream()
                .filter(run -> run.productionDay().equals(day) && run.shift().id().equals(shift))
                .findFirst().map(Slice::of).orElseThrow(() -> ProblemException.notFound("no-such-shift",
                        "No shift " + shift + " begins on " + day + "."));
    }

    /** The shift that runs, else the last one, else the production day. */
    static Slice current(Calendar calendar, Instant now) {
        return calendar.shiftAt(now).map(Slice::of).or(() -> neighbour(calendar, Micros.of(now), -1))
                .orElseGet(() -> Slice.of(calendar, calendar.productionDay(now)));
    }

    /**
     * The last shift that ended by a time, or the first that begins from it on.
     *
     * @param direction −1 or 1
     */
    static Optional<Slice> neighbour(Calendar calendar, long time, int direction) {
        List<ShiftRun> runs = direction < 0
                ? calendar.shiftRuns(time - SEARCH, time).reversed()
                : calendar.shiftRuns(time, time + SEARCH);
        return runs.stream().map(Slice::of)
                .filter(run -> direction < 0 ? run.to() <= time : run.from() >= time).findFirst();
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalidField("day", "must be a date such as 2026-11-24");
        }
    }
}
