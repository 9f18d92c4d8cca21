package org.factfloor.production;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Signal.Role;

/** Section 1: what a machine's signals say at an instant, by looking through all samples. */
final class SlowSamples {

    private final List<SlowSample> samples;

    /** Samples outside [start, end) do not exist. */
    SlowSamples(List<SlowSample> samples, long start, long end) {
        this.samples = samples.stream().filter(sample -> sample.time() >= start && sample.time() < end)
                .sorted(Comparator.comparingLong(SlowSample::time).thenComparingInt(SlowSample::signal)).toList();
    }

    List<SlowSample> all() {
        return samples;
    }

    List<SlowSample> of(Role role) {
        return samples.stream().filter(sample -> sample.role() == role).toList();
    }

    /** The sample that holds at the instant; empty where the signal is unknown. */
    Optional<SlowSample> known(Role role, long instant) {
        Optional<SlowSample> last = Optional.empty();
        for (SlowSample sample : samples) {
            if (sample.role() == role && sample.time() <= instant) {
                last = Optional.of(sample);
            }
        }
        return last.filter(SlowSample::usable);
    }
}
