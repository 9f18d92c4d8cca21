package org.factfloor.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
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

    /** How a file will be read. */
    void look(Look look) {
        out.println("  " + look.format() + look.encoding().map(name -> ", " + name).orElse("")
                + look.delimiter().map(sign -> ", columns parted by " + (sign.equals("\t") ? "tab" : sign)).orElse(""));
        look.layout().ifPresent(layout -> {
            out.println("  times from column " + layout.columns().get(layout.time())
                    + (layout.clock() < 0 ? "" : " with " + layout.columns().get(layout.clock())) + ", written as "
                    + layout.form().id() + ", local ones in " + layout.zone() + "; decimals with "
                    + (layout.decimalComma() ? "," : "."));
            out.println(layout.shape() == Layout.Shape.WIDE
                    ? "  a column for each signal"
                    : "  a line for each sample: signal in " + layout.columns().get(layout.signal()) + ", value in "
                            + layout.columns().get(layout.value()));
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

    /** What became of it. */
    void result(SampleImport over, Optional<Path> rejects) {
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
        over.twice().ifPresent(label -> out.println("  " + label.en()));
        over.reasons().forEach((reason, count) -> err.println(
                String.format(Locale.ROOT, "  %,d rejected: %s", count, reason.text().en())));
        if (counts.rejected() > 0 && !tried) {
            rejects.ifPresent(list -> err.println("  listed with their lines in " + list));
        }
        over.unknown().forEach(name -> err.println("  the plant has no signal " + name));
        over.fault().ifPresent(label -> err.println("  " + label.en()));
        if (tried) {
            out.println("  Nothing filed: this was a dry run.");
        }
        out.flush();
        err.flush();
    }
}
