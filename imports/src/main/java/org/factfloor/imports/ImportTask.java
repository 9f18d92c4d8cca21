package org.factfloor.imports;

import java.io.IOException;
import java.util.Optional;
import org.factfloor.history.HistoryException;
import org.factfloor.imports.ImportFolder.Content;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.imports.sheet.SheetException;
import org.factfloor.intake.IntakeException;
import org.factfloor.plant.Label;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was asked for of one import: carries it out once, and ends it, whatever comes between. Run by one thread. */
final class ImportTask {

    private static final Logger log = LoggerFactory.getLogger(ImportTask.class);

    private final ImportParts parts;
    private final ImportFolder folder;
    private final Content asked;
    private final Desk desk;
    private final int id;
    private boolean begun;
    private boolean cancelled;

    /** Where it is known what each import has come to. */
    interface Desk {

        /** Takes note of what one has come to. */
        void note(Content content);

        /** What is known of one. */
        Content known(int id);

        /** Whether the process ends, which leaves the rest to the next start. */
        boolean isClosing();
    }

    /** @param asked what is known of the import, and what is to be done */
    ImportTask(ImportParts parts, ImportFolder folder, Content asked, Desk desk) {
        this.parts = parts;
        this.folder = folder;
        this.asked = asked;
        this.desk = desk;
        this.id = asked.told().id();
    }

    /** Does it, unless it was cancelled before. */
    void run() {
        if (!begin()) {
            return;
        }
        ImportRun run = null;
        try {
            run = new ImportRun(parts, folder, asked.with(asked.told().begunAgain(asked.told().state())), desk::note);
            if (asked.filing()) {
                run.file();
            } else {
                run.check();
            }
        } catch (Exception | Error e) {
            // Whatever an interrupt makes others throw, it was the stop that was asked for.
            if (e instanceof InterruptedException || Thread.interrupted() || isCancelled() || desk.isClosing()) {
                interrupted(run);
            } else {
                fail(run, why(e), e);
            }
        }
    }

    private synchronized boolean begin() {
        begun = !cancelled;
        return begun;
    }

    /**
     * Keeps it from beginning, or has it end where it is once its thread is interrupted.
     *
     * @return whether it has begun
     */
    synchronized boolean cancel() {
        cancelled = true;
        return begun;
    }

    private synchronized boolean isCancelled() {
        return cancelled;
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

    /** A cancel marks where it stopped; the end of the process leaves it to the next start. */
    private void interrupted(@Nullable ImportRun run) {
        if (!isCancelled()) {
            return;
        }
        try {
            if (!isMarked(run, State.CANCELLED, Optional.empty())) {
                end(State.CANCELLED, Optional.empty());
            }
        } catch (IOException | RuntimeException e) {
            fail(null, why(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(@Nullable ImportRun run, Label why, Throwable cause) {
        log.warn("import {} stopped: {}", id, why.en());
        log.debug("import {} stopped", id, cause);
        try {
            if (isMarked(run, State.FAILED, Optional.of(why))) {
                return;
            }
        } catch (IOException | RuntimeException e) {
            log.error(
                    "import {}: no marks can be stored behind what is filed; what was filed last holds until the import"
                            + " goes on",
                    id, e);
        } catch (InterruptedException e) {
            // The end of the process leaves it to the next start.
            Thread.currentThread().interrupt();
            return;
        }
        try {
            end(State.FAILED, Optional.of(why));
        } catch (IOException e) {
            log.error("what became of import {} cannot be written", id, e);
        }
    }

    /** Ends an import that is filed halfway, where it is, with marks of silence behind what is filed. */
    private boolean isMarked(@Nullable ImportRun run, State how, Optional<Label> why)
            throws IOException, InterruptedException {
        Content content = desk.known(id);
        if (run == null || !content.filing() || content.told().filed().rows() == 0) {
            return false;
        }
        run.stop(how, why);
        return true;
    }

    /** Ends it as it is known. */
    void end(State how, Optional<Label> why) throws IOException {
        Content content = desk.known(id);
        Content over = content.with(content.told().ended(how, parts.clock().instant(), why));
        folder.write(over);
        desk.note(over);
    }
}
