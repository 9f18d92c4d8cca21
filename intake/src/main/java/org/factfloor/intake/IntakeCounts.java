package org.factfloor.intake;

/**
 * What became of samples since this process started. {@code received = stored + duplicate + superseded + rejected +
 * inFlight} always holds, apart from samples a previous process left in the journal ({@code recovered}).
 *
 * @param received samples taken over from connections, backfills and our own marks of silence
 * @param journaled made durable
 * @param stored applied to history and there
 * @param duplicate equal to one that was there
 * @param superseded losers of a tie
 * @param rejected refused before the journal, for lack of disk space
 * @param inFlight on their way through queue and journal
 * @param late stored, older than the newest of their signal
 * @param retimed filed under another time than the source's
 * @param recovered found in the journal at start, not applied yet by then
 */
public record IntakeCounts(long received, long journaled, long stored, long duplicate, long superseded, long rejected,
        long inFlight, long late, long retimed, long recovered) {}
