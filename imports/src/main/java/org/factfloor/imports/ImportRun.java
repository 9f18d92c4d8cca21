package org.factfloor.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.factfloor.imports.ImportFolder.Content;
import org.factfloor.imports.Known.Verdict;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/** Tries one file, or files it. Used once, by one thread. */
final class ImportRun {

    /** A clock may be so far ahead of ours. */
    private static final long AHEAD = 10 * Micros.PER_SECOND;
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private final ImportParts parts;
    private final ImportFolder folder;
    private final Consumer<Content> news;
    private final SignalNames signals;
    private final SampleFile file;
    private final Layout layout;
    private final Map<String, Optional<ValueText>> readers;
    private final Function<String, Map<String, Optional<ValueText>>> late;
    private final Ends ends;
    private Content content;

    /**
     * A run.
     *
     * @param content what is known so far
     * @param news told of what it has come to; what it was told of stands in the folder
     * @throws ImportException if the file cannot be imported as it is to be read
     */
    ImportRun(ImportParts parts, ImportFolder folder, Content content, Consumer<Content> news) throws IOException {
        this.parts = parts;
        this.folder = folder;
        this.news = news;
        this.ends = new Ends(parts.history(), parts.refOf());
        long until = content.until() == 0 ? latest(parts.clock()) : content.until();
        this.content = content.until(until);
        requireWhole(content);
        PlantModel model = parts.plant().get().orElseThrow(ImportRun::noPlant);
        signals = new SignalNames(model, parts.refOf()::applyAsInt);
        Targets targets = new Targets(signals, parts.refOf());
        Reading reading = content.told().reading();
        file = SampleFile.open(content.file(), reading.text(), parts.columnFiles());
        Look look = new Looker(signals, targets, zone(model)).look(file, reading, until);
        if (!look.problems().isEmpty()) {
            Label first = look.problems().getFirst();
            throw new ImportException(first.en(), first.zh(), null);
        }
        layout = look.layout().orElseThrow();
        readers = targets.readers(look.names(), layout);
        late = name -> targets.readers(List.of(targets.meaning(name, layout, reading)), layout);
    }

    /** What a crash has cut, or somebody has changed since, would be filed to its end and be called done. */
    private static void requireWhole(Content content) throws IOException {
        Path file = content.file();
        if (Files.notExists(file)) {
            throw new ImportException("The file " + content.told().name() + " is no longer there; send it again.",
                    "文件 " + content.told().name() + " 已不存在；请重新上传。", null);
        }
        if (Files.size(file) != content.told().bytes()) {
            throw changed(content.told().name());
        }
    }

    private static ImportException changed(String name) {
        return new ImportException("The file " + name + " is not what it was when it was taken: it was cut or changed."
                + " Send it again; what is filed already is counted as there.",
                "文件 " + name
                        + " 与接收时不一致：已被截断或修改。请重新上传；已导入的部分会计为重复。",
                null);
    }

    static ImportException noPlant() {
        return new ImportException("There is no plant yet: apply a plant.yaml or connect a machine first.",
                "尚无工厂模型：请先应用 plant.yaml 或接入设备。", null);
    }

    /** No sample lies behind it, µs. */
    static long latest(InstantSource clock) {
        return Micros.of(clock.instant()) + AHEAD;
    }

    static ZoneId zone(PlantModel model) {
        return model.enterprise().sites().getFirst().calendar().zone();
    }

    /** Reads all of the file and files nothing. */
    void check() throws IOException, InterruptedException {
        check(State.CHECKED);
    }

    private void check(State behind) throws IOException, InterruptedException {
        keep(content.with(content.told().in(State.CHECKING)));
        settle();
        Tally tally = new Tally();
        Known known = new Known(parts.history());
        Trial trial = new Trial(tally, known);
        try (RejectFile rejects = new RejectFile(folder.rejects(), 0, 0)) {
            trial.rejects = rejects;
            new Pass(file, layout, readers, late, content.until(), trial).run(0);
        }
        content = content.untouched();
        keep(content
                .with(content.told().found(trial.counts, spans(tally), tally.reasons(), List.copyOf(tally.unknown()),
                        trial.twice).in(behind)));
    }

