package org.factfloor.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other programs which files hold, as {@code files.csv} in the history's folder: the database cannot be opened while
 * the server runs. Derived: written at every start and after every change, the old files being there until it is. Safe for
 * several threads.
 */
final class FileList {

    private static final Logger LOG = LoggerFactory.getLogger(FileList.class);

    private final Path file;

    FileList(Path folder) {
        file = folder.resolve("files.csv");
    }

    synchronized void write(Slices slices) {
        Slices.Snapshot now = slices.now();
        StringBuilder lines = new StringBuilder("kind,file,from_time,to_time\n");
        now.byStart().values().forEach(slice -> add(lines, "settled", slice.file(), slice.from(), slice.to()));
        now.tiers().all().forEach(stretch -> add(lines, stretch.file().tier().folder(), stretch.file().file(),
                stretch.from(), stretch.to()));
        Path next = file.resolveSibling("files.csv.partial");
        try {
            Files.writeString(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("Could not write {}: {}; programs that read the files without the server may see an older state",
                    file,
                    e.getMessage());
        }
    }

    private static void add(StringBuilder lines, String kind, Path path, long from, long to) {
        lines.append(kind)
                .append(',')
                .append(kind)
                .append('/')
                .append(path.getFileName())
                .append(',')
                .append(from)
                .append(',')
                .append(to)
                .append('\n');
    }
}
