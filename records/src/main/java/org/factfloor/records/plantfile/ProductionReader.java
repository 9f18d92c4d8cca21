package org.factfloor.records.plantfile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.plant.ProductionSheet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code production} blocks, of machines and of templates. */
final class ProductionReader {

    private static final int MOST_PROGRAMS = 10_000;
    private static final long MOST_PIECES = 1_000_000;
    private static final long MOST_COUNTS = 1_000_000_000;

    private final Reading reading;

    ProductionReader(Reading reading) {
        this.reading = reading;
    }

    /** The block of a machine or template, where it has one. */
    Optional<ProductionParts> read(Fields owner) {
        return owner.find("production").map(place -> {
            Fields fields = Fields.of(reading, place, Shape.PRODUCTION);
            return new ProductionParts(fields.word("role", ProductionSheet.Role.class),
                    fields.duration("shortStopLimit"), fields.duration("stopAfter"),
                    fields.find("power").flatMap(this::power), fields.find("count").map(this::count),
                    fields.find("programs").map(this::programs));
        });
    }

    private Optional<ProductionSheet.PowerBands> power(Place place) {
        Fields fields = Fields.of(reading, place, Shape.POWER);
        fields.require("offBelow", "write the power below which the machine is off");
        fields.require("runningFrom", "write the power from which on it runs");
        Optional<Double> off = fields.number("offBelow");
        Optional<Double> running = fields.number("runningFrom");
        if (off.isEmpty() || running.isEmpty()) {
            return Optional.empty();
        }
        if (off.get() > running.get()) {
            fields.problem("offBelow", "offBelow " + off.get() + " is above runningFrom " + running.get()
                    + "; swap them");
            return Optional.empty();
        }
        return Optional.of(new ProductionSheet.PowerBands(off.get(), running.get()));
    }

    private ProductionSheet.Count count(Place place) {
        Fields fields = Fields.of(reading, place, Shape.COUNT);
        ProductionSheet.Count standard = ProductionSheet.Count.STANDARD;
        OptionalLong rollover = fields.whole("rollover", 1, Long.MAX_VALUE);
        return new ProductionSheet.Count(
                fields.word("oneCount", ProductionSheet.OneCount.class).orElse(standard.oneCount()),
                fields.thousandths("pieces", MOST_PIECES).orElse(standard.piecesPerCount()), rollover,
                fields.whole("plausible", 1, MOST_COUNTS).orElse(standard.plausible()));
    }

    private Map<String, String> programs(Place place) {
        Map<String, String> programs = new LinkedHashMap<>();
        if (Scalars.isNull(place.node())) {
            return programs;
        }
        Map<Fields.Key, Node> entries = Fields.entries(reading, place,
                "a mapping from programs to products");
        if (entries.size() > MOST_PROGRAMS) {
            reading.problems.add(place.node(), place.path(),
                    "there are " + entries.size() + " programs; at most " + MOST_PROGRAMS + " are possible");
            return programs;
        }
        entries.forEach((key, value) -> Scalars.objection(key.text(), 200).ifPresentOrElse(
                message -> reading.problems.add(key.node(), place.path(), message),
                () -> Fields.text(reading, place.key(value, key.text()), 64)
                        .ifPresent(product -> programs.put(key.text(), product))));
        return programs;
    }
}
