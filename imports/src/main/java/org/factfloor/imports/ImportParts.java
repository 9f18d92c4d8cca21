package org.factfloor.imports;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.factfloor.history.History;
import org.factfloor.intake.Intake;
import org.factfloor.plant.PlantModel;

/**
 * What imports work with. All of it belongs to the caller, who closes it after them.
 *
 * @param folder where imports are kept
 * @param freeSpaceFloor a file that is sent must leave so many bytes free on its disk
 * @param plant the newest model
 * @param refOf permanent reference of a signal's key
 * @param audit told of what people do
 */
public record ImportParts(Path folder, long freeSpaceFloor, Supplier<Optional<PlantModel>> plant,
        ToIntFunction<String> refOf, Intake intake, History history, ColumnFiles columnFiles, Audit audit,
        InstantSource clock) {

    /** Told of what people do. */
    @FunctionalInterface
    public interface Audit {

        /**
         * One thing somebody did.
         *
         * @param action what, e.g. {@code samples.import}
         * @param object to what
         */
        void record(String actor, String source, String action, String object, String result, String detail);
    }
}
