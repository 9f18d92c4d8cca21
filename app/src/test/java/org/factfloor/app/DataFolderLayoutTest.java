package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever changes in a data folder raises its format: only so is an older folder copied before it is changed, and a newer one
 * kept from an older version. The layout of the newest format is written down in {@code data-folder-layout.txt}.
 */
class DataFolderLayoutTest {

    private static final Path WRITTEN = Path.of("src", "test", "resources", "data-folder-layout.txt");

    @TempDir
    private Path folder;

    @Test
    void theLayoutIsThatOfTheNewestFormat() throws Exception {
        Path data = folder.resolve("plant");
        try (PlantServer server = PlantServer.start(data, InstantSource.system())) {
            PressDays.apply(server.admin());
        }
        String layout = String.join("\n", layout(data)) + "\n";
        if (Boolean.getBoolean("layout.write")) {
            Files.writeString(WRITTEN, layout);
        }
        assertThat(layout)
                .as("""
                        What lies in a data folder has changed. If format %d was released, add a format with its step to
                        DataFolder.FORMATS (its work is nothing where the part makes its new table itself). Then write the layout
                        down with -Dlayout.write=true.""",
                        DataFolder.FORMATS.newest())
                .isEqualTo(Files.readString(WRITTEN));
    }

    private static List<String> layout(Path data) throws IOException, SQLException {
        List<String> lines = new ArrayList<>();
        lines.add("format " + DataFolder.FORMATS.newest());
        try (Stream<Path> files = Files.walk(data)) {
            files.filter(file -> !file.equals(data)).map(file -> data.relativize(file).toString())
                    .map(name -> name.replaceAll("\\d{19}|[0-9A-F]{40}", "*"))
                    .filter(name -> !name.endsWith("-wal") && !name.endsWith("-shm") && !name.endsWith(".wal"))
                    .sorted().distinct().forEach(name -> lines.add("file " + name));
        }
        lines.addAll(rows("jdbc:duckdb:" + data.resolve("history/hot.duckdb"),
                "SELECT sql FROM duckdb_tables() WHERE NOT temporary ORDER BY table_name"));
        lines.addAll(rows("jdbc:sqlite:" + data.resolve("records.db"),
                "SELECT 'records.db version ' || max(CAST(version AS INTEGER)) FROM flyway_schema_history"));
        lines.addAll(rows("jdbc:sqlite:" + data.resolve("facts/facts.db"),
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"));
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(files.findFirst().orElseThrow()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            lines.add("journal version " + header.getShort(6));
        }
        return lines;
    }

    private static List<String> rows(String url, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
