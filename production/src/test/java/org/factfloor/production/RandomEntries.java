package org.factfloor.production;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry.Claim;
import org.factfloor.production.Entry.CountClaim;
import org.factfloor.production.Entry.Fate;
import org.factfloor.production.Entry.JobClaim;
import org.factfloor.production.Entry.OutputClaim;
import org.factfloor.production.Entry.ProductClaim;
import org.factfloor.production.Entry.ReasonClaim;
import org.factfloor.production.Entry.RejectClaim;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.Entry.StateClaim;
import org.factfloor.production.Entry.Stated;

/** What people said of a machine: often at times at which something else happened, often two at a time. */
final class RandomEntries {

    private final SplittableRandom random;
    private final List<Long> lengths;
    /** Times of samples, and of what was said before. */
    private final List<Long> times;
    private final boolean oneProduct;
    private final List<Entry> entries = new ArrayList<>();

    RandomEntries(SplittableRandom random, List<Long> lengths, List<Long> times, boolean oneProduct) {
        this.oneProduct = oneProduct;
        this.random = random;
        this.lengths = lengths;
        this.times = times;
    }

    List<Entry> entries(long start, boolean manual) {
        if (oneProduct) {
            add(start - Micros.PER_HOUR, OptionalLong.empty(), start,
                    new ProductClaim("A", Optional.empty(), OptionalInt.empty()));
        }
        repeat(4, this::staffing);
        repeat(manual ? 12 : 4, this::state);
        repeat(manual ? 12 : 8, this::reason);
        repeat(oneProduct ? 0 : 4, this::product);
        repeat(oneProduct ? 0 : 3, this::job);
        repeat(4, this::instant);
        return entries;
    }

    private void repeat(int most, Runnable one) {
        // Many histories have none of a kind, so that rules are also seen alone.
        int count = random.nextInt(2) == 0 ? 0 : random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            one.run();
        }
    }

    private void staffing() {
        range(new StaffingClaim(pick(List.of(Staffing.values()))), 3 * Micros.PER_HOUR);
    }

    private void state() {
        range(new StateClaim(pick(List.of(Stated.values())),
                random.nextInt(3) == 0 ? Optional.of("broken") : Optional.empty()), Micros.PER_HOUR);
    }

    private void reason() {
        range(new ReasonClaim(pick(List.of("feeder", "material", "meeting")), pick(List.of(LossPolicy.values()))),
                Micros.PER_HOUR);
    }

    private void product() {
        range(new ProductClaim(pick(RandomPlant.PRODUCTS), tool(), cavities()), 3 * Micros.PER_HOUR);
    }

    private void job() {
        range(new JobClaim("j" + random.nextInt(3), pick(RandomPlant.PRODUCTS), tool(), cavities()),
                2 * Micros.PER_HOUR);
    }

    private void instant() {
        long quantity = random.nextLong(1, 5_000);
        long at = time();
        add(at, OptionalLong.empty(), at, switch (random.nextInt(4)) {
            case 0 -> new OutputClaim(quantity);
            case 1 -> new CountClaim(random.nextBoolean() ? quantity : -quantity, "box count");
            default -> new RejectClaim(pick(List.of(Fate.values())), quantity, Optional.empty());
        });
    }

    private Optional<String> tool() {
        return pick(List.of(Optional.<String>empty(), Optional.of("T1"), Optional.of("T2")));
    }

    private OptionalInt cavities() {
        return random.nextInt(3) == 0 ? OptionalInt.of(random.nextInt(1, 9)) : OptionalInt.empty();
    }

    private void range(Claim claim, long longest) {
        long from = time();
        OptionalLong to = switch (random.nextInt(10)) {
            case 0, 1, 2 -> OptionalLong.empty();
            case 3 -> OptionalLong.of(Math.max(from, time()));
            case 4 -> OptionalLong.of(from + pick(lengths));
            case 5 -> OptionalLong.of(from + random.nextInt(2));
            default -> OptionalLong.of(from + 1 + random.nextLong(longest));
        };
        long saidAt = switch (random.nextInt(6)) {
            case 0 -> from - random.nextLong(1_000) * Micros.PER_SECOND;
            case 1 -> from;
            case 2 -> time();
            default -> from + random.nextLong(7_200) * Micros.PER_SECOND;
        };
        add(from, to, saidAt, claim);
    }

    private void add(long from, OptionalLong to, long saidAt, Claim claim) {
        String id = "e" + random.nextInt(100) + "-" + entries.size();
        entries.add(new Entry(id, 1 + random.nextInt(3), RandomPlant.MACHINE, from, to, saidAt, "li", claim));
        times.add(from);
        times.add(saidAt);
        to.ifPresent(times::add);
    }

    /** A time at which something else happened, or close to it. */
    private long time() {
        long time = pick(times);
        return switch (random.nextInt(8)) {
            case 0 -> time + 1;
            case 1 -> time - 1;
            case 2 -> Math.floorDiv(time, Micros.PER_HOUR) * Micros.PER_HOUR;
            case 3, 4 -> time + random.nextLong(-1_800, 1_800) * Micros.PER_SECOND;
            default -> time;
        };
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
