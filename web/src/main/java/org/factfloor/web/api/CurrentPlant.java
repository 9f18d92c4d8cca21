package org.factfloor.web.api;

import java.util.Optional;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.Records;
import org.factfloor.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** The plant as it holds now, prepared for looking up; prepared anew when a new version holds. Safe for many threads. */
public final class CurrentPlant {

    private final Records records;
    private volatile @Nullable PlantView last;

    public CurrentPlant(Records records) {
        this.records = records;
    }

    /** The plant; empty before there is one. */
    public Optional<PlantView> find() {
        return records.plants().current().map(this::view);
    }

    /**
     * The plant.
     *
     * @throws ProblemException 404 {@code no-plant} before there is one
     */
    public PlantView require() {
        return find().orElseThrow(() -> ProblemException.notFound("no-plant",
                "There is no plant yet; finish the first run, or apply a plant.yaml."));
    }

    private PlantView view(PlantVersion version) {
        PlantView known = last;
        if (known != null && known.version().number() == version.number()) {
            return known;
        }
        PlantView made = PlantView.of(version, records.signals().all());
        last = made;
        return made;
    }
}
