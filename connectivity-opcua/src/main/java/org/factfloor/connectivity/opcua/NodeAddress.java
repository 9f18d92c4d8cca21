package org.factfloor.connectivity.opcua;

import java.util.Arrays;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/**
 * The written form of a node: {@code nsu=URI;s=Name} (OPC 10000-6, 5.1.12), with {@code i=}, {@code s=}, {@code g=} or
 * {@code b=}. A server numbers its namespaces anew at each start, so the URI is kept and its number looked up at each
 * connect; {@code ns=N;…} is understood too. Nodes of the standard's own namespace are written without one.
 */
final class NodeAddress {

    private static final String BY_URI = "nsu=";

    private NodeAddress() {}

    /**
     * Finds the node a server knows under this address.
     *
     * @throws Unresolved if the address is malformed or the server does not have its namespace
     */
    static NodeId resolve(String address, NamespaceTable namespaces) throws Unresolved {
        String trimmed = address.strip();
        if (!trimmed.startsWith(BY_URI)) {
            return parse(trimmed, address);
        }
        int end = trimmed.indexOf(';');
        if (end < 0) {
            throw new Unresolved(true, malformed(address));
        }
        String uri = trimmed.substring(BY_URI.length(), end).replace("%3B", ";").replace("%25", "%");
        UShort index = namespaces.getIndex(uri);
        if (index == null) {
            throw new Unresolved(false, "the server has no namespace '" + uri + "', only "
                    + Arrays.toString(namespaces.toArray()) + "; correct the signal's address");
        }
        return parse("ns=" + index + ";" + trimmed.substring(end + 1), address);
    }

    /** The address of a server's node, in the form that survives a restart of the server. */
    static String of(NodeId node, NamespaceTable namespaces) {
        String parseable = node.toParseableString();
        if (node.getNamespaceIndex().intValue() == 0) {
            return parseable;
        }
        String uri = namespaces.get(node.getNamespaceIndex());
        String id = parseable.substring(parseable.indexOf(';') + 1);
        return uri == null ? parseable : BY_URI + uri.replace("%", "%25").replace(";", "%3B") + ";" + id;
    }

    private static NodeId parse(String parseable, String address) throws Unresolved {
        return NodeId.parseSafe(parseable).orElseThrow(() -> new Unresolved(true, malformed(address)));
    }

    private static String malformed(String address) {
        return "'" + address + "' is not a node's address; write it like nsu=urn:vendor:machine;s=Spindle.Load";
    }

    /** An address that names no node of the server; the message says why and what to do. */
    static final class Unresolved extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean malformed;

        Unresolved(boolean malformed, String message) {
            super(message);
            this.malformed = malformed;
        }

        boolean isMalformed() {
            return malformed;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
