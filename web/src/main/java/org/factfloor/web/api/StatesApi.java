package org.factfloor.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.ValueType;
import org.factfloor.records.plantfile.PlantEdits;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** What the codes of a state signal mean, and which codes it has had. */
public final class StatesApi implements Resource {

    private static final long PAST = Duration.ofDays(7).toMillis() * 1_000;
    private static final int MAX_ROWS = 200_000;
    /** Of one answer; a machine that changes its code more often has signals that are no states. */
    private static final int MAX_UNSAID = 1_000;
    private static final long LONGEST = Duration.ofDays(35).toMillis() * 1_000;
    private static final int MAX_CODES = 100;
    private static final int MAX_STATES = 1_000;
    private static final Pattern CODE = Pattern.compile("-?\\d{1,18}");

    private final CurrentPlant current;
    private final PlantDesk desk;
    private final History history;
    private final InstantSource clock;

    private record Meant(ReasonsApi.@Nullable Name name, @Nullable String meaning) {}

    private record Request(@Nullable Map<String, @Nullable Meant> states) {}

    private record Code(long code, Instant first, Instant last, int count) {}

    /** Samples with one code: times of the first and the last of them, in µs. */
    private record Seen(long code, long first, long last, int count) {}

    /**
     * Codes seen.
     *
     * @param complete whether these are all of the last seven days
     */
    private record Codes(List<Code> items, boolean complete) {}

    /** Time at a code of which nobody said what it means. */
    private record Unsaid(long code, Instant from, Instant to) {}

    /** @param complete whether these are all of the range; else those of its beginning */
    private record UnsaidCodes(List<Unsaid> items, boolean complete) {}

    public StatesApi(CurrentPlant current, PlantDesk desk, History history, InstantSource clock) {
        this.current = current;
        this.desk = desk;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/signals/{machine}/{signal}/codes", Access.READ, this::codes),
                Route.get("/signals/{machine}/{signal}/unsaid", Access.READ, this::unsaid, "from", "to"),
                Route.put("/signals/{machine}/{signal}/states", Access.ADMIN, this::change));
    }

    private PlantView.Placed signal(Call call) {
        PlantView.Placed placed = current.require().require(call.path("machine") + "/" + call.path("signal"));
        if (placed.signal().kind() != SignalKind.STATE) {
            throw ProblemException.of(422, "not-a-state", "The signal " + placed.signal().key()
                    + " is not of kind state, and only their codes have meanings; change its kind in plant.yaml.");
        }
        return placed;
    }

    private void codes(Call call) {
        int ref = signal(call).ref();
        long to = Micros.of(clock.instant()) + 1;
        long from = to - PAST;
        Map<Long, Seen> seen = new HashMap<>();
        // Backwards, as the newest count most; a range with more rows than are left is cut in half, towards its end.
        int left = MAX_ROWS;
        long end = to;
        long width = Micros.PER_HOUR;
        while (end > from && left > 0) {
            long begin = Math.max(from, end - width);
            SampleBatch rows = history.read(ref, begin, end, left + 1);
            if (rows.size() > left && end - begin > 1) {
                width = (end - begin) / 2;
                continue;
            }
            for (int i = 0; i < rows.size(); i++) {
                count(seen, rows, i);
            }
            left -= rows.size();
            end = begin;
            width *= 2;
        }
        boolean all = end <= from;
        if (all) {
            history.at(ref, from - 1).ifPresent(row -> count(seen, row, 0));
        }
        List<Code> items = seen.values().stream().sorted(Comparator.comparingInt(Seen::count).reversed())
                .limit(MAX_CODES).sorted(Comparator.comparingLong(Seen::code))
                .map(one -> new Code(one.code(), Micros.toInstant(one.first()), Micros.toInstant(one.last()),
                        one.count()))
                .toList();
        call.json(new Codes(items, all && items.size() == seen.size()));
    }

    private static void count(Map<Long, Seen> seen, SampleBatch rows, int i) {
        if (rows.type(i) == ValueType.WHOLE && Quality.of(rows.status(i)) != Quality.BAD) {
            long time = rows.time(i);
            seen.merge(rows.whole(i), new Seen(rows.whole(i), time, time, 1),
                    (a, b) -> new Seen(a.code(), Math.min(a.first(), time), Math.max(a.last(), time), a.count() + 1));
        }
    }

    /** Where the signal was at codes without a meaning: the machine's state is unknown there, and yet something came. */
    private void unsaid(Call call) {
        PlantView.Placed placed = signal(call);
        HistoryApi.Range range = HistoryApi.Range.of(call);
        if (range.to() - range.from() > LONGEST) {
            throw ProblemException.invalidField("to", "must be at most 35 days after from");
        }
        long end = Math.min(range.to(), Micros.of(clock.instant()));
        SampleBatch rows = history.read(placed.ref(), range.from(), Math.max(range.from(), end), MAX_ROWS);
        List<Unsaid> items = new ArrayList<>();
        OptionalLong code = history.at(placed.ref(), range.from()).map(held -> unsaid(placed.signal(), held, 0))
                .orElse(OptionalLong.empty());
        long since = range.from();
        for (int i = 0; i < rows.size() && items.size() < MAX_UNSAID; i++) {
            OptionalLong next = unsaid(placed.signal(), rows, i);
            if (!next.equals(code)) {
                add(items, code, since, rows.time(i));
                code = next;
                since = rows.time(i);
            }
        }
        boolean complete = rows.size() < MAX_ROWS && items.size() < MAX_UNSAID;
        if (complete) {
            add(items, code, since, end);
        }
        call.json(new UnsaidCodes(items, complete));
    }

    private static void add(List<Unsaid> items, OptionalLong code, long from, long to) {
        if (code.isPresent() && from < to) {
            items.add(new Unsaid(code.getAsLong(), Micros.toInstant(from), Micros.toInstant(to)));
        }
    }

    private static OptionalLong unsaid(Signal signal, SampleBatch rows, int i) {
        return rows.type(i) == ValueType.WHOLE && Quality.of(rows.status(i)) != Quality.BAD
                && !signal.states().containsKey(rows.whole(i)) ? OptionalLong.of(rows.whole(i)) : OptionalLong.empty();
    }

    private void change(Call call) throws InterruptedException {
        SortedMap<Long, Signal.State> states = states(call.body(Request.class).states());
        String key = signal(call).signal().key();
        desk.edit(call.caller(), "Change what the codes of " + key + " mean",
                yaml -> PlantEdits.setStates(yaml, key, states));
        call.json(SignalView.of(current.require().require(key), null));
    }

    private static SortedMap<Long, Signal.State> states(@Nullable Map<String, @Nullable Meant> request) {
        if (request == null || request.size() > MAX_STATES) {
            throw ProblemException.invalidField("states", "must map up to " + MAX_STATES + " codes to their meanings");
        }
        SortedMap<Long, Signal.State> states = new TreeMap<>();
        request.forEach((code, meant) -> {
            String field = "states/" + code;
            if (!CODE.matcher(code).matches() || meant == null) {
                throw ProblemException.invalidField(field, "must give a whole number a name and a meaning");
            }
            Signal.State state = new Signal.State(ReasonsApi.Name.label(meant.name()),
                    Checks.word(field + "/meaning", Signal.Meaning.class, meant.meaning()));
            if (states.putIfAbsent(Long.valueOf(code), state) != null) {
                throw ProblemException.invalidField(field, "is there twice");
            }
        });
        return states;
    }
}
