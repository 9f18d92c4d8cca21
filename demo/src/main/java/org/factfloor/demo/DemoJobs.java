package org.factfloor.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
 * The jobs of the assembly station, one for each batch. The job that runs when somebody first looks at the plant is late,
 * and every third one was started at the terminal an hour after it began.
 *
 * @param orders jobs, in the order they run
 */
public record DemoJobs(List<DemoJob> orders, List<Saying> claims) {

    private static final String MACHINE = "assembly-1";
    private static final String OPERATOR = "Zhang Min 张敏 (simulated)";
    private static final int BATCH = 360;
    private static final Duration USUAL = Duration.ofHours(6);
    private static final DateTimeFormatter NUMBER = DateTimeFormatter.ofPattern("yyMMdd-HHmm");

    public DemoJobs {
        orders = List.copyOf(orders);
        claims = List.copyOf(claims);
    }

    /** The jobs that are known by the end of the books, and all claims of them. */
    public static DemoJobs of(DemoSettings settings, DemoBooks books) {
        List<Product> batches = books.page(MACHINE).products();
        Instant start = settings.firstStart();
        List<DemoJob> orders = new ArrayList<>();
        List<Saying> claims = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            Product batch = batches.get(i);
            Instant from = Micros.toInstant(batch.from());
            boolean shown = !from.isAfter(start)
                    && (i + 1 == batches.size() || batches.get(i + 1).from() > Micros.of(start));
            Instant due = shown ? start.minus(Duration.ofMinutes(40)) : from.plus(USUAL);
            orders.add(order(from, batch.id(), due));
            // Every third one was forgotten, and is dated back when somebody notices.
            long delay = i % 3 == 1 ? 65 : 2;
            claims.add(new Saying(DemoPeople.entry(MACHINE, "job", batch.from(), OptionalLong.empty(),
                    batch.from() + delay * Micros.PER_MINUTE, OPERATOR, new JobClaim(orders.getLast().id(), batch.id(),
                            Optional.empty(), OptionalInt.empty())),
                    ""));
        }
        return new DemoJobs(orders, claims);
    }

    private static DemoJob order(Instant from, String product, Instant due) {
        ZoneId zone = DemoCalendar.CALENDAR.zone();
        return new DemoJob("P" + NUMBER.format(from.atZone(zone)), MACHINE, product, BATCH, due);
    }
}
