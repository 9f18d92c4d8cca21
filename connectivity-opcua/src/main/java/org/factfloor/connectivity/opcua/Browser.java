package org.factfloor.connectivity.opcua;

import java.util.List;
import java.util.Optional;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Protocol.Page;

final class Browser {
    Browser(OpcUaSession session) {}

    Page page(Optional<String> parent, Optional<String> cursor) throws ConnectionFault, InterruptedException {
        return new Page(List.of(), Optional.empty());
    }
}
