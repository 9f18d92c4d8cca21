package org.factfloor.history.duckdb;

import java.time.Duration;

/**
 * What a history may use and when it settles.
 *
 * @param memoryMegabytes bound of the engine's own memory, outside the Java heap; at least 64
 * @param readers reads that run at once; others wait
 * @param sliceRows rows a settled file is cut at
 * @param rowGroupRows rows of a Parquet row group, the least a read of one signal decodes; a multiple of 2,048
 * @param sortRows rows sorted at once while a slice is written; 160 bytes of the engine's memory each
 * @param hotRows rows in the hot table above which it settles what came first, even if its hour goes on
 * @param settleAfter time after the end of an hour until it settles
 * @param quiet time without new samples for an hour until it settles
 * @param lateQuiet the same for late samples of an hour that has settled, unless there are {@code lateRows} of them
 * @param lateRows late rows of one hour that are worth a rewrite after {@code quiet}
 */
public record DuckDbSettings(int memoryMegabytes, int readers, int sliceRows, int rowGroupRows, int sortRows,
        int hotRows, Duration settleAfter, Duration quiet, Duration lateQuiet, int lateRows) {

    public DuckDbSettings {
        if (memoryMegabytes < 64 || readers < 1 || sliceRows < 1 || hotRows < 0 || lateRows < 0
                || rowGroupRows < 2_048 || sortRows < 1) {
            throw new IllegalArgumentException("history settings out of range");
        }
    }

    /** Fits a box with 512 MB for the whole product. */
    public static DuckDbSettings standard() {
        return new DuckDbSettings(160, 2, 16_000_000, 122_880, 1_000_000, 4_500_000, Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10), 100_000);
    }
}
