package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.factfloor.imports.sheet.Sheet;
import org.factfloor.imports.sheet.SheetException;
import org.factfloor.imports.sheet.SheetReader;
import org.factfloor.imports.sheet.TextForm;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.production.Standard;
import org.factfloor.records.Author;
import org.factfloor.records.Jobs;
import org.factfloor.records.NewJob;
import org.factfloor.records.NewStandard;
import org.factfloor.records.Product;
import org.factfloor.records.Records;
import org.factfloor.records.Standards;
import org.factfloor.records.Taken;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/** Takes jobs and standards from the tables plants keep them in. Lines that are wrong are left out. */
public final class ImportApi implements Resource {

    private static final String[] FORM = {"name", "dryRun", "mapping", "encoding", "delimiter", "decimal"};
    private static final List<String> ENCODINGS = List.of("UTF-8", "GB18030", "windows-1252", "UTF-16LE", "UTF-16BE");
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|");
    private static final List<String> DECIMALS = List.of(".", ",");
    private static final int PREVIEW = 5;
    private static final int MOST_ERRORS = 200;

    private final Records records;
    private final CurrentPlant plant;
    private final SealedTime sealed;
    private final InstantSource clock;

    /**
     * A product that is not known yet and comes with the import.
     *
     * @param name as the file has it
     * @param nearest the known one that may be meant
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record NewProduct(int row, String id, @Nullable String name, @Nullable Product nearest) {}

    private record FieldView(String id, boolean required,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String column) {}

    /**
     * What an import would do, or did.
     *
     * @param delimiter between the columns of a text
     * @param decimal what stands before decimals in a text
     * @param preview the first rows
     * @param newProducts each where it comes first
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record Report(@Nullable String encoding, @Nullable String delimiter, @Nullable String decimal,
            List<FieldView> fields,
            List<String> columns, List<List<String>> preview, int rows, long added, long changed, long unchanged,
            List<NewProduct> newProducts, List<ImportLine.Error> errors, boolean applied) {}

    /** What distinguishes an import of one kind from another. */
    private record Kind<T>(String name, List<ImportField> fields, Function<ImportLine, T> read,
            Function<T, String> key, Function<T, Making> making, Take<T> take) {}

    /** The product a line is about, and its name where the file has one. */
    private record Making(String product, Optional<Label> name) {}

    /** Takes lines into the records. */
    @FunctionalInterface
    private interface Take<T> {
        List<Taken> take(List<T> lines, boolean dryRun, Author author);
    }

    /** A line with its row in the file. */
    private record Numbered<T>(int row, T line) {}

    public ImportApi(Records records, CurrentPlant plant, SealedTime sealed, InstantSource clock) {
        this.records = records;
        this.plant = plant;
        this.sealed = sealed;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        Kind<Jobs.Line> jobs = new Kind<>("jobs", ImportField.JOB, ImportApi::job, line -> line.job().id(),
                line -> new Making(line.job().product(), line.productName()), records.jobs()::take);
        Kind<Standards.Line> standards = new Kind<>("standards", ImportField.STANDARD, this::standard,
                ImportApi::key, line -> new Making(line.standard().product(), line.productName()),
                this::takeStandards);
        return List.of(
                Route.post("/jobs/import", Access.TEAM_LEAD, call -> take(call, jobs), FORM),
                Route.post("/standards/import", Access.ENGINEER, call -> take(call, standards), FORM));
    }

    private List<Taken> takeStandards(List<Standards.Line> lines, boolean dryRun, Author author) {
        // The engine may be at work on a machine, and nobody must wait for it while records are written.
        Map<String, Long> sealedUntil = new HashMap<>();
        lines.forEach(line -> sealedUntil.computeIfAbsent(line.standard().workUnit(), sealed::until));
        return records.standards().take(lines, dryRun,
                machine -> sealedUntil.getOrDefault(machine, Long.MIN_VALUE), author);
    }

