package org.factfloor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.factfloor.app.backup.Backup;
import org.factfloor.app.backup.BackupBook;
import org.factfloor.app.backup.BackupException;
import org.factfloor.app.backup.Progress;
import org.factfloor.app.backup.Schedule;
import org.factfloor.app.backup.Source;
import org.factfloor.app.backup.Upgrade;
import org.factfloor.plant.Label;
import org.factfloor.records.Audit;
import org.factfloor.records.AuditDetail;
import org.factfloor.web.Backups;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the running server's backups: each night, from the System page, and for commands. One at a time. */
final class BackupKeeper implements Backups, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackupKeeper.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    /** Without a plan a backup counts as old after this. */
    private static final Duration OLD = Duration.ofDays(7);
    private static final By ITSELF = new By("system", "server");

    private final Path data;
    private final Source source;
    private final Supplier<ZoneId> zone;
    private final long floorBytes;
    private final Audit audit;
    private final InstantSource clock;

    /** Empty while none is under way. */
    private final AtomicReference<Optional<Running>> running = new AtomicReference<>(Optional.empty());
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Thread looker = Thread.ofVirtual().name("backup-keeper").unstarted(this::look);
    private volatile Optional<Thread> asked = Optional.empty();
    private volatile BackupBook book;

    BackupKeeper(Path data, Source source, Supplier<ZoneId> zone, long floorBytes, Audit audit, InstantSource clock) {
        this.data = data;
        this.source = source;
        this.zone = zone;
        this.floorBytes = floorBytes;
        this.audit = audit;
        this.clock = clock;
        this.book = BackupBook.read(data);
    }

    /** Begins to look whether one is due. */
    void start() {
        looker.start();
    }

    private void look() {
        try {
            do {
                makeIfDue();
            } while (!stopAsked.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a backup if the plan wants one now. */
    void makeIfDue() {
        try {
            Instant now = clock.instant();
            BackupBook known = book;
            BackupBook.Plan plan = known.plan();
            if (plan != null && schedule(plan).isDue(now, madeAt(known), failedAt(known))) {
                Path to = Path.of(plan.folder());
                if (take("planned")) {
                    make(to, false, plan.keep(), Progress.NONE, ITSELF);
                }
            }
            Upgrade.forgetOld(data, now);
        } catch (BackupException e) {
            LOG.error("the planned backup failed and is tried again in an hour: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // Whatever it was, a plant that runs for years must go on being backed up.
            LOG.error("the planned backup failed and is tried again", e);
        }
    }

    private Schedule schedule(BackupBook.Plan plan) {
        return new Schedule(LocalTime.parse(plan.at()), zone.get(), Instant.parse(plan.since()));
    }

    private static Optional<Instant> madeAt(BackupBook book) {
        return Optional.ofNullable(book.last()).map(last -> Instant.parse(last.at()));
    }

    private static Optional<Instant> failedAt(BackupBook book) {
        return Optional.ofNullable(book.failure()).map(failure -> Instant.parse(failure.at()));
    }

    /** Becomes the one that makes a backup; false if another is. */
    private boolean take(String text) {
        return running.compareAndSet(Optional.empty(), Optional.of(new Running(0, text)));
    }

    /** Makes one after {@link #take}, and writes down how it went. */
    private Backup.Result make(Path to, boolean makePlace, int keep, Progress progress, By by) {
        try {
            Backup.Result result = copy(to, makePlace, keep, progress, by);
            note(known -> known.done(BackupBook.Last.of(result)));
            audit.record(by.actor(), by.source(), "backup.make", to.toString(), "ok",
                    String.valueOf(result.folder().getFileName()));
            return result;
        } finally {
            running.set(Optional.empty());
        }
    }

    private Backup.Result copy(Path to, boolean makePlace, int keep, Progress progress, By by) {
        try {
            return Backup.make(
                    new Backup.Request(data, to, makePlace, keep, floorBytes, Version.number(), clock.instant()),
                    source,
                    (part, text) -> {
                        running.set(Optional.of(new Running(part, text)));
                        progress.at(part, text);
                    });
        } catch (RuntimeException | Error e) {
            // When the server stops, one that was planned is made up for.
            if (!Thread.currentThread().isInterrupted()) {
                failed(to, by, e instanceof BackupException told
                        ? told.text()
                        : new Label("The backup to " + to + " ended with an error that was not expected (" + e
                                + "); the log has more. It is tried again.",
                                "备份到 " + to + " 时出现意外错误（" + e + "），详见日志；稍后重试。"));
            }
            throw e;
        }
    }

    private void failed(Path to, By by, Label text) {
        BackupBook.Failure why = BackupBook.Failure.of(clock.instant(), text);
        note(known -> known.failed(why));
        audit.record(by.actor(), by.source(), "backup.make", to.toString(), "failed", AuditDetail.why(text));
    }

    /** A plan may be saved while a backup ends: each changes what the other has written. */
    private synchronized void note(UnaryOperator<BackupBook> change) {
        BackupBook next = change.apply(book);
        try {
            next.write(data);
        } catch (IOException e) {
            LOG.warn("how backups go cannot be written down in {}", data, e);
        }
        book = next;
    }

    /** Makes one for a command: {@code {"do":"backup","to":FOLDER,"keep":N}}. */
    ObjectNode handle(JsonNode request, ControlSocket.Listener listener) {
        Path to = Path.of(request.path("to").asText());
        if (!to.isAbsolute()) {
            throw new StartException("The folder \"" + to + "\" is not absolute.", null);
        }
        if (!take("asked for by a command")) {
            throw new StartException("A backup is under way already; try again when it is done.", null);
        }
        return BackupCommand.answer(make(to, true, request.path("keep").asInt(0), listener::progress,
                new By(request.path("by").asText("terminal"), "terminal")));
    }

    @Override
    public State state() {
        BackupBook now = book;
        Optional<Schedule> schedule = Optional.ofNullable(now.plan()).map(this::schedule);
        Instant instant = clock.instant();
        return new State(
                Optional.ofNullable(now.plan())
                        .map(plan -> new Plan(plan.folder(), LocalTime.parse(plan.at()), plan.keep())),
                zone.get(), schedule.map(nightly -> nightly.next(instant)),
                Optional.ofNullable(now.last())
                        .map(last -> new Last(Instant.parse(last.at()), last.folder(), last.bytes(), last.newBytes(),
                                last.samples(), Duration.ofMillis(last.tookMillis()),
                                last.warnings().stream().map(warning -> new Warning(warning.code(), warning.text()))
                                        .toList())),
                Optional.ofNullable(now.failure())
                        .map(failure -> new Failure(Instant.parse(failure.at()), failure.why())),
                running.get(), attention(now, schedule, instant));
    }

    private static Optional<Attention> attention(BackupBook book, Optional<Schedule> schedule, Instant now) {
        Optional<Instant> made = madeAt(book);
        if (book.failure() != null) {
            return Optional.of(Attention.FAILED);
        } else if (made.isEmpty()) {
            return Optional.of(Attention.NEVER);
        }
        boolean old = schedule.map(nightly -> nightly.isLate(now, made))
                .orElseGet(() -> made.get().isBefore(now.minus(OLD)));
        return old ? Optional.of(Attention.OLD) : Optional.empty();
    }

    @Override
    public void plan(Plan plan, By by) {
        checkPlace(plan.folder(), true);
        BackupBook.Plan planned = new BackupBook.Plan(plan.folder(), plan.at().toString(), plan.keep(),
                clock.instant().toString());
        Map<String, ?> was = fields(book.plan());
        note(known -> known.with(planned));
        audit.record(by.actor(), by.source(), "backup.plan", plan.folder(), "ok",
                AuditDetail.change(was, fields(planned)));
    }

    /** What the audit says of a plan. */
    private static Map<String, ?> fields(BackupBook.@Nullable Plan plan) {
        return plan == null ? Map.of() : Map.of("folder", plan.folder(), "at", plan.at(), "keep", plan.keep());
    }

    private Path checkPlace(String folder, boolean make) {
        try {
            Path place = Path.of(folder);
            if (!place.isAbsolute()) {
                throw new BackupException(new Label("The folder " + folder + " is not absolute; begin with a slash.",
                        "文件夹 " + folder + " 不是绝对路径；请以斜杠开头。"), null);
            }
            Backup.checkPlace(data, place, make);
            return place;
        } catch (InvalidPathException e) {
            throw new RefusedPlaceException(new Label("No folder can have the name " + folder + ".",
                    folder + " 不能作为文件夹名。"), e);
        } catch (BackupException e) {
            throw new RefusedPlaceException(e.text(), e);
        }
    }

    @Override
    public void forgetPlan(By by) {
        Map<String, ?> was = fields(book.plan());
        note(known -> known.with(null));
        audit.record(by.actor(), by.source(), "backup.plan", "", "ok", AuditDetail.change(was, Map.of()));
    }

    @Override
    public boolean begin(Optional<String> folder, By by) {
        BackupBook.Plan plan = book.plan();
        String to = folder.or(() -> Optional.ofNullable(plan).map(BackupBook.Plan::folder))
                .orElseThrow(
                        () -> new RefusedPlaceException(new Label("Say which folder to back up to.", "请指定备份到哪个文件夹。"),
                                new IOException()));
        boolean planned = plan != null && plan.folder().equals(to);
        // The plan made its place: if it is away, so is its disk, and the plant's own must not take the backup.
        Path place = checkPlace(to, !planned);
        if (!take("asked for")) {
            return false;
        }
        int keep = plan != null && planned ? plan.keep() : 0;
        asked = Optional.of(Thread.ofVirtual().name("backup").start(() -> {
            try {
                make(place, !planned, keep, Progress.NONE, by);
            } catch (BackupException e) {
                LOG.error("the backup failed: {}", e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.error("the backup failed", e);
            }
        }));
        return true;
    }

    /** Interrupts a backup that is under way, which leaves earlier ones as they are. */
    @Override
    public void close() {
        stopAsked.countDown();
        if (looker.getState() != Thread.State.NEW) {
            end(looker);
        }
        asked.ifPresent(BackupKeeper::end);
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            if (!thread.join(STOP_PATIENCE)) {
                LOG.warn("a backup is still under way while stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
