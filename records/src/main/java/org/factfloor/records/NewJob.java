package org.factfloor.records;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a job is to be.
 *
 * @param id the order number as people write it
 * @param operation for people
 * @param quantity 10⁻³ pieces
 * @param due µs
 * @param machines where it is planned; it may run elsewhere
 */
public record NewJob(String id, String product, Optional<String> operation, Optional<String> tool, long quantity,
        OptionalLong due, List<String> machines) {

    public NewJob {
        machines = List.copyOf(machines);
    }
}
