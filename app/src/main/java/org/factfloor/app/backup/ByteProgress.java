package org.factfloor.app.backup;

import java.util.concurrent.TimeUnit;

/** Turns bytes done into progress, a few times a second at most. For one thread. */
final class ByteProgress {

    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    private final Progress progress;
    private final double from;
    private final double to;
    private final long total;
    private long done;
    private String text = "";
    private long toldAt = System.nanoTime() - EVERY;

    /** Progress from one part of the whole to another while so many bytes are done. */
    ByteProgress(Progress progress, double from, double to, long totalBytes) {
        this.progress = progress;
        this.from = from;
        this.to = to;
        this.total = Math.max(1, totalBytes);
    }

    void begins(String what) {
        text = what;
        add(0);
    }

    void add(long bytes) {
        done += bytes;
        long now = System.nanoTime();
        if (now - toldAt >= EVERY) {
            toldAt = now;
            progress.at(from + (to - from) * Math.min(1, done / (double) total), text);
        }
    }
}
