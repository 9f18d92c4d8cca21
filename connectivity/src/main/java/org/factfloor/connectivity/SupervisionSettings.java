package org.factfloor.connectivity;

import java.time.Duration;

/**
 * How patient supervision is.
 *
 * @param firstPause before the second attempt; later pauses double
 * @param longestPause no pause is longer; with it, data flows again within 30 s of a source's return
 * @param silence a session without proof of life for this long (or three publishing intervals, where that is longer) is
 *        ended
 * @param connecting an attempt that has not connected after this long is ended
 * @param standing a session that stood this long starts the pauses over
 */
public record SupervisionSettings(Duration firstPause, Duration longestPause, Duration silence, Duration connecting,
        Duration standing) {

    /** 0.5 s to 10 s between attempts, 10 s of silence, 30 s to connect. */
    public static SupervisionSettings standard() {
        return new SupervisionSettings(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(10),
                Duration.ofSeconds(30), Duration.ofSeconds(10));
    }
}
