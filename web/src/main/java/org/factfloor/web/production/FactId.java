package org.factfloor.web.production;

import java.util.Optional;
import org.factfloor.plant.Micros;
import org.factfloor.production.measure.Measure;
import org.factfloor.production.measure.Measures;
import org.factfloor.production.measure.Split;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;

/**
 * Names one figure: whose, which, of what time, how split and as of which revision. As text its parts are joined by dots,
 * times in µs: {@code cnc-1.oee.1764000000000000.1764043200000000.n.12}.
 *
 * @param from µs
 * @param to µs
 * @param revision the newest revision in it when it was told; 0 for none
 */
record FactId(String subject, Measure measure, long from, long to, Split split, long revision) {

    private static final int PARTS = 6;
    private static final long LONGEST = 400 * 24 * Micros.PER_HOUR;

    String text() {
        return String.join(".", subject, measure.id(), Long.toString(from), Long.toString(to),
                split == Split.ISO_22400 ? "i" : "n", Long.toString(revision));
    }

    FactId of(Measure other) {
        return new FactId(subject, other, from, to, split, revision);
    }

    /** The one that a path names. */
    static FactId asked(Call call) {
        return read(call.path("id")).orElseThrow(() -> ProblemException.notFound("unknown-fact",
                "There is no fact " + call.path("id") + "; its id is what GET /api/v1/facts says."));
    }

    static Optional<FactId> read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS || !(parts[4].equals("i") || parts[4].equals("n"))) {
            return Optional.empty();
        }
        try {
            long from = Long.parseLong(parts[2]);
            long to = Long.parseLong(parts[3]);
            long revision = Long.parseLong(parts[5]);
            return Measures.of(parts[1]).filter(_ -> 0 <= from && from < to && to - from <= LONGEST)
                    .map(measure -> new FactId(parts[0], measure, from, to,
                            parts[4].equals("i") ? Split.ISO_22400 : Split.NAKAJIMA, revision));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
