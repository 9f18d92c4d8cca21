package org.factfloor.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Takes lines in one transaction: all of them, or none where one is refused or the import is only tried. */
final class Import {

    private Import() {}

    /** Takes one line inside the transaction. */
    @FunctionalInterface
    interface Line<T> {
        Taken.Result take(Handle handle, T line);
    }

    /** Undoes the transaction it is thrown in and carries what came of it. */
    private static final class Undone extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient List<Taken> taken;

        Undone(List<Taken> taken) {
            super("", null, false, false);
            this.taken = taken;
        }
    }

    static <T> List<Taken> run(Database database, List<T> lines, boolean dryRun, Line<T> take) {
        Function<Handle, List<Taken>> all = handle -> {
            List<Taken> taken = new ArrayList<>();
            for (T line : lines) {
                try {
                    taken.add(Taken.of(take.take(handle, line)));
                } catch (RefusedException refused) {
                    taken.add(Taken.refused(refused));
                }
            }
            if (dryRun || taken.stream().anyMatch(one -> one.result() == Taken.Result.REFUSED)) {
                throw new Undone(taken);
            }
            return taken;
        };
        try {
            return database.write(all);
        } catch (Undone undone) {
            return undone.taken;
        }
    }
}
