package org.factfloor.records.plantfile;

import org.snakeyaml.engine.v2.nodes.Node;

/** A node and where it stands in the structure, e.g. {@code enterprise.sites[0]}. */
record Place(Node node, String path) {

    Place key(Node value, String key) {
        return new Place(value, path.isEmpty() ? key : path + "." + key);
    }

    Place index(Node item, int index) {
        return new Place(item, path + "[" + index + "]");
    }
}
