package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.factfloor.intake.Journal.Damage;

/**
 * What is found in the newest file of a journal when it is opened again. A bad record that a whole group follows was
 * durable once, since a group is written only when the one before it is: that is damage, and what stands behind it counts.
 * Without such a group it is a write that a crash left half done.
 *
 * @param counts false if the file's beginning never became durable, so that nothing else can be in it
 * @param end journal position behind the last record that counts
 * @param damages stretches before the end that cannot be read
 */
record SegmentRemains(boolean counts, long end, List<Damage> damages) {

    /**
     * Goes through a file and accepts its records.
     *
     * @throws IntakeException if another version of the product wrote it
     */
    static SegmentRemains of(SegmentFile segment, long start, OpenConnections open) throws IOException {
        String name = SegmentFile.name(start);
        int version = segment.version();
        if (version > SegmentFile.VERSION) {
            throw new IntakeException("The journal file " + name + " has format " + version
                    + ", and this version of Factfloor reads up to format " + SegmentFile.VERSION
                    + "; nothing was changed, start the newer version again.", null);
        }
        long limit = segment.end();
        long position = start + SegmentFile.HEADER;
        boolean whole = version == SegmentFile.VERSION && segment.payload(position, limit) != null;
        if (!whole && segment.nextGroup(position, limit) == limit) {
            return new SegmentRemains(false, limit, List.of());
        }
        List<Damage> damages = new ArrayList<>();
        if (version != SegmentFile.VERSION) {
            damages.add(new Damage(name, start, SegmentFile.HEADER));
        }
        while (true) {
            ByteBuffer payload = segment.payload(position, limit);
            if (payload != null) {
                position += RecordWriter.HEADER + payload.remaining();
                open.accept(RecordReader.read(payload));
            } else if (segment.nextGroup(position, limit) < limit) {
                long next = segment.nextWhole(position, limit);
                damages.add(new Damage(name, position, next - position));
                position = next;
            } else {
                return new SegmentRemains(true, position, damages);
            }
        }
    }
}
