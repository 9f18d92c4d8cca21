package org.factfloor.history.duckdb;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SampleOrder;
import org.jspecify.annotations.Nullable;

/**
 * Sorts arriving rows into new ones and ties. Most rows are surely new, because nothing of their signal is known at or
 * around their time; only for the rest the store is asked, once for the whole batch. Used by the one writer.
 */
final class Arrivals {

    private final NewestSamples newest;
    private final HotHours hours;
    private final Slices slices;
    private final SettledSpans settled;
    private final Lookup lookup;

    private final SignalIndex index = new SignalIndex();
    /** The last time of each signal in the batch at hand, if {@code batchOf} is that batch. */
    private long[] lastInBatch = new long[16];
    private int[] batchOf = new int[16];
    private int batchNumber;
    /** Rows of the batch at hand that are not after all before them of their signal in it. */
    private final BitSet outOfOrder = new BitSet();

    Arrivals(NewestSamples newest, HotHours hours, Slices slices, SettledSpans settled, Lookup lookup) {
        this.newest = newest;
        this.hours = hours;
        this.slices = slices;
        this.settled = settled;
        this.lookup = lookup;
    }

    private record Key(int signal, long time) {}

    /** What stands at a (signal, time) that may be taken more than once. */
    private static final class Place {

        private @Nullable SampleBatch holder;
        private int row;
        private boolean hot;
        private boolean before;
    }

    Arrival sort(SampleBatch batch) throws SQLException {
        Map<Key, Place> places = doubtfulPlaces(batch);
        if (!places.isEmpty()) {
            fill(places);
        }
        Arrival arrival = new Arrival();
        for (int i = 0; i < batch.size(); i++) {
            Place place = places.isEmpty() ? null : places.get(new Key(batch.signal(i), batch.time(i)));
            if (place == null || place.holder == null) {
                arrival.countStored(batch.signal(i), batch.time(i),
                        !newest.isAfterAll(batch.signal(i), batch.time(i)), outOfOrder.get(i));
            }
            if (place == null) {
                keep(arrival, batch, i);
            } else {
                contend(arrival, place, batch, i);
            }
        }
        for (Place place : places.values()) {
            if (place.holder == batch) {
                keep(arrival, batch, place.row);
                if (place.hot) {
                    arrival.replacing().addFrom(batch, place.row);
                }
            }
        }
        return arrival;
    }

    private static void contend(Arrival arrival, Place place, SampleBatch batch, int i) {
        int order = place.holder == null ? 1 : SampleOrder.compare(batch, i, place.holder, place.row);
        if (place.holder != null) {
            arrival.countTie(batch.signal(i), batch.time(i), order);
        }
        if (order > 0) {
            place.holder = batch;
            place.row = i;
        }
    }

    private void keep(Arrival arrival, SampleBatch batch, int i) {
        arrival.keep(i);
        if (!newest.isAfterAll(batch.signal(i), batch.time(i))) {
            arrival.touched().addFrom(batch, i);
        }
    }

    /** Places of the batch's rows that are not surely free, or come twice. */
    private Map<Key, Place> doubtfulPlaces(SampleBatch batch) throws SQLException {
        batchNumber++;
        outOfOrder.clear();
        Map<Key, Place> places = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            int signal = batch.signal(i);
            long time = batch.time(i);
            boolean ascends = ascends(signal, time);
            outOfOrder.set(i, !ascends);
            boolean isSurelyNew = ascends && (newest.isAfterAll(signal, time) || !mayBeHeld(signal, time));
            if (!isSurelyNew) {
                places.computeIfAbsent(new Key(signal, time), _ -> new Place());
            }
        }
        return places;
    }

    /** Whether the time is above all before it of its signal in the batch, so that the row repeats none of them. */
    private boolean ascends(int signal, long time) {
        int number = index.add(signal);
        if (number >= lastInBatch.length) {
            lastInBatch = Arrays.copyOf(lastInBatch, number * 2);
            batchOf = Arrays.copyOf(batchOf, number * 2);
        }
        if (batchOf[number] == batchNumber && time <= lastInBatch[number]) {
            return false;
        }
        batchOf[number] = batchNumber;
        lastInBatch[number] = time;
        return true;
    }

    private boolean mayBeHeld(int signal, long time) throws SQLException {
        if (hours.holds(signal, time)) {
            return true;
        }
        for (Slice slice : slices.now().overlapping(time, time + 1)) {
            if (settled.of(slice).mayHold(signal, time)) {
                return true;
            }
        }
        return false;
    }

    private void fill(Map<Key, Place> places) throws SQLException {
        SampleBatch keys = new SampleBatch(places.size());
        SampleBatch hot = new SampleBatch(places.size());
        for (Key key : places.keySet()) {
            keys.addNone(key.signal(), key.time(), 0);
            if (hours.holds(key.signal(), key.time())) {
                hot.addNone(key.signal(), key.time(), 0);
            }
        }
        if (!hot.isEmpty()) {
            note(places, lookup.hot(hot), true);
        }
        note(places, lookup.settled(keys), false);
    }

    private static void note(Map<Key, Place> places, SampleBatch found, boolean hot) {
        for (int i = 0; i < found.size(); i++) {
            Place place = places.get(new Key(found.signal(i), found.time(i)));
            // A hot row stands before the settled one of the same time.
            if (place != null && !place.before) {
                place.before = true;
                place.hot = hot;
                place.holder = found;
                place.row = i;
            }
        }
    }
}
