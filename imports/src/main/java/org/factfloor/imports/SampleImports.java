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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.factfloor.imports.ImportFolder.Content;
import org.factfloor.imports.SampleImport.State;
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
    private final Map<Integer, Active> active = new HashMap<>();
    private final ExecutorService worker = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("sample-import").daemon().factory());

    private record Active(ImportTask task, Future<?> work) {}

    private final class Desk implements ImportTask.Desk {

        @Override
        public void note(Content content) {
            SampleImports.this.note(content);
        }

        @Override
        public Content known(int id) {
            synchronized (SampleImports.this) {
                return shelf.require(id);
            }
        }

        @Override
        public boolean isClosing() {
            return worker.isShutdown();
        }
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
            } else if (ImportTask.isUnmarked(content)) {
                worker.submit(() -> mark(content.told().id()));
            }
        }
    }

    /** Stores the marks of an import that failed where nothing could be stored. */
    private void mark(int id) {
        try {
            Content content = new Desk().known(id);
            if (ImportTask.isUnmarked(content)) {
                Content marked = ImportTask.marked(parts, content);
                shelf.folder(id).write(marked);
                note(marked);
            }
        } catch (IOException | RuntimeException e) {
            log.error("import {}: no marks can be stored behind what is filed; the next start tries again", id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        ImportTask task = new ImportTask(parts, shelf.folder(id), content, new Desk());
        active.put(id, new Active(task, worker.submit(() -> {
            try {
                task.run();
            } finally {
                over(id, task);
            }
        })));
    }

    private synchronized void over(int id, ImportTask task) {
        Active last = active.get(id);
        if (last != null && last.task() == task) {
            active.remove(id);
        }
        notifyAll();
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
        shelf.require(id);
        Active found = active.get(id);
        if (found == null) {
            return;
        }
        boolean begun = found.task().cancel();
        found.work().cancel(true);
        if (!begun) {
            active.remove(id);
            try {
                found.task().endUnbegun();
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
