package org.factfloor.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Until when each open connection was alive, in µs. Never waits; safe for many threads, {@link #news} for one. */
final class LifeSigns {

    private final ConcurrentMap<String, Long> lastProofs = new ConcurrentHashMap<>();
    private final Map<String, Long> told = new HashMap<>();

    void opened(String connection, long at) {
        lastProofs.put(connection, at);
    }

    /** Nothing happens for a connection that is not open. */
    void alive(String connection, long at) {
        lastProofs.computeIfPresent(connection, (_, before) -> Math.max(before, at));
    }

    void closed(String connection) {
        lastProofs.remove(connection);
    }

    OptionalLong last(String connection) {
        Long last = lastProofs.get(connection);
        return last == null ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /** Proofs of life that came since the last call. */
    Map<String, Long> news() {
        Map<String, Long> news = new HashMap<>();
        lastProofs.forEach((connection, at) -> {
            if (!at.equals(told.put(connection, at))) {
                news.put(connection, at);
            }
        });
        told.keySet().retainAll(lastProofs.keySet());
        return news;
    }
}
