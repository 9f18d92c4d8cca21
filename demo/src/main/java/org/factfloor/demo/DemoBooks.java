package org.factfloor.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.factfloor.demo.line.Doing;
import org.factfloor.demo.line.Line;
import org.factfloor.demo.line.Producer;
import org.factfloor.plant.Micros;

/**
 * The simulator's own record of what its machines truly did, kept from the machines themselves and not from their
 * signals, so that facts made from signals can be held against it. Not safe for several threads.
 */
public final class DemoBooks {

    private final Line line;
    private final long begin;
    private final SortedMap<String, Keeper> keepers = new TreeMap<>();

    /**
     * One machine's book.
     *
     * @param stretches what it did, one after the other without gap
     * @param counts pieces, in order of time
     * @param products what it made from when on, in order of time
     */
    public record Page(String machine, List<Stretch> stretches, List<Count> counts, List<Product> products) {}

    /**
     * Time in which it did one thing.
     *
     * @param from µs since 1970-01-01 UTC
     * @param to µs since 1970-01-01 UTC; empty while it goes on
     */
    public record Stretch(long from, Optional<Long> to, Doing doing) {

        /** Whether it had not ended before an instant. */
        boolean lasts(long instant) {
            return to.isEmpty() || to.get() >= instant;
        }
    }

    /**
     * Pieces made at once.
     *
     * @param time µs since 1970-01-01 UTC
     * @param trials pieces made to set it up, outside good and scrap
     */
    public record Count(long time, long good, long scrap, long trials) {}

    /** @param from µs since 1970-01-01 UTC */
    public record Product(long from, String id) {}

    private DemoBooks(Line line) {
        this.line = line;
        begin = line.second();
        line.producers().forEach((machine, producer) -> keepers.put(machine, new Keeper(producer, begin)));
    }

    /** Books that begin where the plant's past does. */
    public static DemoBooks open(DemoSettings settings) {
        Line line = settings.line();
        while (line.second() < settings.begin().getEpochSecond()) {
            line.step();
        }
        return new DemoBooks(line);
    }

    /** Keeps them up to and with the second that contains an instant. Takes about 10 ms an hour. */
    public void keepTo(Instant instant) {
        while (line.second() < instant.getEpochSecond()) {
            line.step();
            keepers.values().forEach(keeper -> keeper.look(line.second()));
        }
    }

    /** Where they begin, µs since 1970-01-01 UTC. */
    public long begin() {
        return begin * Micros.PER_SECOND;
    }

    /** How far they are kept, µs since 1970-01-01 UTC. */
    public long end() {
        return line.second() * Micros.PER_SECOND;
    }

    public Set<String> machines() {
        return keepers.keySet();
    }

    /**
     * A machine's book as it stands.
     *
     * @throws IllegalArgumentException for a machine that makes nothing
     */
    public Page page(String machine) {
        Keeper keeper = keepers.get(machine);
        if (keeper == null) {
            throw new IllegalArgumentException("there are no books of " + machine + ", only of " + machines());
        }
        return keeper.page(machine);
    }

    /** Watches one machine second by second. */
    private static final class Keeper {

        private final Producer producer;
        private final List<Stretch> ended = new ArrayList<>();
        private final List<Count> counts = new ArrayList<>();
        private final List<Product> products = new ArrayList<>();
        private long since;
        private Doing doing;
        private long good;
        private long scrap;
        private long trials;

        Keeper(Producer producer, long begin) {
            this.producer = producer;
            since = begin * Micros.PER_SECOND;
            doing = producer.doing();
            products.add(new Product(since, producer.making()));
            good = producer.good();
            scrap = producer.scrap();
            trials = producer.trials();
        }

        void look(long second) {
            long time = second * Micros.PER_SECOND;
            if (producer.doing() != doing) {
                ended.add(new Stretch(since, Optional.of(time), doing));
                since = time;
                doing = producer.doing();
            }
            if (!producer.making().equals(products.getLast().id())) {
                products.add(new Product(time, producer.making()));
            }
            Count count = new Count(time, producer.good() - good, producer.scrap() - scrap, producer.trials() - trials);
            if (count.good() + count.scrap() + count.trials() > 0) {
                counts.add(count);
                good = producer.good();
                scrap = producer.scrap();
                trials = producer.trials();
            }
        }

        Page page(String machine) {
            List<Stretch> stretches = new ArrayList<>(ended);
            stretches.add(new Stretch(since, Optional.empty(), doing));
            return new Page(machine, List.copyOf(stretches), List.copyOf(counts), List.copyOf(products));
        }
    }
}
