package org.factfloor.imports;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.factfloor.history.HistoryException;
import org.factfloor.imports.ImportFolder.Content;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.imports.sheet.SheetException;
import org.factfloor.intake.IntakeException;
import org.factfloor.plant.Label;
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
        try {
            ImportRun run = new ImportRun(parts, folder, asked.with(asked.told().begunAgain(asked.told().state())),
                    desk::note);
            if (asked.filing()) {
                run.file();
            } else {
                run.check();
            }
        } catch (Exception | Error e) {
            // Whatever an interrupt makes others throw, it was the stop that was asked for.
            if (e instanceof InterruptedException || Thread.interrupted() || isCancelled() || desk.isClosing()) {
                interrupted();
            } else {
                fail(why(e), e);
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
    private void interrupted() {
        if (!isCancelled()) {
            return;
        }
        try {
            end(marked(parts, desk.known(id)), State.CANCELLED, Optional.empty());
        } catch (IOException | RuntimeException e) {
            failUnmarked(why(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Label why, Throwable cause) {
        try {
            log.warn("import {} stopped: {}", id, why.en());
            log.debug("import {} stopped", id, cause);
            end(marked(parts, desk.known(id)), State.FAILED, Optional.of(why));
        } catch (IOException | RuntimeException e) {
            failUnmarked(why, e);
        } catch (InterruptedException e) {
            // The end of the process leaves it to the next start.
            Thread.currentThread().interrupt();
        }
    }

    private void failUnmarked(Label why, Exception cause) {
        log.error(
                "import {}: no marks can be stored behind what is filed; what was filed last holds until the import goes"
                        + " on, or the next start",
                id, cause);
        try {
            end(desk.known(id), State.FAILED, Optional.of(why));
        } catch (IOException e) {
            log.error("what became of import {} cannot be written", id, e);
        }
    }

    /** Whether part of an import is filed, and it is not known that marks stand behind it. */
    static boolean isUnmarked(Content content) {
        return content.told().state() == State.FAILED && content.filing() && content.told().filed().rows() > 0
                && content.marks().isEmpty();
    }

    /**
     * Ends what would hold from where an import stopped halfway on; what is filed later takes the place of the marks.
     *
     * @return what is known of the import then
     */
    static Content marked(ImportParts parts, Content content) throws InterruptedException {
        if (!content.filing() || content.told().filed().rows() == 0) {
            return content;
        }
        ImportRun.settle(parts);
        Ends ends = new Ends(parts.history(), parts.refOf());
        Map<String, Long> marks = new TreeMap<>(content.marks());
        marks.putAll(ends.marks(content.open(), content.spans()));
        parts.intake().backfillFiled(ends.silence(marks));
        return content.with(marks);
    }

    /** Ends it before it has begun. */
    void endUnbegun() throws IOException {
        end(desk.known(id), State.CANCELLED, Optional.empty());
    }

    private void end(Content content, State how, Optional<Label> why) throws IOException {
        Content over = content.with(content.told().ended(how, parts.clock().instant(), why));
        folder.write(over);
        desk.note(over);
    }
}
