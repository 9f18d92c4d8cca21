package org.factfloor.production;

import java.util.List;
import java.util.Optional;

/** What came out for one machine, by rising time. */
record MachineBooks(List<Cell> cells, List<Interval> intervals) {

    /** Without digests, which are no figures. */
    MachineBooks figures() {
        return new MachineBooks(cells.stream().map(cell -> new Cell(cell.from(), cell.to(), cell.timeClass(),
                cell.shift(), cell.product(), cell.job(), cell.cycle(), cell.quantities(), 0)).toList(), intervals);
    }

    /** The first way in which these differ from others; empty where they are equal. */
    Optional<String> difference(MachineBooks other) {
        return difference("cell", cells, other.cells).or(() -> difference("interval", intervals, other.intervals));
    }

    private static <T> Optional<String> difference(String what, List<T> mine, List<T> others) {
        for (int i = 0; i < Math.max(mine.size(), others.size()); i++) {
            Object here = i < mine.size() ? mine.get(i) : "none";
            Object there = i < others.size() ? others.get(i) : "none";
            if (!here.equals(there)) {
                return Optional.of("%s %d\n  expected %s\n  got      %s".formatted(what, i, here, there));
            }
        }
        return Optional.empty();
    }
}
