package org.factfloor.records;

import java.time.Instant;
import java.util.Optional;

/**
 * An edge box that was enrolled.
 *
 * @param name unique; connections of the plant model name it
 * @param box id of the data folder it was enrolled with
 * @param enrolledBy the user who made its code
 * @param seenAt when it was last connected
 * @param revoked whether its token was taken back
 * @param lost samples a full buffer had to let go, since ever
 */
public record Edge(String name, String box, Instant enrolledAt, String enrolledBy, Optional<Instant> seenAt,
        boolean revoked, long lost) {}
