package org.factfloor.web.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.factfloor.engine.Changed;

/** Changes of facts on their way to browsers: those of one machine that wait are told as one. Safe for many threads. */
final class FactNews {

    private final Map<String, Changed> waiting = new LinkedHashMap<>();

    /** Takes a change; returns at once. */
    synchronized void changed(Changed change) {
        waiting.merge(change.workUnit(), change,
                (a, b) -> new Changed(a.workUnit(), Math.min(a.from(), b.from()), Math.max(a.to(), b.to()),
                        Math.max(a.revision(), b.revision()),
                        a.recomputed() || b.recomputed()));
    }

    /** What came since the last call, as messages. */
    synchronized List<String> take() {
        List<String> messages = new ArrayList<>(waiting.size());
        waiting.values().forEach(change -> messages.add(Messages.facts(change)));
        waiting.clear();
        return messages;
    }
}
