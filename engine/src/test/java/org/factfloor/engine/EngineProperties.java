package org.factfloor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.factfloor.history.MemoryHistory;
import org.factfloor.production.Cell;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever sequence, the facts are those that history and the records give. */
class EngineProperties {

    private static final int RUNS = Integer.getInteger("engine.runs", 60);
    private static final int STEPS = 120;
    private static final int MACHINES = 2;

    private final long seed = Long.getLong("seed", System.nanoTime());

    /** Kills, late and repeated samples, entries, standards, calendars and sheets, and a hand-over that overflows. */
    @Test
    void factsAreAFunctionOfHistoryAndRecords() {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = seeds.split();
            EngineRig rig = new EngineRig(new MemoryHistory(), new MemoryFactStore(), new TestPlans(MACHINES));
            if (random.nextInt(4) == 0) {
                rig.setMostRowsHandedOver(random.nextInt(1, 30));
            }
            RandomPlant plant = new RandomPlant(rig, random, MACHINES);
            Checkpoint before = new Checkpoint(rig);
            for (int step = 0; step < STEPS; step++) {
                plant.step();
                if (random.nextInt(30) == 0 || step == STEPS - 1) {
                    String where = "seed " + seed + ", run " + run + ", step " + step;
                    rig.settle();
                    for (int n = 0; n < MACHINES; n++) {
                        rig.assertAsFromScratch("m-" + n, where);
                    }
                    before.assertOnlyRevisedCellsDiffer(where);
                    before = new Checkpoint(rig);
                }
            }
        }
    }

    /** Closed cells of hours that were over at one moment; those of the hour under way die with a process. */
    private static final class Checkpoint {

        private final EngineRig rig;
        private final Map<String, List<Cell>> cells = new HashMap<>();
        private final Map<String, Integer> revisions = new HashMap<>();

        Checkpoint(EngineRig rig) {
            this.rig = rig;
            for (int n = 0; n < MACHINES; n++) {
                cells.put("m-" + n, rig.store.cells("m-" + n, Long.MIN_VALUE, Long.MAX_VALUE));
                revisions.put("m-" + n, rig.revisions("m-" + n).size());
            }
        }

        /** A cell that was closed is what it was, or a revision says that it is not. */
        void assertOnlyRevisedCellsDiffer(String where) {
            cells.forEach((id, before) -> {
                List<Cell> now = rig.cells(id);
                List<Revision> all = rig.revisions(id);
                List<Revision> since = all.subList(revisions.getOrDefault(id, 0), all.size());
                for (Cell cell : before) {
                    boolean isRevised = since.stream()
                            .anyMatch(revision -> revision.from() < cell.to() && revision.to() > cell.from());
                    assertThat(isRevised || now.contains(cell)).as("%s: %s of %s", where, cell, id).isTrue();
                }
            });
        }
    }
}
