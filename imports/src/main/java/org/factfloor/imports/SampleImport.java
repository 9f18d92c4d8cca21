package org.factfloor.imports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.factfloor.plant.Label;

/**
 * An import of samples: a file, how it is read, and what became of it.
 *
 * @param id from 1
 * @param name of the file
 * @param bytes its size
 * @param hash SHA-256 of its content, in hexadecimal digits
 * @param by who began it
 * @param begun when
 * @param ended when it was over, however it ended
 * @param progress of what is going on, 0 to 1
 * @param checked what a try found; empty before it
 * @param filed what is filed so far
 * @param signals the samples of each signal as a try found them, by key
 * @param reasons how many were rejected, by reason
 * @param unknown names in the file that mean no signal
 * @param fault why it stopped, or what keeps it from going on
 * @param twice how times of an hour that came twice are read, where there are some
 */
public record SampleImport(int id, String name, long bytes, String hash, String by, Instant begun,
        Optional<Instant> ended, State state, double progress, Reading reading, Optional<ImportCounts> checked,
        ImportCounts filed, Map<String, Signal> signals, Map<Reason, Long> reasons, List<String> unknown,
        Optional<Label> fault, Optional<Label> twice) {

    /** Where it stands. */
    public enum State {
        /** The file is there; nothing was done with it. */
        LOOKED,
        /** It waits for another one to end. */
        WAITING,
        /** It is tried: read from end to end, and nothing filed. */
        CHECKING,
        /** It was tried. */
        CHECKED,
        /** Its samples are being filed. */
        FILING,
        /** All of it is filed. */
        DONE,
        /** Somebody stopped it; it can go on from there. */
        CANCELLED,
        /** It could not go on; it can be tried again from there. */
        FAILED
    }

    /** Samples of a signal: how many, the first and the last time, µs. */
    public record Signal(long samples, long from, long to) {}

    public SampleImport {
        signals = Map.copyOf(signals);
        reasons = Map.copyOf(reasons);
        unknown = List.copyOf(unknown);
    }

    /** Whether something goes on with it. */
    public boolean isBusy() {
        return state == State.WAITING || state == State.CHECKING || state == State.FILING;
    }

    SampleImport in(State next) {
        return new SampleImport(id, name, bytes, hash, by, begun, ended, next, progress, reading, checked, filed,
                signals,
                reasons, unknown, fault, twice);
    }

    /** At work again, whatever became of it before. */
    SampleImport begunAgain(State next) {
        return new SampleImport(id, name, bytes, hash, by, begun, Optional.empty(), next, progress, reading, checked,
                filed, signals, reasons, unknown, Optional.empty(), twice);
    }

    /** So much of the file is read. */
    SampleImport at(double share) {
        return new SampleImport(id, name, bytes, hash, by, begun, ended, state, share, reading, checked, filed, signals,
                reasons, unknown, fault, twice);
    }

    /** So much of the file is read, and filed. */
    SampleImport filed(double share, ImportCounts counts) {
        return new SampleImport(id, name, bytes, hash, by, begun, ended, state, share, reading, checked, counts,
                signals,
                reasons, unknown, fault, twice);
    }

    SampleImport ended(State how, Instant when, Optional<Label> why) {
        return new SampleImport(id, name, bytes, hash, by, begun, Optional.of(when), how, progress, reading, checked,
                filed, signals, reasons, unknown, why, twice);
    }

    /** The same file, read in another way: what was found before does not count. */
    SampleImport readAs(Reading other) {
        return new SampleImport(id, name, bytes, hash, by, begun, Optional.empty(), State.LOOKED, 0, other,
                Optional.empty(), ImportCounts.NONE, Map.of(), Map.of(), List.of(), Optional.empty(), Optional.empty());
    }

    SampleImport found(ImportCounts counts, Map<String, Signal> spans, Map<Reason, Long> why, List<String> names,
            Optional<Label> clockSetBack) {
        return new SampleImport(id, name, bytes, hash, by, begun, Optional.empty(), state, 0, reading,
                Optional.of(counts), ImportCounts.NONE, spans, why, names, Optional.empty(), clockSetBack);
    }
}
