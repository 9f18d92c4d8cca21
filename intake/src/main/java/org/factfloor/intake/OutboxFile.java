package org.factfloor.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.factfloor.history.SampleFate;
import org.factfloor.intake.Outbox.Loss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an outbox remembers over a restart, in a file of lines that is replaced as a whole:
 *
 * <pre>
 * cursor POSITION                everything before it is at the server
 * sent FROM TO                   a stretch behind it that is there, too
 * away FROM TO                   a parcel in order of which nobody knows whether it is there
 * ahead FROM TO                  the same of one that passed the backlog
 * lost SIGNAL HOUR FATE SAMPLES     let go, not reported yet
 * report NUMBER                  the last report; the lines of it that follow are not confirmed yet
 * reported SIGNAL HOUR FATE SAMPLES
 * delivered MICROS CONNECTION    until when an open connection was alive, as the server has said that it has it
 * end
 * </pre>
 */
record OutboxFile(long cursor, Stretches sent, Optional<Range> away, Optional<Range> ahead, List<Loss> lost,
        long report, List<Loss> reported, Map<String, Long> delivered) {

    /** A stretch of the journal. */
    record Range(long from, long to) {}

    private static final Logger log = LoggerFactory.getLogger(OutboxFile.class);

    /**
     * What the file says; nothing where there is none. Where it is damaged nobody knows the last report's number: the time
     * in ms takes its place, since there is no report a millisecond, and what the server takes for known it does not count.
     */
    static OutboxFile read(Path file, InstantSource clock) {
        Stretches sent = new Stretches();
        List<Loss> lost = new ArrayList<>();
        List<Loss> reported = new ArrayList<>();
        Map<String, Long> delivered = new TreeMap<>();
        Optional<Range> away = Optional.empty();
        Optional<Range> ahead = Optional.empty();
        long cursor = 0;
        long report = 0;
        boolean whole = false;
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of("end")) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "cursor" -> cursor = Long.parseLong(words[1]);
                    case "sent" -> sent.add(Long.parseLong(words[1]), Long.parseLong(words[2]));
                    case "away" -> away = Optional.of(range(words));
                    case "ahead" -> ahead = Optional.of(range(words));
                    case "lost" -> lost.add(loss(words));
                    case "report" -> report = Long.parseLong(words[1]);
                    case "reported" -> reported.add(loss(words));
                    case "delivered" -> delivered.put(words[2], Long.parseLong(words[1]));
                    case "end" -> whole = true;
                    default -> throw new IllegalArgumentException("a line that begins with " + words[0]);
                }
            }
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            whole = false;
            log.error("{} cannot be read", file, e);
        }
        if (whole) {
            return new OutboxFile(cursor, sent, away, ahead, lost, report, reported, delivered);
        }
        log.error(
                "{} is damaged; what the journal holds is sent from its beginning, which the server sees as duplicates, and"
                        + " samples that were let go and not reported yet are not counted",
                file);
        return new OutboxFile(0, new Stretches(), Optional.empty(), Optional.empty(), List.of(), clock.millis(),
                List.of(), Map.of());
    }

    private static Range range(String[] words) {
        return new Range(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    private static Loss loss(String[] words) {
        return new Loss(Integer.parseInt(words[1]), Integer.parseInt(words[2]),
                SampleFate.of(Integer.parseInt(words[3])),
                Long.parseLong(words[4]));
    }

    /** Replaces the file; durable when this returns. */
    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder("cursor ").append(cursor).append('\n');
        sent.forEach((from, to) -> text.append("sent ").append(from).append(' ').append(to).append('\n'));
        away.ifPresent(range -> text.append("away ").append(line(range)));
        ahead.ifPresent(range -> text.append("ahead ").append(line(range)));
        lost.forEach(loss -> text.append("lost ").append(line(loss)));
        text.append("report ").append(report).append('\n');
        reported.forEach(loss -> text.append("reported ").append(line(loss)));
        delivered.forEach((connection, until) -> text.append("delivered ").append(until).append(' ').append(connection)
                .append('\n'));
        text.append("end\n");
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String line(Range range) {
        return range.from() + " " + range.to() + "\n";
    }

    private static String line(Loss loss) {
        return loss.signal() + " " + loss.hour() + " " + loss.fate().code() + " " + loss.samples() + "\n";
    }
}