    private <T> void take(Call call, Kind<T> kind) {
        boolean dryRun = call.flag("dryRun");
        Sheet sheet = sheet(call);
        ImportMapping mapping = ImportMapping.of(sheet, kind.fields(),
                ImportMapping.chosen(call.query("mapping"), kind.fields()), records.imports().of(kind.name()));
        List<ImportLine.Error> errors = new ArrayList<>();
        mapping.missing().forEach(field -> errors.add(new ImportLine.Error(1, null, new Label(
                "No column is known to hold " + field.id() + "; choose one.", "未找到“" + field.id() + "”对应的列；请选择。"))));
        ProductNames products = new ProductNames(records.products().list());
        List<Numbered<T>> lines = errors.isEmpty() ? lines(kind, sheet, mapping, products, errors) : List.of();
        List<Taken> taken = lines.isEmpty()
                ? List.of()
                : kind.take().take(lines.stream().map(Numbered::line).toList(), dryRun, Authors.of(call));
        for (int i = 0; i < taken.size(); i++) {
            int row = lines.get(i).row();
            taken.get(i).refusal().ifPresent(refusal -> errors
                    .add(new ImportLine.Error(row, mapping.column(refusal.field()), refusal.text())));
        }
        boolean applied = !dryRun && mapping.missing().isEmpty();
        if (applied) {
            records.imports().keep(kind.name(), mapping.columns());
            records.audit().record(call.caller().actor(), call.caller().source(), kind.name() + ".import",
                    Checks.optional("name", call.query("name").orElse(null), 200).orElse("-"), "ok",
                    lines.size() + " lines of " + sheet.rows().size());
        }
        call.json(report(sheet, mapping, taken, fresh(kind, lines, taken, products), errors, applied));
    }

    private static Sheet sheet(Call call) {
        TextForm form = new TextForm(choice(call, "encoding", ENCODINGS).map(Charset::forName),
                choice(call, "delimiter", DELIMITERS).map(sign -> sign.charAt(0)),
                choice(call, "decimal", DECIMALS).map(","::equals));
        try {
            return SheetReader.read(call.content(), form);
        } catch (SheetException unreadable) {
            throw new ProblemException(Problem.of(422, "unreadable-file", unreadable.text().en())
                    .withText(unreadable.text()));
        }
    }

    private static Optional<String> choice(Call call, String name, List<String> choices) {
        Optional<String> chosen = call.query(name);
        if (chosen.isPresent() && !choices.contains(chosen.get())) {
            throw ProblemException.invalidField(name, "must be one of " + String.join("  ", choices));
        }
        return chosen;
    }

