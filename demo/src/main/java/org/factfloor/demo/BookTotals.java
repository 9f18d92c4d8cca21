package org.factfloor.demo;

import java.util.Arrays;
import org.factfloor.demo.DemoBooks.Count;
import org.factfloor.demo.DemoBooks.Page;
import org.factfloor.demo.DemoBooks.Stretch;
import org.factfloor.demo.line.DemoCalendar;
import org.factfloor.demo.line.Doing;
import org.factfloor.plant.Micros;
import org.factfloor.plant.TimeClass;
import org.factfloor.plant.TimeSpan;

/**
 * What a machine's time and pieces add up to by its book, counted second by second in the plainest way. Times are µs.
 *
 * @param planned shifts without the breaks and stops that are planned
 * @param stops standing for longer than the limit
 * @param shortStops standing for up to the limit
 * @param trials pieces made to set it up
 */
public record BookTotals(long planned, long run, long setup, long stops, long shortStops, long good, long scrap,
        long trials) {

    /**
     * Adds up [from, to).
     *
     * @param from whole seconds in µs since 1970-01-01 UTC, inside the books
     * @param to whole seconds in µs since 1970-01-01 UTC, inside the books
     */
    public static BookTotals of(DemoBooks books, String machine, long from, long to) {
        Page page = books.page(machine);
        long shortStop = DemoSheets.of(machine).shortStopLimit() / Micros.PER_SECOND;
        Seconds seconds = new Seconds(books.begin() / Micros.PER_SECOND, books.end() / Micros.PER_SECOND, page);
        // A wait of up to one and a half cycles between two runs is part of the cycle.
        seconds.absorbPauses(DemoSheets.cycle(machine) * 3 / 2 / Micros.PER_SECOND);
        if (machine.equals("lathe-1")) {
            seconds.endNightsAtFirstStop(shortStop);
        }
        long[] sums = new long[Use.values().length];
        for (int second = seconds.index(from); second < seconds.index(to); second++) {
            sums[seconds.use(second, shortStop).ordinal()] += Micros.PER_SECOND;
        }
        Count pieces = page.counts().stream().filter(count -> count.time() >= from && count.time() < to).reduce(
                new Count(from, 0, 0, 0), (a, b) -> new Count(from, a.good() + b.good(), a.scrap() + b.scrap(),
                        a.trials() + b.trials()));
        return new BookTotals(to - from - sums[Use.NOT_PLANNED.ordinal()], sums[Use.RUN.ordinal()],
                sums[Use.SETUP.ordinal()], sums[Use.STOP.ordinal()], sums[Use.SHORT_STOP.ordinal()], pieces.good(),
                pieces.scrap(), pieces.trials());
    }

    private enum Use {
        NOT_PLANNED, RUN, SETUP, STOP, SHORT_STOP
    }

    /** The book laid out second by second. */
    private static final class Seconds {

        private final long begin;
        private final Doing[] doings;
        private final boolean[] planned;
        private final boolean[] day;

        Seconds(long begin, long end, Page page) {
            this.begin = begin;
            doings = new Doing[Math.toIntExact(end - begin)];
            planned = new boolean[doings.length];
            day = new boolean[doings.length];
            for (Stretch stretch : page.stretches()) {
                Arrays.fill(doings, index(stretch.from()), stretch.to().map(this::index).orElse(doings.length),
                        stretch.doing());
            }
            for (TimeSpan span : DemoCalendar.CALENDAR.spans(begin * Micros.PER_SECOND, end * Micros.PER_SECOND)) {
                Arrays.fill(planned, index(span.from()), index(span.to()), span.timeClass() == TimeClass.PLANNED);
                Arrays.fill(day, index(span.from()), index(span.to()), isDay(span));
            }
            for (int i = 0; i < doings.length; i++) {
                planned[i] &= doings[i] != Doing.CLEANING;
            }
        }

        int index(long micros) {
            return Math.toIntExact(micros / Micros.PER_SECOND - begin);
        }

        private static boolean isDay(TimeSpan span) {
            return span.shift() != null && span.shift().shift().id().equals(DemoCalendar.DAY);
        }

        /** The machine does not call a wait a stop if it goes on within a cycle and a half. */
        void absorbPauses(long longest) {
            for (int i = 1; i < doings.length; i++) {
                if (waits(i) && doings[i - 1] == Doing.RUNNING) {
                    int end = i;
                    while (end < doings.length && waits(end)) {
                        end++;
                    }
                    if (end < doings.length && doings[end] == Doing.RUNNING && end - i <= longest) {
                        Arrays.fill(doings, i, end, Doing.RUNNING);
                    }
                    i = end;
                }
            }
        }

        private boolean waits(int i) {
            return doings[i] == Doing.STARVED || doings[i] == Doing.BLOCKED || doings[i] == Doing.RESTING;
        }

        /** Alone, it is to work through breaks too, but only until its first long stop. */
        void endNightsAtFirstStop(long shortStop) {
            for (int i = 0; i < doings.length; i++) {
                planned[i] |= !day[i];
            }
            for (int i = 0; i < doings.length; i++) {
                if (!day[i] && stands(i) && stopEnd(i) - stopBegin(i) > shortStop) {
                    for (; i < doings.length && !day[i]; i++) {
                        planned[i] = false;
                    }
                }
            }
        }

        Use use(int i, long shortStop) {
            if (!planned[i]) {
                return Use.NOT_PLANNED;
            }
            if (!doings[i].stands()) {
                return doings[i] == Doing.SETUP ? Use.SETUP : Use.RUN;
            }
            return stopEnd(i) - stopBegin(i) > shortStop ? Use.STOP : Use.SHORT_STOP;
        }

        private boolean stands(int i) {
            return planned[i] && doings[i].stands();
        }

        private int stopBegin(int i) {
            int begin = i;
            while (begin > 0 && stands(begin - 1)) {
                begin--;
            }
            return begin;
        }

        private int stopEnd(int i) {
            int end = i;
            while (end < doings.length && stands(end)) {
                end++;
            }
            return end;
        }
    }
}
