package org.factfloor.records.plantfile;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** Whether an address is an OPC UA node id in text form. */
    static boolean isNodeId(String address) {
        return NODE_ID.matcher(address).matches();
    }
}
