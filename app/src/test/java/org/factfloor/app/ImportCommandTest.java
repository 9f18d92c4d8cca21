package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.factfloor.app.backup.PlantFolder;
import org.factfloor.history.History;
import org.factfloor.history.duckdb.DuckDbHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.records.Records;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./factfloor import} on the folder of a stopped plant. */
class ImportCommandTest {

    private static final long HOUR = Micros.of(Instant.parse("2025-06-17T04:00:00Z"));

    @TempDir
    private Path work;

    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before the test
    ImportCommandTest() {}

    private record Result(int exitCode, String out, String err) {}

    private static Result execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(commandLine.execute(arguments), out.toString(), err.toString());
    }

    private Result importing(Path file, String... more) {
        return execute(Stream.concat(Stream.of("import", file.toString(), "--data", folder.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @BeforeEach
    void applyThePlant() throws IOException {
        folder = work.resolve("plant");
        Path yaml = Files.writeString(work.resolve("plant.yaml"),
                TestPlant.inBerlin(TestPlant.EARLY_AND_LATE, TestPlant.PRESS, TestPlant.PRESS_IS_AWAY));
        assertThat(execute("apply", yaml.toString(), "--data", folder.toString()).exitCode()).isZero();
    }

    private List<String> rows(String key) {
        try (Records records = Records.open(folder, InstantSource.system(), new SecureRandom());
                History history = DuckDbHistory.open(folder.resolve("history"))) {
            SampleBatch rows = history.read(records.signals().find(key).orElseThrow(), 0, Long.MAX_VALUE / 2, 10_000);
            return IntStream.range(0, rows.size()).mapToObj(i -> Micros.toInstant(rows.time(i)) + " "
                    + (rows.status(i) == StatusCode.BAD_NO_COMMUNICATION ? "silent" : rows.whole(i))).toList();
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(work.resolve(name), text);
    }

    @Test
    void itIsShownTriedAndFiled() throws IOException {
        Path file = file("day.csv", "Zeit;Press State;Teile;Notiz\n17.06.2025 06:00:00;Running;1;a\n"
                + "17.06.2025 06:00:30;Stopped;x;b\n");
        Result unknown = importing(file);
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("The plant has no signal Teile", "--map \"Teile=",
                "leave it out with --map \"Teile=\"", "Nothing was filed.");

        String[] said = {"--map", "Teile=press/parts", "--map", "Notiz="};
        Result tried = importing(file, Stream.concat(Stream.of(said), Stream.of("--dry-run")).toArray(String[]::new));
        assertThat(tried.exitCode()).as(tried.err()).isZero();
        assertThat(tried.out()).contains("text, UTF-8, columns parted by ;", "Press State → press/state",
                "Notiz → left out", "line 2: 2025-06-17T04:00:00Z", "press/state = 2",
                "tried: 2 rows, 3 samples (3 new, 0 there already, 0 replaced), 1 rejected, 2 left out",
                "this was a dry run");
        assertThat(tried.err()).contains("1 rejected: A counter or state needs a whole number.",
                "line 3, Teile: A counter or state needs a whole number. (x)");
        assertThat(tried.out()).contains("local ones in Europe/Berlin");
        Path list = Path.of(tried.err().lines().filter(line -> line.startsWith("  listed with their lines in "))
                .findFirst().orElseThrow().substring("  listed with their lines in ".length()));
        assertThat(list).content().contains("3,\"Teile\",\"x\"");
        Files.delete(list);
        assertThat(rows("press/state")).isEmpty();

        Result filed = importing(file, said);
        assertThat(filed.exitCode()).as(filed.err()).isZero();
        assertThat(filed.err()).contains("listed with their lines in ");
        assertThat(rows("press/state")).containsExactly("2025-06-17T04:00:00Z 2", "2025-06-17T04:00:30Z 1",
                "2025-06-17T04:01:00Z silent");
        assertThat(importing(file, said).out()).contains("3 samples (0 new, 3 there already");
    }

    @Test
    void offsetsAndTheStatusColumnAreTold() throws IOException {
        Result tried = importing(
                file("long.csv", "time,signal,value,status\n2025-06-17T12:00:00+08:00,press/parts,1,Good\n"
                        + "2025-06-17T12:00:01+08:00,press/parts,2,Good\n"),
                "--dry-run");
        assertThat(tried.exitCode()).as(tried.err()).isZero();
        assertThat(tried.out())
                .contains("each with its offset from UTC", "status in status", "line 2: 2025-06-17T04:00:00Z")
                .doesNotContain("local ones");
    }

    @Test
    void wrongUsageAndGarbageAreToldInASentence() throws IOException {
        Path file = file("day.csv", "time,press/state\n2025-06-17 06:00:00,1\n");
        assertThat(importing(file, "--zone", "Mars").exitCode()).isEqualTo(2);
        assertThat(importing(work.resolve("none.csv")).err()).contains("There is no file");
        assertThat(execute("import", file.toString(), "--data", work.resolve("nobody").toString()).err())
                .contains("holds no plant");
        Result garbage = importing(file("x.bin", "\0\1\2"));
        assertThat(garbage.exitCode()).isEqualTo(1);
        assertThat(garbage.err()).contains("neither an .xlsx workbook nor text");
        // What stands after a file that failed is imported all the same.
        Result both = execute("import", work.resolve("x.bin").toString(), file.toString(), "--data", folder.toString());
        assertThat(both.exitCode()).isEqualTo(1);
        assertThat(rows("press/state")).startsWith("2025-06-17T04:00:00Z 1");
    }

    @Test
    void parquetOfOtherToolsIsReadByItsColumns() throws Exception {
        Path file = work.resolve("day.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT TIMESTAMP '2025-06-17 06:00:00' + INTERVAL (i) SECOND AS time,"
                    + " 'press/parts' AS tag, i AS value FROM range(3) t(i)) TO '" + file + "' (FORMAT parquet)");
        }
        Result filed = importing(file);
        assertThat(filed.exitCode()).as(filed.err()).isZero();
        assertThat(rows("press/parts")).containsExactly("2025-06-17T04:00:00Z 0", "2025-06-17T04:00:01Z 1",
                "2025-06-17T04:00:02Z 2", "2025-06-17T04:00:03Z silent");
    }

    /** A settled file of the same plant, as docs/reference/history-format.md describes it, comes back as it was. */
    @Test
    void aSettledFileOfOurOwnComesBack() throws Exception {
        int parts;
        try (Records records = Records.open(folder, InstantSource.system(), new SecureRandom())) {
            parts = records.signals().find("press/parts").orElseThrow();
        }
        Path settled = work.resolve("2025-06-17T04-00-00_17.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    COPY (SELECT %d::INTEGER AS signal, %d + i AS second, 5::INTEGER AS micro,
                      (CASE WHEN i = 1000 THEN 0 ELSE 2 END)::TINYINT AS type, i AS digits, NULL::TINYINT AS decimals,
                      NULL::DOUBLE AS number, NULL::VARCHAR AS text,
                      (CASE WHEN i = 1000 THEN %d ELSE 0 END)::INTEGER AS status, 0::INTEGER AS revision
                      FROM range(1001) t(i)) TO '%s' (FORMAT parquet)""".formatted(parts, HOUR / 1_000_000,
                    StatusCode.BAD_NO_COMMUNICATION, settled));
        }
        Result filed = importing(settled);
        assertThat(filed.exitCode()).as(filed.err()).isZero();
        assertThat(rows("press/parts")).hasSize(1_001).startsWith("2025-06-17T04:00:00.000005Z 0").last().asString()
                .endsWith("silent");
    }

    /** The first thing a new version does on a folder may be an import: it updates it, and what it files stays. */
    @Test
    void whatIsFiledInAFolderOfAnOlderFormatStays() throws IOException {
        folder = FirstRelease.unpack(work.resolve("older"));
        assertThat(PlantFolder.mark(folder).format()).isLessThan(DataFolder.FORMATS.newest());
        Result filed = importing(file("day.csv", "time,press/parts\n2025-06-17T04:00:00Z,7\n"));
        assertThat(filed.exitCode()).as(filed.err()).isZero();
        assertThat(PlantFolder.mark(folder).format()).isEqualTo(DataFolder.FORMATS.newest());
        assertThat(folder.resolve("upgrading")).doesNotExist();
        assertThat(rows("press/parts")).startsWith("2025-06-17T04:00:00Z 7");
    }
}
