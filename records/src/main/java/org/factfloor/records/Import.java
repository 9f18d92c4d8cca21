package org.factfloor.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Takes lines in one transaction. A line that is refused leaves nothing behind; nor does any where the import is only tried. */
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
                handle.savepoint("line");
                try {
                    taken.add(Taken.of(take.take(handle, line)));
                    handle.releaseSavepoint("line");
                } catch (RefusedException refused) {
                    handle.rollbackToSavepoint("line");
                    taken.add(Taken.refused(refused));
                }
            }
            if (dryRun) {
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
