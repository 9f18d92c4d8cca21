package org.factfloor.records;

import java.util.Map;
import java.util.TreeMap;

/** Which columns of a plant's spreadsheets hold what, as last imported. */
public final class ImportColumns {

    private final Database database;

    ImportColumns(Database database) {
        this.database = database;
    }

    /** The header of the column of each field, as last imported. */
    public Map<String, String> of(String kind) {
        return database.read(handle -> {
            Map<String, String> columns = new TreeMap<>();
            handle.createQuery("SELECT field, header FROM import_column WHERE kind = :kind").bind("kind", kind)
                    .map((row, _) -> Map.entry(row.getString("field"), row.getString("header")))
                    .forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
            return columns;
        });
    }

    /** Keeps the columns of an import in place of those kept before. */
    public void keep(String kind, Map<String, String> columns) {
        database.change(handle -> {
            handle.execute("DELETE FROM import_column WHERE kind = ?", kind);
            columns.forEach((field, header) -> handle
                    .execute("INSERT INTO import_column (kind, field, header) VALUES (?, ?, ?)", kind, field, header));
        });
    }
}
