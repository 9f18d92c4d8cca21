package org.factfloor.engine.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.factfloor.engine.Book;
import org.factfloor.engine.Facts;
import org.factfloor.engine.Revision;

/**
 * Where planned time went. The losses of a range add up to plannedTime − earnedGood over its time with a standard, and to
 * plannedTime − runTime − manualTime over the rest. Manual time is in no loss; only rejects are.
 *
 * <p>Remembers those of closed production days until a revision touches them: a quarter has millions of intervals. Safe for
 * many threads.
 */
public final class Losses {

    /** Days of machines that are remembered, about 1 kB each. */
    private static final int REMEMBERED = 16_384;

    private final Facts facts;
    private final ReentrantLock lock = new ReentrantLock();
    /** Least recently asked first. */
    private final Map<Day, Known> known = new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<Day, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What losses are grouped by. */
    public enum By {
        REASON, MACHINE, SHIFT, PRODUCT
    }

    private record Day(String machine, long from, long to, By by) {}

    /** @param revision newest that had touched the day; 0 for none */
    private record Known(long revision, LossSums sums) {}

    public Losses(Facts facts) {
        this.facts = facts;
    }

    /** The losses of these machines in what a snapshot was taken of, [from, to), largest first. */
    public static List<Loss> of(Snapshot snapshot, Collection<String> machines, long from, long to, By by) {
        LossSums sums = new LossSums(by);
        machines.forEach(machine -> sums.add(machine, snapshot.cells(machine, from, to),
                snapshot.intervals(machine, from, to), from, to, to));
        return sums.list();
    }

    /** The losses of a subject's machines in [from, to), largest first. */
    public List<Loss> of(Subject subject, long from, long to, By by) {
        LossSums sums = new LossSums(by);
        List<Slice> days = Slice.cut(subject.calendar(), from, to, Slice.Period.DAY);
        for (String machine : subject.machines()) {
            List<Revision> revisions = facts.revisions(machine, from, to);
            for (Slice day : days) {
                if (day.from() >= from && day.to() <= to) {
                    sums.add(whole(new Day(machine, day.from(), day.to(), by), newest(revisions, day), to));
                } else {
                    long start = Math.max(from, day.from());
                    long end = Math.min(to, day.to());
                    Book book = facts.book(machine, start, end);
                    sums.add(machine, book.cells(), book.intervals(), start, end, to);
                }
            }
        }
        return sums.list();
    }

    private static long newest(List<Revision> revisions, Slice day) {
        return revisions.stream().filter(revision -> revision.from() < day.to() && revision.to() > day.from())
                .mapToLong(Revision::number).max().orElse(0);
    }

    /** @param revision read before the facts: what is newer is found out at the next call */
    private LossSums whole(Day day, long revision, long clip) {
        lock.lock();
        try {
            Known before = known.get(day);
            if (before != null && before.revision() == revision) {
                return before.sums();
            }
        } finally {
            lock.unlock();
        }
        Book book = facts.book(day.machine(), day.from(), day.to());
        // Under an older calendar another hour may have begun the day, and the last cell may reach over this one's end.
        long end = book.cells().isEmpty() ? day.to() : Math.max(day.to(), book.cells().getLast().to());
        if (end > day.to()) {
            book = facts.book(day.machine(), day.from(), end);
        }
        LossSums sums = new LossSums(day.by());
        sums.add(day.machine(), book.cells(), book.intervals(), day.from(), day.to(), Math.min(end, clip));
        if (end == day.to() && book.closedTo() >= end) {
            lock.lock();
            try {
                known.put(day, new Known(revision, sums));
            } finally {
                lock.unlock();
            }
        }
        return sums;
    }
}
