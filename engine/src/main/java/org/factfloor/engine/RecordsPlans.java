package org.factfloor.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.production.Entry;
import org.factfloor.production.Standard;
import org.factfloor.records.Changes;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.Records;

/** What the records say. */
public final class RecordsPlans implements Plans {

    private final Records records;

    public RecordsPlans(Records records) {
        this.records = records;
    }

    @Override
    public int newestVersion() {
        return records.plants().current().map(PlantVersion::number).orElse(0);
    }

    @Override
    public long knownSince() {
        return records.plants().version(1).map(first -> Micros.of(first.at())).orElse(Long.MAX_VALUE);
    }

    @Override
    public Optional<PlantModel> version(int number) {
        return records.plants().version(number).map(PlantVersion::model);
    }

    @Override
    public OptionalInt signal(String key) {
        return records.signals().find(key);
    }

    @Override
    public List<Entry> entries(String workUnit) {
        return records.entries().standing(workUnit);
    }

    @Override
    public List<Standard> standards(String workUnit) {
        return records.standards().standing(workUnit);
    }

    @Override
    public Changes<Entry> entryChanges(long after, int limit) {
        return records.entries().changesAfter(after, limit);
    }

    @Override
    public Changes<Standard> standardChanges(long after, int limit) {
        return records.standards().changesAfter(after, limit);
    }
}
