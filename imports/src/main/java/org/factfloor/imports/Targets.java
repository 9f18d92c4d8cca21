package org.factfloor.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.factfloor.imports.Layout.Shape;
import org.factfloor.imports.sheet.Rows;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal;

/** Finds which signals a file holds. */
final class Targets {

    /** A file with more names of signals is no list of samples of this plant. */
    static final int MOST_NAMES = 10_000;
    private static final int LOOKED_AT = 20_000;
    private static final int SHOWN_PROBLEMS = 10;

    private final SignalNames signals;
    private final ToIntFunction<String> refOf;

    Targets(SignalNames signals, ToIntFunction<String> refOf) {
        this.signals = signals;
        this.refOf = refOf;
    }

    /** The names of signals in the beginning of a file; in a wide one those are all there are. */
    static Set<String> names(SampleFile file, Layout layout) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        if (layout.shape() == Shape.WIDE) {
            layout.signalColumns().forEach(column -> names.add(layout.columns().get(column)));
            return names;
        }
        try (Rows rows = file.rows()) {
            for (int i = 0; i < LOOKED_AT && rows.next(); i++) {
                if (rows.line() > layout.headerLine() && layout.signal() < rows.cells().size()) {
                    String name = rows.cells().get(layout.signal()).strip();
                    if (!name.isEmpty() && names.size() < MOST_NAMES) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    /** What a name means: as somebody said, else as the plant has it. */
    Look.Name meaning(String name, Layout layout, Reading reading) {
        String said = reading.signals().get(name);
        if (said != null) {
            return said.isEmpty()
                    ? new Look.Name(name, Optional.empty(), true, List.of())
                    : new Look.Name(name, signals.key(said).map(Signal::key), false, List.of());
        }
        if (layout.byReference()) {
            return new Look.Name(name, reference(name).map(Signal::key), false, List.of());
        }
        return switch (signals.of(name)) {
            case SignalNames.Meaning.One(Signal signal) ->
                new Look.Name(name, Optional.of(signal.key()), false, List.of());
            case SignalNames.Meaning.Several(List<String> keys) ->
                new Look.Name(name, Optional.empty(), false, keys);
            case SignalNames.Meaning.Unknown(Optional<String> nearest) ->
                new Look.Name(name, Optional.empty(), false, nearest.stream().toList());
        };
    }

    private Optional<Signal> reference(String name) {
        return name.matches("\\d{1,9}") ? signals.ref(Integer.parseInt(name)) : Optional.empty();
    }

    /** How the values under each of the names are read; names that mean nothing are left away. */
    Map<String, Optional<ValueText>> readers(List<Look.Name> names, Layout layout) {
        Map<String, Optional<ValueText>> readers = new HashMap<>();
        for (Look.Name name : names) {
            if (name.leftOut()) {
                readers.put(name.name(), Optional.empty());
            }
            name.signal().flatMap(signals::key).ifPresent(signal -> readers.put(name.name(),
                    Optional.of(new ValueText(refOf.applyAsInt(signal.key()), signal, layout.decimalComma()))));
        }
        return readers;
    }

    /** What is wrong with names. */
    static List<Label> problems(List<Look.Name> names, Shape shape) {
        List<Label> problems = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        for (Look.Name name : names) {
            name.signal().ifPresent(key -> {
                String other = taken.putIfAbsent(key, name.name());
                // Lines may call a signal by several names; of two columns one would be lost.
                if (other != null && shape == Shape.WIDE) {
                    problems.add(new Label(other + " and " + name.name() + " both mean " + key
                            + "; leave one of them out or map it to another signal.",
                            "“" + other + "”和“" + name.name() + "”都对应 " + key + "；请忽略其一或改为其他点位。"));
                }
            });
            if (name.isUnknown()) {
                problems.add(unknown(name));
            }
        }
        if (problems.isEmpty() && taken.isEmpty()) {
            problems.add(new Label("No column means a signal of the plant.", "没有任何列对应工厂中的点位。"));
        }
        if (problems.size() > SHOWN_PROBLEMS) {
            int more = problems.size() - SHOWN_PROBLEMS;
            problems.subList(SHOWN_PROBLEMS, problems.size()).clear();
            problems.add(new Label("… and " + more + " more names.", "……另有 " + more + " 个名称。"));
        }
        return problems;
    }

    private static Label unknown(Look.Name name) {
        String near = String.join(", ", name.near());
        if (name.near().size() > 1) {
            return new Label(name.name() + " could mean " + near + "; say which.",
                    "“" + name.name() + "”可能是 " + near + "；请选择。");
        }
        return new Label(
                "The plant has no signal " + name.name() + (near.isEmpty() ? "" : " (nearest: " + near + ")")
                        + "; map it to a signal or leave it out.",
                "工厂中没有点位“" + name.name() + "”" + (near.isEmpty() ? "" : "（最接近：" + near + "）") + "；请指定对应点位或忽略该列。");
    }
}
