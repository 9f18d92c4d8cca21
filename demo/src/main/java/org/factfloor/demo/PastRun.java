package org.factfloor.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.factfloor.demo.DemoSettings.Flapping;
import org.factfloor.demo.line.Line;

/**
 * The line run once from the past to now, remembered as it stood at each full hour. From these the samples of any hour
 * can be had, so the past can be told newest hour first: who looks at the last hour need not wait for the first.
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
        long begin = end - settings.past().toSeconds();
        Line line = Line.atDayStart(settings.seed(), Instant.ofEpochSecond(begin));
        List<Line> hours = new ArrayList<>();
        while (line.second() < end) {
            if (line.second() % HOUR == 0 && line.second() > begin - HOUR) {
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
     * Tells the samples of the last {@code howFar}, newest hour first, up to but without the present second.
     *
     * @param refOf gives the reference of a signal key
     * @throws IllegalArgumentException for more past than the settings asked for
     */
    void tell(Duration howFar, ToIntFunction<String> refOf, PastConsumer consumer) throws InterruptedException {
        long from = present.second() - howFar.toSeconds();
        if (from < begin) {
            throw new IllegalArgumentException(
                    "the simulated plant knows " + Duration.ofSeconds(present.second() - begin)
                            + " of its past, not " + howFar);
        }
        PastRecorder recorder = new PastRecorder(refOf, flapping, consumer);
        for (Line hour : hours.reversed()) {
            long to = Math.min(hour.second() + HOUR, present.second());
            if (to <= from) {
                return;
            }
            recorder.record(hour.copy(), Math.max(hour.second(), from), to);
        }
    }
}
