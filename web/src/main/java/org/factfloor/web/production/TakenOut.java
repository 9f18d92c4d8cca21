package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.plant.TimeSpan;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.HeldStaffing;
import org.factfloor.production.Interval;
import org.factfloor.records.Entries;
import org.factfloor.records.EntryVersion;
import org.factfloor.records.Standing;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/** Time the calendar planned and a person took out, and who. docs/reference/production-rules.md, section 4. */
final class TakenOut {

    private final Snapshot snapshot;
    private final Entries entries;

    TakenOut(Snapshot snapshot, Entries entries) {
        this.snapshot = snapshot;
        this.entries = entries;
    }

    /**
     * One stretch.
     *
     * @param claim {@code notStaffed}, {@code noJob} or {@code unattended}; {@code state} for maintenance, {@code reason}
     *        for a reason that takes its stop out
     * @param reason of a state or reason
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(String machine, Instant from, Instant to, double seconds, String claim, @Nullable String reason,
            String entry, String author) {}

    /** By machine and time. */
    List<View> of(List<String> machines, Calendar calendar, long from, long until) {
        List<View> taken = new ArrayList<>();
        List<TimeSpan> planned = from < until
                ? calendar.spans(from, until).stream().filter(span -> span.timeClass() == TimeClass.PLANNED).toList()
                : List.of();
        for (String machine : machines) {
            List<HeldStaffing> staffing = HeldStaffing.of(
                    entries.staffing(machine, from, until).stream().map(Standing::entry).toList(), from, until);
            List<Stretch> stretches = new ArrayList<>();
            for (TimeSpan span : planned) {
                snapshot.intervals(machine, span.from(), span.to()).stream()
                        .filter(interval -> interval.timeClass() != TimeClass.PLANNED)
                        .forEach(interval -> split(interval, staffing, stretches));
            }
            stretches.stream().map(stretch -> view(machine, stretch)).flatMap(Optional::stream).forEach(taken::add);
        }
        return taken;
    }

    /** @param staffing null where a reason or maintenance took it out */
    private record Stretch(long from, long to, @Nullable Entry staffing, Interval interval) {

        /** Whether both are one stretch to those who read of it. */
        boolean joins(Stretch next) {
            return to == next.from && (staffing == null
                    ? next.staffing == null && interval.entry().equals(next.interval.entry())
                    : staffing.equals(next.staffing));
        }
    }

    /** Cuts an interval where another staffing claim begins to hold. */
    private static void split(Interval interval, List<HeldStaffing> staffing, List<Stretch> stretches) {
        long reached = interval.from();
        for (HeldStaffing held : staffing) {
            long begin = Math.max(reached, held.from());
            long end = Math.min(interval.to(), held.to());
            if (begin < end && takesOut(held.entry())) {
                if (reached < begin) {
                    add(stretches, new Stretch(reached, begin, null, interval));
                }
                add(stretches, new Stretch(begin, end, held.entry(), interval));
                reached = end;
            }
        }
        if (reached < interval.to()) {
            add(stretches, new Stretch(reached, interval.to(), null, interval));
        }
    }

    private static boolean takesOut(Entry entry) {
        return entry.claim() instanceof Entry.StaffingClaim(Staffing staffing) && staffing != Staffing.OVERTIME;
    }

    private static void add(List<Stretch> stretches, Stretch next) {
        if (!stretches.isEmpty() && stretches.getLast().joins(next)) {
            Stretch last = stretches.removeLast();
            stretches.add(new Stretch(last.from, next.to, last.staffing, last.interval));
        } else {
            stretches.add(next);
        }
    }

    /** Nothing where no standing entry says who it was: it was taken back while the books were read. */
    private Optional<View> view(String machine, Stretch stretch) {
        Optional<Entry> said = stretch.staffing == null
                ? stretch.interval.entry().flatMap(entries::find)
                        .filter(version -> version.act() != EntryVersion.Act.RETRACTED).map(EntryVersion::entry)
                : Optional.of(stretch.staffing);
        return said.map(entry -> new View(machine, Micros.toInstant(stretch.from), Micros.toInstant(stretch.to),
                (stretch.to - stretch.from) / (double) Micros.PER_SECOND, word(entry.claim()),
                stretch.staffing == null ? stretch.interval.reason().orElse(null) : null, entry.id(),
                entry.author()));
    }

    private static String word(Entry.Claim claim) {
        return switch (claim) {
            case Entry.StaffingClaim(Staffing staffing) -> Words.of(staffing);
            case Entry.ReasonClaim _ -> "reason";
            default -> "state";
        };
    }
}
