package org.factfloor.intake;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the journal's disk still has the space that is to stay free. Safe for many threads. */
final class DiskFloor {

    private static final Logger log = LoggerFactory.getLogger(DiskFloor.class);
    /** At 1 GiB of floor no source fills the disk between two looks. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final JournalFiles files;
    private final long floor;
    private long lookedAt;
    private boolean looked;
    private long free = Long.MAX_VALUE;

    DiskFloor(JournalFiles files, long floor) {
        this.files = files;
        this.floor = floor;
    }

    /** Whether less is free than has to be; looks at the disk a few times a second at most. */
    synchronized boolean isLow() {
        long now = System.nanoTime();
        if (!looked || now - lookedAt >= LOOK_NANOS) {
            boolean before = free < floor;
            free = look();
            looked = true;
            lookedAt = now;
            if (free < floor && !before) {
                log.error("{}", sentence());
            } else if (free >= floor && before) {
                log.info("{}: enough space again, samples are taken", files.place());
            }
        }
        return free < floor;
    }

    private long look() {
        try {
            return files.usableSpace();
        } catch (IOException e) {
            // A disk that does not answer this may still take writes, and says so itself if not.
            log.debug("{}: free space unknown", files.place(), e);
            return Long.MAX_VALUE;
        }
    }

    /** What is wrong and what to do; empty when enough is free. */
    synchronized Optional<String> fault() {
        return isLow() ? Optional.of(sentence()) : Optional.empty();
    }

    private String sentence() {
        return String.format(Locale.ROOT,
                "The disk of %s has %.2f GiB free, less than the %.2f GiB that must stay free, "
                        + "so new samples are refused; free some space and they are taken again.",
                files.place(), free / (double) (1L << 30), floor / (double) (1L << 30));
    }
}