    /** Files what is not filed yet. */
    void file() throws IOException, InterruptedException {
        if (content.told().checked().isEmpty()) {
            check(State.FILING);
        }
        refuseUnknown();
        settle();
        ImportCounts before = content.told().filed();
        if (before.rows() == 0) {
            content = content.with(ends.open(content.told().signals()));
        }
        keep(content.with(content.told().in(State.FILING)));
        Tally filed = Tally.from(before, byRef(content.spans()));
        try (RejectFile rejects = new RejectFile(folder.rejects(), content.rejectBytes(), before.rejected())) {
            new Pass(file, layout, readers, late, content.until(), new Filer(filed, rejects)).run(before.rows());
        }
        if (content.told().filed().rows() != content.told().checked().orElseThrow().rows()) {
            throw changed(content.told().name());
        }
        settle();
        parts.intake().backfillFiled(ends.repetitions(content.marks()));
        parts.intake().backfillFiled(ends.silence(ends.marks(content.open(), content.told().signals())));
        settle();
        keep(content.with(content.told().at(1).ended(State.DONE, parts.clock().instant(),
                Optional.empty())));
    }

    private void refuseUnknown() {
        List<String> unknown = content.told().unknown();
        if (!unknown.isEmpty()) {
            String names = String.join(", ", unknown.subList(0, Math.min(10, unknown.size())));
            throw new ImportException("The plant has no signal " + names + "; map each to a signal or leave it out.",
                    "工厂中没有点位 " + names + "；请逐一指定对应点位或忽略。", null);
        }
    }

    /** History must hold what was taken over before, or it cannot be compared with. */
    private void settle() throws InterruptedException {
        settle(parts);
    }

    static void settle(ImportParts parts) throws InterruptedException {
        if (!parts.intake().awaitApplied(SETTLED)) {
            Label why = parts.intake().fault().orElse(
                    new Label("History is minutes behind what came in; import again when it has caught up.",
                            "历史数据落后于采集数据数分钟；请稍后再导入。"));
            throw new ImportException(why.en(), why.zh(), null);
        }
    }

    private Map<Integer, Tally.Span> byRef(Map<String, SampleImport.Signal> spans) {
        Map<Integer, Tally.Span> byRef = new TreeMap<>();
        spans.forEach((key, span) -> byRef.put(parts.refOf().applyAsInt(key),
                new Tally.Span(span.samples(), span.from(), span.to())));
        return byRef;
    }

    private Map<String, SampleImport.Signal> spans(Tally tally) {
        Map<String, SampleImport.Signal> spans = new TreeMap<>();
        tally.signals().forEach((ref, span) -> signals.ref(ref).ifPresent(
                signal -> spans.put(signal.key(), new SampleImport.Signal(span.samples(), span.from(), span.to()))));
        return spans;
    }

    private void tell(SampleImport told) {
        content = content.with(told);
        news.accept(content);
    }

    private void keep(Content next) throws IOException {
        content = next;
        folder.write(content);
        news.accept(content);
    }

    private static Label twice(RowReader reader, ZoneId zone) {
        var change = reader.firstTwice().orElseThrow();
        DateTimeFormatter form = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
        String from = form.format(change.getDateTimeAfter());
        String to = form.format(change.getDateTimeBefore());
        return new Label(reader.twice() + " times between " + from + " and " + to + " in " + zone
                + " came twice, because the clock was set back. They are read as " + change.getOffsetBefore()
                + " until the times in the file step back, and as " + change.getOffsetAfter() + " from there on.",
                "有 " + reader.twice() + " 个时刻位于 " + from + " 至 " + to + "（" + zone + "），因时钟回拨而出现两次：文件中时间回退之前按 "
                        + change.getOffsetBefore() + " 读取，之后按 " + change.getOffsetAfter() + " 读取。");
    }

