package org.factfloor.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.factfloor.imports.ImportCounts;
import org.factfloor.imports.Layout;
import org.factfloor.imports.Look;
import org.factfloor.imports.SampleImport;
import org.factfloor.imports.SampleImport.State;
import org.factfloor.plant.Micros;
import org.factfloor.plant.StatusCode;

/** Tells the person at the terminal of an import. */
record ImportReport(PrintWriter out, PrintWriter err) {

    private static final int SHOWN_ROWS = 3;
    private static final int SHOWN_SIGNALS = 50;
    private static final int SHOWN_REJECTS = 10;
    /** Behind a time of day. */
    private static final Pattern OFFSET = Pattern.compile(".*:.*(?:Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)");
    /** A line of the list of rejects: its line in the file, the column, the text, the reason. */
    private static final Pattern REJECT = Pattern.compile(
            "^(\\d+),\"((?:[^\"]|\"\")*+)\",\"((?:[^\"]|\"\")*+)\",\"((?:[^\"]|\"\")*+)\",", Pattern.MULTILINE);

    /** How a file will be read. */
    void look(Look look) {
        out.println("  " + look.format() + look.encoding().map(name -> ", " + name).orElse("")
                + look.delimiter().map(sign -> ", columns parted by " + (sign.equals("\t") ? "tab" : sign)).orElse(""));
        look.layout().ifPresent(layout -> {
            out.println("  times from column " + layout.columns().get(layout.time())
                    + (layout.clock() < 0 ? "" : " with " + layout.columns().get(layout.clock())) + ", written as "
                    + layout.form().id() + zone(look, layout) + "; decimals with "
                    + (layout.decimalComma() ? "," : "."));
            out.println(layout.shape() == Layout.Shape.WIDE
                    ? "  a column for each signal"
                    : "  a line for each sample: signal in " + layout.columns().get(layout.signal()) + ", value in "
                            + layout.columns().get(layout.value()) + (layout.status() < 0
                                    ? ""
                                    : ", status in " + layout.columns().get(layout.status())));
        });
        for (Look.Name name : look.names().stream().limit(SHOWN_SIGNALS).toList()) {
            out.println("    " + name.name() + " → "
                    + (name.leftOut() ? "left out" : name.signal().orElse("unknown")));
        }
        if (look.names().size() > SHOWN_SIGNALS) {
            out.println("    … and " + (look.names().size() - SHOWN_SIGNALS) + " more");
        }
        look.rows().stream().limit(SHOWN_ROWS).forEach(row -> out.println("    line " + row.line() + ": "
                + row.wrong().map(label -> "not taken whole: " + label.en() + " ").orElse("")
                + row.time().map(time -> Micros.toInstant(time).toString()).orElse("") + values(row.values())));
        out.flush();
    }

    /** What a time without an offset means, where the first lines have such times at all. */
    private static String zone(Look look, Layout layout) {
        return switch (layout.form()) {
            case EPOCH_SECONDS, EPOCH_MILLIS, EPOCH_MICROS, EPOCH_NANOS -> " since 1970 UTC";
            case YEAR_FIRST, DAY_FIRST, MONTH_FIRST, EXCEL -> {
                int column = layout.clock() < 0 ? layout.time() : layout.clock();
                boolean offsets = !look.rows().isEmpty() && look.rows().stream().map(Look.Shown::cells)
                        .allMatch(
                                cells -> column < cells.size() && OFFSET.matcher(cells.get(column).strip()).matches());
                yield offsets
                        ? ", each with its offset from UTC (one without would be local in " + layout.zone() + ")"
                        : ", local ones in " + layout.zone();
            }
        };
    }

    private static String values(List<Look.Value> values) {
        StringBuilder text = new StringBuilder();
        values.stream().limit(8).forEach(value -> text.append("  ").append(value.signal()).append(" = ")
                .append(value.value())
                .append(value.status() == StatusCode.GOOD ? "" : " (" + StatusCode.name(value.status()) + ")"));
        return text + (values.size() > 8 ? "  …" : "");
    }

    /** How far it is. */
    void progress(SampleImport now) {
        if (now.isBusy()) {
            out.println(String.format(Locale.ROOT, "  %s: %.0f %%",
                    now.state() == State.FILING ? "filing" : "trying", now.progress() * 100));
            out.flush();
        }
    }

    /**
     * What became of it.
     *
     * @param rejects the list of what was not taken, where it stays
     */
    void result(SampleImport over, Optional<Path> rejects) throws IOException {
        boolean tried = over.state() == State.CHECKED;
        ImportCounts counts = tried ? over.checked().orElse(over.filed()) : over.filed();
        out.println(String.format(Locale.ROOT,
                "  %s: %,d rows, %,d samples (%,d new, %,d there already, %,d replaced), %,d rejected, %,d left out",
                tried ? "tried" : over.state() == State.DONE ? "filed" : "filed so far", counts.rows(),
                counts.samples(), counts.added(), counts.duplicate(), counts.replaced(), counts.rejected(),
                counts.leftOut()));
        if (counts.to() >= counts.from()) {
            out.println("  from " + Micros.toInstant(counts.from()) + " to " + Micros.toInstant(counts.to()));
        }
        new TreeMap<>(over.signals()).entrySet().stream().limit(SHOWN_SIGNALS)
                .forEach(signal -> out.println(String.format(Locale.ROOT, "    %s: %,d, %s to %s", signal.getKey(),
                        signal.getValue().samples(), Micros.toInstant(signal.getValue().from()),
                        Micros.toInstant(signal.getValue().to()))));
        if (tried && counts.added() > 0) {
            out.println(
                    "  From a machine's first sample on, planned time without samples counts as no data: between this"
                            + " stretch and the first live sample reports have a hole unless the days between come, too.");
        }
        over.twice().ifPresent(label -> out.println("  " + label.en()));
        over.reasons().forEach((reason, count) -> err.println(
                String.format(Locale.ROOT, "  %,d rejected: %s", count, reason.text().en())));
        if (counts.rejected() > 0 && rejects.isPresent()) {
            rejects(counts.rejected(), rejects.get());
        }
        over.unknown().forEach(name -> err.println("  the plant has no signal " + name));
        over.fault().ifPresent(label -> err.println("  " + label.en()));
        if (tried) {
            out.println("  Nothing filed: this was a dry run.");
        }
        out.flush();
        err.flush();
    }

    /** The first lines that were not taken, and where all of them are. */
    private void rejects(long rejected, Path list) throws IOException {
        String beginning;
        try (InputStream in = Files.newInputStream(list)) {
            beginning = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
        }
        Matcher reject = REJECT.matcher(beginning);
        int shown = 0;
        while (shown < SHOWN_REJECTS && reject.find()) {
            err.println("    line " + reject.group(1) + (reject.group(2).isEmpty() ? "" : ", " + bare(reject.group(2)))
                    + ": " + bare(reject.group(4))
                    + (reject.group(3).isEmpty() ? "" : " (" + bare(reject.group(3)) + ")"));
            shown++;
        }
        if (rejected > shown) {
            err.println(String.format(Locale.ROOT, "    … and %,d more", rejected - shown));
        }
        err.println("  listed with their lines in " + list);
    }

    private static String bare(String cell) {
        return cell.replace("\"\"", "\"").replaceAll("\\s+", " ");
    }
}
