package org.factfloor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process uses, as Linux counts it.
 *
 * @param anonymousMegabytes memory that is not backed by files ({@code RssAnon}), MiB
 * @param processorSeconds user and system time since its start, all threads
 */
record ProcessUse(double anonymousMegabytes, double processorSeconds) {

    /** The kernel tells times to user programs in hundredths on every platform Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    static ProcessUse of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        return parse(Files.readString(folder.resolve("status")), Files.readString(folder.resolve("stat")));
    }

    /** From the texts of {@code status} and {@code stat} (proc(5)). */
    static ProcessUse parse(String status, String stat) {
        long kilobytes = status.lines().filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no RssAnon in " + status));
        // The second field is the program's name, which may hold blanks and brackets; state is the field behind it.
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessUse(kilobytes / 1024.0,
                (Long.parseLong(behindName[11]) + Long.parseLong(behindName[12])) / TICKS_PER_SECOND);
    }
}
