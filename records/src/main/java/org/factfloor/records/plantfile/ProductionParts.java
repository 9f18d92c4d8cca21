package org.factfloor.records.plantfile;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.factfloor.plant.ProductionSheet;

/** What one {@code production} block says: any of its fields. A machine's is laid over its template's. */
record ProductionParts(Optional<ProductionSheet.Role> role, Optional<Duration> shortStopLimit,
        Optional<Duration> stopAfter, Optional<ProductionSheet.PowerBands> power, Optional<ProductionSheet.Count> count,
        Optional<Map<String, String>> programs) {

    /** These parts, and where they say nothing, those below. */
    ProductionParts over(ProductionParts below) {
        return new ProductionParts(role.or(below::role), shortStopLimit.or(below::shortStopLimit),
                stopAfter.or(below::stopAfter), power.or(below::power), count.or(below::count),
                programs.or(below::programs));
    }

    /** The block laid over one that lies below it; empty where there is neither. */
    static Optional<ProductionParts> over(Optional<ProductionParts> own, Optional<ProductionParts> below) {
        return own.map(parts -> below.map(parts::over).orElse(parts)).or(() -> below);
    }

    /** All fields, at their defaults where nothing is said. */
    ProductionSheet sheet() {
        ProductionSheet standard = ProductionSheet.STANDARD;
        return new ProductionSheet(role.orElse(standard.role()), shortStopLimit.orElse(standard.shortStopLimit()),
                stopAfter.orElse(standard.stopAfter()), power, count.orElse(standard.count()),
                programs.orElse(standard.programs()));
    }
}
