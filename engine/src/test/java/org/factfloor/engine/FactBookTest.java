package org.factfloor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.factfloor.engine.EngineRig.HOUR;
import static org.factfloor.engine.EngineRig.MINUTE;
import static org.factfloor.engine.EngineRig.START;
import static org.factfloor.engine.EngineRig.wholes;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.factfloor.history.MemoryHistory;
import org.factfloor.production.Entry;
import org.factfloor.production.Quantity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading facts while they go on. The machine makes a piece a minute; two hours are over and stored. */
class FactBookTest {

    private final WatchedFactStore store = new WatchedFactStore();
    private final EngineRig rig = new EngineRig(new MemoryHistory(), store, new TestPlans(1));

    @BeforeEach
    void produce() {
        rig.proofs.put("c-0", START);
        rig.deliver(wholes(TestPlans.state(0), START, 1, TestPlans.RUNNING));
        for (int minute = 0; minute < 130; minute++) {
            rig.deliver(wholes(TestPlans.counter(0), START + minute * MINUTE, 1, minute));
            rig.setNow(START + minute * MINUTE + 1);
            rig.engine().round();
        }
        rig.settle();
    }

    private Book cells() {
        return rig.engine().facts().cells("m-0", START, START + 3 * HOUR);
    }

    private static long sum(Book book, Quantity quantity) {
        return book.cells().stream().mapToLong(cell -> cell.quantities().get(quantity)).sum();
    }

    /** What arrives needs the machine's lock, and a year is long to read. */
    @Test
    void readsTheStoreWithoutTheLockOfTheMachine() {
        AtomicInteger others = new AtomicInteger();
        store.beside = () -> {
            if (others.incrementAndGet() == 1) {
                CompletableFuture<Void> arriving = CompletableFuture.runAsync(() -> rig
                        .deliver(wholes(TestPlans.counter(0), START + 130 * MINUTE, 1, 130)));
                assertThat(arriving).succeedsWithin(10, TimeUnit.SECONDS);
                assertThat(CompletableFuture.supplyAsync(this::cells)).succeedsWithin(10, TimeUnit.SECONDS);
            }
        };
        assertThat(sum(cells(), Quantity.MADE)).isEqualTo(129_000);
        assertThat(others.get()).isPositive();
    }

    /** Scrap of the first hour, said while its cells are read, is in all of the answer or in none of it. */
    @Test
    void readsAgainWherePastHoursWereReplacedInTheMeantime() {
        AtomicInteger reads = new AtomicInteger();
        store.beside = () -> {
            store.beside = reads::incrementAndGet;
            rig.plans.say(new Entry("e", 1, "m-0", START + 10 * MINUTE, OptionalLong.empty(), rig.now(), "a",
                    new Entry.RejectClaim(Entry.Fate.SCRAP, 5_000, Optional.empty())));
            rig.settle();
            reads.set(0);
        };
        Book book = cells();
        assertThat(reads.get()).as("read a second time").isEqualTo(1);
        assertThat(sum(book, Quantity.SCRAP)).isEqualTo(5_000);
        assertThat(book.revision()).isEqualTo(1);
        assertThat(book.cells()).isEqualTo(cells().cells());
    }
}
