package org.factfloor.app;

import java.nio.file.Path;
import java.time.InstantSource;
import org.factfloor.history.History;
import org.factfloor.imports.ImportParts;
import org.factfloor.imports.SampleImports;
import org.factfloor.imports.parquet.ParquetFiles;
import org.factfloor.intake.Intake;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.Records;

/** Wires imports of samples, which a server and a command have alike. */
final class Imports {

    private Imports() {}

    static SampleImports open(Path folder, long freeSpaceFloor, Records records, Intake intake, History history,
            InstantSource clock) {
        return SampleImports.open(new ImportParts(folder.resolve("imports"), freeSpaceFloor,
                () -> records.plants().current().map(PlantVersion::model), records.signals()::ref, intake, history,
                new ParquetFiles(), records.audit()::record, clock));
    }
}
