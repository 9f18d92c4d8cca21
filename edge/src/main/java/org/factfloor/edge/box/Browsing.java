package org.factfloor.edge.box;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Protocol;
import org.factfloor.connectivity.Supervision;
import org.factfloor.edge.Messages;
import org.factfloor.edge.Messages.Answer;
import org.jspecify.annotations.Nullable;

/** Looks at what a source of this box offers, for a person at the server. */
final class Browsing {

    private Browsing() {}

    static Answer answer(Supervision supervision, Messages.Ask ask) throws InterruptedException {
        try {
            Protocol.Page page = supervision.browse(ask.connection(), Optional.ofNullable(ask.node()),
                    Optional.ofNullable(ask.cursor()));
            return new Answer(ask.number(), page.nodes().stream().map(Browsing::node).toList(),
                    page.next().orElse(null), null);
        } catch (ConnectionFault fault) {
            return failed(ask, fault.kind(), fault.getMessage(), fault.details());
        } catch (NoSuchElementException e) {
            return failed(ask, ConnectionFault.Kind.INTERNAL,
                    ask.connection() + ": the box does not hold this connection yet; try again", Map.of());
        }
    }

    private static Answer failed(Messages.Ask ask, ConnectionFault.Kind kind, String message,
            Map<String, String> details) {
        return new Answer(ask.number(), List.of(), null, new Messages.Fault(kind, message, details, 0));
    }

    private static Answer.Node node(Protocol.Node node) {
        Protocol.@Nullable Variable variable = node.variable().orElse(null);
        return new Answer.Node(node.address(), node.name(), node.hasChildren(),
                variable == null ? null : variable.dataType(), variable == null ? null : variable.kind().orElse(null),
                variable == null ? null : variable.value(), variable == null ? null : variable.unit());
    }
}
