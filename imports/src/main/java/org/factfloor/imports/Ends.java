package org.factfloor.imports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.factfloor.history.History;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;

/**
 * Keeps the last values of a file from holding for ever. A value holds until the next sample of its signal, and behind the
 * end of a file nothing is known: where nothing was known there before, either, it gets a mark of silence.
 *
 * <p>A machine is known as far as the file tells of any of its signals, and for as long again as the samples of the quickest
 * of them lie apart.
 */
final class Ends {

    private final History history;
    private final ToIntFunction<String> refOf;

    Ends(History history, ToIntFunction<String> refOf) {
        this.history = history;
        this.refOf = refOf;
    }

    /**
     * The signals, by key, of which history knows nothing at the end of the file. To be asked before anything is filed.
     *
     * @param spans what the file holds, by key
     */
    Set<String> open(Map<String, SampleImport.Signal> spans) {
        Set<String> open = new HashSet<>();
        spans.forEach((key, span) -> {
            Optional<SampleBatch> held = history.at(refOf.applyAsInt(key), span.to());
            if (held.isEmpty() || held.get().isSilence(0)) {
                open.add(key);
            }
        });
        return open;
    }

    /**
     * Where marks belong, by key, µs. None where the file itself ends in silence, or a sample of
     * something else comes between and says what holds.
     *
     * @param spans what is filed, by key
     */
    Map<String, Long> marks(Set<String> open, Map<String, SampleImport.Signal> spans) {
        Map<String, Long> last = new HashMap<>();
        Map<String, Long> pace = new HashMap<>();
        spans.forEach((key, span) -> {
            last.merge(machine(key), span.to(), Math::max);
            if (span.samples() > 1) {
                pace.merge(machine(key), pace(span), Math::min);
            }
        });
        Map<String, Long> marks = new TreeMap<>();
        spans.forEach((key, span) -> {
            long end = last.getOrDefault(machine(key), span.to()) + pace.getOrDefault(machine(key), 1L);
            if (open.contains(key) && isOpenEnd(refOf.applyAsInt(key), span.to(), end)) {
                marks.put(key, end);
            }
        });
        return marks;
    }

    /** Whether a value holds at a time and nothing follows until the end. */
    private boolean isOpenEnd(int ref, long time, long end) {
        return history.at(ref, time).filter(held -> !held.isSilence(0)).isPresent()
                && history.read(ref, time + 1, end + 1, 1).isEmpty();
    }

    private static String machine(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    /** How far samples lie apart, at most an hour and at least 1 µs. */
    private static long pace(SampleImport.Signal span) {
        long apart = Math.round((double) (span.to() - span.from()) / (span.samples() - 1));
        return Math.clamp(apart, 1, Micros.PER_HOUR);
    }

    /** Marks of silence. */
    SampleBatch silence(Map<String, Long> marks) {
        SampleBatch batch = new SampleBatch();
        marks.forEach((key, time) -> batch.addNone(refOf.applyAsInt(key), time, StatusCode.BAD_NO_COMMUNICATION));
        return batch;
    }

    /**
     * What takes the place of marks that no longer stand at an end: the value that holds there, once more. A repetition
     * never changes a result, and a value wins over a mark at its time.
     */
    SampleBatch repetitions(Map<String, Long> marks) {
        SampleBatch batch = new SampleBatch();
        marks.forEach((key, time) -> history.at(refOf.applyAsInt(key), time - 1).filter(held -> !held.isSilence(0))
                .ifPresent(held -> batch.addFrom(held, 0, time)));
        return batch;
    }
}
