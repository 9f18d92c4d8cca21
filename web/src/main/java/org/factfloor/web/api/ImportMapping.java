package org.factfloor.web.api;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.factfloor.imports.sheet.Cells;
import org.factfloor.imports.sheet.Sheet;
import org.factfloor.web.http.Json;
import org.factfloor.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a sheet says what: as somebody chose, else as it was last time, else by what the columns are called.
 *
 * @param columns header of the column of each field that has one
 */
record ImportMapping(List<ImportField> fields, Map<String, String> columns) {

    /** What somebody chose; a field with null has no column. */
    record Chosen(Map<String, Optional<String>> columns) {}

    /** The column headers somebody chose for fields, {@code {"quantity":"Menge","due":null}}. */
    static Chosen chosen(Optional<String> json, List<ImportField> fields) {
        Map<String, Optional<String>> columns = new HashMap<>();
        if (json.isPresent()) {
            Map<?, ?> given = Json.read(json.get().getBytes(StandardCharsets.UTF_8), TreeMap.class);
            given.forEach((field, column) -> {
                if (fields.stream().noneMatch(known -> known.id().equals(field))
                        || column != null && !(column instanceof String)) {
                    throw ProblemException.invalidField("mapping", "must map the fields "
                            + String.join(", ", fields.stream().map(ImportField::id).toList())
                            + " to the headers of columns");
                }
                columns.put(String.valueOf(field), Optional.ofNullable((String) column));
            });
        }
        return new Chosen(columns);
    }

    static ImportMapping of(Sheet sheet, List<ImportField> fields, Chosen chosen, Map<String, String> remembered) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (ImportField field : fields) {
            Optional<String> column = chosen.columns().containsKey(field.id())
                    ? chosen.columns().getOrDefault(field.id(), Optional.empty())
                    : Optional.ofNullable(remembered.get(field.id())).filter(sheet.columns()::contains)
                            .or(() -> byName(sheet, field, columns));
            column.ifPresent(header -> {
                if (!sheet.columns().contains(header)) {
                    throw ProblemException.invalidField("mapping", "there is no column " + header + " in the file");
                }
                columns.put(field.id(), header);
            });
        }
        return new ImportMapping(fields, columns);
    }

    private static Optional<String> byName(Sheet sheet, ImportField field, Map<String, String> taken) {
        return sheet.columns().stream().filter(header -> !taken.containsValue(header))
                .filter(header -> Cells.plainHeader(header).equals(Cells.plainHeader(field.id()))
                        || field.headers().contains(Cells.plainHeader(header)))
                .findFirst();
    }

    /** Fields that must have a column and have none. */
    List<ImportField> missing() {
        return fields.stream().filter(field -> field.required() && !columns.containsKey(field.id())).toList();
    }

    /** Header of a field's column. */
    @Nullable
    String column(String field) {
        return columns.get(field);
    }

    /** What a row says about a field; empty where it says nothing. */
    Optional<String> cell(Sheet sheet, Sheet.Row row, String field) {
        return Optional.ofNullable(columns.get(field)).map(header -> row.cells().get(sheet.columns().indexOf(header)))
                .filter(cell -> !cell.isBlank());
    }
}
