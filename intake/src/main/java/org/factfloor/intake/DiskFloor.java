package org.factfloor.intake;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.factfloor.plant.Label;
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
                log.error("{}", sentence().en());
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
    synchronized Optional<Label> fault() {
        return isLow() ? Optional.of(sentence()) : Optional.empty();
    }

    private Label sentence() {
        String place = files.place();
        String has = gib(free);
        String least = gib(floor);
        return new Label("The disk of " + place + " has " + has + " GiB free, less than the " + least
                + " GiB that must stay free, so new samples are refused; free some space and they are taken again.",
                place + " 所在磁盘仅剩 " + has + " GiB，低于须保留的 " + least + " GiB，因此拒收新采样；腾出空间后自动恢复接收。");
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.2f", bytes / (double) (1L << 30));
    }
}
