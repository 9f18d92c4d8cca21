package org.factfloor.production.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.factfloor.production.Quantity;

/** All measures. */
public final class Measures {

    /** Each quantity by itself, then what is computed from several; ids are unique. */
    public static final List<Measure> ALL = Stream.concat(Arrays.stream(Quantity.values()).map(Sum::new),
            Stream.of(new Good(), new OperatingTime(), new Missing(), new LostToStops(), new LostToSpeed(),
                    new LostToRejects(), new Availability(), new Performance(), new Quality(), new Oee(),
                    new UseOf24h(),
                    new Coverage()))
            .<Measure>map(measure -> measure).toList();

    private Measures() {}

    /** The measure of that id. */
    public static Optional<Measure> of(String id) {
        return ALL.stream().filter(measure -> measure.id().equals(id)).findFirst();
    }
}