    private <T> List<Numbered<T>> lines(Kind<T> kind, Sheet sheet, ImportMapping mapping, ProductNames products,
            List<ImportLine.Error> errors) {
        PlantModel model = plant.require().version().model();
        Map<String, String> machines = new HashMap<>();
        Set<String> shared = new HashSet<>();
        model.workUnits().forEach(unit -> {
            for (String name : List.of(unit.name().en().toLowerCase(Locale.ROOT),
                    unit.name().zh().toLowerCase(Locale.ROOT))) {
                String other = machines.putIfAbsent(name, unit.id());
                if (other != null && !other.equals(unit.id())) {
                    shared.add(name);
                }
            }
        });
        // A name of several machines names none of them.
        shared.forEach(machines::remove);
        // An id names its machine, whatever another one is called.
        model.workUnits().forEach(unit -> machines.put(unit.id(), unit.id()));
        ZoneId zone = model.enterprise().sites().getFirst().calendar().zone();
        List<Numbered<T>> lines = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Sheet.Row row : sheet.rows()) {
            ImportLine line = new ImportLine(sheet, row, mapping, machines, products, zone);
            T read = kind.read().apply(line);
            errors.addAll(line.errors());
            if (!line.errors().isEmpty()) {
                continue;
            }
            if (keys.add(kind.key().apply(read))) {
                lines.add(new Numbered<>(row.line(), read));
            } else {
                errors.add(new ImportLine.Error(row.line(), null,
                        new Label("The file says this a second time; remove one of the lines.", "该行与前面的行重复；请删除其一。")));
            }
        }
        return lines;
    }

    private static Jobs.Line job(ImportLine line) {
        return new Jobs.Line(new NewJob(line.required("id", 64), line.product("product"),
                line.text("operation", 60), line.text("tool", 100), line.requiredAmount("quantity", 3),
                line.moment("due", true), line.machines("machines")), line.text("productName", 200).map(Label::of));
    }

    private Standards.Line standard(ImportLine line) {
        OptionalLong validFrom = line.moment("validFrom", false);
        Optional<Standard.Origin> origin = line.text("origin", 20).flatMap(ImportApi::origin);
        return new Standards.Line(new NewStandard(Optional.empty(), line.machine("workUnit"),
                line.product("product"), line.text("operation", 60), line.text("tool", 100),
                validFrom.orElse(Micros.of(clock.instant())), line.requiredAmount("cycle", 6),
                line.amount("partsPerCycle", 3).orElse(1_000), line.amount("targetPerHour", 3).orElse(0),
                origin.orElse(Standard.Origin.CALCULATED), ""), validFrom.isPresent(),
                line.text("productName", 200).map(Label::of));
    }

    /** Two lines of one key contradict each other; those without a date are all said of now. */
    private static String key(Standards.Line line) {
        NewStandard standard = line.standard();
        return standard.product() + " · " + standard.workUnit() + " · " + standard.tool().orElse("") + " · "
                + (line.dated() ? standard.validFrom() : "now");
    }

    private static Optional<Standard.Origin> origin(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "实测", "gemessen" -> Optional.of(Standard.Origin.MEASURED);
            case "计算", "berechnet" -> Optional.of(Standard.Origin.CALCULATED);
            case "估计", "geschätzt" -> Optional.of(Standard.Origin.GUESSED);
            default -> Words.find(Standard.Origin.class, word.toLowerCase(Locale.ROOT));
        };
    }

    private static Report report(Sheet sheet, ImportMapping mapping, List<Taken> taken, List<NewProduct> fresh,
            List<ImportLine.Error> errors, boolean applied) {
        return new Report(sheet.encoding().orElse(null), sheet.delimiter().orElse(null),
                sheet.delimiter().map(_ -> sheet.decimalComma() ? "," : ".").orElse(null),
                mapping.fields().stream().map(field -> new FieldView(field.id(), field.required(),
                        mapping.column(field.id()))).toList(),
                sheet.columns(), sheet.rows().stream().limit(PREVIEW).map(Sheet.Row::cells).toList(),
                sheet.rows().size(), count(taken, Taken.Result.ADDED), count(taken, Taken.Result.CHANGED),
                count(taken, Taken.Result.UNCHANGED), fresh, errors.stream().limit(MOST_ERRORS).toList(), applied);
    }

    private static <T> List<NewProduct> fresh(Kind<T> kind, List<Numbered<T>> lines, List<Taken> taken,
            ProductNames known) {
        Map<String, NewProduct> fresh = new LinkedHashMap<>();
        for (int i = 0; i < taken.size(); i++) {
            int row = lines.get(i).row();
            Making making = kind.making().apply(lines.get(i).line());
            if (taken.get(i).refusal().isEmpty() && known.called(making.product()).isEmpty()) {
                Optional<String> name = making.name().map(Label::en);
                fresh.computeIfAbsent(making.product(), id -> new NewProduct(row, id, name.orElse(null),
                        name.flatMap(known::nearest).or(() -> known.nearest(id)).orElse(null)));
            }
        }
        return List.copyOf(fresh.values());
    }

    private static long count(List<Taken> taken, Taken.Result result) {
        return taken.stream().filter(one -> one.result() == result).count();
    }
}
