package org.factfloor.records;

import java.time.LocalDate;
import org.factfloor.production.Quantities;

/**
 * A shift as somebody signed it.
 *
 * @param at when, µs
 * @param note for the next shift; may be empty
 * @param sums as they were then; they stay
 */
public record ShiftSignature(Of of, long at, String author, String note, Quantities sums) {

    /**
     * What is signed.
     *
     * @param subject id of the machine, line, area, site or firm
     * @param day production day
     * @param shift id of the shift in the calendar
     * @param from µs
     * @param to µs
     */
    public record Of(String subject, LocalDate day, String shift, long from, long to) {}
}
