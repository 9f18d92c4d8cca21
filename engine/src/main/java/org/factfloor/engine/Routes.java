package org.factfloor.engine;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which machine reads a signal: a table by signal reference. Never changed. */
final class Routes {

    static final Routes NONE = new Routes(new Subject[0]);

    private final @Nullable Subject[] readers;

    private Routes(@Nullable Subject[] readers) {
        this.readers = readers;
    }

    static Routes to(Collection<Subject> subjects) {
        int greatest = subjects.stream().flatMap(subject -> subject.machine().signals().stream())
                .mapToInt(Integer::intValue).max().orElse(-1);
        @Nullable
        Subject[] readers = new Subject[greatest + 1];
        subjects.forEach(subject -> subject.machine().signals().forEach(signal -> readers[signal] = subject));
        return new Routes(readers);
    }

    boolean leadsOn(int signal) {
        return signal >= 0 && signal < readers.length && readers[signal] != null;
    }

    /** The machine that reads a signal; null where none does. */
    @Nullable
    Subject of(int signal) {
        return signal >= 0 && signal < readers.length ? readers[signal] : null;
    }
}
