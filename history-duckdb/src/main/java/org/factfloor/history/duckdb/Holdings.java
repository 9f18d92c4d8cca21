package org.factfloor.history.duckdb;

import java.util.List;
import org.factfloor.history.History;
import org.factfloor.history.History.Holding.Kind;
import org.factfloor.plant.Micros;

/** Sizes of samples, minutes and hours in files, and how they grow. */
final class Holdings {

    private static final long DAY = 24 * Micros.PER_HOUR;
    private static final long LOOKED_AT = 7 * DAY;

    private Holdings() {}

    /** A file, or the part of one that is in a stretch. */
    private record Part(long from, long to, double rows, double bytes) {}

    static List<History.Holding> of(Slices.Snapshot now, long time) {
        List<Part> samples = now.byStart().values().stream()
                .map(slice -> new Part(slice.from(), slice.to(), slice.rows(), slice.bytes())).toList();
        List<Part> minutes = parts(now, Tier.MINUTE);
        List<Part> hours = parts(now, Tier.HOUR);
        return samples.isEmpty() && hours.isEmpty()
                ? List.of()
                : List.of(of(Kind.SAMPLES, samples, time), of(Kind.MINUTES, minutes, time),
                        of(Kind.HOURS, hours, time));
    }

    private static List<Part> parts(Slices.Snapshot now, Tier tier) {
        return now.tiers().reaches(tier).entrySet().stream().map(file -> new Part(file.getValue().from(),
                file.getValue().to(), file.getKey().rows(), file.getKey().bytes())).toList();
    }

    private static History.Holding of(Kind kind, List<Part> parts, long now) {
        long first = parts.stream().mapToLong(Part::from).min().orElse(now);
        // What is settled ends before now; the hours since are no growth that could be measured.
        long last = Math.min(now, parts.stream().mapToLong(Part::to).max().orElse(now));
        long from = Math.max(first, last - LOOKED_AT);
        double bytes = parts.stream().mapToDouble(part -> part.bytes() * share(part, from, last)).sum();
        return new History.Holding(kind, Math.round(parts.stream().mapToDouble(Part::rows).sum()),
                Math.round(parts.stream().mapToDouble(Part::bytes).sum()), first,
                last - from < Micros.PER_HOUR ? Double.NaN : bytes * DAY / (last - from));
    }

    private static double share(Part part, long from, long to) {
        long inside = Math.min(part.to(), to) - Math.max(part.from(), from);
        return inside <= 0 ? 0 : (double) inside / (part.to() - part.from());
    }
}
