package org.factfloor.engine.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.factfloor.plant.TimeClass;
import org.factfloor.production.Cell;
import org.factfloor.production.Cell.ShiftRef;
import org.factfloor.production.Interval;
import org.factfloor.production.PlannedCycle;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.factfloor.production.State;
import org.factfloor.production.TimeUse;

/**
 * Cells and intervals of a block as bytes: times as differences from where the one before ended, texts and planned cycles by
 * their number in a table of the block, quantities as those that are not zero.
 */
final class FactsCodec {

    private static final int VERSION = 1;
    private static final TimeClass[] TIME_CLASSES = TimeClass.values();
    private static final State[] STATES = State.values();
    private static final TimeUse[] USES = TimeUse.values();
    private static final Quantity[] QUANTITIES = Quantity.values();

    private FactsCodec() {}

    /** A block's content, by time. */
    record Block(List<Cell> cells, List<Interval> intervals) {

        static final Block EMPTY = new Block(List.of(), List.of());
    }

    /**
     * A number that is another one where bytes mean something else: of this codec's version and of the names of what is
     * kept by its place.
     */
    static int layout() {
        CRC32 names = new CRC32();
        names.update(VERSION);
        names.update(Stream.of(TIME_CLASSES, STATES, USES, QUANTITIES).flatMap(Arrays::stream).map(Enum::name)
                .collect(Collectors.joining(" ")).getBytes(StandardCharsets.US_ASCII));
        return (int) names.getValue();
    }

    static byte[] write(Block block) {
        Writer writer = new Writer();
        writer.out.number(block.cells().size());
        block.cells().forEach(writer::cell);
        writer.last = 0;
        writer.out.number(block.intervals().size());
        block.intervals().forEach(writer::interval);
        return writer.out.bytes();
    }

    /** The cells alone; they lie before the intervals. */
    static List<Cell> readCells(byte[] bytes) {
        return cells(new Reader(new ByteReader(bytes)));
    }

    private static List<Cell> cells(Reader reader) {
        List<Cell> cells = new ArrayList<>();
        for (long left = reader.in.number(); left > 0; left--) {
            cells.add(reader.cell());
        }
        return cells;
    }

    static Block read(byte[] bytes) {
        Reader reader = new Reader(new ByteReader(bytes));
        List<Cell> cells = cells(reader);
        reader.last = 0;
        List<Interval> intervals = new ArrayList<>();
        for (long left = reader.in.number(); left > 0; left--) {
            intervals.add(reader.interval());
        }
        return new Block(cells, intervals);
    }

    static byte[] write(Quantities quantities) {
        ByteWriter out = new ByteWriter();
        write(quantities, out);
        return out.bytes();
    }

    static Quantities readQuantities(byte[] bytes) {
        return readQuantities(new ByteReader(bytes));
    }

    private static void write(Quantities quantities, ByteWriter out) {
        long present = 0;
        for (Quantity quantity : QUANTITIES) {
            present |= quantities.get(quantity) == 0 ? 0 : 1L << quantity.ordinal();
        }
        out.number(present);
        for (Quantity quantity : QUANTITIES) {
            if (quantities.get(quantity) != 0) {
                out.signed(quantities.get(quantity));
            }
        }
    }

    private static Quantities readQuantities(ByteReader in) {
        long present = in.number();
        long[] values = new long[QUANTITIES.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (present & 1L << i) == 0 ? 0 : in.signed();
        }
        return Quantities.of(values);
    }

    private static final class Writer {

        private final ByteWriter out = new ByteWriter();
        private final Map<String, Integer> texts = new HashMap<>();
        private final Map<PlannedCycle, Integer> cycles = new HashMap<>();
        private long last;

        void cell(Cell cell) {
            times(cell.from(), cell.to());
            out.raw(cell.timeClass().ordinal());
            text(cell.shift().map(ShiftRef::id));
            cell.shift().ifPresent(shift -> out.signed(cell.from() - shift.from()));
            text(cell.product());
            text(cell.job());
            cycle(cell.cycle());
            write(cell.quantities(), out);
            out.fixed(cell.inputs());
        }

        void interval(Interval interval) {
            times(interval.from(), interval.to());
            out.raw(interval.state().ordinal());
            out.raw(interval.use().ordinal());
            out.raw(interval.timeClass().ordinal());
            text(interval.reason());
            text(interval.entry());
            text(interval.product());
            text(interval.job());
            out.raw(interval.stop() == 0 ? 0 : 1);
            if (interval.stop() != 0) {
                out.signed(interval.from() - interval.stop());
            }
        }

        private void times(long from, long to) {
            out.signed(from - last);
            out.signed(to - from);
            last = to;
        }

        /** 0 for none, its number for a known one, the next number and the text for a new one. */
        private void text(Optional<String> text) {
            if (text.isEmpty()) {
                out.number(0);
                return;
            }
            Integer known = texts.putIfAbsent(text.get(), texts.size() + 1);
            out.number(known == null ? texts.size() : known);
            if (known == null) {
                out.text(text.get());
            }
        }

        private void cycle(Optional<PlannedCycle> cycle) {
            if (cycle.isEmpty()) {
                out.number(0);
                return;
            }
            PlannedCycle planned = cycle.get();
            Integer known = cycles.putIfAbsent(planned, cycles.size() + 1);
            out.number(known == null ? cycles.size() : known);
            if (known == null) {
                out.number(planned.cycle());
                out.number(planned.partsPerCycle());
                out.number(planned.targetPerHour());
                out.raw(planned.confirmed() ? 1 : 0);
            }
        }
    }

    private static final class Reader {

        private final ByteReader in;
        /** As optionals, for a quarter has millions of them. */
        private final List<Optional<String>> texts = new ArrayList<>();
        private final List<Optional<PlannedCycle>> cycles = new ArrayList<>();
        private long last;

        Reader(ByteReader in) {
            this.in = in;
        }

        Cell cell() {
            long from = last + in.signed();
            last = from + in.signed();
            TimeClass timeClass = TIME_CLASSES[in.raw()];
            Optional<ShiftRef> shift = text().map(id -> new ShiftRef(id, from - in.signed()));
            return new Cell(from, last, timeClass, shift, text(), text(), cycle(), readQuantities(in), in.fixed());
        }

        Interval interval() {
            long from = last + in.signed();
            last = from + in.signed();
            State state = STATES[in.raw()];
            TimeUse use = USES[in.raw()];
            TimeClass timeClass = TIME_CLASSES[in.raw()];
            return new Interval(from, last, state, use, timeClass, text(), text(), text(), text(),
                    in.raw() == 0 ? 0 : from - in.signed());
        }

        private Optional<String> text() {
            int number = (int) in.number();
            if (number == 0) {
                return Optional.empty();
            }
            if (number > texts.size()) {
                texts.add(Optional.of(in.text()));
            }
            return texts.get(number - 1);
        }

        private Optional<PlannedCycle> cycle() {
            int number = (int) in.number();
            if (number == 0) {
                return Optional.empty();
            }
            if (number > cycles.size()) {
                cycles.add(Optional.of(new PlannedCycle(in.number(), in.number(), in.number(), in.raw() == 1)));
            }
            return cycles.get(number - 1);
        }
    }
}
