package org.factfloor.production;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.plant.Signal.Role;
import org.factfloor.production.WorkUnitSheet.Counting;

/** Section 3: what the counter counted. Empty for a machine without one. */
final class SlowCounter {

    static final long LONGEST_GAP = 7L * 24 * 3_600_000_000L;

    /**
     * From one usable value to the next.
     *
     * @param unknownFrom the first moment between them at which the counter was unknown
     * @param time of the later one
     * @param pieces 10⁻³ pieces; 0 for a jump
     * @param believed false for a jump
     */
    record Step(OptionalLong unknownFrom, long time, long pieces, boolean believed) {

        boolean booked() {
            return unknownFrom.isEmpty() || time - unknownFrom.getAsLong() <= LONGEST_GAP;
        }

        /** Pieces made up to an instant of [unknownFrom, time]. */
        long until(long instant) {
            long from = unknownFrom.getAsLong();
            return BigInteger.valueOf(pieces).multiply(BigInteger.valueOf(instant - from))
                    .divide(BigInteger.valueOf(time - from)).longValueExact();
        }
    }

    private final List<SlowSample> samples;
    private final List<Step> steps = new ArrayList<>();
    private final List<Long> pieceMoments = new ArrayList<>();
    private final List<Long> knownMoments = new ArrayList<>();
    private final List<Long> unknownMoments = new ArrayList<>();

    SlowCounter(WorkUnitSheet sheet, SlowSamples all, SlowClaims claims, RulesMet met) {
        samples = sheet.counting().isPresent() ? all.of(Role.COUNT) : List.of();
        for (int i = 0; i < samples.size(); i++) {
            SlowSample sample = samples.get(i);
            boolean knownBefore = i > 0 && samples.get(i - 1).usable();
            if (sample.usable() && !knownBefore) {
                knownMoments.add(sample.time());
            } else if (!sample.usable() && knownBefore) {
                unknownMoments.add(sample.time());
            }
            Optional<SlowSample> last = lastUsableBefore(i);
            if (sample.usable() && last.isPresent()) {
                step(sheet.counting().orElseThrow(), last.get(), sample, claims, met);
            } else {
                met.when(sample.usable(), PageRule.COUNT_BASE);
            }
        }
    }

    private Optional<SlowSample> lastUsableBefore(int i) {
        for (int j = i - 1; j >= 0; j--) {
            if (samples.get(j).usable()) {
                return Optional.of(samples.get(j));
            }
        }
        return Optional.empty();
    }

    private void step(Counting counting, SlowSample last, SlowSample next, SlowClaims claims, RulesMet met) {
        OptionalLong unknownFrom = unknownMoments.stream().mapToLong(Long::longValue)
                .filter(moment -> moment > last.time()).findFirst();
        Optional<BigInteger> counts = counts(counting, last.bits(), next.bits(), met);
        long pieces = counts.map(BigInteger::longValueExact).orElse(0L)
                * (counts.isPresent() ? claims.piecesPerCount(counting, next.time()) : 0);
        Step step = new Step(unknownFrom, next.time(), pieces, counts.isPresent());
        steps.add(step);
        if (pieces > 0) {
            pieceMoments.add(next.time());
            met.rule(unknownFrom.isEmpty()
                    ? PageRule.PIECES_AT_ONCE
                    : step.booked() ? PageRule.SPREAD : PageRule.NOT_BOOKED);
            met.when(unknownFrom.isPresent() && next.time() - unknownFrom.getAsLong() == LONGEST_GAP,
                    PageRule.SPREAD_LONGEST);
        }
    }

    /** The step from one value to the next; empty for a jump. */
    private static Optional<BigInteger> counts(Counting counting, long a, long b, RulesMet met) {
        BigInteger plausible = BigInteger.valueOf(counting.plausible());
        BigInteger forward = BigInteger.valueOf(b).subtract(BigInteger.valueOf(a));
        if (b >= a) {
            boolean believed = forward.compareTo(plausible) <= 0;
            met.when(forward.equals(plausible), PageRule.FORWARD_LONGEST);
            met.rule(believed ? PageRule.FORWARD : PageRule.FORWARD_JUMP);
            return believed ? Optional.of(forward) : Optional.empty();
        }
        if (counting.rollover().isPresent() && a <= counting.rollover().getAsLong() && b >= 0) {
            BigInteger around = BigInteger.valueOf(counting.rollover().getAsLong()).add(forward).add(BigInteger.ONE);
            if (around.compareTo(plausible) <= 0) {
                met.rule(PageRule.ROLLOVER);
                return Optional.of(around);
            }
        }
        if (0 <= b && b <= counting.plausible()) {
            met.rule(PageRule.RESET);
            return Optional.of(BigInteger.valueOf(b));
        }
        met.rule(PageRule.BACKWARD_JUMP);
        return Optional.empty();
    }

    List<Step> steps() {
        return steps;
    }

    boolean known(long instant) {
        boolean known = false;
        for (SlowSample sample : samples) {
            known = sample.time() <= instant ? sample.usable() : known;
        }
        return known;
    }

    /** Times of samples that add pieces. */
    List<Long> pieceMoments() {
        return pieceMoments;
    }

    /** Times at which it became known. */
    List<Long> knownMoments() {
        return knownMoments;
    }

    /** Times at which it became unknown after it was known. */
    List<Long> unknownMoments() {
        return unknownMoments;
    }
}
