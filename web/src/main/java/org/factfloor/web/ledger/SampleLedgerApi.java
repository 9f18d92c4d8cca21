package org.factfloor.web.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.factfloor.connectivity.Connections;
import org.factfloor.history.History;
import org.factfloor.history.HourCounts;
import org.factfloor.intake.Intake;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.PlantView;
import org.factfloor.web.api.Resource;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** The sample ledger: what became of every sample of a subject, by the hour, and when nothing was known. */
public final class SampleLedgerApi implements Resource {

    private static final int MOST_HOURS = 31 * 24;
    /** Hours of signals that one request may ask for. */
    private static final long MOST = 400_000;
    private static final int MOST_GAPS = 20_000;
    /** So many gaps, the longest, are listed one by one. */
    private static final int LISTED_GAPS = 200;
    /** Hours of parts in one answer. */
    private static final int PAGE_HOURS = 20_000;

    private final CurrentPlant current;
    private final Intake intake;
    private final History history;
    private final Connections connections;
    private final InstantSource clock;

    /** What a ledger is of. */
    private record SubjectView(LedgerSubject.Kind kind, String id, Label name) {}

    /**
     * A part of the subject.
     *
     * @param signals how many it has
     */
    private record PartView(LedgerSubject.Kind kind, String id, Label name, int signals, Tally.SumView sum,
            Tally.HoursView hours) {}

    private record GapView(String signal, Instant from, Instant to) {}

    /**
     * A ledger.
     *
     * @param gapsCut whether there are more gaps than could be looked at: gaps and confirmed time are less than they were then
     * @param next cursor of the next page of parts
     */
    private record LedgerView(SubjectView subject, Instant from, Instant to, int signals, Tally.SumView sum,
            Tally.HoursView hours, List<PartView> items, List<GapView> gaps, boolean gapsCut, @Nullable String next) {}

    public SampleLedgerApi(CurrentPlant current, Intake intake, History history, Connections connections,
            InstantSource clock) {
        this.current = current;
        this.intake = intake;
        this.history = history;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/sample-ledger", Access.READ, this::ledger, "subject", "from", "to", "limit",
                "cursor"));
    }

    private void ledger(Call call) {
        long from = call.time("from");
        long to = call.time("to");
        if (from >= to || to - from > MOST_HOURS * Micros.PER_HOUR) {
            throw ProblemException.invalidField("to", "must be after from, by at most 31 days");
        }
        PlantView plant = current.require();
        LedgerSubject subject = call.query("subject").map(id -> find(plant, id))
                .orElseGet(() -> LedgerSubject.whole(plant));
        int firstHour = HourCounts.hourOf(from);
        int hours = HourCounts.hourOf(to - 1) - firstHour + 1;
        if ((long) subject.signals().size() * hours > MOST) {
            throw ProblemException.invalidField("to", "asks for " + subject.signals().size() + " signals over " + hours
                    + " hours, and one request answers at most " + MOST
                    + " hours of signals; ask for fewer days or a part of " + subject.id());
        }
        int limit = Math.max(1, Math.min(call.number("limit", 100, 1, 500), PAGE_HOURS / hours));
        int skip = call.number("cursor", 0, 0, Integer.MAX_VALUE);
        call.json(view(subject, firstHour, hours, skip, limit));
    }

    private static LedgerSubject find(PlantView plant, String id) {
        return LedgerSubject.find(plant, id).orElseThrow(() -> ProblemException.notFound("unknown-subject",
                "The plant has no signal, machine, line, area or site " + id + "; look at GET /api/v1/plant."));
    }

    private LedgerView view(LedgerSubject subject, int firstHour, int hours, int skip, int limit) {
        Tally whole = new Tally(firstHour, hours);
        Map<LedgerSubject, Tally> parts = new LinkedHashMap<>();
        subject.parts().stream().skip(skip).limit(limit).forEach(part -> parts.put(part, new Tally(firstHour, hours)));
        // Which sums a signal is part of.
        Map<Integer, List<Tally>> tallies = new HashMap<>();
        subject.signals().forEach(signal -> tallies.computeIfAbsent(signal.ref(), _ -> new ArrayList<>()).add(whole));
        parts.forEach((part, tally) -> part.signals()
                .forEach(signal -> tallies.computeIfAbsent(signal.ref(), _ -> new ArrayList<>()).add(tally)));
        List<Integer> refs = List.copyOf(tallies.keySet());
        long from = firstHour * Micros.PER_HOUR;
        long to = (firstHour + hours) * Micros.PER_HOUR;
        count(intake.ledger(refs, from, to), tallies);
        List<History.Gap> gaps = time(subject, from, to, tallies);
        boolean more = (long) skip + limit < subject.parts().size();
        return new LedgerView(new SubjectView(subject.kind(), subject.id(), subject.name()), Micros.toInstant(from),
                Micros.toInstant(to), subject.signals().size(), whole.sum(), whole.hours(),
                parts.entrySet().stream().map(part -> view(part.getKey(), part.getValue())).toList(),
                listed(subject, gaps), gaps.size() >= MOST_GAPS, more ? Integer.toString(skip + limit) : null);
    }

    private static PartView view(LedgerSubject part, Tally tally) {
        return new PartView(part.kind(), part.id(), part.name(), part.signals().size(), tally.sum(), tally.hours());
    }

    private static void count(HourCounts counts, Map<Integer, List<Tally>> tallies) {
        for (int i = 0; i < counts.size(); i++) {
            for (Tally tally : tallies.getOrDefault(counts.signal(i), List.of())) {
                tally.count(counts.hour(i), counts.fate(i), counts.count(i));
            }
        }
        HourCounts imbalance = counts.imbalance();
        for (int i = 0; i < imbalance.size(); i++) {
            for (Tally tally : tallies.getOrDefault(imbalance.signal(i), List.of())) {
                tally.imbalance(imbalance.hour(i), imbalance.count(i));
            }
        }
    }

    /** Adds the time in which values were confirmed, and in which nothing was known. */
    private List<History.Gap> time(LedgerSubject subject, long from, long to, Map<Integer, List<Tally>> tallies) {
        long now = Math.min(to, Micros.of(clock.instant()));
        Confirmed confirmed = new Confirmed(from, now, connections.statuses(), subject.signals());
        List<History.Gap> gaps = history.gaps(confirmed.signals(), from, now, MOST_GAPS);
        confirmed.add(gaps, gaps.size() >= MOST_GAPS, tallies);
        return gaps;
    }

    private static List<GapView> listed(LedgerSubject subject, List<History.Gap> gaps) {
        Map<Integer, String> keys = new HashMap<>();
        subject.signals().forEach(placed -> keys.put(placed.ref(), placed.signal().key()));
        Stream<History.Gap> silences = gaps.stream().filter(History.Gap::isSilence)
                .sorted(Comparator.comparingLong((History.Gap gap) -> gap.from() - gap.to())
                        .thenComparingLong(History.Gap::from).thenComparingInt(History.Gap::signal));
        return silences.limit(LISTED_GAPS).map(gap -> new GapView(keys.getOrDefault(gap.signal(), ""),
                Micros.toInstant(gap.from()), Micros.toInstant(gap.to()))).toList();
    }
}
