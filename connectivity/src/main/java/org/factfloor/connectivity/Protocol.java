package org.factfloor.connectivity;

import java.util.List;
import java.util.Optional;
import org.factfloor.plant.SignalKind;

/** One technology. Safe for many threads. */
public interface Protocol {

    /** The word plant models name it by, e.g. {@code opcua}. */
    String id();

    /** What its connections can promise. */
    Guarantee guarantee();

    /** A connector that has not started. */
    Connector connector(ConnectorSpec spec);

    /**
     * Looks at one level of what a source offers; ids and names are the source's own.
     *
     * @param spec its bindings are not used
     * @param parent the node to look below; empty for the root
     * @param cursor where the previous page ended
     * @throws ConnectionFault where the source cannot be asked
     */
    Page browse(ConnectorSpec spec, Optional<String> parent, Optional<String> cursor)
            throws ConnectionFault, InterruptedException;

    /**
     * A page of nodes.
     *
     * @param next cursor of the next page, where there is one
     */
    record Page(List<Node> nodes, Optional<String> next) {
        public Page {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * One thing a source offers.
     *
     * @param address what a signal's {@code address} would say to read it; survives a restart of the source
     * @param hasChildren whether looking below it may find something
     * @param variable what can be read of it, where it is a variable
     */
    record Node(String address, String name, boolean hasChildren, Optional<Variable> variable) {}

    /**
     * A readable value.
     *
     * @param dataType the source's name of its type, e.g. {@code Double}
     * @param kind what it would be as a signal; empty where its type cannot be stored
     * @param value its value now, as text for people
     * @param unit UCUM code where the source tells a unit
     */
    record Variable(String dataType, Optional<SignalKind> kind, String value, String unit) {}
}
