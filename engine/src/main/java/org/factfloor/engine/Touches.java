package org.factfloor.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.factfloor.engine.FactStore.Touch;
import org.factfloor.engine.FactStore.Transaction;
import org.factfloor.plant.Micros;

/**
 * Pasts that are to be computed again, in memory as in the store. Touches of one machine and cause that lie close together
 * become one. Safe for many threads; a change of the store and of memory is one step.
 */
final class Touches {

    private static final long CLOSE = Micros.PER_HOUR;

    private final FactStore store;
    private final List<Touch> touches;

    Touches(FactStore store) {
        this.store = store;
        touches = new ArrayList<>(store.touches());
    }

    /** Adds touches, and whatever else belongs to the same transaction. */
    synchronized void add(List<Touched> added, java.util.function.Consumer<Transaction> beside) {
        List<Touch> next = new ArrayList<>(touches);
        store.write(transaction -> {
            next.clear();
            next.addAll(touches);
            added.forEach(touched -> add(next, touched, transaction));
            beside.accept(transaction);
            return true;
        });
        touches.clear();
        touches.addAll(next);
    }

    private static void add(List<Touch> all, Touched touched, Transaction transaction) {
        long from = touched.from();
        long until = touched.until();
        Optional<Touch> near = all.stream().filter(touch -> isNear(touch, touched)).findFirst();
        if (near.isPresent()) {
            from = Math.min(from, near.get().from());
            until = Math.max(until, near.get().until());
            if (from == near.get().from() && until == near.get().until()) {
                return;
            }
            transaction.removeTouch(near.get().number());
            all.remove(near.get());
        }
        long number = transaction.addTouch(new Touch(0, touched.workUnit(), from, until, touched.cause()));
        all.add(new Touch(number, touched.workUnit(), from, until, touched.cause()));
    }

    private static boolean isNear(Touch touch, Touched touched) {
        return touch.workUnit().equals(touched.workUnit()) && touch.cause().equals(touched.cause())
                && touched.from() <= plus(touch.until()) && touch.from() <= plus(touched.until());
    }

    private static long plus(long time) {
        return time > Long.MAX_VALUE - CLOSE ? Long.MAX_VALUE : time + CLOSE;
    }

    /** The touches of a machine that begin at or after a time, in the sequence in which they were noted. */
    synchronized List<Touch> of(String workUnit, long from) {
        return touches.stream().filter(touch -> touch.workUnit().equals(workUnit) && touch.from() >= from)
                .sorted(Comparator.comparingLong(Touch::number)).toList();
    }

    synchronized List<Touch> all() {
        return List.copyOf(touches);
    }

    synchronized boolean isEmpty() {
        return touches.isEmpty();
    }

    /**
     * Puts nothing, or what is left, in the place of touches that have been dealt with up to a time, and makes other changes in
     * the same transaction.
     *
     * @param done as {@link #of} gave them; one that was joined with another in the meantime stays
     * @param upTo what begins before it is done, µs
     * @param whole whether all of them is done
     */
    synchronized void progress(List<Touch> done, long upTo, boolean whole,
            java.util.function.Consumer<Transaction> beside) {
        List<Touch> next = new ArrayList<>(touches);
        store.write(transaction -> {
            next.clear();
            next.addAll(touches);
            for (Touch touch : done) {
                if (next.remove(touch)) {
                    transaction.removeTouch(touch.number());
                    if (!whole) {
                        Touch left = new Touch(0, touch.workUnit(), Math.max(touch.from(), upTo), touch.until(),
                                touch.cause());
                        next.add(new Touch(transaction.addTouch(left), left.workUnit(), left.from(), left.until(),
                                left.cause()));
                    }
                }
            }
            beside.accept(transaction);
            return true;
        });
        touches.clear();
        touches.addAll(next);
    }
}
