package org.factfloor.intake;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.factfloor.plant.SampleBatch;

/**
 * What a journal's files hold, read record by record with their checksums, beside whoever writes them.
 *
 * @param files how many there are
 * @param records whole ones
 * @param waiting samples that history has still to take
 * @param problems what is lost or cannot be read and history does not have, a sentence each
 * @param notes what is unusual and harmless, a sentence each
 */
public record JournalExamination(int files, long records, long waiting, List<String> problems, List<String> notes) {

    /**
     * Reads the files of a folder.
     *
     * @param cursor the journal position up to which history has taken samples
     * @param live whether somebody is writing to them
     * @throws IOException if the folder or a file cannot be read at all
     */
    public static JournalExamination of(Path folder, long cursor, boolean live) throws IOException {
        TreeMap<Long, Path> segments = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> SegmentFile.start(file.getFileName().toString())
                        .ifPresent(start -> segments.put(start, file)));
            }
        }
        Walk walk = new Walk(cursor, live);
        if (segments.isEmpty() && cursor > 0) {
            walk.problems.add("The journal in " + folder + " has no file, though history has come to position " + cursor
                    + ": whatever history had not taken is lost. The next start begins another one; restore a backup if"
                    + " you miss samples.");
        }
        for (var segment : segments.entrySet()) {
            Long next = segments.higherKey(segment.getKey());
            try (SegmentFile file = new SegmentFile(FolderFiles.reading(segment.getValue()), segment.getKey())) {
                walk.read(file, segment.getValue(), segment.getKey(), next == null ? Long.MAX_VALUE : next);
            } catch (NoSuchFileException e) {
                // History has taken it meanwhile.
                if (!live) {
                    throw e;
                }
            }
        }
        walk.end();
        return new JournalExamination(segments.size(), walk.records, walk.waiting, walk.problems, walk.notes);
    }

    /** Goes through the files in their order. */
    private static final class Walk {

        private final long cursor;
        private final boolean live;
        private final List<String> problems = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private long records;
        private long waiting;
        /** Position behind what was read last; −1 before the first. */
        private long reached = -1;

        Walk(long cursor, boolean live) {
            this.cursor = cursor;
            this.live = live;
        }

        void read(SegmentFile file, Path path, long start, long next) throws IOException {
            gap(Math.max(reached, cursor), start);
            int version = file.version();
            if (version > SegmentFile.VERSION) {
                problems.add("The journal file " + path + " has format " + version + ", which this version of Factfloor"
                        + " does not read; use the newer version that wrote it.");
                reached = Math.min(file.end(), next);
                return;
            }
            long limit = Math.min(file.end(), next);
            long position = start + SegmentFile.HEADER;
            if (version == 0 && limit > position) {
                damage(path, start, position);
            }
            while (position < limit) {
                ByteBuffer payload = file.payload(position, limit);
                if (payload != null) {
                    count(path, position, payload);
                    position += RecordWriter.HEADER + payload.remaining();
                } else {
                    long whole = file.nextWhole(position, limit);
                    if (whole == limit && next == Long.MAX_VALUE) {
                        torn(path, limit - position);
                    } else {
                        damage(path, position, whole);
                    }
                    position = whole;
                }
            }
            reached = position;
        }

        private void count(Path path, long position, ByteBuffer payload) {
            records++;
            try {
                SampleBatch batch = new SampleBatch();
                if (!RecordReader.samples(payload.duplicate(), batch)) {
                    RecordReader.read(payload.duplicate());
                } else if (position >= cursor) {
                    waiting += batch.size();
                }
            } catch (IllegalArgumentException | BufferUnderflowException e) {
                problems.add("The journal file " + path + " has a record at " + position
                        + " that this version of Factfloor does not understand (" + e.getMessage()
                        + "); use the version that wrote it.");
            }
        }

        private void gap(long from, long to) {
            if (reached >= 0 && from < to) {
                problems.add("The journal lacks " + (to - from) + " bytes from position " + from
                        + ", which history has not taken: a file is missing; restore it from a backup, or accept the gap.");
            } else if (reached < 0 && cursor > 0 && from < to) {
                problems.add("The journal begins at position " + to + ", but history has taken it to " + from
                        + " only: a file is missing; restore it from a backup, or accept the gap.");
            }
        }

        private void damage(Path path, long from, long to) {
            String where = "The journal file " + path + " cannot be read from " + from + " to " + to + " ("
                    + (to - from) + " bytes)";
            if (to <= cursor) {
                notes.add(where + "; history had taken it before, so nothing is lost. Check the disk.");
            } else {
                problems.add(where + ", and history has not taken it; restore the file from a backup if one has it,"
                        + " and check the disk.");
            }
        }

        private void torn(Path path, long bytes) {
            if (!live) {
                notes.add("The journal file " + path + " ends in " + bytes + " bytes that are no whole record, as a"
                        + " crash leaves them that cuts a write short; the next start removes them. If nothing crashed,"
                        + " check the disk.");
            }
        }

        void end() {
            if (reached >= 0 && reached < cursor && !live) {
                notes.add("The journal ends at position " + reached + ", before history (" + cursor
                        + "): it was lost or is older; history has what it held, and the next start goes on from there.");
            }
        }
    }
}
