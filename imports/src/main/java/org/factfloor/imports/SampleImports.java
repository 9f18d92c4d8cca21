package org.factfloor.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.factfloor.history.HistoryException;
import org.factfloor.imports.ImportFolder.Content;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.imports.sheet.SheetException;
import org.factfloor.intake.IntakeException;
import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports of samples: takes files, shows how they will be read, tries and files them one at a time, goes on with what a stop
 * or a crash interrupted, and keeps what became of each. Safe for many threads.
 */
public final class SampleImports implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SampleImports.class);

    private final ImportParts parts;
    private final ImportShelf shelf;
    /** What is waiting or at work. */
    private final Map<Integer, Work> active = new HashMap<>();
    private final ExecutorService worker = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("sample-import").daemon().factory());

    /** What is waiting or at work for one import. */
    private static final class Work {

        private Future<?> task = CompletableFuture.completedFuture(null);
        private boolean begun;
        private boolean cancelled;
    }

    private SampleImports(ImportParts parts) {
        this.parts = parts;
        this.shelf = new ImportShelf(parts.folder());
    }

    /**
     * Opens what is kept. {@link #resume} goes on with what was interrupted.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be read
     */
    public static SampleImports open(ImportParts parts) {
        return new SampleImports(parts);
    }

    /** Goes on with what was being tried or filed when the last process ended. */
    public synchronized void resume() {
        for (Content content : shelf.all()) {
            if (content.told().isBusy()) {
                log.info("goes on with the import of {}", content.told().name());
                // Earlier versions did not write down what was asked for.
                begin(content.asked(content.filing() || content.told().state() == State.FILING));
            }
        }
    }

    /** All, the newest first. */
    public synchronized List<SampleImport> all() {
        return shelf.all().stream().map(Content::told).sorted(Comparator.comparingInt(SampleImport::id).reversed())
                .toList();
    }

    public synchronized Optional<SampleImport> find(int id) {
        return shelf.find(id).map(Content::told);
    }

    /** An earlier import of the same content that is done. */
    public synchronized Optional<SampleImport> sameDone(SampleImport as) {
        return shelf.newest(other -> other.told().state() == State.DONE && other.told().id() != as.id()
                && other.told().hash().equals(as.hash())).map(Content::told);
    }

    /**
     * Takes a file that is sent.
     *
     * @param by who sends it
     * @throws ImportException if there is no room for it
     */
    public SampleImport send(String name, InputStream in, String by) throws IOException {
        int id = make();
        Path source = shelf.folder(id).sent();
        boolean taken = false;
        try {
            String hash = Uploads.take(in, source, parts.freeSpaceFloor());
            shelf.folder(id).syncSent();
            SampleImport made = keep(id, name, source, hash, by);
            taken = true;
            return made;
        } finally {
            if (!taken) {
                shelf.folder(id).delete();
            }
        }
    }

    /**
     * Imports a file where it lies.
     *
     * @param anew not to go on with an unfinished import of the same content, read in the same way
     */
    public SampleImport lying(Path file, Reading reading, String by, boolean anew) throws IOException {
        String hash = Uploads.hash(file);
        Optional<Content> unfinished = anew ? Optional.empty() : unfinished(hash, reading);
        if (unfinished.isPresent()) {
            // It may lie elsewhere by now.
            Content moved = unfinished.get().in(file.toAbsolutePath());
            synchronized (this) {
                shelf.keep(moved);
            }
            return moved.told();
        }
        int id = make();
        keep(id, file.getFileName().toString(), file.toAbsolutePath(), hash, by);
        return read(id, reading);
    }

    private synchronized Optional<Content> unfinished(String hash, Reading reading) {
        return shelf.newest(content -> content.told().hash().equals(hash) && content.told().state() != State.DONE
                && content.told().reading().equals(reading) && !active.containsKey(content.told().id()));
    }

    private synchronized int make() throws IOException {
        return shelf.make();
    }

    private synchronized SampleImport keep(int id, String name, Path file, String hash, String by) throws IOException {
        SampleImport made = new SampleImport(id, name, Files.size(file), hash, by, parts.clock().instant(),
                Optional.empty(), State.LOOKED, 0, Reading.FOUND, Optional.empty(), ImportCounts.NONE, Map.of(),
                Map.of(), List.of(), Optional.empty(), Optional.empty());
        shelf.keep(Content.fresh(made, file));
        shelf.forgetOld();
        return made;
    }

    /** Says how a file is to be read; what was found before does not count any more. */
    public synchronized SampleImport read(int id, Reading reading) throws IOException {
        Content content = idle(id);
        if (!reading.equals(content.told().reading())) {
            refuseHalfway(content);
            shelf.keep(Content.fresh(content.told().readAs(reading), content.file()));
        }
        return shelf.require(id).told();
    }

    private static void refuseHalfway(Content content) {
        if (content.told().filed().rows() > 0) {
            throw new ImportException(
                    "Part of this file is filed as it was read before; finish it, or send the file again.",
                    "该文件已按之前的方式导入了一部分；请先完成，或重新上传。", null);
        }
    }

    /**
     * Looks at the beginning of a file.
     *
     * @throws ImportException if it is none that can be read
     */
    public Look look(int id) throws IOException {
        Content content;
        synchronized (this) {
            content = shelf.require(id);
        }
        return Looker.look(parts, content);
    }

    /** Begins a try: the file is read to its end, and nothing is filed. */
    public synchronized void check(int id) {
        Content content = idle(id);
        refuseHalfway(content);
        ask(content.asked(false));
    }

    /** Begins to file, or goes on with it. */
    public synchronized void file(int id) {
        ask(idle(id).asked(true));
    }

    /** What was asked for is written down, so that a crash does not forget it, however long it waits. */
    private void ask(Content content) {
        if (content.told().state() == State.DONE) {
            throw new ImportException("All of this file is filed already; send it again to import it once more.",
                    "该文件已全部导入；如需再次导入，请重新上传。", null);
        }
        try {
            shelf.folder(content.told().id()).write(content.with(content.told().begunAgain(State.WAITING)));
        } catch (IOException e) {
            throw new ImportException("That this import is asked for cannot be written down (" + e.getMessage()
                    + "); look at the disk.", "无法写入导入任务（" + e.getMessage() + "）；请检查磁盘。", e);
        }
        begin(content);
    }

    private void begin(Content content) {
        int id = content.told().id();
        note(content.with(content.told().begunAgain(State.WAITING)));
        Work work = new Work();
        active.put(id, work);
        work.task = worker.submit(() -> run(id, work, content));
    }

    private void run(int id, Work work, Content content) {
        synchronized (this) {
            if (work.cancelled) {
                return;
            }
            work.begun = true;
        }
        ImportRun run = null;
        try {
            run = new ImportRun(parts, shelf.folder(id),
                    content.with(content.told().begunAgain(content.told().state())), this::note);
            if (content.filing()) {
                run.file();
            } else {
                run.check();
            }
        } catch (Exception | Error e) {
            // Whatever an interrupt makes others throw, it was the stop that was asked for.
            if (e instanceof InterruptedException || Thread.interrupted() || isStopping(work)) {
                interrupted(id, work, run);
            } else {
                fail(id, run, why(e), e);
            }
        } finally {
            synchronized (this) {
                active.remove(id, work);
                notifyAll();
            }
        }
    }

    private static Label why(Throwable e) {
        return switch (e) {
            case ImportException known -> known.text();
            case SheetException known -> known.text();
            case IntakeException known -> Label.of(String.valueOf(known.getMessage()));
            case HistoryException known -> Label.of(String.valueOf(known.getMessage()));
            default -> Label.of("The file could not be read to its end: " + e + ".");
        };
    }

    private synchronized boolean isStopping(Work work) {
        return work.cancelled || worker.isShutdown();
    }

    /** A cancel marks where it stopped; the end of the process leaves it to the next start. */
    private void interrupted(int id, Work work, @Nullable ImportRun run) {
        synchronized (this) {
            if (!work.cancelled) {
                return;
            }
        }
        try {
            if (!isMarked(id, run, State.CANCELLED, Optional.empty())) {
                end(known(id), State.CANCELLED, Optional.empty());
            }
        } catch (IOException | RuntimeException e) {
            fail(id, null, why(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(int id, @Nullable ImportRun run, Label why, Throwable cause) {
        log.warn("import {} stopped: {}", id, why.en());
        log.debug("import {} stopped", id, cause);
        try {
            if (isMarked(id, run, State.FAILED, Optional.of(why))) {
                return;
            }
        } catch (IOException | RuntimeException e) {
            log.error(
                    "import {}: that nothing is known behind what is filed cannot be stored; what was filed last holds"
                            + " until the import goes on",
                    id, e);
        } catch (InterruptedException e) {
            // The end of the process leaves it to the next start.
            Thread.currentThread().interrupt();
            return;
        }
        try {
            end(known(id), State.FAILED, Optional.of(why));
        } catch (IOException e) {
            log.error("what became of import {} cannot be written", id, e);
        }
    }

    /** Ends an import that is filed halfway, where it is, with marks of silence behind what is filed. */
    private boolean isMarked(int id, @Nullable ImportRun run, State how, Optional<Label> why)
            throws IOException, InterruptedException {
        Content content = known(id);
        if (run == null || !content.filing() || content.told().filed().rows() == 0) {
            return false;
        }
        run.stop(how, why);
        return true;
    }

    private synchronized Content known(int id) {
        return shelf.require(id);
    }

    private void end(Content content, State how, Optional<Label> why) throws IOException {
        Content over = content.with(content.told().ended(how, parts.clock().instant(), why));
        shelf.folder(content.told().id()).write(over);
        note(over);
    }

    /** Takes note of what an import has come to; where it is over, that is written down before anybody is told. */
    private synchronized void note(Content content) {
        boolean wasBusy = shelf.find(content.told().id()).filter(before -> before.told().isBusy()).isPresent();
        if (wasBusy && content.told().ended().isPresent()) {
            audit(content.told());
            removeSent(content.told());
        }
        shelf.put(content);
        notifyAll();
    }

    private void audit(SampleImport told) {
        ImportCounts counts = told.filed();
        parts.audit().record(told.by(), "import " + told.id(), "samples.import", told.name(),
                told.state() == State.DONE ? "ok" : told.state().name().toLowerCase(Locale.ROOT),
                counts.added() + " added, " + counts.duplicate() + " duplicate, " + counts.replaced() + " replaced, "
                        + counts.rejected() + " rejected");
    }

    private void removeSent(SampleImport told) {
        try {
            if (told.state() == State.DONE) {
                Files.deleteIfExists(shelf.folder(told.id()).sent());
            }
        } catch (IOException e) {
            log.warn("the file of import {} cannot be deleted", told.id(), e);
        }
    }

    /** Stops what goes on with an import; what is filed stays. */
    public synchronized void cancel(int id) {
        Content content = shelf.require(id);
        Work work = active.get(id);
        if (work == null) {
            return;
        }
        work.cancelled = true;
        work.task.cancel(true);
        if (!work.begun) {
            // It will not begin.
            active.remove(id);
            try {
                end(content, State.CANCELLED, Optional.empty());
            } catch (IOException e) {
                log.warn("that import {} was cancelled cannot be written", id, e);
            }
        }
    }

    /** Forgets an import, with its file where that was sent. What is filed stays in history. */
    public synchronized void discard(int id) throws IOException {
        idle(id);
        shelf.remove(id);
    }

    /** The list of what was not taken; empty where there is none yet. */
    public Optional<Path> rejects(int id) {
        return Optional.of(shelf.folder(id).rejects()).filter(Files::exists);
    }

    /** Waits until nothing goes on with an import any more. */
    public SampleImport await(int id, long atMost, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(atMost);
        synchronized (this) {
            while (active.containsKey(id) && end - System.nanoTime() > 0) {
                wait(Math.max(1, Math.min(500, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))));
            }
            return shelf.require(id).told();
        }
    }

    private Content idle(int id) {
        Content content = shelf.require(id);
        if (active.containsKey(id)) {
            throw new ImportException("This import is at work; cancel it or wait until it is over.",
                    "该导入正在进行；请取消或等待完成。", null);
        }
        return content;
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
