package org.factfloor.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.factfloor.demo.DemoSettings.Flapping;
import org.factfloor.demo.line.Line;

/**
 * The line run once from the beginning of its past to now, remembered as it stood at each full hour before its first
 * start. From these the samples of any hour can be had, so the past can be told newest hour first: who looks at the last
 * hour need not wait for the first.
 */
final class PastRun {

    private static final long HOUR = 3_600;

    private final List<Line> hours;
    private final Line present;
    private final long begin;
    private final Optional<Flapping> flapping;

    private PastRun(List<Line> hours, Line present, long begin, Optional<Flapping> flapping) {
        this.hours = hours;
        this.present = present;
        this.begin = begin;
        this.flapping = flapping;
    }

    /** Runs to the second that contains {@code now}. */
    static PastRun until(Instant now, DemoSettings settings) {
        long end = now.getEpochSecond();
        long begin = settings.begin().getEpochSecond();
        Line line = settings.line();
        List<Line> hours = new ArrayList<>();
        while (line.second() < end) {
            if (line.second() % HOUR == 0 && line.second() > begin - HOUR
                    && line.second() < settings.firstStart().getEpochSecond()) {
                hours.add(line.copy());
            }
            line.step();
        }
        return new PastRun(List.copyOf(hours), line, begin, settings.flapping());
    }

    /** A copy of the line as it stands now. */
    Line present() {
        return present.copy();
    }

    /**
     * Tells the samples from the beginning of the past up to but without a second, newest hour first.
     *
     * @param refOf gives the reference of a signal key
     * @param end seconds since 1970-01-01 UTC, not after the second of the first start
     */
    void tell(long end, ToIntFunction<String> refOf, PastConsumer consumer) throws InterruptedException {
        PastRecorder recorder = new PastRecorder(refOf, flapping, consumer);
        for (Line hour : hours.reversed()) {
            long from = Math.max(hour.second(), begin);
            long to = Math.min(hour.second() + HOUR, end);
            if (from < to) {
                recorder.record(hour.copy(), from, to);
                consumer.reached(from);
            }
        }
    }
}
