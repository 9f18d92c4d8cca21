package org.factfloor.connectivity.opcua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;

/**
 * Goes through what is below one node, as the server pages it. A server may answer for ever, with many references or
 * with none and "there is more"; the walk ends at bounds that no level a person looks at reaches.
 */
final class ReferenceWalk {

    /** No more are counted at one node. */
    static final int MOST_REFERENCES = 100_000;
    /** Answers that bring nothing and promise more. */
    static final int MOST_EMPTY_ANSWERS = 10;
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final Answers answers;
    private final Faults faults;
    private final LongSupplier nanos;

    /**
     * A walk.
     *
     * @param nanos monotonic time
     */
    ReferenceWalk(Answers answers, Faults faults, LongSupplier nanos) {
        this.answers = answers;
        this.faults = faults;
        this.nanos = nanos;
    }

    /**
     * References number {@code from} to {@code to} (exclusive), or as many of them as there are.
     *
     * @throws ConnectionFault {@code PROTOCOL_ERROR} where the server does not come to an end
     */
    List<ReferenceDescription> slice(int from, int to) throws ConnectionFault, InterruptedException {
        long begun = nanos.getAsLong();
        List<ReferenceDescription> slice = new ArrayList<>();
        int position = 0;
        int empty = 0;
        BrowseResult answer = answers.first();
        while (true) {
            ReferenceDescription[] given = answer.getReferences();
            ReferenceDescription[] references = given == null ? new ReferenceDescription[0] : given;
            int count = references.length;
            for (int i = Math.max(0, from - position); i < Math.min(count, to - position); i++) {
                slice.add(references[i]);
            }
            position += count;
            empty += count == 0 ? 1 : 0;
            ByteString more = answer.getContinuationPoint();
            if (more == null || more.isNullOrEmpty()) {
                return slice;
            }
            if (position >= to) {
                answers.release(more);
                return slice;
            }
            boolean endless = position >= MOST_REFERENCES || empty >= MOST_EMPTY_ANSWERS
                    || nanos.getAsLong() - begun >= LONGEST.toNanos();
            if (endless) {
                answers.release(more);
                throw faults.of(Kind.PROTOCOL_ERROR, "the server does not come to an end with what is below this node"
                        + " (" + position + " so far); look below another one", Map.of());
            }
            answer = answers.next(more);
        }
    }

    /** A server's answers, one page after the other. */
    interface Answers {

        BrowseResult first() throws ConnectionFault, InterruptedException;

        BrowseResult next(ByteString more) throws ConnectionFault, InterruptedException;

        /** Tells the server that nobody will ask for more. */
        void release(ByteString more) throws ConnectionFault, InterruptedException;
    }
}
