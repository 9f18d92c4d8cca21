package org.factfloor.imports;

import java.time.zone.ZoneOffsetTransition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.factfloor.imports.sheet.Rows;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/** Turns rows of a file into samples. Remembers where its local times are, so a file is read from its beginning. */
final class RowReader {

    private static final long EARLIEST = 946_684_800L * Micros.PER_SECOND;
    private static final Set<String> NO_VALUE = Set.of("null", "\\n", "n/a", "#n/a", "na", "-", "--", "无");

    private final Layout layout;
    private final long latest;
    private final LocalClock clock;
    private final StatusText statuses;
    private final TimeScanner scanner = new TimeScanner();
    private final Map<String, Target> byName = new HashMap<>();
    private final Function<String, Map<String, Optional<ValueText>>> late;
    private final Set<String> unknown = new HashSet<>();
    private final @Nullable Target[] byColumn;
    private long leftOut;

    /** A signal that a name in the file means; none where what it names is left out. */
    private record Target(@Nullable ValueText values, int series) {}

    /** Told of what is not taken. */
    @FunctionalInterface
    interface Rejects {

        /**
         * One sample, or a line without any.
         *
         * @param column name of the column or signal; empty for the whole line
         * @param text what stands there
         */
        void reject(long line, String column, String text, Reason reason);
    }

    /**
     * A reader.
     *
     * @param targets by the name in the file: how values are read; empty for what is left out
     * @param late the same for a name that comes later, empty where it means nothing
     * @param latest no time lies behind it, µs
     */
    RowReader(Layout layout, Map<String, Optional<ValueText>> targets,
            Function<String, Map<String, Optional<ValueText>>> late, long latest) {
        this.layout = layout;
        this.late = late;
        this.latest = latest;
        clock = new LocalClock(layout.zone(), layout.descending());
        statuses = new StatusText(layout.classicStatus());
        targets.forEach(this::learn);
        byColumn = new Target[layout.columns().size()];
        if (layout.shape() == Layout.Shape.WIDE) {
            layout.signalColumns().forEach(column -> byColumn[column] = byName.get(layout.columns().get(column)));
        }
    }

    private void learn(String name, Optional<ValueText> values) {
        byName.put(name, new Target(values.orElse(null), byName.size()));
    }

    /** What a name means; null where it means nothing. */
    private @Nullable Target target(String name) {
        Target known = byName.get(name);
        if (known == null && unknown.size() < Targets.MOST_NAMES && byName.size() < Targets.MOST_NAMES
                && !unknown.contains(name)) {
            late.apply(name).forEach(this::learn);
            known = byName.get(name);
            if (known == null) {
                unknown.add(name);
            }
        }
        return known;
    }

    /** Appends the samples of the row at hand. */
    void read(Rows row, SampleBatch into, Rejects rejects) {
        List<String> cells = row.cells();
        if (isEmpty(cells)) {
            return;
        }
        boolean wrong = layout.torn() ? cells.size() != layout.columns().size() : cells.size() <= layout.time();
        if (wrong) {
            rejects.reject(row.line(), "", String.join(" ", cells), Reason.CELLS);
        } else if (layout.shape() == Layout.Shape.WIDE) {
            readWide(row, cells, into, rejects);
        } else {
            readLong(row, cells, into, rejects);
        }
    }

