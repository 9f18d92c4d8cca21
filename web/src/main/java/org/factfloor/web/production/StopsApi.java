package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Loss;
import org.factfloor.engine.report.Losses;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Stop;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Micros;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.factfloor.production.State;
import org.factfloor.records.Entries;
import org.factfloor.records.EntryVersion;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Resource;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.production.ShiftReport.Asking;
import org.jspecify.annotations.Nullable;

/** Stops one by one, and where the time went. */
public final class StopsApi implements Resource {

    private static final double SECOND = 1e6;
    /** No cell is longer, µs. */
    private static final long LONGEST_CELL = Micros.PER_HOUR;
    /** Waits are derived for at most so long, µs. */
    private static final long LONGEST_ASKED = 35 * 24 * Micros.PER_HOUR;

    private final Asked asked;
    private final Facts facts;
    private final Losses losses;
    private final Entries entries;
    private final InstantSource clock;

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StopView(String machine, Instant from, @Nullable Instant to, double seconds,
            @JsonProperty("short") boolean isShort, List<PartView> parts,
            @Nullable Double pieces, @Nullable String product) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PartView(Instant from, @Nullable Instant to, State state, @Nullable String reason,
            @Nullable String entry, @Nullable String author) {}

    /** A page of stops; the first one has the clusters of the whole range, where that is at most 35 days. */
    private record StopsView(List<StopView> items, @Nullable String next, List<ShortStops.Cluster> clusters) {}

    private record LossesView(String subject, Instant from, Instant to, Losses.By by, double seconds, double pieces,
            List<LossView> items) {}

    public StopsApi(CurrentPlant plant, Facts facts, Entries entries, InstantSource clock) {
        this.asked = new Asked(plant);
        this.facts = facts;
        this.losses = new Losses(facts);
        this.entries = entries;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/stops", Access.READ, this::stops, "subject", "from", "to", "missingReason", "asked",
                        "reason", "kind", "machine", "shift", "product", "cursor", "limit"),
                Route.get("/losses", Access.READ, this::losses, "subject", "from", "to", "by"));
    }

    private void stops(Call call) {
        Subject subject = asked.subject(call);
        Slice range = Asked.range(call, subject.calendar());
        int limit = call.number("limit", 100, 1, 1_000);
        long before = call.position("cursor").orElse(Long.MAX_VALUE);
        List<String> machines = subject.members().stream().map(unit -> unit.id()).toList();
        // Before the snapshot: what reaches up to it has not ended.
        long now = Micros.of(clock.instant());
        boolean onlyAsked = call.flag("asked");
        if (onlyAsked && range.to() - range.from() > LONGEST_ASKED) {
            throw ProblemException.invalidField("to", "must be at most 35 days after from where asked is true");
        }
        Snapshot snapshot = Snapshot.take(facts, onlyAsked ? asked.withNeighbours(subject) : machines, range.from(),
                range.to());
        Predicate<Stop> asks = onlyAsked
                ? Asking.of(asked.model(), subject, snapshot, range.from(),
                        Math.max(range.from(), Math.min(now, range.to())), _ -> Optional.empty())::asks
                : _ -> true;
        Comparator<Stop> order = Comparator.comparingLong(Stop::from).reversed().thenComparing(Stop::machine);
        List<Stop> all = Stop.of(snapshot, machines, range.from(), range.to(), now);
        Predicate<Stop> wanted = StopFilter.of(call, subject.calendar(), range).and(asks);
        List<Stop> matching = all.stream().filter(wanted).filter(stop -> stop.from() < before).sorted(order).toList();
        int end = Math.min(limit, matching.size());
        // Stops that begin at one instant stay on one page, since the next page begins by time.
        while (end > 0 && end < matching.size() && matching.get(end).from() == matching.get(end - 1).from()) {
            end++;
        }
        call.json(new StopsView(matching.subList(0, end).stream().map(stop -> view(snapshot, stop)).toList(),
                end < matching.size() ? Long.toString(matching.get(end - 1).from()) : null,
                call.query("cursor").isPresent() || range.to() - range.from() > LONGEST_ASKED
                        ? List.of()
                        : ShortStops.clusters(asked.model(), facts, snapshot, range, all, wanted)));
    }

    /** A stop as the API tells it. */
    StopView view(Snapshot snapshot, Stop stop) {
        return new StopView(stop.machine(), Micros.toInstant(stop.from()),
                stop.lasting() ? null : Micros.toInstant(stop.to()), (stop.to() - stop.from()) / SECOND,
                stop.stop().isShort(), stop.parts().stream().map(part -> part(stop, part)).toList(),
                pieces(snapshot, stop), stop.parts().getLast().product().orElse(null));
    }

    /** Pieces that were not made during a stop; null without a standard. */
    static @Nullable Double pieces(Snapshot snapshot, Stop stop) {
        double pieces = 0;
        boolean standard = false;
        for (Cell cell : snapshot.cells(stop.machine(), stop.from() - LONGEST_CELL, stop.to())) {
            long overlap = Math.min(cell.to(), stop.to()) - Math.max(cell.from(), stop.from());
            if (overlap > 0 && cell.cycle().isPresent()) {
                standard = true;
                pieces += (double) overlap * cell.cycle().get().partsPerCycle() / cell.cycle().get().cycle() / 1_000;
            }
        }
        return standard ? pieces : null;
    }

    private PartView part(Stop stop, Interval part) {
        boolean open = stop.lasting() && part.equals(stop.parts().getLast());
        return new PartView(Micros.toInstant(part.from()), open ? null : Micros.toInstant(part.to()), part.state(),
                part.reason().orElse(null), part.entry().orElse(null), part.entry().flatMap(entries::find)
                        .map(EntryVersion::entry).map(entry -> entry.author()).orElse(null));
    }

    private void losses(Call call) {
        Subject subject = asked.subject(call);
        Slice range = Asked.range(call, subject.calendar());
        Losses.By by = Asked.choice(call, "by", Losses.By.class, Losses.By.REASON);
        List<Loss> list = losses.of(subject, range.from(), range.to(), by);
        call.json(new LossesView(subject.id(), Micros.toInstant(range.from()), Micros.toInstant(range.to()), by,
                list.stream().mapToLong(Loss::micros).sum() / SECOND,
                list.stream().mapToDouble(Loss::pieces).sum(), list.stream().map(LossView::of).toList()));
    }
}
