package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;

/**
 * The kernel against the slow fold, and against itself under every way it can be fed. {@code -Dhistories=N} for more of
 * them, {@code -Dseed=S} to see one again.
 */
class KernelProperties {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int HISTORIES = Integer.getInteger("histories", 300);
    private static final long WEEK = 7 * 24 * Micros.PER_HOUR;

    /** Fails with the smallest history that shows the difference. */
    private static void forAll(Function<MachineHistory, Optional<String>> difference) {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            MachineHistory history = RandomPlant.history(seed);
            if (tried(difference, history).isPresent()) {
                MachineHistory smallest = history.smallest(smaller -> tried(difference, smaller).isPresent());
                fail("seed " + seed + ": " + tried(difference, smallest).orElse("") + "\n" + smallest);
            }
        }
    }

    /** What is thrown is a difference too. */
    private static Optional<String> tried(Function<MachineHistory, Optional<String>> difference,
            MachineHistory history) {
        try {
            return difference.apply(history);
        } catch (RuntimeException | AssertionError e) {
            return Optional
                    .of(e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length)));
        }
    }

    /** Randomness that is the same each time a history is tried. */
    private static SplittableRandom random(MachineHistory history) {
        return new SplittableRandom(history.end());
    }

    @Test
    void kernelCountsWhatTheSlowFoldCounts() {
        forAll(history -> SlowFold.of(history).difference(KernelRun.of(history).figures()));
    }

    @Test
    void comesOutTheSameHoweverItIsFed() {
        forAll(history -> {
            SplittableRandom random = random(history);
            KernelRun run = new KernelRun(history);
            for (int i = 0; i < 20; i++) {
                for (int given = random.nextInt(4); given > 0; given--) {
                    run.give();
                }
                run.advanceAtRandom(random, random.nextInt(2));
            }
            return KernelRun.of(history).difference(run.finish());
        });
    }

    @Test
    void comesOutTheSameAfterRestarts() {
        forAll(history -> {
            SplittableRandom random = random(history);
            KernelRun run = new KernelRun(history);
            for (int i = 0; i < 8; i++) {
                run.advanceAtRandom(random, 1 + random.nextInt(3));
                byte[] before = run.kernel().save();
                run.restart();
                assertThat(run.kernel().save()).isEqualTo(before);
            }
            return KernelRun.of(history).difference(run.finish());
        });
    }

    @Test
    void copyGoesItsOwnWay() {
        forAll(history -> {
            SplittableRandom random = random(history);
            KernelRun run = new KernelRun(history);
            for (int i = 0; i < 2; i++) {
                run.advanceAtRandom(random, 1 + random.nextInt(4));
                byte[] before = run.kernel().save();
                long now = run.kernel().time();
                KernelRun cut = new KernelRun(new MachineHistory(history.sheet(), history.plan(), history.samples(),
                        history.start(), now), new KernelRun.Saved(now, run.kernel().copy().save(), run.books()));
                Optional<String> difference = now == history.start()
                        ? Optional.empty()
                        : SlowFold.of(new MachineHistory(history.sheet(), history.plan(), history.samples(),
                                history.start(), now)).difference(cut.finish().figures());
                assertThat(run.kernel().save()).isEqualTo(before);
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return KernelRun.of(history).difference(run.finish());
        });
    }

    @Test
    void whatIsOutIsDecidedAndFollowsWithoutGap() {
        forAll(history -> {
            SplittableRandom random = random(history);
            KernelRun run = new KernelRun(history);
            for (int i = 0; i < 12; i++) {
                run.advanceAtRandom(random, 1);
                long decided = run.kernel().decidedTo();
                assertThat(decided).isBetween(history.start(), run.kernel().time());
                // An hour, a gap that may still be filled, and the longest wait of a random plant.
                assertThat(run.kernel().time() - decided).isLessThan(WEEK + 3 * Micros.PER_HOUR);
                MachineBooks out = run.books();
                MachineBooks all = new KernelRun(history, run.save()).finish();
                assertThat(all.cells().subList(out.cells().size(), all.cells().size()))
                        .allSatisfy(cell -> assertThat(cell.to()).isGreaterThan(decided));
                assertThat(all.intervals().subList(out.intervals().size(), all.intervals().size()))
                        .allSatisfy(interval -> assertThat(interval.to()).isGreaterThan(decided));
            }
            return Optional.empty();
        });
    }

    @Test
    void lateSamplesChangeItToWhatItWouldHaveBeen() {
        forAll(history -> {
            SplittableRandom random = random(history);
            List<SlowSample> early = new ArrayList<>(history.samples());
            early.removeIf(sample -> random.nextInt(10) == 0);
            long firstLate = history.samples().stream().filter(sample -> !early.contains(sample))
                    .mapToLong(SlowSample::time).min().orElse(history.end());
            KernelRun before = new KernelRun(history.with(early));
            before.advanceTo(random.nextLong(history.start(), Math.min(firstLate, history.end()) + 1));
            KernelRun.Saved saved = before.save();
            before.finish();

            return SlowFold.of(history).difference(new KernelRun(history, saved).finish().figures());
        });
    }

    @Test
    void lateEntriesAndStandardsChangeItToWhatItWouldHaveBeen() {
        forAll(history -> {
            SplittableRandom random = random(history);
            long savedAt = random.nextLong(history.start(), history.end() + 1);
            List<Entry> early = new ArrayList<>(history.plan().entries());
            early.removeIf(entry -> entry.from() >= savedAt && random.nextBoolean());
            List<Standard> standards = new ArrayList<>(history.plan().standards());
            standards.removeIf(standard -> standard.validFrom() >= savedAt && random.nextBoolean());
            KernelRun.Saved saved = new KernelRun(
                    history.with(new Plan(history.plan().calendar(), early, standards))).advanceTo(savedAt).save();

            return SlowFold.of(history).difference(new KernelRun(history, saved).finish().figures());
        });
    }

    @Test
    void repeatedValueChangesNothing() {
        forAll(history -> {
            SplittableRandom random = random(history);
            List<SlowSample> all = new ArrayList<>(history.samples());
            for (SlowSample sample : history.samples()) {
                long next = history.samples().stream()
                        .filter(other -> other.role() == sample.role() && other.time() > sample.time())
                        .mapToLong(SlowSample::time).min().orElse(history.end());
                if (next > sample.time() + 1 && random.nextInt(3) == 0) {
                    all.add(new SlowSample(sample.role(), sample.signal(), random.nextLong(sample.time() + 1, next),
                            sample.type(), sample.bits(), sample.text(), sample.status(), sample.revision()));
                }
            }
            return KernelRun.of(history).figures().difference(KernelRun.of(history.with(all)).figures());
        });
    }

    @Test
    void digestIsOfTheSamplesAndEntriesInTheCell() {
        forAll(history -> {
            if (history.samples().isEmpty()) {
                return Optional.empty();
            }
            int changed = random(history).nextInt(history.samples().size());
            SlowSample old = history.samples().get(changed);
            List<SlowSample> samples = new ArrayList<>(history.samples());
            samples.set(changed,
                    new SlowSample(old.role(), old.signal(), old.time(), old.type(), old.bits(), old.text(),
                            old.status(), old.revision() + 1));
            List<Cell> before = KernelRun.of(history).cells();
            List<Cell> after = KernelRun.of(history.with(samples)).cells();
            assertThat(after).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                boolean here = before.get(i).from() <= old.time() && old.time() < before.get(i).to();
                assertThat(before.get(i).inputs() != after.get(i).inputs()).isEqualTo(here);
            }
            return Optional.empty();
        });
    }
}
