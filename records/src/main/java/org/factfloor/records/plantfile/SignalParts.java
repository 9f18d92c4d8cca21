package org.factfloor.records.plantfile;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Band;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;
import org.factfloor.plant.SignalKind;

/**
 * What one entry under {@code signals} says about a signal: any of its fields. A machine's entry is laid over the entry
 * of the same id in its template, a template's over that of the template it extends.
 *
 * @param place where the topmost entry stands
 * @param written keys that are written, also where what they say is wrong and the field therefore empty
 */
record SignalParts(String id, Place place, Set<String> written, Optional<Label> name, Optional<SignalKind> kind,
        Optional<Role> role,
        Optional<String> unit, Optional<String> connection, Optional<String> address,
        Optional<Duration> samplingInterval, Optional<Band> normal, Optional<SortedMap<Long, State>> states) {

    /** These parts, and where they say nothing, those below. */
    SignalParts over(SignalParts below) {
        Set<String> keys = new HashSet<>(written);
        keys.addAll(below.written);
        return new SignalParts(id, place, keys, name.or(below::name), kind.or(below::kind), role.or(below::role),
                unit.or(below::unit), connection.or(below::connection), address.or(below::address),
                samplingInterval.or(below::samplingInterval), normal.or(below::normal), states.or(below::states));
    }
}
