package org.factfloor.web.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionStatus;
import org.factfloor.web.live.Messages.ConnectionNews;
import org.jspecify.annotations.Nullable;

/** What every browser is told about connections and the plant: all of it at first, then what changed. */
final class News {

    /** A proof of life is news when it is this much younger than the one told last. */
    private static final Duration LIFE = Duration.ofSeconds(5);

    private Map<String, ConnectionNews> told = Map.of();
    private int plantVersion;

    /**
     * Compares with what was told before.
     *
     * @return messages for those who know what was told before
     */
    synchronized List<String> update(List<ConnectionStatus> statuses, int version) {
        List<String> messages = new ArrayList<>();
        Map<String, ConnectionNews> next = new LinkedHashMap<>();
        List<ConnectionNews> changed = new ArrayList<>();
        for (ConnectionStatus status : statuses) {
            ConnectionNews now = ConnectionNews.of(status);
            ConnectionNews before = told.get(now.id());
            if (before == null || differs(before, now)) {
                changed.add(now);
                next.put(now.id(), now);
            } else {
                next.put(now.id(), before);
            }
        }
        told = next;
        if (!changed.isEmpty()) {
            messages.add(Messages.connections(changed));
        }
        if (version != plantVersion) {
            plantVersion = version;
            messages.add(Messages.plant(version));
        }
        return messages;
    }

    /** Everything, for one who knows nothing. */
    synchronized List<String> all() {
        return List.of(Messages.plant(plantVersion), Messages.connections(List.copyOf(told.values())));
    }

    private static boolean differs(ConnectionNews before, ConnectionNews now) {
        return before.state() != now.state() || !before.since().equals(now.since())
                || !Objects.equals(before.fault(), now.fault())
                || younger(before.lastProofOfLife(), now.lastProofOfLife());
    }

    private static boolean younger(@Nullable Instant before, @Nullable Instant now) {
        return now != null && Optional.ofNullable(before).map(told -> !now.isBefore(told.plus(LIFE))).orElse(true);
    }
}
