package org.factfloor.imports;

import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Label;

/**
 * What a file looks like, and how its first rows will be read.
 *
 * @param format {@code text}, {@code workbook} or {@code parquet}
 * @param encoding of a text
 * @param delimiter of a text
 * @param columns names of the columns, in their order
 * @param layout how it will be read; empty where that is not known yet
 * @param names the names of signals found in its beginning, and what they mean
 * @param rows the first ones
 * @param problems what must be said or changed before it can be imported; empty where it can
 */
public record Look(String format, Optional<String> encoding, Optional<String> delimiter, List<String> columns,
        Optional<Layout> layout, List<Name> names, List<Shown> rows, List<Label> problems) {

    public Look {
        columns = List.copyOf(columns);
        names = List.copyOf(names);
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * A name in the file.
     *
     * @param signal key of the signal it means
     * @param leftOut whether somebody said that it is not to be imported
     * @param near keys it could mean, for somebody to choose
     */
    public record Name(String name, Optional<String> signal, boolean leftOut, List<String> near) {
        public Name {
            near = List.copyOf(near);
        }

        /** Whether nobody knows what it means. */
        public boolean isUnknown() {
            return signal.isEmpty() && !leftOut;
        }
    }

    /**
     * A row as it stands and as it will be read.
     *
     * @param time µs, where it is one
     * @param values the value of each signal that has one, as text
     * @param wrong why something of it is not taken
     */
    public record Shown(long line, List<String> cells, Optional<Long> time, List<Value> values, Optional<Label> wrong) {
        public Shown {
            cells = List.copyOf(cells);
            values = List.copyOf(values);
        }
    }

    /** A value of a signal, and its status where that is not good. */
    public record Value(String signal, String value, int status) {}
}
