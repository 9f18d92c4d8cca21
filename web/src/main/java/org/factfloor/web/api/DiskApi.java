package org.factfloor.web.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.factfloor.history.History;
import org.factfloor.history.Retention;
import org.factfloor.plant.Micros;
import org.factfloor.records.Audit;
import org.factfloor.records.AuditDetail;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Words;
import org.jspecify.annotations.Nullable;

/** What the history takes on the disk, how long it is kept, and when the disk is full. */
public final class DiskApi implements Resource {

    private final History history;
    private final Audit audit;
    private final Path dataFolder;
    private final long freeSpaceFloor;
    private final InstantSource clock;

    /**
     * What the disk holds.
     *
     * @param hotBytes file of what has not settled
     * @param removedBefore samples before are removed
     * @param bytesPerDay growth as of the last days; absent until there is an hour of it
     * @param fullInDays absent where that is not known, or more than ten years ahead
     */
    private record DiskView(long freeBytes, long floorBytes, long hotBytes, List<KindView> kinds,
            Retention retention, @Nullable Instant removedBefore, @Nullable Double bytesPerDay,
            @Nullable Integer fullInDays) {}

    private record KindView(String kind, long rows, long bytes, Instant from, @Nullable Double bytesPerDay) {}

    public DiskApi(History history, Audit audit, Path dataFolder, long freeSpaceFloor, InstantSource clock) {
        this.history = history;
        this.audit = audit;
        this.dataFolder = dataFolder;
        this.freeSpaceFloor = freeSpaceFloor;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/system/disk", Access.READ, this::disk),
                Route.put("/system/disk/retention", Access.ADMIN, this::retain));
    }

    private void disk(Call call) throws IOException {
        call.json(view());
    }

    private DiskView view() throws IOException {
        Instant now = clock.instant();
        Retention retention = history.retention();
        List<KindView> kinds = new ArrayList<>();
        List<DiskForecast.Kind> growing = new ArrayList<>();
        double growth = 0;
        for (History.Holding holding : history.holdings(Micros.of(now))) {
            Instant from = Micros.toInstant(holding.from());
            boolean isKnown = !Double.isNaN(holding.bytesPerDay());
            kinds.add(new KindView(Words.of(holding.kind()), holding.rows(), holding.bytes(), from,
                    isKnown ? (double) Math.round(holding.bytesPerDay()) : null));
            growing.add(new DiskForecast.Kind(from, holding.bytesPerDay(), days(retention, holding.kind())));
            growth += holding.bytesPerDay();
        }
        long free = Files.getFileStore(dataFolder).getUsableSpace();
        boolean isKnown = !kinds.isEmpty() && !Double.isNaN(growth);
        OptionalInt full = isKnown
                ? DiskForecast.daysUntilFull(free - freeSpaceFloor, growing, now)
                : OptionalInt.empty();
        return new DiskView(free, freeSpaceFloor, history.stats().hotBytes(), kinds, retention,
                history.removedBefore().isPresent() ? Micros.toInstant(history.removedBefore().getAsLong()) : null,
                isKnown ? (double) Math.round(growth) : null, full.isPresent() ? full.getAsInt() : null);
    }

    private static @Nullable Integer days(Retention retention, History.Holding.Kind kind) {
        return switch (kind) {
            case SAMPLES -> retention.samplesDays();
            case MINUTES -> retention.minutesDays();
            case HOURS -> retention.hoursDays();
        };
    }

    /** What is absent is kept for ever. */
    private record Request(@Nullable Integer samplesDays, @Nullable Integer minutesDays, @Nullable Integer hoursDays) {}

    private void retain(Call call) throws IOException {
        Request request = call.body(Request.class);
        Integer minutes = request.minutesDays();
        Integer samples = request.samplesDays();
        Integer hours = request.hoursDays();
        check("samplesDays", samples);
        check("minutesDays", minutes);
        check("hoursDays", hours);
        requireLonger("minutesDays", minutes, "samplesDays", samples);
        requireLonger("hoursDays", hours, "minutesDays", minutes);
        Retention retention = new Retention(samples, minutes, hours);
        Map<String, ?> was = fields(history.retention());
        history.retain(retention);
        audit.record(call.caller().actor(), call.caller().source(), "history.retention", "", "ok",
                AuditDetail.change(was, fields(retention)));
        call.json(view());
    }

    private static void check(String field, @Nullable Integer days) {
        if (days != null && (days < 1 || days > Retention.MOST_DAYS)) {
            throw ProblemException.invalidField(field, "must be 1 to " + Retention.MOST_DAYS + " days, or absent");
        }
    }

    /** What is coarser is kept at least as long: removing it first would remove the finer as well. */
    private static void requireLonger(String coarser, @Nullable Integer coarserDays, String finer,
            @Nullable Integer finerDays) {
        if (coarserDays != null && (finerDays == null || coarserDays < finerDays)) {
            throw ProblemException.invalidField(coarser, "must not be shorter than " + finer);
        }
    }

    /** What the audit says of it: days, or that something is kept for ever. */
    private static Map<String, ?> fields(Retention retention) {
        return Map.of("samples", days(retention.samplesDays()), "minutes", days(retention.minutesDays()), "hours",
                days(retention.hoursDays()));
    }

    private static Object days(@Nullable Integer days) {
        return days == null ? "forEver" : days;
    }
}
