package org.factfloor.records.plantfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.SignalKind;

/** Checks that the fields of a signal agree with each other once everything is laid over each other. */
final class SignalChecks {

    private static final Pattern NODE_ID = Pattern.compile("(nsu=[^;]+;|ns=\\d{1,5};)?([sb]=.+|i=\\d{1,10}"
            + "|g=[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})");

    private SignalChecks() {}

    /**
     * Reports fields that contradict each other.
     *
     * @param own the entries to look at; a contradiction is reported where the topmost entry stands
     * @param merged the same signals with all that lies below them
     */
    static void agree(Reading reading, Collection<SignalParts> own, Map<String, SignalParts> merged) {
        for (SignalParts entry : own) {
            SignalParts signal = merged.getOrDefault(entry.id(), entry);
            signal.kind().flatMap(kind -> objection(signal, kind)).ifPresent(
                    message -> reading.problems.add(entry.place().node(), entry.place().path(), message));
        }
    }

    private static Optional<String> objection(SignalParts signal, SignalKind kind) {
        Role role = signal.role().orElse(Role.NONE);
        String name = "the signal " + signal.id();
        if (role == Role.STATE && kind != SignalKind.STATE) {
            return Optional.of(name + " has role state but kind " + Words.of(kind) + "; change the kind to state");
        }
        if (role == Role.COUNT && kind != SignalKind.COUNTER) {
            return Optional.of(name + " has role count but kind " + Words.of(kind) + "; change the kind to counter");
        }
        if (kind != SignalKind.STATE && signal.states().isPresent()) {
            return Optional.of(name + " has states but kind " + Words.of(kind)
                    + "; change the kind to state or remove states");
        }
        if (signal.normal().isPresent() && (kind == SignalKind.STATE || kind == SignalKind.TEXT)) {
            return Optional.of(name + " has a normal band but kind " + Words.of(kind)
                    + "; only analog and counter signals have one");
        }
        return Optional.empty();
    }

    /**
     * Whether a signal of this kind can be used like that. A file may say more, e.g. a counter as power; what people
     * pick may not.
     */
    private static boolean fits(Role role, SignalKind kind) {
        return switch (role) {
            case NONE -> true;
            case STATE -> kind == SignalKind.STATE;
            case COUNT -> kind == SignalKind.COUNTER;
            case POWER -> kind == SignalKind.ANALOG;
            case MAIN -> kind == SignalKind.ANALOG || kind == SignalKind.COUNTER;
            case PROGRAM -> kind == SignalKind.TEXT || kind == SignalKind.STATE;
        };
    }

    /** Refuses signals whose role does not fit their kind. */
    static void fit(List<Signal> added) {
        for (Signal signal : added) {
            if (!fits(signal.role(), signal.kind())) {
                throw new PlantEditException("the signal " + signal.id() + " of kind " + Words.of(signal.kind())
                        + " cannot have role " + Words.of(signal.role()) + "; change its kind or its role");
            }
        }
    }

    /** Refuses a second signal that tells what a machine does, and a second one that counts its pieces. */
    static void oneOfARole(List<Signal> added, List<Signal> existing) {
        List<Signal> all = new ArrayList<>(existing);
        for (Signal signal : added) {
            if (signal.role() == Role.STATE || signal.role() == Role.COUNT) {
                all.stream().filter(other -> other.role() == signal.role()).findFirst().ifPresent(other -> {
                    throw new PlantEditException("the machine " + signal.workUnit() + " has the signal " + other.id()
                            + " with role " + Words.of(signal.role()) + " already; give " + signal.id()
                            + " another role or none");
                });
            }
            all.add(signal);
        }
    }

    /** Whether an address is an OPC UA node id in text form. */
    static boolean isNodeId(String address) {
        return NODE_ID.matcher(address).matches();
    }
}
