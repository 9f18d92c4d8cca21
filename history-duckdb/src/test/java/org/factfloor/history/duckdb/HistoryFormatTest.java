package org.factfloor.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.factfloor.history.Columns;
import org.factfloor.history.History;
import org.factfloor.history.MemoryHistory;
import org.factfloor.plant.Micros;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder read by plain DuckDB with the statements of docs/reference/history-format.md, while the server has it open. */
class HistoryFormatTest {

    private static final long HOUR = 490_000L * Micros.PER_HOUR;
    private static final int HOURS = 8;
    private static final Path PAGE = Path.of("../docs/reference/history-format.md");
    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path data = Path.of("");

    private History history = new MemoryHistory();

    @BeforeEach
    void fill() {
        history = DuckDbHistory.open(data.resolve("history"), EagerFolders.EAGER);
        SplittableRandom random = new SplittableRandom(23);
        for (int round = 0; round < 6; round++) {
            SampleBatch rows = new SampleBatch();
            for (int i = 0; i < 300; i++) {
                long time = HOUR + random.nextLong(HOURS * Micros.PER_HOUR);
                switch (random.nextInt(10)) {
                    case 0 -> rows.addNone(17, time, StatusCode.BAD_NO_COMMUNICATION);
                    case 1 -> rows.addNumber(17, time, Math.PI * i, StatusCode.UNCERTAIN);
                    case 2 -> rows.addWhole(17, time, i, StatusCode.GOOD);
                    case 3 -> rows.addText(17, time, "苏州 " + i, StatusCode.GOOD);
                    default -> rows.addNumber(17, time, random.nextInt(-5_000, 5_000) / 100.0, StatusCode.GOOD);
                }
                rows.addNumber(18, time, i, StatusCode.GOOD);
            }
            history.apply(rows, round + 1);
            // Each round but the first comes late for what has settled.
            for (int calls = 0; calls < 40; calls++) {
                history.settle(HOUR + (100 + round * 50 + calls) * Micros.PER_HOUR);
            }
        }
        assertThat(history.stats().hotRows()).isZero();
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void samplesAreReadByThePageAlone() throws IOException, SQLException {
        SampleBatch expected = history.read(17, HOUR, HOUR + HOURS * Micros.PER_HOUR, 100_000);
        List<Integer> seen = new ArrayList<>();
        run("settled", row -> {
            int i = seen.size();
            seen.add(i);
            assertThat(row.getLong("micros")).isEqualTo(expected.time(i));
            assertThat(row.getInt("status")).isEqualTo(expected.status(i));
            assertThat(row.getInt("revision")).isEqualTo(expected.revision(i));
            assertThat(ValueType.of(row.getInt("type"))).isEqualTo(expected.type(i));
            assertThat(row.getString("text")).isEqualTo(
                    expected.type(i) == ValueType.TEXT ? expected.text(i) : null);
            if (expected.type(i) == ValueType.NUMBER || expected.type(i) == ValueType.WHOLE) {
                assertThat(row.getDouble("value")).isEqualTo(expected.number(i));
            }
        });
        assertThat(seen).hasSize(expected.size());
    }

    @Test
    void minutesAndHoursAreReadByThePageAlone() throws IOException, SQLException {
        check("minutes", Micros.PER_MINUTE, "minutes");
        check("minutes", Micros.PER_HOUR, "hours");
    }

    /** Reads a kind of tallies by the statement of the page for one kind. */
    private void check(String statement, long width, String kind) throws IOException, SQLException {
        int count = (int) (HOURS * Micros.PER_HOUR / width);
        Columns expected = history.reduce(17, HOUR, HOUR + HOURS * Micros.PER_HOUR, count);
        int[] samples = new int[count];
        run(statement, text -> text.replace("'minutes'", "'" + kind + "'"), row -> {
            int i = expected.columnOf(row.getLong("start"));
            samples[i] = row.getInt("samples");
            if (!Double.isNaN(expected.first(i))) {
                assertThat(row.getDouble("least")).isEqualTo(expected.min(i));
                assertThat(row.getDouble("greatest")).isEqualTo(expected.max(i));
                assertThat(row.getDouble("first")).isEqualTo(expected.first(i));
                assertThat(row.getDouble("last")).isEqualTo(expected.last(i));
                assertThat(row.getDouble("mean_of_samples"))
                        .isBetween(expected.min(i) - 1e-9, expected.max(i) + 1e-9);
            }
        });
        for (int i = 0; i < count; i++) {
            assertThat(samples[i]).isEqualTo(expected.samples(i));
        }
    }

    private void run(String kind, Database.Row row) throws IOException, SQLException {
        run(kind, text -> text, row);
    }

    /** Runs the statements of the page that read a kind of file, the way anybody would paste them. */
    private void run(String kind, UnaryOperator<String> change, Database.Row row)
            throws IOException, SQLException {
        Matcher blocks = SQL.matcher(Files.readString(PAGE));
        List<String> found = new ArrayList<>();
        while (blocks.find()) {
            if (blocks.group(1).contains("kind = '" + kind + "'")) {
                found.add(blocks.group(1));
            }
        }
        assertThat(found).as("statements of the page for " + kind).hasSize(1);
        String block = change.apply(found.getFirst().replace("DATA", data.toString()));
        List<String> statements = Arrays.stream(block.split(";")).filter(text -> !text.isBlank()).toList();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String sql : statements.subList(0, statements.size() - 1)) {
                statement.execute(sql);
            }
            try (ResultSet result = statement.executeQuery(statements.getLast())) {
                while (result.next()) {
                    row.accept(result);
                }
            }
        }
    }
}
