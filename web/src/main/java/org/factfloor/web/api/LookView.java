package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.factfloor.imports.Layout;
import org.factfloor.imports.Look;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * How a file of samples will be read, as the API tells it.
 *
 * @param decimal what stands before decimals
 * @param time name of the column of the time; with the one of the time of day where that stands apart
 * @param newestFirst whether the newest row stands first
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record LookView(String format, @Nullable String encoding, @Nullable String delimiter, @Nullable String decimal,
        List<String> columns, Layout.@Nullable Shape shape, @Nullable String time, @Nullable String clock,
        @Nullable String form, @Nullable String zone, boolean newestFirst, @Nullable String signal,
        @Nullable String value, @Nullable String status, List<NameView> names, List<RowView> rows,
        List<Label> problems) {

    /** A name of a signal in the file and what it means. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record NameView(String name, @Nullable String signal, boolean leftOut, List<String> near) {}

    /** A row as it stands and as it will be read. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RowView(long line, List<String> cells, @Nullable Instant time, List<ValueView> values,
            @Nullable Label wrong) {}

    /** A value as it will be read. */
    record ValueView(String signal, String value, String status) {}

    static LookView of(Look look) {
        Optional<Layout> layout = look.layout();
        List<NameView> names = look.names().stream().map(
                name -> new NameView(name.name(), name.signal().orElse(null), name.leftOut(), name.near())).toList();
        List<RowView> rows = look.rows().stream()
                .map(row -> new RowView(row.line(), row.cells(), row.time().map(Micros::toInstant).orElse(null),
                        row.values().stream().map(value -> new ValueView(value.signal(), value.value(),
                                StatusCode.name(value.status()))).toList(),
                        row.wrong().orElse(null)))
                .toList();
        return new LookView(look.format(), look.encoding().orElse(null), look.delimiter().orElse(null),
                layout.map(found -> found.decimalComma() ? "," : ".").orElse(null), look.columns(),
                layout.map(Layout::shape).orElse(null), column(layout, layout.map(Layout::time).orElse(-1)),
                column(layout, layout.map(Layout::clock).orElse(-1)),
                layout.map(found -> found.form().id()).orElse(null),
                layout.map(found -> found.zone().getId()).orElse(null),
                layout.map(Layout::descending).orElse(false),
                column(layout, layout.map(Layout::signal).orElse(-1)),
                column(layout, layout.map(Layout::value).orElse(-1)),
                column(layout, layout.map(Layout::status).orElse(-1)), names, rows, look.problems());
    }

    private static @Nullable String column(Optional<Layout> layout, int place) {
        return place < 0 ? null : layout.map(found -> found.columns().get(place)).orElse(null);
    }
}
