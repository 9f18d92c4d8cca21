package org.factfloor.intake;

/**
 * What became of samples since this process started. At every moment {@code received + recovered = stored + duplicate +
 * superseded + rejected + inFlight}, but on an edge box, which applies nothing: there, what is sent is counted by its server.
 *
 * @param received samples taken over from connections, backfills and edge boxes, and our own marks of silence; with those that
 *        were rejected, also by edge boxes
 * @param journaled made durable
 * @param stored applied to history and there
 * @param duplicate equal to one that was there
 * @param superseded losers of a tie
 * @param rejected refused before the journal: for lack of disk space, with a text of over a million characters, because the
 *        journal cannot be written or the process ends; and what edge boxes report that they let go
 * @param inFlight on their way through queue and journal; 0 on an edge box
 * @param late stored, older than the newest of their signal
 * @param retimed filed under another time than their source gave: it was not plausible, or stood for different values, which
 *        move to the next free µs
 * @param recovered found in the journal at start, not applied by then; they are not among the received. 0 on an edge box
 */
public record IntakeCounts(long received, long journaled, long stored, long duplicate, long superseded, long rejected,
        long inFlight, long late, long retimed, long recovered) {}
