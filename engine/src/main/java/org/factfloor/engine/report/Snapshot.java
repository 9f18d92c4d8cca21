package org.factfloor.engine.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.factfloor.engine.Book;
import org.factfloor.engine.Facts;
import org.factfloor.production.Cell;
import org.factfloor.production.Interval;
import org.factfloor.production.Quantities;

/** The books of some machines over a range, taken once. Immutable. */
public final class Snapshot {

    private final Map<String, Book> books;
    private final long from;
    private final long to;
    private final long closedTo;
    private final long revision;

    private Snapshot(Map<String, Book> books, long from, long to) {
        this.books = books;
        this.from = from;
        this.to = to;
        closedTo = books.values().stream().mapToLong(Book::closedTo).min().orElse(Long.MIN_VALUE);
        revision = books.values().stream().mapToLong(Book::revision).max().orElse(0);
    }

    /** Takes the books of [from, to), µs. */
    public static Snapshot take(Facts facts, Collection<String> machines, long from, long to) {
        return take(machines, from, to, id -> facts.book(id, from, to));
    }

    /** Takes the cells of [from, to), µs, for sums; there are no intervals in it. */
    public static Snapshot ofCells(Facts facts, Collection<String> machines, long from, long to) {
        return take(machines, from, to, id -> facts.cells(id, from, to));
    }

    private static Snapshot take(Collection<String> machines, long from, long to, Function<String, Book> book) {
        Map<String, Book> books = new LinkedHashMap<>();
        machines.forEach(machine -> books.computeIfAbsent(machine, book));
        return new Snapshot(books, from, to);
    }

    public long from() {
        return from;
    }

    public long to() {
        return to;
    }

    /** What ends at or before it will change only by a revision, µs. */
    public long closedTo() {
        return closedTo;
    }

    /** The newest revision that changed something here; 0 for none. */
    public long revision() {
        return revision;
    }

    /** Whether it was taken of all of these machines. */
    boolean covers(Collection<String> machines) {
        return books.keySet().containsAll(machines);
    }

    /** The sum of the cells of these machines that begin in [from, to). */
    public Quantities sum(Collection<String> machines, long from, long to) {
        Quantities sum = Quantities.NONE;
        for (String machine : machines) {
            for (Cell cell : cells(machine, from, to)) {
                sum = sum.plus(cell.quantities());
            }
        }
        return sum;
    }

    /** The cells of a machine that begin in [from, to), by time. */
    public List<Cell> cells(String machine, long from, long to) {
        List<Cell> cells = book(machine).cells();
        int first = first(cells, cell -> cell.from() >= from);
        return cells.subList(first, Math.max(first, first(cells, cell -> cell.from() >= to)));
    }

    /** The intervals of a machine in [from, to), cut at its ends. */
    public List<Interval> intervals(String machine, long from, long to) {
        List<Interval> intervals = book(machine).intervals();
        int first = first(intervals, interval -> interval.to() > from);
        int end = first(intervals, interval -> interval.from() >= to);
        return intervals.subList(first, Math.max(first, end)).stream().map(interval -> interval.clip(from, to))
                .toList();
    }

    /** Where in a list by time something begins to be so, by halving: an answer by the hour cuts a year in thousands. */
    private static <T> int first(List<T> byTime, Predicate<T> reached) {
        int low = 0;
        int high = byTime.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reached.test(byTime.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private Book book(String machine) {
        Book book = books.get(machine);
        if (book == null) {
            throw new IllegalArgumentException("the snapshot was not taken of " + machine);
        }
        return book;
    }
}
