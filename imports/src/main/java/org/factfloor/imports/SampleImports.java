package org.factfloor.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.factfloor.history.HistoryException;
import org.factfloor.imports.ImportFolder.Content;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.imports.sheet.SheetException;
import org.factfloor.intake.IntakeException;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports of samples: takes files, shows how they will be read, tries and files them one at a time, goes on with what a stop
 * or a crash interrupted, and keeps what became of each. Safe for many threads.
 */
public final class SampleImports implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SampleImports.class);

    /** So many are kept; older ones go, except those that are not over. */
    private static final int MOST_KEPT = 500;
    private static final int MOST_OPEN = 50;

    private final ImportParts parts;
    private final Map<Integer, Content> contents = new TreeMap<>();
    private final Map<Integer, Future<?>> work = new TreeMap<>();
    private final Set<Integer> cancelled = new HashSet<>();
    private final ExecutorService worker = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("sample-import").daemon().factory());
    private int lastId;

    private SampleImports(ImportParts parts) {
        this.parts = parts;
    }

    /**
     * Opens what is kept. {@link #resume} goes on with what was interrupted.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public static SampleImports open(ImportParts parts) {
        SampleImports imports = new SampleImports(parts);
        try {
            Files.createDirectories(parts.folder());
            try (Stream<Path> folders = Files.list(parts.folder())) {
                folders.filter(folder -> folder.getFileName().toString().matches("\\d{1,9}")).forEach(imports::restore);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The imports in " + parts.folder() + " cannot be read.", e);
        }
        return imports;
    }

    private void restore(Path folder) {
        int id = Integer.parseInt(folder.getFileName().toString());
        lastId = Math.max(lastId, id);
        try {
            contents.put(id, new ImportFolder(folder).read());
        } catch (IOException | RuntimeException e) {
            // A crash while a file was being sent leaves half of it, which nobody has seen yet.
            log.warn("the import in {} is not whole and is not shown", folder, e);
        }
    }

    /** Goes on with what was being tried or filed when the last process ended. */
    public synchronized void resume() {
        for (Content content : List.copyOf(contents.values())) {
            if (content.told().isBusy()) {
                log.info("goes on with the import of {}", content.told().name());
                begin(content, content.told().state() != State.CHECKING);
            }
        }
    }

    /** All, the newest first. */
    public synchronized List<SampleImport> all() {
        return contents.values().stream().map(Content::told)
                .sorted(Comparator.comparingInt(SampleImport::id).reversed()).toList();
    }

    public synchronized Optional<SampleImport> find(int id) {
        return Optional.ofNullable(contents.get(id)).map(Content::told);
    }

    /** An earlier import of the same content that is done. */
    public synchronized Optional<SampleImport> sameDone(SampleImport as) {
        return contents.values().stream().map(Content::told).filter(
                other -> other.state() == State.DONE && other.id() != as.id() && other.hash().equals(as.hash()))
                .reduce((_, newer) -> newer);
    }

    /**
     * Takes a file that is sent.
     *
     * @param by who sends it
     * @throws ImportException if there is no room for it
     */
    public SampleImport send(String name, InputStream in, String by) throws IOException {
        int id = next();
        Path folder = Files.createDirectories(parts.folder().resolve(String.valueOf(id)));
        Path source = new ImportFolder(folder).sent();
        boolean taken = false;
        try {
            String hash = Uploads.take(in, source, parts.freeSpaceFloor());
            SampleImport made = make(id, name, source, hash, by);
            taken = true;
            return made;
        } finally {
            if (!taken) {
                delete(folder);
            }
        }
    }

    /** Imports a file where it lies; goes on with an unfinished import of the same content, read in the same way. */
    public SampleImport lying(Path file, Reading reading, String by) throws IOException {
        String hash = Uploads.hash(file);
        Optional<Content> unfinished;
        synchronized (this) {
            unfinished = contents.values().stream().filter(content -> content.told().hash().equals(hash)
                    && content.told().state() != State.DONE && content.told().reading().equals(reading)
                    && !content.told().isBusy()).reduce((_, newer) -> newer);
            if (unfinished.isPresent()) {
                return unfinished.get().told();
            }
        }
        int id = next();
        Files.createDirectories(parts.folder().resolve(String.valueOf(id)));
        make(id, file.getFileName().toString(), file.toAbsolutePath(), hash, by);
        return read(id, reading);
    }

    private synchronized int next() {
        long open = contents.values().stream().filter(content -> content.told().ended().isEmpty()).count();
        if (open >= MOST_OPEN) {
            throw new ImportException("There are " + open + " imports that are not over; end or discard some first.",
                    "有 " + open + " 个未完成的导入；请先完成或放弃其中一些。", null);
        }
        return ++lastId;
    }

    private SampleImport make(int id, String name, Path file, String hash, String by) throws IOException {
        SampleImport made = new SampleImport(id, name, Files.size(file), hash, by, parts.clock().instant(),
                Optional.empty(), State.LOOKED, 0, Reading.FOUND, Optional.empty(), ImportCounts.NONE, Map.of(),
                Map.of(), List.of(), Optional.empty(), Optional.empty());
        Content content = new Content(made, file, 0, Set.of(), Map.of(), 0);
        folder(id).write(content);
        note(content);
        forgetOld();
        return made;
    }

    /** Says how a file is to be read; what was found before does not count any more. */
    public synchronized SampleImport read(int id, Reading reading) throws IOException {
        Content content = idle(id);
        if (reading.equals(content.told().reading())) {
            return content.told();
        }
        if (content.told().filed().rows() > 0 && content.told().state() != State.DONE) {
            throw new ImportException(
                    "Part of this file is filed as it was read before; finish it, or send the file again.",
                    "该文件已按之前的方式导入了一部分；请先完成，或重新上传。", null);
        }
        Content next = new Content(content.told().readAs(reading), content.file(), 0, Set.of(), Map.of(), 0);
        folder(id).write(next);
        note(next);
        return next.told();
    }

    /**
     * Looks at the beginning of a file.
     *
     * @throws ImportException if it is none that can be read
     */
    public Look look(int id) throws IOException {
        Content content = content(id);
        PlantModel model = parts.plant().get().orElseThrow(ImportRun::noPlant);
        SignalNames signals = new SignalNames(model, parts.refOf()::applyAsInt);
        Reading reading = content.told().reading();
        try {
            return new Looker(signals, new Targets(signals, parts.refOf()), ImportRun.zone(model)).look(
                    SampleFile.open(content.file(), reading.text(), parts.columnFiles()), reading,
                    Micros.of(parts.clock().instant()) + 10 * Micros.PER_SECOND);
        } catch (SheetException e) {
            throw new ImportException(e.text().en(), e.text().zh(), e);
        }
    }

    /** Begins a try: the file is read to its end, and nothing is filed. */
    public synchronized void check(int id) {
        begin(idle(id), false);
    }

    /** Begins to file, or goes on with it. */
    public synchronized void file(int id) {
        begin(idle(id), true);
    }

    private void begin(Content content, boolean file) {
        int id = content.told().id();
        if (content.told().state() == State.DONE) {
            throw new ImportException("All of this file is filed already; send it again to import it once more.",
                    "该文件已全部导入；如需再次导入，请重新上传。", null);
        }
        cancelled.remove(id);
        State before = content.told().state();
        note(content.with(content.told().in(State.WAITING)));
        work.put(id, worker.submit(() -> run(id, content.with(content.told().in(before)), file)));
    }

    private void run(int id, Content content, boolean file) {
        ImportRun run = null;
        try {
            run = new ImportRun(parts, folder(id), content, this::note);
            if (file) {
                run.file();
            } else {
                run.check();
            }
        } catch (Exception e) {
            // Whatever an interrupt makes others throw, it was the stop that was asked for.
            if (e instanceof InterruptedException || Thread.interrupted() || isStopping(id)) {
                interrupted(id, run, file);
            } else {
                fail(id, why(e), e);
            }
        }
    }

    private static Label why(Exception e) {
        return switch (e) {
            case ImportException known -> known.text();
            case SheetException known -> known.text();
            case IntakeException known -> Label.of(String.valueOf(known.getMessage()));
            case HistoryException known -> Label.of(String.valueOf(known.getMessage()));
            default -> Label.of("The file could not be read to its end: " + e + ".");
        };
    }

    private synchronized boolean isStopping(int id) {
        return cancelled.contains(id) || worker.isShutdown();
    }

    /** A cancel marks where it stopped; the end of the process leaves it to the next start. */
    private void interrupted(int id, @Nullable ImportRun run, boolean file) {
        boolean asked;
        synchronized (this) {
            asked = cancelled.remove(id);
        }
        if (!asked) {
            return;
        }
        try {
            if (file && run != null && content(id).told().filed().rows() > 0) {
                run.stop();
            } else {
                Content content = content(id);
                Content stopped = content.with(
                        content.told().ended(State.CANCELLED, parts.clock().instant(), Optional.empty()));
                folder(id).write(stopped);
                note(stopped);
            }
        } catch (IOException | RuntimeException e) {
            fail(id, Label.of(String.valueOf(e.getMessage())), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(int id, Label why, Exception cause) {
        log.warn("import {} stopped: {}", id, why.en());
        log.debug("import {} stopped", id, cause);
        Content content = content(id);
        Content failed = content.with(
                content.told().ended(State.FAILED, parts.clock().instant(), Optional.of(why)));
        try {
            folder(id).write(failed);
        } catch (IOException e) {
            log.error("what became of import {} cannot be written", id, e);
        }
        note(failed);
    }

    /** Writes down what became of an import before anybody is told that it is over. */
    private void ended(SampleImport told) {
        ImportCounts counts = told.filed();
        parts.audit().record(told.by(), "import " + told.id(), "samples.import", told.name(),
                told.state() == State.DONE ? "ok" : told.state().name().toLowerCase(Locale.ROOT),
                counts.added() + " added, " + counts.duplicate() + " duplicate, " + counts.replaced() + " replaced, "
                        + counts.rejected() + " rejected");
        if (told.state() == State.DONE) {
            try {
                Files.deleteIfExists(folder(told.id()).sent());
            } catch (IOException e) {
                log.warn("the file of import {} cannot be deleted", told.id(), e);
            }
        }
    }

    /** Stops what goes on with an import; what is filed stays. */
    public synchronized void cancel(int id) {
        Content content = content(id);
        Future<?> running = work.get(id);
        if (running == null || !content.told().isBusy()) {
            return;
        }
        cancelled.add(id);
        boolean waiting = content.told().state() == State.WAITING;
        running.cancel(true);
        if (waiting) {
            cancelled.remove(id);
            note(content.with(content.told().ended(State.CANCELLED, parts.clock().instant(), Optional.empty())));
        }
    }

    /** Forgets an import, with its file where that was sent. What is filed stays in history. */
    public synchronized void discard(int id) throws IOException {
        idle(id);
        delete(parts.folder().resolve(String.valueOf(id)));
        contents.remove(id);
    }

    /** The list of what was not taken; empty where there is none yet. */
    public Optional<Path> rejects(int id) {
        Path list = folder(id).rejects();
        return Files.exists(list) ? Optional.of(list) : Optional.empty();
    }

    /** Waits until nothing goes on with an import any more. */
    public SampleImport await(int id, long atMost, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(atMost);
        synchronized (this) {
            while (content(id).told().isBusy() && end - System.nanoTime() > 0) {
                wait(Math.max(1, Math.min(500, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))));
            }
            return content(id).told();
        }
    }

    private synchronized Content content(int id) {
        Content content = contents.get(id);
        if (content == null) {
            throw new ImportException("There is no import " + id + ".", "没有编号为 " + id + " 的导入。", null);
        }
        return content;
    }

    private Content idle(int id) {
        Content content = content(id);
        if (content.told().isBusy()) {
            throw new ImportException("This import is at work; cancel it or wait until it is over.",
                    "该导入正在进行；请取消或等待完成。", null);
        }
        return content;
    }

    private synchronized void note(Content content) {
        Content before = contents.get(content.told().id());
        if (before != null && before.told().isBusy() && content.told().ended().isPresent()) {
            ended(content.told());
        }
        contents.put(content.told().id(), content);
        notifyAll();
    }

    private ImportFolder folder(int id) {
        return new ImportFolder(parts.folder().resolve(String.valueOf(id)));
    }

    private synchronized void forgetOld() throws IOException {
        List<Integer> over = contents.values().stream().map(Content::told).filter(told -> !told.isBusy())
                .map(SampleImport::id).sorted().toList();
        for (int id : over.subList(0, Math.max(0, over.size() - MOST_KEPT))) {
            discard(id);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** Stops; what was going on goes on after the next {@link #resume}. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("an import does not end; its rest is filed after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
