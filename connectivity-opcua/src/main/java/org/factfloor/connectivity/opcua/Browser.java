package org.factfloor.connectivity.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.ConnectionFault.Kind;
import org.factfloor.connectivity.Protocol.Node;
import org.factfloor.connectivity.Protocol.Page;

/**
 * Looks at the children of one node, a page at a time.
 *
 * <p>A cursor is the number of children already seen. The server is asked from the first child again for each page and
 * its continuation point released at once: nothing stays open at the server when a person leaves in the middle, and a
 * page can be asked for through another session.
 */
final class Browser {

    static final int PAGE = 500;

    private final OpcUaSession session;

    Browser(OpcUaSession session) {
        this.session = session;
    }

    Page page(Optional<String> parent, Optional<String> cursor) throws ConnectionFault, InterruptedException {
        NamespaceTable namespaces = session.await(session.client().readNamespaceTableAsync());
        int from = cursor.map(this::seen).orElse(0);
        NodeId node = parent.isPresent() ? resolve(parent.get(), namespaces) : NodeIds.ObjectsFolder;
        // One more than the page shows whether there is a next one.
        List<ReferenceDescription> children = children(node, from, from + PAGE + 1);
        List<ReferenceDescription> shown = children.subList(0, Math.min(PAGE, children.size()));
        List<NodeId> variables = new ArrayList<>();
        for (ReferenceDescription child : shown) {
            if (child.getNodeClass() == NodeClass.Variable) {
                child.getNodeId().toNodeId(namespaces).ifPresent(variables::add);
            }
        }
        Map<NodeId, VariableDetails.Details> details = new VariableDetails(session).read(variables);
        List<Node> nodes = shown.stream().flatMap(child -> child.getNodeId().toNodeId(namespaces)
                .map(id -> node(child, id, Optional.ofNullable(details.get(id)), namespaces)).stream()).toList();
        return new Page(nodes,
                children.size() > PAGE ? Optional.of(Integer.toString(from + PAGE)) : Optional.empty());
    }

    private static Node node(ReferenceDescription child, NodeId id, Optional<VariableDetails.Details> details,
            NamespaceTable namespaces) {
        String shown = child.getDisplayName() == null ? null : child.getDisplayName().getText();
        String name = shown != null && !shown.isBlank() ? shown : String.valueOf(child.getBrowseName().getName());
        return new Node(NodeAddress.of(id, namespaces), name,
                details.map(VariableDetails.Details::hasChildren).orElse(true),
                details.map(VariableDetails.Details::variable));
    }

    /** Children number {@code from} to {@code to} (exclusive). */
    private List<ReferenceDescription> children(NodeId node, int from, int to)
            throws ConnectionFault, InterruptedException {
        List<ReferenceDescription> page = new ArrayList<>();
        int position = 0;
        BrowseResult result = first(node);
        check(result, node);
        while (true) {
            ReferenceDescription[] references = result.getReferences();
            for (ReferenceDescription each : references == null ? new ReferenceDescription[0] : references) {
                if (position >= from && position < to) {
                    page.add(each);
                }
                position++;
            }
            ByteString more = result.getContinuationPoint();
            if (more == null || more.isNullOrEmpty()) {
                return page;
            }
            boolean enough = position >= to;
            BrowseResult[] next = session.await(session.client().browseNextAsync(enough, List.of(more))).getResults();
            if (enough || next == null || next.length == 0) {
                return page;
            }
            result = next[0];
            check(result, node);
        }
    }

    private BrowseResult first(NodeId node) throws ConnectionFault, InterruptedException {
        BrowseResult[] results = session.await(session.client().browseAsync(
                new ViewDescription(NodeId.NULL_VALUE, null, uint(0)), uint(PAGE), List.of(description(node))))
                .getResults();
        if (results == null || results.length == 0) {
            throw session.faults().of(Kind.PROTOCOL_ERROR, "the server answers a browse with nothing", Map.of());
        }
        return results[0];
    }

    /** Everything below a node that is a thing or a value; loops do no harm, because a person goes level by level. */
    static BrowseDescription description(NodeId node) {
        return new BrowseDescription(node, BrowseDirection.Forward, NodeIds.HierarchicalReferences, true,
                uint(NodeClass.Object.getValue() | NodeClass.Variable.getValue()),
                uint(BrowseResultMask.All.getValue()));
    }

    private void check(BrowseResult result, NodeId node) throws ConnectionFault {
        StatusCode status = result.getStatusCode();
        if (status.isBad()) {
            throw session.faults().of(Kind.PROTOCOL_ERROR, "the server does not show what is below "
                    + node.toParseableString() + " (" + status + "); go back and look again", Map.of());
        }
    }

    private NodeId resolve(String address, NamespaceTable namespaces) throws ConnectionFault {
        try {
            return NodeAddress.resolve(address, namespaces);
        } catch (NodeAddress.Unresolved e) {
            throw session.faults().of(Kind.BAD_ADDRESS, e.getMessage(), Map.of());
        }
    }

    private int seen(String cursor) {
        try {
            return Math.max(0, Integer.parseInt(cursor));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** One value of a list of nodes, in requests the server can take. */
    static <T, R> List<R> inChunks(List<T> all, int chunk, Ask<T, R> ask)
            throws ConnectionFault, InterruptedException {
        List<R> answers = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += chunk) {
            answers.addAll(ask.of(all.subList(from, Math.min(from + chunk, all.size()))));
        }
        return answers;
    }

    /** A request for many things at once, answered in their order. */
    interface Ask<T, R> {
        List<R> of(List<T> chunk) throws ConnectionFault, InterruptedException;
    }
}
