package org.factfloor.connectivity.opcua;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.factfloor.connectivity.Binding;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Feed;
import org.factfloor.connectivity.Gap;
import org.factfloor.plant.Micros;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the gaps of a connection from its server's history, on a thread of its own beside the subscription. One request at a
 * time; what fails is tried again after a growing pause, in this session or in the next.
 */
final class HistoryFill implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HistoryFill.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** What was on its way when the line broke may be missing before the last proof of life. */
    private static final long BEFORE = 10 * Micros.PER_SECOND;
    /** What changed while the session was being opened. */
    private static final long BEHIND = 10 * Micros.PER_SECOND;
    /** What lies longer back is not asked for; its marks stay. */
    private static final long LONGEST = 30 * 24 * Micros.PER_HOUR;
    private static final int NODES_A_REQUEST = 20;

    private final OpcUaSession session;
    private final Feed feed;
    private final Thread thread;

    /** A filling that begins at once; to be made when the session stands. */
    HistoryFill(OpcUaSession session, List<Binding> bindings, Feed feed) {
        this.session = session;
        this.feed = feed;
        thread = Thread.ofVirtual().name("history-" + session.faults().connectionId())
                .start(() -> fillUntilDone(bindings));
    }

    private void fillUntilDone(List<Binding> bindings) {
        Duration pause = FIRST_PAUSE;
        try {
            while (!fillAll(bindings)) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            log.debug("{}: what is missing is filled by the next session", session.faults().connectionId());
        }
    }

    /** Fills what is missing; false where it has to be tried again. */
    private boolean fillAll(List<Binding> bindings) throws InterruptedException {
        try {
            Map<Binding, NodeId> nodes = HistorizedNodes.find(session, bindings);
            boolean isWhole = true;
            for (Gap gap : feed.keepsHistory(nodes.keySet().stream().map(Binding::ref).toList())) {
                isWhole &= fill(gap, nodes);
            }
            return isWhole;
        } catch (ConnectionFault | RuntimeException e) {
            log.warn("{}: its history cannot be read now and is tried again", session.faults().connectionId(), e);
            return false;
        }
    }

    /** Fills one gap; false where the server could not tell of all signals now. */
    private boolean fill(Gap gap, Map<Binding, NodeId> nodes) throws ConnectionFault, InterruptedException {
        long earliest = gap.until() - LONGEST;
        long knownFrom = Math.max(startOfServer(), earliest);
        // Signals that have been missing for about as long go together, so that none is asked for the time of another.
        List<Binding> all = nodes.keySet().stream().filter(binding -> gap.since().containsKey(binding.ref()))
                .sorted(Comparator.comparingLong(binding -> since(gap, binding))).toList();
        RawHistory history = new RawHistory(session);
        int left = 0;
        int atOnce = Math.min(NODES_A_REQUEST, session.limits().nodesPerHistoryRead());
        for (int from = 0; from < all.size(); from += atOnce) {
            List<Binding> some = all.subList(from, Math.min(from + atOnce, all.size()));
            Map<Binding, NodeId> chunk = new LinkedHashMap<>();
            some.forEach(binding -> chunk.put(binding, Objects.requireNonNull(nodes.get(binding))));
            long begin = Math.max(since(gap, some.getFirst()) - BEFORE, earliest);
            List<Binding> postponed = read(history, gap, chunk, begin, knownFrom);
            // What was too much together may not be alone.
            for (Binding binding : chunk.size() > 1 ? postponed : List.<Binding>of()) {
                left += read(history, gap, Map.of(binding, Objects.requireNonNull(nodes.get(binding))), begin,
                        knownFrom).size();
            }
            left += chunk.size() > 1 ? 0 : postponed.size();
        }
        log.info("{}: filled {} to {} from the server's history, {} signals are left", session.faults().connectionId(),
                Micros.toInstant(gap.from()), Micros.toInstant(gap.until()), left);
        return left == 0;
    }

    /** Reads some nodes and tells what is known of them by now; what remains has to be asked for again. */
    private List<Binding> read(RawHistory history, Gap gap, Map<Binding, NodeId> nodes, long begin, long knownFrom)
            throws ConnectionFault, InterruptedException {
        RawHistory.Outcome outcome = history.read(nodes, begin, gap.until() + BEHIND, batch -> feed.fill(gap, batch));
        tell(gap, nodes.keySet().stream().filter(binding -> !outcome.refused().contains(binding)
                && !outcome.postponed().contains(binding)).toList(), knownFrom);
        // What the server does not tell stays unknown; asking again would not change that.
        tell(gap, outcome.refused(), Long.MAX_VALUE);
        return outcome.postponed();
    }

    private static long since(Gap gap, Binding binding) {
        return gap.since().getOrDefault(binding.ref(), gap.until());
    }

    private void tell(Gap gap, List<Binding> some, long knownFrom) throws InterruptedException {
        if (!some.isEmpty()) {
            feed.filled(gap, some.stream().map(Binding::ref).collect(Collectors.toList()), knownFrom);
        }
    }

    /** Since when the server runs: before that it has watched nothing. */
    private long startOfServer() throws ConnectionFault, InterruptedException {
        DataValue started = session.await(session.client().readValuesAsync(0, TimestampsToReturn.Neither,
                List.of(NodeIds.Server_ServerStatus_StartTime))).getFirst();
        return started.getValue().getValue() instanceof DateTime time ? Times.micros(time) : Long.MAX_VALUE;
    }

    /** Ends with the session; what is left is for the next one. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            if (!thread.join(OpcUaSession.ANSWER)) {
                log.warn("{}: the filling from history does not end", session.faults().connectionId());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
