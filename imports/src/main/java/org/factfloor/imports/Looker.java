package org.factfloor.imports;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.factfloor.imports.sheet.Rows;
import org.factfloor.imports.sheet.SheetException;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;

/** Looks at the beginning of a file. */
final class Looker {

    private static final int SHOWN_ROWS = 8;

    private final Targets targets;
    private final ZoneId zone;
    private final SignalNames signals;

    /** @param zone of the plant, for local times where nobody names another */
    Looker(SignalNames signals, Targets targets, ZoneId zone) {
        this.signals = signals;
        this.targets = targets;
        this.zone = zone;
    }

    /**
     * Looks at the beginning of an import's file.
     *
     * @throws ImportException if it is none that can be read
     */
    static Look look(ImportParts parts, ImportFolder.Content content) throws IOException {
        PlantModel model = parts.plant().get().orElseThrow(ImportRun::noPlant);
        SignalNames signals = new SignalNames(model, parts.refOf()::applyAsInt);
        Reading reading = content.told().reading();
        try {
            return new Looker(signals, new Targets(signals, parts.refOf()), ImportRun.zone(model)).look(
                    SampleFile.open(content.file(), reading.text(), parts.columnFiles()), reading,
                    ImportRun.latest(parts.clock()));
        } catch (SheetException e) {
            throw new ImportException(e.text().en(), e.text().zh(), e);
        }
    }

    Look look(SampleFile file, Reading reading, long latest) throws IOException {
        Head head = Head.read(file);
        List<Label> problems = new ArrayList<>(twice(head));
        boolean text = file.kind() == SampleFile.Kind.TEXT;
        Optional<Layout> layout = problems.isEmpty()
                ? new Layouts(head, reading, problems).find(text, reading.zone().orElse(zone))
                : Optional.empty();
        List<Look.Name> names = new ArrayList<>();
        List<Look.Shown> rows = new ArrayList<>();
        if (layout.isPresent()) {
            for (String name : Targets.names(file, layout.get())) {
                names.add(targets.meaning(name, layout.get(), reading));
            }
            reading.signals().forEach((name, key) -> {
                if (!key.isEmpty() && signals.key(key).isEmpty()) {
                    problems.add(new Label("The plant has no signal " + key + ", which " + name + " is mapped to.",
                            "“" + name + "”对应的点位 " + key + " 不存在。"));
                }
            });
            problems.addAll(Targets.problems(names, layout.get().shape()));
            rows.addAll(shown(file, layout.get(), names, latest));
        } else {
            head.rows().stream().limit(SHOWN_ROWS).forEach(row -> rows.add(
                    new Look.Shown(row.line(), row.cells(), Optional.empty(), List.of(), Optional.empty())));
        }
        return new Look(file.kind().name().toLowerCase(Locale.ROOT), file.csv().map(csv -> csv.charset().name()),
                file.csv().map(csv -> String.valueOf(csv.delimiter())), head.columns(), layout, names, rows, problems);
    }

    private static List<Label> twice(Head head) {
        Set<String> seen = new HashSet<>();
        List<Label> problems = new ArrayList<>();
        for (String column : head.columns()) {
            if (!column.isEmpty() && !seen.add(column)) {
                problems.add(new Label("The column " + column + " stands twice; rename or remove one of them.",
                        "列“" + column + "”出现两次；请改名或删除其一。"));
            }
        }
        return problems;
    }

    private List<Look.Shown> shown(SampleFile file, Layout layout, List<Look.Name> names, long latest)
            throws IOException {
        RowReader reader = new RowReader(layout, targets.readers(names, layout), _ -> Map.of(), latest);
        List<Look.Shown> shown = new ArrayList<>();
        try (Rows rows = file.rows()) {
            while (shown.size() < SHOWN_ROWS && rows.next()) {
                if (rows.line() > layout.headerLine() && rows.cells().stream().anyMatch(cell -> !cell.isBlank())) {
                    shown.add(shown(rows, reader));
                }
            }
        }
        return shown;
    }

    private Look.Shown shown(Rows row, RowReader reader) {
        SampleBatch batch = new SampleBatch();
        List<Label> wrong = new ArrayList<>();
        reader.read(row, batch, (_, _, _, reason) -> wrong.add(reason.text()));
        List<Look.Value> values = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String value = switch (batch.type(i)) {
                case NONE -> "";
                case NUMBER -> String.valueOf(batch.number(i));
                case WHOLE -> String.valueOf(batch.whole(i));
                case TEXT -> batch.text(i);
            };
            values.add(new Look.Value(signals.ref(batch.signal(i)).orElseThrow().key(), value, batch.status(i)));
        }
        return new Look.Shown(row.line(), row.cells(),
                batch.isEmpty() ? Optional.empty() : Optional.of(batch.time(0)), values,
                wrong.stream().findFirst());
    }
}
