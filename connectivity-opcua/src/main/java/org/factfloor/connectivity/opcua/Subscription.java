package org.factfloor.connectivity.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;
import org.factfloor.connectivity.Feed;
import org.factfloor.connectivity.opcua.Faults.Stage;
import org.factfloor.plant.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription, whose publish responses are taken one after the other on the connector's thread (OPC 10000-4, 5.14).
 *
 * <p>A few publish requests are always waiting at the server, so that it can answer at once. Messages are handed over in
 * the order of their sequence numbers and acknowledged with the next request; one that is missing is asked for again.
 * Where the server no longer has it, the subscription ends as lost.
 */
final class Subscription {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private static final int OUTSTANDING = 4;
    /** A server without news says so at least this often, or at every publishing interval where that is longer. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);
    /** How long the server keeps a subscription nobody asks for. */
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final int NOTIFICATIONS_A_MESSAGE = 10_000;
    /** Servers keep a few messages to send again; a wider gap cannot be closed. */
    private static final int MOST_ASKED_AGAIN = 32;

    private final OpcUaSession session;
    private final UInteger id;
    private final Duration requestTimeout;
    private final NodeId sessionToken;
    private final Notifications notifications;
    private final Feed feed;
    private final ArrayDeque<CompletableFuture<UaResponseMessageType>> waiting = new ArrayDeque<>();
    private final List<SubscriptionAcknowledgement> acknowledgements = new ArrayList<>();
    private final SequenceNumbers numbers = new SequenceNumbers();
    private int outstanding = OUTSTANDING;

    private Subscription(OpcUaSession session, UInteger id, Duration requestTimeout, NodeId sessionToken,
            Notifications notifications, Feed feed) {
        this.session = session;
        this.id = id;
        this.requestTimeout = requestTimeout;
        this.sessionToken = sessionToken;
        this.notifications = notifications;
        this.feed = feed;
    }

    static Subscription create(OpcUaSession session, Connection connection, Notifications notifications, Feed feed)
            throws ConnectionFault, InterruptedException {
        OpcUaClient client = session.client();
        double interval = connection.publishingInterval().toNanos() / 1e6;
        int keepAliveCount = Math.max(1, (int) Math.ceil(KEEP_ALIVE.toMillis() / interval));
        int lifetimeCount = Math.max(3 * keepAliveCount, (int) Math.ceil(LIFETIME.toMillis() / interval));
        CreateSubscriptionResponse created = session.await(client.createSubscriptionAsync(interval, uint(lifetimeCount),
                uint(keepAliveCount), uint(NOTIFICATIONS_A_MESSAGE), true, ubyte(0)));
        double keepAlive = created.getRevisedPublishingInterval() * created.getRevisedMaxKeepAliveCount().longValue();
        // A request waits until its turn comes: at worst one keep-alive period for each that waits before it.
        Duration timeout = Duration.ofMillis((long) (keepAlive * (OUTSTANDING + 1))).plus(OpcUaSession.ANSWER);
        NodeId token = session.await(client.getSessionAsync()).getAuthenticationToken();
        Subscription subscription = new Subscription(session, created.getSubscriptionId(), timeout, token,
                notifications,
                feed);
        subscription.ask();
        return subscription;
    }

    UInteger id() {
        return id;
    }

    /** Hands over what has arrived, without waiting for more. */
    void takeWhatIsThere() throws ConnectionFault, InterruptedException {
        while (waiting.getFirst().isDone()) {
            take(0, TimeUnit.NANOSECONDS);
        }
    }

    /** Waits at most this long for the next response and hands over what it brings. */
    void take(long atMost, TimeUnit unit) throws ConnectionFault, InterruptedException {
        UaResponseMessageType response;
        try {
            response = waiting.getFirst().get(atMost, unit);
        } catch (TimeoutException e) {
            return;
        } catch (ExecutionException e) {
            waiting.removeFirst();
            bearWith(e.getCause() == null ? e : e.getCause());
            return;
        }
        waiting.removeFirst();
        if (response instanceof PublishResponse published) {
            handle(published.getNotificationMessage(), held(published));
        }
        ask();
    }

    private static long[] held(PublishResponse published) {
        UInteger[] numbers = published.getAvailableSequenceNumbers();
        return numbers == null ? new long[0] : Arrays.stream(numbers).mapToLong(UInteger::longValue).toArray();
    }

    private void handle(NotificationMessage message, long[] held) throws ConnectionFault, InterruptedException {
        ExtensionObject[] data = message.getNotificationData();
        // A keep-alive carries the number of the message that comes next.
        boolean keepAlive = data == null || data.length == 0;
        long missing = numbers.missingBefore(message.getSequenceNumber().longValue(), held);
        if (Math.abs(missing) > MOST_ASKED_AGAIN) {
            throw lost("the server's count of notifications jumps from " + numbers.next() + " to "
                    + message.getSequenceNumber());
        }
        for (NotificationMessage again : republished((int) missing)) {
            handOver(again);
        }
        if (keepAlive) {
            feed.alive();
        } else if (missing >= 0) {
            handOver(message);
        }
    }

    /**
     * The next so many messages, asked for again. Only all of them or none: what is handed over proves that the source
     * lived until then, and would hide what is lost.
     */
    private List<NotificationMessage> republished(int count) throws ConnectionFault, InterruptedException {
        List<NotificationMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                messages.add(session.client().republishAsync(id, uint(numbers.next() + i))
                        .get(OpcUaSession.ANSWER.toMillis(), TimeUnit.MILLISECONDS).getNotificationMessage());
            } catch (ExecutionException | TimeoutException e) {
                log.warn("{}: the server no longer has its notification {}", session.faults().connectionId(),
                        numbers.next() + i, e);
                throw lost("the server no longer has " + count + " notification(s) from " + numbers.next() + " on");
            }
        }
        return messages;
    }

    /** Ends the session, so that the time without values is written down and every value is read again. */
    private ConnectionFault lost(String what) {
        return session.faults().of(Kind.LOST, what + ": values are missing; the connection is made again by itself",
                Map.of());
    }

    private void handOver(NotificationMessage message) throws ConnectionFault, InterruptedException {
        ExtensionObject[] data = message.getNotificationData();
        for (ExtensionObject each : data == null ? new ExtensionObject[0] : data) {
            Object decoded = each.decode(session.client().getStaticEncodingContext());
            if (decoded instanceof DataChangeNotification changes) {
                notifications.handOver(changes.getMonitoredItems());
            } else if (decoded instanceof StatusChangeNotification change) {
                throw session.faults().of(Kind.LOST, "the server ended the subscription (" + change.getStatus()
                        + "); it is made again by itself", Map.of());
            }
        }
        acknowledgements.add(new SubscriptionAcknowledgement(id, message.getSequenceNumber()));
        numbers.advance();
    }

    private void bearWith(Throwable failure) throws ConnectionFault {
        boolean tooMany = UaException.extractStatusCode(failure)
                .filter(code -> code.getValue() == StatusCodes.Bad_TooManyPublishRequests).isPresent();
        if (!tooMany || waiting.isEmpty()) {
            throw session.faults().of(Stage.RUNNING, failure);
        }
        outstanding = waiting.size();
    }

    private void ask() {
        while (waiting.size() < outstanding) {
            SubscriptionAcknowledgement[] taken = acknowledgements.toArray(new SubscriptionAcknowledgement[0]);
            acknowledgements.clear();
            waiting.addLast(session.client().sendRequestAsync(new PublishRequest(
                    session.client().newRequestHeader(sessionToken, uint(requestTimeout.toMillis())), taken)));
        }
    }
}
