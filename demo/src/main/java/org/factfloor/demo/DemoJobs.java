package org.factfloor.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.demo.DemoBooks.Product;
import org.factfloor.demo.line.DemoCalendar;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry.JobClaim;

/**
 * The jobs of the assembly station, one for each batch, and the next one. The job that runs when somebody first looks at
 * the plant is late, and every third one was started at the terminal an hour after it began.
 *
 * @param orders jobs, in the order they run
 * @param claims when they began; the last order has none yet
 */
public record DemoJobs(List<DemoJob> orders, List<Saying> claims) {

    private static final String MACHINE = "assembly-1";
    private static final String OPERATOR = "Zhang Min 张敏 (simulated)";
    private static final int BATCH = 360;
    private static final Duration USUAL = Duration.ofHours(6);

    /**
     * A job that is done.
     *
     * @param claim id of the entry that said when it began
     * @param at when it ended, µs since 1970-01-01 UTC
     */
    public record Ended(String job, String claim, long at) {}

    public DemoJobs {
        orders = List.copyOf(orders);
        claims = List.copyOf(claims);
    }

    /** The jobs that are known by the end of the books, and all claims of them. */
    public static DemoJobs of(DemoSettings settings, DemoBooks books) {
        List<Product> batches = books.page(MACHINE).products();
        long start = Micros.of(settings.firstStart());
        int atStart = (int) batches.stream().filter(batch -> batch.from() <= start).count() - 1;
        List<DemoJob> orders = new ArrayList<>();
        List<Saying> claims = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            Product batch = batches.get(i);
            orders.add(order(settings, i, batch.id(), i == atStart));
            // Every third one was forgotten, and is dated back when somebody notices.
            long delay = i == atStart ? 0 : i % 3 == 1 ? 65 : 2;
            claims.add(new Saying(DemoPeople.entry(MACHINE, "job", batch.from(), OptionalLong.empty(),
                    batch.from() + delay * Micros.PER_MINUTE, OPERATOR, new JobClaim(orders.getLast().id(), batch.id(),
                            Optional.empty(), OptionalInt.empty())),
                    ""));
        }
        orders.add(order(settings, batches.size(), batches.getLast().id().equals("pump-a") ? "pump-b" : "pump-a",
                false));
        return new DemoJobs(orders, claims);
    }

    /** The jobs that ended because the next one began. */
    public List<Ended> ended() {
        List<Ended> ended = new ArrayList<>();
        for (int i = 0; i + 1 < claims.size(); i++) {
            ended.add(new Ended(orders.get(i).id(), claims.get(i).entry().id(), claims.get(i + 1).entry().from()));
        }
        return ended;
    }

    private static DemoJob order(DemoSettings settings, int index, String product, boolean late) {
        long number = 100 * (100 + DemoCalendar.CALENDAR.productionDay(settings.begin()).toEpochDay() % 900) + index;
        Instant due = late
                ? settings.firstStart().minus(Duration.ofMinutes(40))
                : settings.begin().plus(USUAL.multipliedBy(index + 1));
        return new DemoJob("P-" + number, MACHINE, product, BATCH, due);
    }
}
