package org.factfloor.intake;

import java.util.List;

/**
 * Until when a connection of an edge box was alive, as the server once said that it has it.
 *
 * @param signals of the connection, as the plant model has them now
 * @param until µs since 1970-01-01 UTC
 */
public record Delivered(String connection, List<Integer> signals, long until) {

    public Delivered {
        signals = List.copyOf(signals);
    }
}
