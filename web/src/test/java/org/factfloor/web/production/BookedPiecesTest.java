package org.factfloor.web.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.engine.Book;
import org.factfloor.engine.Facts;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.State;
import org.factfloor.production.TimeUse;
import org.junit.jupiter.api.Test;

class BookedPiecesTest {

    /** Facts that are one book. */
    private static final class OneBook extends GivenFacts {

        private final Book book;

        OneBook(Book book) {
            this.book = book;
        }

        @Override
        public Book book(String workUnit, long from, long to) {
            return book;
        }

        @Override
        public Book cells(String workUnit, long from, long to) {
            return book;
        }
    }

    private static Cell cell(long from, long to, Quantity quantity, long value) {
        long[] values = new long[Quantity.values().length];
        values[quantity.ordinal()] = value;
        return GivenFacts.cell(from, to, Optional.empty(), Optional.empty(), Quantities.of(values));
    }

    private static Interval interval(long from, long to, State state) {
        return new Interval(from, to, state, TimeUse.RUN, TimeClass.PLANNED, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), 0);
    }

    private static OptionalLong made(boolean caughtUp, List<Cell> cells, Interval... intervals) {
        return new BookedPieces(new OneBook(new Book(cells, List.of(intervals), 0, 0)), () -> caughtUp).made("m", 10,
                30);
    }

    @Test
    void addsWhatWasMadeInsideTheRange() {
        List<Cell> cells = List.of(cell(0, 10, Quantity.MADE, 7), cell(10, 20, Quantity.MADE, 3_000),
                cell(20, 30, Quantity.MADE, 500), cell(30, 40, Quantity.MADE, 9));
        assertThat(made(true, cells, interval(0, 40, State.RUNNING))).hasValue(3_500);
        assertThat(made(true, cells, interval(0, 10, State.NO_DATA), interval(10, 40, State.RUNNING)))
                .as("what is missing before does not matter").hasValue(3_500);
    }

    @Test
    void doesNotKnowWhereSomethingIsMissing() {
        List<Cell> cells = List.of(cell(10, 20, Quantity.MADE, 3_000));
        assertThat(made(false, cells, interval(10, 20, State.RUNNING))).as("behind").isEmpty();
        assertThat(made(true, cells, interval(10, 18, State.RUNNING), interval(18, 20, State.NO_DATA))).isEmpty();
        assertThat(made(true, List.of())).as("no production facts").isEmpty();
        assertThat(made(true, List.of(cell(10, 20, Quantity.JUMPS, 1)), interval(10, 20, State.RUNNING))).isEmpty();
        assertThat(made(true, List.of(cell(10, 20, Quantity.NOT_BOOKED, 4)), interval(10, 20, State.RUNNING)))
                .isEmpty();
    }
}
