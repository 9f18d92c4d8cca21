package org.factfloor.imports;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.factfloor.plant.Label;

/**
 * What is kept of one import: {@code import.properties}, {@code rejects.csv}, and until its end {@code source}, where the
 * file was sent to us.
 */
final class ImportFolder {

    private static final String STATE = "import.properties";
    private static final String SIGNAL = "signal.";
    private static final String FILED = "filed.";
    private static final String REASON = "reason.";
    private static final String UNKNOWN = "unknown.";
    private static final String OPEN = "open.";
    private static final String MARK = "mark.";

    private final Path folder;

    ImportFolder(Path folder) {
        this.folder = folder;
    }

    Path sent() {
        return folder.resolve("source");
    }

    Path rejects() {
        return folder.resolve("rejects.csv");
    }

    /**
     * What stands in the folder.
     *
     * @param file where the file lies
     * @param rejectBytes size of the list of rejects at the time
     * @param open signals of which nothing was known behind the file, by key
     * @param marks where it was stopped halfway, marks of silence that stand where it stopped, by key, µs
     * @param until times beyond are in the future, µs
     * @param filing whether it was asked to be filed, not only tried
     * @param spans the samples of each signal that are filed, by key
     */
    record Content(SampleImport told, Path file, long rejectBytes, Set<String> open, Map<String, Long> marks,
            long until, boolean filing, Map<String, SampleImport.Signal> spans) {
        Content {
            open = Set.copyOf(open);
            marks = Map.copyOf(marks);
            spans = Map.copyOf(spans);
        }

        static Content fresh(SampleImport told, Path file) {
            return new Content(told, file, 0, Set.of(), Map.of(), 0, false, Map.of());
        }

        /** The same, with the file elsewhere. */
        Content in(Path other) {
            return new Content(told, other, rejectBytes, open, marks, until, filing, spans);
        }

        Content with(SampleImport other) {
            return new Content(other, file, rejectBytes, open, marks, until, filing, spans);
        }

        /** The same, with what was said to be done. */
        Content asked(boolean toFile) {
            return new Content(told, file, rejectBytes, open, marks, until, toFile, spans);
        }

        /** The same, where no time may lie behind this one. */
        Content until(long latest) {
            return new Content(told, file, rejectBytes, open, marks, latest, filing, spans);
        }

        /** The same, with nothing filed and nothing listed. */
        Content untouched() {
            return new Content(told, file, 0, Set.of(), Map.of(), until, filing, Map.of());
        }

        Content with(Set<String> others) {
            return new Content(told, file, rejectBytes, others, marks, until, filing, spans);
        }

        Content with(Map<String, Long> others) {
            return new Content(told, file, rejectBytes, open, others, until, filing, spans);
        }

        /** The same, further on. */
        Content with(SampleImport other, long rejected, Map<String, SampleImport.Signal> filed) {
            return new Content(other, file, rejected, open, marks, until, filing, filed);
        }
    }

    /** Waits until what was sent is on disk under its name. */
    void syncSent() throws IOException {
        try (RandomAccessFile source = new RandomAccessFile(sent().toFile(), "rw")) {
            source.getFD().sync();
        }
        syncNames();
    }

