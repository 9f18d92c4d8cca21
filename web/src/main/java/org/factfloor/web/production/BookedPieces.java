package org.factfloor.web.production;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.factfloor.engine.Book;
import org.factfloor.engine.Facts;
import org.factfloor.production.Cell;
import org.factfloor.production.Quantity;
import org.factfloor.production.State;
import org.factfloor.web.MadePieces;

/** What machines made by the engine's books. Not known while those are behind, and over time in which data is missing. */
public final class BookedPieces implements MadePieces {

    private final Facts facts;
    private final BooleanSupplier caughtUp;

    /**
     * Pieces by books.
     *
     * @param caughtUp whether the books hold all that is known
     */
    public BookedPieces(Facts facts, BooleanSupplier caughtUp) {
        this.facts = facts;
        this.caughtUp = caughtUp;
    }

    @Override
    public OptionalLong made(String workUnit, long from, long to) {
        Book book = facts.book(workUnit, from, to);
        boolean missing = book.intervals().stream()
                .anyMatch(
                        interval -> interval.state() == State.NO_DATA && interval.from() < to && interval.to() > from);
        if (!caughtUp.getAsBoolean() || missing || book.cells().isEmpty()) {
            return OptionalLong.empty();
        }
        long made = 0;
        for (Cell cell : book.cells()) {
            boolean inside = cell.from() >= from && cell.to() <= to;
            // Steps that were not believed may have been pieces.
            if (inside && cell.quantities().get(Quantity.JUMPS) + cell.quantities().get(Quantity.NOT_BOOKED) != 0) {
                return OptionalLong.empty();
            }
            made += inside ? cell.quantities().get(Quantity.MADE) : 0;
        }
        return OptionalLong.of(made);
    }
}
