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
import org.jspecify.annotations.Nullable;

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
        int from = cursor.map(Browser::seen).orElse(0);
        NodeId node = parent.isPresent() ? resolve(parent.get(), namespaces) : NodeIds.ObjectsFolder;
        // One more than the page shows whether there is a next one.
        List<ReferenceDescription> children = new ReferenceWalk(answers(node), session.faults(), System::nanoTime)
                .slice(from, from + PAGE + 1);
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

    /** The server's answers about one node. */
    private ReferenceWalk.Answers answers(NodeId node) {
        return new ReferenceWalk.Answers() {
            @Override
            public BrowseResult first() throws ConnectionFault, InterruptedException {
                return only(session.await(session.client().browseAsync(
                        new ViewDescription(NodeId.NULL_VALUE, null, uint(0)), uint(PAGE), List.of(description(node))))
                        .getResults(), node);
            }

            @Override
            public BrowseResult next(ByteString more) throws ConnectionFault, InterruptedException {
                return only(session.await(session.client().browseNextAsync(false, List.of(more))).getResults(), node);
            }

            @Override
            public void release(ByteString more) throws ConnectionFault, InterruptedException {
                session.await(session.client().browseNextAsync(true, List.of(more)));
            }
        };
    }

    private BrowseResult only(BrowseResult @Nullable [] results, NodeId node) throws ConnectionFault {
        if (results == null || results.length == 0) {
            throw session.faults().of(Kind.PROTOCOL_ERROR, "the server answers a browse with nothing", Map.of());
        }
        StatusCode status = results[0].getStatusCode();
        if (status.isBad()) {
            throw session.faults().of(Kind.PROTOCOL_ERROR, "the server does not show what is below "
                    + node.toParseableString() + " (" + status + "); go back and look again", Map.of());
        }
        return results[0];
    }

    /** Everything below a node that is a thing or a value; loops do no harm, because a person goes level by level. */
    static BrowseDescription description(NodeId node) {
        return new BrowseDescription(node, BrowseDirection.Forward, NodeIds.HierarchicalReferences, true,
                uint(NodeClass.Object.getValue() | NodeClass.Variable.getValue()),
                uint(BrowseResultMask.All.getValue()));
    }

    private NodeId resolve(String address, NamespaceTable namespaces) throws ConnectionFault {
        try {
            return NodeAddress.resolve(address, namespaces);
        } catch (NodeAddress.Unresolved e) {
            throw session.faults().of(Kind.BAD_ADDRESS, e.getMessage(), Map.of());
        }
    }

    private static int seen(String cursor) {
        try {
            return Math.clamp(Integer.parseInt(cursor), 0, ReferenceWalk.MOST_REFERENCES);
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
