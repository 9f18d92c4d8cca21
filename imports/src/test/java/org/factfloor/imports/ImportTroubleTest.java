package org.factfloor.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.factfloor.history.History;
import org.factfloor.history.HistoryException;
import org.factfloor.imports.SampleImport.State;
import org.junit.jupiter.api.Test;

/** Whatever comes between, nothing is filed that nobody wants, nothing is forgotten, and nothing holds for ever. */
class ImportTroubleTest extends ImportFixture {

    private static final Runnable NOTHING = () -> {
    };
    /** So many samples are filed at a time. */
    private static final int BATCH = 32_768;

    /** Run whenever an import begins, or is looked at. */
    private volatile Runnable atBegin = NOTHING;
    /** Run whenever samples are compared with history. */
    private volatile Runnable atCompare = NOTHING;
    /** Run whenever a value is looked up, as it is before marks are stored. */
    private volatile Runnable atMark = NOTHING;
    private String place = "imports";

    @Override
    ImportParts parts() {
        ImportParts parts = super.parts();
        History watched = (History) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{History.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("latest")) {
                        atCompare.run();
                    } else if (method.getName().equals("at")) {
                        atMark.run();
                    }
                    try {
                        return method.invoke(history, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new ImportParts(folder.resolve(place), 0, () -> {
            atBegin.run();
            return Optional.of(plant());
        }, parts.refOf(), intake, watched, parts.columnFiles(), parts.audit(), parts.clock());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the end of the process, as it were. */
    private static void awaitInterrupt() {
        try {
            assertThat(new CountDownLatch(1).await(30, TimeUnit.SECONDS)).as("it was interrupted").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SampleImport over(int id) throws InterruptedException {
        return imports.await(id, 1, TimeUnit.MINUTES);
    }

    private void reopen() {
        imports.close();
        imports = SampleImports.open(parts());
    }

    /** A line for each second from a time on. */
    private static void lines(StringBuilder into, String signal, long from, int count) {
        for (int i = 0; i < count; i++) {
            into.append(from + i).append(',').append(signal).append(',').append(i % 100).append('\n');
        }
    }

    /** Sends more of one signal than is filed at a time. */
    private int sendMuch() throws IOException {
        StringBuilder text = new StringBuilder("time,signal,value\n");
        lines(text, "press/parts", 1_764_000_000L, BATCH + 1_000);
        return send(text.toString()).id();
    }

    private long filed(int id) {
        return imports.find(id).map(told -> told.filed().rows()).orElse(0L);
    }

    /** Fails once more than so many rows are filed. */
    private Runnable failsBehind(int id, int rows) {
        return () -> {
            if (filed(id) > rows) {
                throw new HistoryException("the disk said no", null);
            }
        };
    }

    /** Files, and is as after a crash in the middle of it. */
    private void fileHalf(int id) {
        CountDownLatch halfway = new CountDownLatch(1);
        atCompare = () -> {
            if (filed(id) > 0) {
                halfway.countDown();
                awaitInterrupt();
            }
        };
        imports.file(id);
        awaitUninterrupted(halfway);
        imports.close();
        atCompare = NOTHING;
    }

    private void assertThatPartsEndInSilence() throws InterruptedException {
        assertThat(intake.awaitApplied(Duration.ofSeconds(30))).isTrue();
        assertThat(rows("press/parts")).last().asString().endsWith("BadNoCommunication");
    }

    @Test
    void cancelledInItsFirstMomentsItFilesNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        SampleImport sent = send("time,press/temp\n2026-11-29T10:00:00Z,21.5\n");
        atBegin = () -> {
            begun.countDown();
            awaitUninterrupted(cancelled);
        };
        imports.file(sent.id());
        awaitUninterrupted(begun);
        imports.cancel(sent.id());
        cancelled.countDown();
        over(sent.id());
        imports.close();
        assertThat(imports.find(sent.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
        atBegin = NOTHING;
        reopen();
        imports.resume();
        assertThat(over(sent.id()).state()).isEqualTo(State.CANCELLED);
        assertThat(rows("press/temp")).isEmpty();
    }

    @Test
    void cancelledWhileItWaitsItNeverBegins() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        SampleImport first = send("time,press/temp\n2026-11-29T10:00:00Z,21.5\n");
        SampleImport second = send("time,mill/temp\n2026-11-29T10:00:00Z,21.5\n");
        atBegin = () -> {
            begun.countDown();
            awaitUninterrupted(cancelled);
        };
        imports.file(first.id());
        imports.file(second.id());
        awaitUninterrupted(begun);
        imports.cancel(second.id());
        assertThat(imports.find(second.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
        cancelled.countDown();
        assertThat(over(first.id()).state()).isEqualTo(State.DONE);
        imports.close();
        assertThat(rows("mill/temp")).isEmpty();
    }

    @Test
    void whatWasAskedToBeFiledIsFiledAfterACrashHoweverLittleOfItHadBegun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        SampleImport first = send("time,press/temp\n2026-11-29T10:00:00Z,21.5\n");
        SampleImport waiting = send("time,mill/temp\n2026-11-29T10:00:00Z,22.5\n");
        SampleImport tried = send("time,mill/load\n2026-11-29T10:00:00Z,22.5\n");
        // The first one is being tried, before it is filed.
        atCompare = () -> {
            begun.countDown();
            awaitInterrupt();
        };
        imports.file(first.id());
        imports.file(waiting.id());
        imports.check(tried.id());
        awaitUninterrupted(begun);
        imports.close();
        atCompare = NOTHING;
        reopen();
        imports.resume();
        assertThat(over(first.id()).state()).isEqualTo(State.DONE);
        assertThat(over(waiting.id()).state()).isEqualTo(State.DONE);
        assertThat(over(tried.id()).state()).isEqualTo(State.CHECKED);
        assertThat(rows("mill/temp")).startsWith("2026-11-29T10:00:00Z 22.5");
        assertThat(rows("mill/load")).isEmpty();
    }

    @Test
    void aFileThatACrashHasCutIsNotSaidToBeFiled() throws Exception {
        SampleImport sent = check(send("time,press/temp\n2026-11-29T10:00:00Z,21.5\n2026-11-29T10:00:01Z,22\n").id());
        Path source = folder.resolve("imports/1/source");
        String whole = Files.readString(source);
        Files.writeString(source, whole.substring(0, whole.length() - 24));
        SampleImport cut = file(sent.id());
        assertThat(cut.state()).isEqualTo(State.FAILED);
        assertThat(cut.fault().orElseThrow().en()).contains("cut or changed", "Send it again");

        // As many bytes, but a line less.
        Files.writeString(source, whole.substring(0, whole.length() - 24).stripTrailing() + "1".repeat(25));
        assertThat(Files.size(source)).isEqualTo(sent.bytes());
        SampleImport changed = file(sent.id());
        assertThat(changed.state()).isEqualTo(State.FAILED);
        assertThat(changed.fault().orElseThrow().en()).contains("cut or changed");
        assertThat(source).exists();

        Files.delete(source);
        assertThat(file(sent.id()).fault().orElseThrow().en()).contains("is no longer there; send it again");
    }

    @Test
    void whatFailsHalfwayHoldsNothingForEverAndGoesOnFromThere() throws Exception {
        int id = sendMuch();
        atCompare = failsBehind(id, 0);
        SampleImport failed = file(id);
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.fault().orElseThrow().en()).contains("the disk said no");
        assertThatPartsEndInSilence();
        assertThat(rows("press/parts")).hasSize(BATCH + 1);

        atCompare = NOTHING;
        SampleImport done = file(id);
        assertThat(done.state()).as(String.valueOf(done.fault())).isEqualTo(State.DONE);
        assertThat(done.filed().rows()).isEqualTo(BATCH + 1_000);
        assertThat(rows("press/parts").stream().filter(row -> row.endsWith("BadNoCommunication"))).hasSize(1);
        assertThat(rows("press/parts")).last().asString().endsWith("BadNoCommunication");
    }

    /** Signals of which nothing was filed since the last start, too. */
    @Test
    void afterARestartAllThatIsFiledHalfwayEndsInSilence() throws Exception {
        StringBuilder text = new StringBuilder("time,signal,value\n");
        lines(text, "press/parts", 1_764_000_000L, BATCH);
        lines(text, "mill/temp", 1_764_000_000L, BATCH + 1_000);
        int id = send(text.toString()).id();
        fileHalf(id);
        assertThat(filed(id)).isBetween((long) BATCH, 2L * BATCH);
        atCompare = failsBehind(id, 2 * BATCH - 1);
        reopen();
        imports.resume();
        assertThat(over(id).state()).isEqualTo(State.FAILED);
        assertThatPartsEndInSilence();
        assertThat(rows("mill/temp")).last().asString().endsWith("BadNoCommunication");
    }

    /** As on a full disk. */
    @Test
    void marksThatCannotBeStoredAreStoredAfterTheNextStart() throws Exception {
        int id = sendMuch();
        atCompare = failsBehind(id, 0);
        atMark = atCompare;
        assertThat(file(id).state()).isEqualTo(State.FAILED);
        assertThat(rows("press/parts")).last().asString().doesNotEndWith("BadNoCommunication");
        atMark = NOTHING;
        reopen();
        imports.resume();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows("press/parts").getLast().endsWith("BadNoCommunication"));
        assertThat(imports.find(id).orElseThrow().state()).isEqualTo(State.FAILED);
    }

    /** A crash halfway, after which the file is not what it was. */
    @Test
    void whatCannotGoOnAfterACrashEndsInSilence() throws Exception {
        int id = sendMuch();
        fileHalf(id);
        Files.writeString(folder.resolve("imports/1/source"), "time,signal,value\n");
        reopen();
        imports.resume();
        assertThat(over(id).state()).isEqualTo(State.FAILED);
        assertThatPartsEndInSilence();
    }

    @Test
    void whateverEndsItsWorkItIsNotBusyForEver() throws Exception {
        SampleImport sent = send("time,press/temp\n2026-11-29T10:00:00Z,21.5\n");
        atBegin = () -> {
            throw new OutOfMemoryError("made up by the test");
        };
        assertThat(file(sent.id()).state()).isEqualTo(State.FAILED);
    }

    @Test
    void halfAFileThatWasBeingSentGoesAtTheNextStart() throws IOException {
        Path half = Files.createDirectories(folder.resolve("imports/5"));
        Files.writeString(half.resolve("source"), "time,pre");
        reopen();
        assertThat(half).doesNotExist();
        assertThat(imports.all()).isEmpty();
    }

    /** A plant that is moved or restored elsewhere takes what was sent from where it lies then. */
    @Test
    void whatWasSentIsFoundWhereverTheFolderIs() throws Exception {
        SampleImport sent = send("time,press/temp\n2026-11-29T10:00:00Z,21.5\n");
        imports.close();
        Files.move(folder.resolve("imports"), folder.resolve("moved"));
        place = "moved";
        reopen();
        SampleImport done = file(sent.id());
        assertThat(done.state()).as(String.valueOf(done.fault())).isEqualTo(State.DONE);
    }

    @Test
    void wholeNumbersKeepAllTheirDigits() throws Exception {
        SampleImport done = file(send("""
                time,press/parts
                2026-11-29T10:00:00Z,1764543041123456789
                2026-11-29T10:00:01Z,9223372036854775807
                2026-11-29T10:00:02Z,1.764543041123456789E18
                2026-11-29T10:00:03Z,-9223372036854775808
                2026-11-29T10:00:04Z,9223372036854775808
                2026-11-29T10:00:05Z,9007199254740993.5
                """.getBytes(StandardCharsets.UTF_8)).id());
        assertThat(rows("press/parts")).startsWith("2026-11-29T10:00:00Z 1764543041123456789",
                "2026-11-29T10:00:01Z 9223372036854775807", "2026-11-29T10:00:02Z 1764543041123456789",
                "2026-11-29T10:00:03Z -9223372036854775808");
        assertThat(done.reasons()).containsEntry(Reason.NOT_WHOLE, 2L);
    }
}
