package org.factfloor.web.ledger;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.factfloor.history.HourCounts;
import org.factfloor.history.SampleFate;
import org.factfloor.plant.Micros;

/** Sums of a subject, hour by hour. */
final class Tally {

    private static final SampleFate[] FATES = SampleFate.values();

    private final int firstHour;
    private final long[][] counts;
    /** By how many samples hours of signals do not add up, both ways apart: one must not hide the other. */
    private final long[] missing;
    private final long[] surplus;
    /** µs of all signals together. */
    private final long[] confirmed;
    private final long[] gap;

    Tally(int firstHour, int hours) {
        this.firstHour = firstHour;
        counts = new long[FATES.length][hours];
        missing = new long[hours];
        surplus = new long[hours];
        confirmed = new long[hours];
        gap = new long[hours];
    }

    void count(int hour, SampleFate fate, long count) {
        counts[fate.code()][hour - firstHour] += count;
    }

    void imbalance(int hour, long difference) {
        (difference > 0 ? missing : surplus)[hour - firstHour] += Math.abs(difference);
    }

    /** Time of a signal in which its value was confirmed: [from, to), µs. */
    void confirmed(long from, long to) {
        spread(confirmed, from, to);
    }

    /** Time of a signal in which nothing was known: [from, to), µs. */
    void gap(long from, long to) {
        spread(gap, from, to);
    }

    private void spread(long[] into, long from, long to) {
        for (long start = from; start < to;) {
            int hour = HourCounts.hourOf(start);
            long end = Math.min(to, (hour + 1) * Micros.PER_HOUR);
            into[hour - firstHour] += end - start;
            start = end;
        }
    }

    private long[] of(SampleFate fate) {
        return counts[fate.code()];
    }

    private long[] sum(SampleFate... fates) {
        return IntStream.range(0, missing.length)
                .mapToLong(hour -> Arrays.stream(fates).mapToLong(fate -> of(fate)[hour]).sum()).toArray();
    }

    private static SampleFate[] rejections() {
        return Arrays.stream(FATES).filter(SampleFate::isRejection).toArray(SampleFate[]::new);
    }

    private long[] received() {
        long[] taken = sum(SampleFate.APPLIED, SampleFate.IN_FLIGHT);
        long[] rejected = sum(rejections());
        return IntStream.range(0, taken.length).mapToLong(hour -> taken[hour] + rejected[hour]).toArray();
    }

    /**
     * Numbers of samples; received = stored + duplicate + superseded + rejected + inFlight + missing − surplus.
     *
     * @param rejectedBy the rejected by reason
     * @param late of the stored, those older than the newest of their signal
     * @param retimed filed under another time than their source gave, which was not plausible
     * @param moved to the next free µs, because their source gave several values for one time
     * @param overflowed before which the source dropped others
     * @param missing how many are not where they should be
     * @param surplus how many are there and were never received
     * @param confirmedMs time of all signals together in which their sources confirmed their values
     * @param gapMs time of all signals together in which nothing was known
     */
    record SumView(boolean addsUp, long received, long stored, long duplicate, long superseded, long rejected,
            RejectedView rejectedBy, long inFlight, long late, long retimed, long moved, long overflowed, long missing,
            long surplus, long confirmedMs, long gapMs) {}

    /** Why samples were rejected. */
    record RejectedView(long diskFull, long textTooLong, long journalFault, long stopping, long edgeFull,
            long notKept) {}

    /** The same as columns, a number for each hour. */
    record HoursView(long[] received, long[] stored, long[] duplicate, long[] superseded, long[] rejected,
            long[] inFlight, long[] late, long[] retimed, long[] moved, long[] overflowed, long[] missing,
            long[] surplus,
            long[] confirmedMs, long[] gapMs) {}

    SumView sum() {
        return new SumView(total(missing) == 0 && total(surplus) == 0, total(received()), total(of(SampleFate.STORED)),
                total(of(SampleFate.DUPLICATE)), total(of(SampleFate.SUPERSEDED)), total(sum(rejections())),
                new RejectedView(total(of(SampleFate.DISK_FULL)), total(of(SampleFate.TEXT_TOO_LONG)),
                        total(of(SampleFate.JOURNAL_FAULT)), total(of(SampleFate.STOPPING)),
                        total(of(SampleFate.EDGE_FULL)), total(of(SampleFate.NOT_KEPT))),
                total(of(SampleFate.IN_FLIGHT)), total(of(SampleFate.LATE)), total(of(SampleFate.RETIMED)),
                total(of(SampleFate.MOVED)),
                total(of(SampleFate.OVERFLOWED)), total(missing), total(surplus), total(millis(confirmed)),
                total(millis(gap)));
    }

    HoursView hours() {
        return new HoursView(received(), of(SampleFate.STORED), of(SampleFate.DUPLICATE), of(SampleFate.SUPERSEDED),
                sum(rejections()), of(SampleFate.IN_FLIGHT), of(SampleFate.LATE), of(SampleFate.RETIMED),
                of(SampleFate.MOVED),
                of(SampleFate.OVERFLOWED), missing, surplus, millis(confirmed), millis(gap));
    }

    private static long total(long[] hours) {
        return LongStream.of(hours).sum();
    }

    private static long[] millis(long[] micros) {
        return Arrays.stream(micros).map(time -> time / 1_000).toArray();
    }
}