    /** A way through the file that counts. */
    private class Trial implements Pass.Step {

        final Tally tally;
        private final Known known;
        @Nullable
        RejectFile rejects;
        ImportCounts counts = ImportCounts.NONE;
        Optional<Label> twice = Optional.empty();

        Trial(Tally tally, Known known) {
            this.tally = tally;
            this.known = known;
        }

        @Override
        public void reject(long line, String column, String text, Reason reason) {
            tally.reject(column, reason);
            RejectFile list = rejects;
            if (list != null) {
                try {
                    list.add(line, column, text, reason);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void take(SampleBatch filed, boolean[] again, long[] lines) throws InterruptedException {
            Known.Found found = known.look(filed);
            boolean replace = content.told().reading().replace();
            SampleBatch taken = new SampleBatch(filed.size());
            List<Tally.Fate> fates = new ArrayList<>(filed.size());
            List<Integer> rows = new ArrayList<>(filed.size());
            long removedBefore = parts.history().removedBefore().orElse(Long.MIN_VALUE);
            for (int i = 0; i < filed.size(); i++) {
                if (filed.time(i) < removedBefore) {
                    reject(lines[i], signals.ref(filed.signal(i)).orElseThrow().key(), shown(filed, i), Reason.REMOVED);
                    continue;
                }
                Verdict verdict = again[i] ? Verdict.SAME : found.verdicts().get(i);
                if (verdict == Verdict.OTHER && !replace) {
                    reject(lines[i], signals.ref(filed.signal(i)).orElseThrow().key(), shown(filed, i),
                            Reason.CONTRADICTS);
                    continue;
                }
                int revision = Math.max(filed.revision(i), switch (verdict) {
                    case FREE -> 0;
                    case SAME -> found.revisions()[i];
                    case OTHER -> found.revisions()[i] + 1;
                });
                taken.add(filed.signal(i), filed.time(i), filed.type(i), filed.bits(i),
                        filed.type(i) == ValueType.TEXT ? filed.text(i) : null, filed.status(i), revision);
                rows.add(i);
                fates.add(verdict == Verdict.FREE
                        ? Tally.Fate.ADDED
                        : verdict == Verdict.SAME ? Tally.Fate.DUPLICATE : Tally.Fate.REPLACED);
            }
            file(taken);
            for (int i = 0; i < rows.size(); i++) {
                tally.count(filed, rows.get(i), fates.get(i));
            }
        }

        void file(SampleBatch taken) throws InterruptedException {
            // A try files nothing.
        }

        @Override
        public void reached(long rows, double read, RowReader reader) throws IOException {
            counts = tally.counts(rows, reader);
            twice = reader.firstTwice().map(_ -> twice(reader, layout.zone()));
            tell(content.told().at(read));
        }
    }

    /** A way through the file that files. */
    private final class Filer extends Trial {

        private final RejectFile list;

        Filer(Tally tally, RejectFile list) {
            super(tally, new Known(parts.history()));
            this.list = list;
            rejects = list;
        }

        @Override
        void file(SampleBatch taken) throws InterruptedException {
            parts.intake().backfillFiled(taken);
        }

        @Override
        public void reached(long rows, double read, RowReader reader) throws IOException {
            SampleImport told = content.told().filed(read, tally.counts(rows, reader));
            // Up to here everything is durable: a run that is killed goes on from here.
            keep(content.with(told, list.flushed(), spans(tally)));
        }
    }

    private static String shown(SampleBatch batch, int row) {
        return switch (batch.type(row)) {
            case NONE -> "";
            case NUMBER -> String.valueOf(batch.number(row));
            case WHOLE -> String.valueOf(batch.whole(row));
            case TEXT -> batch.text(row);
        };
    }
}