    private static boolean isEmpty(List<String> cells) {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    private void readWide(Rows row, List<String> cells, SampleBatch into, Rejects rejects) {
        long time = time(row, cells, 0, rejects);
        if (time == LocalClock.NONE) {
            return;
        }
        for (int column = 0; column < Math.min(byColumn.length, cells.size()); column++) {
            Target target = byColumn[column];
            String cell = cells.get(column);
            if (target == null || cell.isBlank()) {
                continue;
            }
            ValueText values = target.values();
            if (values == null) {
                leftOut++;
            } else if (!isNoValue(values, cell)) {
                int name = column;
                values.append(into, time, cell.strip(), StatusCode.GOOD).ifPresent(
                        reason -> rejects.reject(row.line(), layout.columns().get(name), cell, reason));
            }
        }
    }

    private void readLong(Rows row, List<String> cells, SampleBatch into, Rejects rejects) {
        String name = cell(cells, layout.signal());
        Target target = target(name);
        if (target == null) {
            rejects.reject(row.line(), name, cell(cells, layout.value()), Reason.UNKNOWN_SIGNAL);
            return;
        }
        ValueText values = target.values();
        if (values == null) {
            leftOut++;
            return;
        }
        long time = time(row, cells, target.series(), rejects);
        if (time == LocalClock.NONE) {
            return;
        }
        String written = cell(cells, layout.status());
        OptionalInt status = statuses.read(written);
        if (status.isEmpty()) {
            rejects.reject(row.line(), name, written, Reason.BAD_STATUS);
            return;
        }
        int before = into.size();
        readValue(row, name, values, time, cell(cells, layout.value()), status.getAsInt(), into, rejects);
        if (layout.revision() >= 0 && into.size() > before) {
            revise(into, before, cell(cells, layout.revision()));
        }
    }

    private void readValue(Rows row, String name, ValueText values, long time, String value, int status,
            SampleBatch into, Rejects rejects) {
        if (!value.isBlank() && !isNoValue(values, value)) {
            values.append(into, time, value, status)
                    .ifPresent(reason -> rejects.reject(row.line(), name, value, reason));
        } else if (Quality.of(status) == Quality.BAD) {
            into.addNone(values.ref(), time, status);
        } else {
            rejects.reject(row.line(), name, value, Reason.NO_VALUE);
        }
    }

    /** Puts the newest row of a batch under a revision. */
    private static void revise(SampleBatch batch, int row, String revision) {
        int number = revision.isEmpty() ? 0 : Integer.parseInt(revision);
        if (number > 0) {
            boolean text = batch.type(row) == ValueType.TEXT;
            batch.replaceLast(batch.signal(row), batch.time(row), batch.type(row), batch.bits(row),
                    text ? batch.text(row) : null, batch.status(row), number);
        }
    }

    /** The row's time, µs; {@link LocalClock#NONE} where it was rejected. */
    private long time(Rows row, List<String> cells, int series, Rejects rejects) {
        String written = cell(cells, layout.time());
        if (layout.clock() >= 0) {
            written = written + " " + cell(cells, layout.clock());
        }
        if (written.isBlank()) {
            rejects.reject(row.line(), layout.columns().get(layout.time()), "", Reason.NO_TIME);
            return LocalClock.NONE;
        }
        Reason reason;
        if (!scanner.read(written, layout.form())) {
            reason = Reason.BAD_TIME;
        } else {
            long time = scanner.isLocal() ? clock.instant(series, scanner.micros()) : scanner.micros();
            if (time == LocalClock.NONE) {
                reason = Reason.NO_SUCH_TIME;
            } else if (time < EARLIEST) {
                reason = Reason.TOO_OLD;
            } else if (time > latest) {
                reason = Reason.AHEAD;
            } else {
                return time;
            }
        }
        rejects.reject(row.line(), layout.columns().get(layout.time()), written, reason);
        return LocalClock.NONE;
    }

    private static boolean isNoValue(ValueText values, String cell) {
        return values.signal().kind() != SignalKind.TEXT && NO_VALUE.contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    private static String cell(List<String> cells, int column) {
        return column < 0 || column >= cells.size() ? "" : cells.get(column).strip();
    }

    /** How many values were passed over because what their column names is left out. */
    long leftOut() {
        return leftOut;
    }

    /** How many times stood in an hour that comes twice. */
    long twice() {
        return clock.twice();
    }

    /** The first setting back of the clock that times fell into. */
    Optional<ZoneOffsetTransition> firstTwice() {
        return clock.firstTwice();
    }
}
