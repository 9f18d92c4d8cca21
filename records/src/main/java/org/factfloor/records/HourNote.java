package org.factfloor.records;

/**
 * What was done about an hour.
 *
 * @param subject id of a machine, a line, an area, a site or the firm
 * @param from beginning of the hour, µs
 * @param author who wrote it last
 * @param at when, µs
 */
public record HourNote(String subject, long from, String text, String author, long at) {}
