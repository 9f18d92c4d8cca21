package org.factfloor.web.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.factfloor.engine.Engine;
import org.factfloor.engine.Progress;
import org.factfloor.history.History;
import org.factfloor.intake.Intake;
import org.factfloor.intake.IntakeCounts;
import org.factfloor.plant.Micros;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** How the server itself is doing: what became of samples, how large history is, disk and memory. */
public final class SystemApi implements Resource {

    private final Intake intake;
    private final History history;
    private final Engine engine;
    private final AuditCheck audit;
    private final Path dataFolder;
    private final long freeSpaceFloor;
    private final String version;
    private final Instant startedAt;

    private record SystemView(String version, Instant startedAt, IntakeCounts counts, History.Stats history,
            EngineView engine, Disk disk,
            Memory memory, @Nullable Boolean auditIntact) {}

    /**
     * How far facts are.
     *
     * @param caughtUp whether nothing waits to be computed
     */
    private record EngineView(boolean caughtUp, List<WorkView> works) {
        static EngineView of(Progress progress) {
            return new EngineView(progress.caughtUp(), progress.works().stream().map(WorkView::of).toList());
        }
    }

    /** A machine whose past is computed, [from, to), up to done. */
    private record WorkView(String workUnit, Instant from, Instant done, Instant to) {
        static WorkView of(Progress.Work work) {
            return new WorkView(work.workUnit(), Micros.toInstant(work.from()), Micros.toInstant(work.done()),
                    Micros.toInstant(work.to()));
        }
    }

    /** Bytes. */
    private record Disk(long freeBytes, long floorBytes) {}

    /** Bytes of the Java heap. */
    private record Memory(long heapUsedBytes, long heapCommittedBytes, long heapMaxBytes) {}

    public SystemApi(Intake intake, History history, Engine engine, AuditCheck audit, Path dataFolder,
            long freeSpaceFloor,
            String version,
            InstantSource clock) {
        this.intake = intake;
        this.history = history;
        this.engine = engine;
        this.audit = audit;
        this.dataFolder = dataFolder;
        this.freeSpaceFloor = freeSpaceFloor;
        this.version = version;
        this.startedAt = clock.instant();
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/system", Access.READ, this::system));
    }

    private void system(Call call) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        call.json(new SystemView(version, startedAt, intake.counts(), history.stats(),
                EngineView.of(engine.progress()),
                new Disk(Files.getFileStore(dataFolder).getUsableSpace(), freeSpaceFloor),
                new Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.totalMemory(), runtime.maxMemory()),
                audit.intact().orElse(null)));
    }
}