    /** Where a folder cannot be opened, as on Windows, the file system keeps its names by itself. */
    private void syncNames() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** Writes it all or not at all. */
    void write(Content content) throws IOException {
        Properties into = new Properties();
        SampleImport told = content.told();
        into.setProperty("id", String.valueOf(told.id()));
        into.setProperty("name", told.name());
        into.setProperty("bytes", String.valueOf(told.bytes()));
        into.setProperty("hash", told.hash());
        into.setProperty("by", told.by());
        into.setProperty("begun", told.begun().toString());
        told.ended().ifPresent(at -> into.setProperty("ended", at.toString()));
        into.setProperty("state", told.state().name());
        into.setProperty("progress", String.valueOf(told.progress()));
        told.reading().write(into, "read.");
        told.checked().ifPresent(counts -> counts.write(into, "checked"));
        told.filed().write(into, "filed");
        write(into, SIGNAL, told.signals());
        write(into, FILED, content.spans());
        into.setProperty("filing", String.valueOf(content.filing()));
        told.reasons().forEach((reason, count) -> into.setProperty(REASON + reason.name(), String.valueOf(count)));
        for (int i = 0; i < told.unknown().size(); i++) {
            into.setProperty(UNKNOWN + i, told.unknown().get(i));
        }
        told.fault().ifPresent(label -> write(into, "fault", label));
        told.twice().ifPresent(label -> write(into, "twice", label));
        into.setProperty("file", content.file().toString());
        into.setProperty("rejectBytes", String.valueOf(content.rejectBytes()));
        into.setProperty("until", String.valueOf(content.until()));
        content.open().forEach(key -> into.setProperty(OPEN + key, ""));
        content.marks().forEach((key, time) -> into.setProperty(MARK + key, String.valueOf(time)));
        Path draft = folder.resolve(STATE + ".new");
        // A stream that an interrupt of the thread does not close halfway.
        try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
            into.store(new OutputStreamWriter(out, StandardCharsets.UTF_8), null);
            out.getFD().sync();
        }
        Files.move(draft, folder.resolve(STATE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Properties into, String prefix, Map<String, SampleImport.Signal> spans) {
        spans.forEach((key, span) -> into.setProperty(prefix + key,
                span.samples() + " " + span.from() + " " + span.to()));
    }

    private static SampleImport.Signal span(String written) {
        String[] parts = written.split(" ", -1);
        return new SampleImport.Signal(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    private static void write(Properties into, String name, Label label) {
        into.setProperty(name + ".en", label.en());
        into.setProperty(name + ".zh", label.zh());
    }

    private static Optional<Label> label(Properties from, String name) {
        return Optional.ofNullable(from.getProperty(name + ".en"))
                .map(en -> new Label(en, from.getProperty(name + ".zh", en)));
    }

    /** @throws IllegalArgumentException if it is not whole */
    Content read() throws IOException {
        Properties from = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(STATE), StandardCharsets.UTF_8)) {
            from.load(in);
        }
        Map<String, SampleImport.Signal> signals = new TreeMap<>();
        Map<String, SampleImport.Signal> spans = new TreeMap<>();
        Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
        Set<String> open = new HashSet<>();
        Map<String, Long> marks = new TreeMap<>();
        Map<Integer, String> unknown = new TreeMap<>();
        for (String name : from.stringPropertyNames()) {
            String value = from.getProperty(name);
            if (name.startsWith(SIGNAL)) {
                signals.put(name.substring(SIGNAL.length()), span(value));
            } else if (name.startsWith(FILED)) {
                spans.put(name.substring(FILED.length()), span(value));
            } else if (name.startsWith(REASON)) {
                reasons.put(Reason.valueOf(name.substring(REASON.length())), Long.parseLong(value));
            } else if (name.startsWith(UNKNOWN)) {
                unknown.put(Integer.parseInt(name.substring(UNKNOWN.length())), value);
            } else if (name.startsWith(OPEN)) {
                open.add(name.substring(OPEN.length()));
            } else if (name.startsWith(MARK)) {
                marks.put(name.substring(MARK.length()), Long.parseLong(value));
            }
        }
        SampleImport told = new SampleImport(Integer.parseInt(from.getProperty("id")), from.getProperty("name", ""),
                Long.parseLong(from.getProperty("bytes", "0")), from.getProperty("hash", ""),
                from.getProperty("by", ""), Instant.parse(from.getProperty("begun", "1970-01-01T00:00:00Z")),
                Optional.ofNullable(from.getProperty("ended")).map(Instant::parse),
                SampleImport.State.valueOf(from.getProperty("state", "FAILED")),
                Double.parseDouble(from.getProperty("progress", "0")), Reading.read(from, "read."),
                from.containsKey("checked") ? Optional.of(ImportCounts.read(from, "checked")) : Optional.empty(),
                ImportCounts.read(from, "filed"), signals, reasons, List.copyOf(unknown.values()),
                label(from, "fault"), label(from, "twice"));
        // What was sent lies here, wherever the data folder was when that was written.
        Path file = Files.exists(sent()) ? sent() : Path.of(from.getProperty("file", sent().toString()));
        return new Content(told, file, Long.parseLong(from.getProperty("rejectBytes", "0")), open, marks,
                Long.parseLong(from.getProperty("until", "0")),
                Boolean.parseBoolean(from.getProperty("filing", "false")),
                spans);
    }

    /** Whether anything but a file that is being sent stands here. */
    boolean isBegun() {
        return Files.exists(folder.resolve(STATE));
    }

    /** Removes the folder with all that is in it. */
    void delete() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }
}
