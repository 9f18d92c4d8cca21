package org.factfloor.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.factfloor.plant.Nearest;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.WorkUnit;

/**
 * Which signal of the plant a file means by a name: its key, its path, its address at the source, or what people call it.
 * Blanks and marks between words count as the same, and units in brackets as nothing. Nothing is guessed: a name that two
 * signals could mean, or that none has, means none.
 */
public final class SignalNames {

    private final Map<String, Signal> byKey;
    private final Map<Integer, Signal> byRef = new HashMap<>();
    private final Map<String, Set<Signal>> byName = new HashMap<>();
    private final List<String> keys;

    /** What a name means. */
    public sealed interface Meaning {

        /** One signal. */
        record One(Signal signal) implements Meaning {}

        /** Any of some signals, by their keys. */
        record Several(List<String> keys) implements Meaning {}

        /** None; the key that comes nearest, where one is near. */
        record Unknown(Optional<String> nearest) implements Meaning {}
    }

    /**
     * Names of a plant's signals.
     *
     * @param refOf permanent reference of a key
     */
    public SignalNames(PlantModel model, Function<String, Integer> refOf) {
        byKey = model.signals().collect(Collectors.toMap(Signal::key, Function.identity()));
        keys = List.copyOf(byKey.keySet());
        model.workUnits().forEach(unit -> unit.signals().forEach(signal -> {
            byRef.put(refOf.apply(signal.key()), signal);
            names(unit, signal).forEach(name -> byName.computeIfAbsent(plain(name), _ -> new LinkedHashSet<>())
                    .add(signal));
        }));
        model.workCenters().forEach(center -> center.workUnits().forEach(unit -> unit.signals().forEach(
                signal -> byName.computeIfAbsent(plain(center.id() + "/" + signal.key()), _ -> new LinkedHashSet<>())
                        .add(signal))));
    }

    private static List<String> names(WorkUnit unit, Signal signal) {
        List<String> names = new ArrayList<>(List.of(signal.key(), signal.id(), signal.address()));
        for (String unitName : List.of(unit.id(), unit.name().en(), unit.name().zh())) {
            for (String signalName : List.of(signal.id(), signal.name().en(), signal.name().zh())) {
                if (!unitName.isEmpty() && !signalName.isEmpty()) {
                    names.add(unitName + "/" + signalName);
                }
            }
        }
        for (String alone : List.of(signal.name().en(), signal.name().zh())) {
            if (!alone.isEmpty()) {
                names.add(alone);
            }
        }
        return names;
    }

    /** What a name in a file means. */
    public Meaning of(String name) {
        Signal exact = byKey.get(name.strip());
        if (exact != null) {
            return new Meaning.One(exact);
        }
        Set<Signal> found = byName.getOrDefault(plain(name), Set.of());
        if (found.isEmpty()) {
            found = byName.getOrDefault(plain(name.replaceAll("[(（\\[].*?[)）\\]]", "")), Set.of());
        }
        if (found.size() == 1) {
            return new Meaning.One(found.iterator().next());
        }
        return found.isEmpty()
                ? new Meaning.Unknown(Nearest.to(name.strip(), keys).or(() -> nearestName(name)))
                : new Meaning.Several(found.stream().map(Signal::key).toList());
    }

    /** The key of the signal whose name in words is nearest. */
    private Optional<String> nearestName(String name) {
        return Nearest.to(plain(name), byName.keySet()).map(byName::get).filter(found -> found.size() == 1)
                .map(found -> found.iterator().next().key());
    }

    /** The signal of a key. */
    public Optional<Signal> key(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The signal of a permanent reference. */
    Optional<Signal> ref(int ref) {
        return Optional.ofNullable(byRef.get(ref));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s/._\\-:>›\\\\|]+", "/");
    }
}
