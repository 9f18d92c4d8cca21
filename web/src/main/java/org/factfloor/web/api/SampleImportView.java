package org.factfloor.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.factfloor.imports.ImportCounts;
import org.factfloor.imports.Reason;
import org.factfloor.imports.SampleImport;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.jspecify.annotations.Nullable;

/**
 * An import of samples, as the API tells it.
 *
 * @param sameAs an earlier import of the same content that is done
 * @param rejectList whether there is a list of what was not taken
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SampleImportView(int id, String name, long bytes, String by, Instant begun, @Nullable Instant ended,
        SampleImport.State state, double progress, @Nullable CountsView checked, CountsView filed,
        List<SignalSpan> signals, List<ReasonCount> reasons, List<String> unknown, @Nullable Label fault,
        @Nullable Label twice, @Nullable Integer sameAs, boolean rejectList, boolean replace) {

    private static final int MOST_SIGNALS = 500;

    /** What became of samples; times are null where there is none. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CountsView(long rows, long samples, long added, long duplicate, long replaced, long rejected, long leftOut,
            @Nullable Instant from, @Nullable Instant to) {

        static CountsView of(ImportCounts counts) {
            boolean any = counts.to() >= counts.from();
            return new CountsView(counts.rows(), counts.samples(), counts.added(), counts.duplicate(),
                    counts.replaced(), counts.rejected(), counts.leftOut(),
                    any ? Micros.toInstant(counts.from()) : null, any ? Micros.toInstant(counts.to()) : null);
        }
    }

    /** Samples of a signal. */
    record SignalSpan(String signal, long samples, Instant from, Instant to) {}

    /** How many samples were not taken, and why. */
    record ReasonCount(Reason reason, Label text, long count) {}

    static SampleImportView of(SampleImport told, Optional<SampleImport> same, boolean rejectList) {
        List<SignalSpan> signals = new TreeMap<>(told.signals()).entrySet().stream().limit(MOST_SIGNALS)
                .map(signal -> new SignalSpan(signal.getKey(), signal.getValue().samples(),
                        Micros.toInstant(signal.getValue().from()), Micros.toInstant(signal.getValue().to())))
                .toList();
        List<ReasonCount> reasons = told.reasons().entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue(Comparator.reverseOrder()))
                .map(reason -> new ReasonCount(reason.getKey(), reason.getKey().text(), reason.getValue())).toList();
        return new SampleImportView(told.id(), told.name(), told.bytes(), told.by(), told.begun(),
                told.ended().orElse(null), told.state(), told.progress(),
                told.checked().map(CountsView::of).orElse(null), CountsView.of(told.filed()), signals, reasons,
                told.unknown(), told.fault().orElse(null), told.twice().orElse(null),
                same.map(SampleImport::id).orElse(null), rejectList && told.checked().isPresent(),
                told.reading().replace());
    }
}
