package org.factfloor.production;

import org.factfloor.production.WorkUnitSheet.Counting;

/** Books the pieces of a counter on the time they were made in. docs/reference/production-rules.md, section 3. */
final class PieceBooking {

    private final Counting counting;
    private final PieceCounter counter;
    private final Machine machine;
    private final Stretches stretches;
    private final StopJudge judge;
    private final CellBuilder cells;

    PieceBooking(Counting counting, PieceCounter counter, Machine machine, Stretches stretches, StopJudge judge,
            CellBuilder cells) {
        this.counting = counting;
        this.counter = counter;
        this.machine = machine;
        this.stretches = stretches;
        this.judge = judge;
        this.cells = cells;
    }

    void save(StateWriter out) {
        counter.save(out);
    }

    /**
     * The counter became unknown, unless it is already.
     *
     * @return whether that is news
     */
    boolean unknown(long now) {
        if (!counter.known()) {
            return false;
        }
        counter.unknown(now);
        machine.counterUnknown(now);
        return true;
    }

    /**
     * The counter has this value.
     *
     * @return whether that is news
     */
    boolean known(long now, long value) {
        if (counter.holds(value)) {
            return false;
        }
        boolean wasKnown = counter.known();
        long gapFrom = counter.gapFrom();
        long step = counter.take(value);
        long pieces = step <= 0 ? 0 : Math.multiplyExact(step, piecesPerCount(stretches.open().making));
        // First the machine: what comes at this instant belongs to the stretch that may begin here.
        if (!wasKnown) {
            machine.counterKnown(now);
        }
        if (pieces > 0) {
            machine.piece(now);
        }
        Stretch open = stretches.open();
        if (step < 0) {
            open.jumps++;
        }
        if (wasKnown || pieces == 0) {
            open.counted += pieces;
        } else if (now - gapFrom <= PieceCounter.LONGEST_GAP) {
            spread(new Spread(gapFrom, now, pieces));
        } else {
            open.notBooked += pieces;
        }
        return true;
    }

    /** What one count is worth at this instant, 10⁻³ pieces. */
    private long piecesPerCount(Making making) {
        return switch (counting.oneCount()) {
            case PART, GOOD_PART -> counting.piecesPerCount();
            case CYCLE, SHOT -> {
                if (making.cavities() >= 0) {
                    yield 1_000L * making.cavities();
                }
                yield making.cycle() != null ? making.cycle().partsPerCycle() : counting.piecesPerCount();
            }
        };
    }

    private void spread(Spread gap) {
        cells.take(gap);
        judge.take(gap);
        stretches.take(gap);
    }

    /** All pieces before it are booked, µs; a gap that is too long to be filled is not waited for. */
    long bookedTo(long now) {
        long gapFrom = counter.gapFrom();
        boolean waits = gapFrom != PieceCounter.NO_GAP && now - gapFrom <= PieceCounter.LONGEST_GAP;
        return waits ? gapFrom : Long.MAX_VALUE;
    }
}
