package org.factfloor.web.production;

import java.util.List;
import java.util.Optional;
import org.factfloor.engine.Closing;
import org.factfloor.engine.Facts;
import org.factfloor.engine.Recomputed;
import org.factfloor.engine.Revision;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Quantities;

/** Facts that a test gives; nothing in them was ever revised. */
abstract class GivenFacts implements Facts {

    /** A cell in planned time. */
    static Cell cell(long from, long to, Optional<String> product, Optional<String> job, Quantities quantities) {
        return new Cell(from, to, TimeClass.PLANNED, Optional.empty(), product, job, Optional.empty(), quantities, 0);
    }

    @Override
    public List<Revision> revisions(String workUnit, long from, long to) {
        return List.of();
    }

    @Override
    public Optional<Closing> closing(String workUnit, ShiftRef shift) {
        return Optional.empty();
    }

    @Override
    public Recomputed recompute(String workUnit, long from, long to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Recomputed recompute(String workUnit, long from, long to, boolean fromStart) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long sealedUntil(String workUnit) {
        return Long.MIN_VALUE;
    }
}
