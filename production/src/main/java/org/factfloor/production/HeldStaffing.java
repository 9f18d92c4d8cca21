package org.factfloor.production;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A stretch in which one staffing claim holds. docs/reference/production-rules.md, sections 4 and 5.
 *
 * @param from µs
 * @param to µs
 */
public record HeldStaffing(Entry entry, long from, long to) {

    /**
     * Which claims hold in [from, to), by time; stretches without one are left out.
     *
     * @param staffing the staffing claims of one machine that touch the range
     */
    public static List<HeldStaffing> of(List<Entry> staffing, long from, long to) {
        Claims claims = Claims.untilNext(staffing, Claims.LAST_SAID);
        LongStream.Builder times = LongStream.builder().add(from);
        claims.borders(times);
        long[] borders = times.build().filter(time -> time >= from && time < to).sorted().distinct().toArray();
        List<HeldStaffing> held = new ArrayList<>();
        for (int i = 0; i < borders.length; i++) {
            Entry entry = claims.at(borders[i]);
            long end = i + 1 < borders.length ? borders[i + 1] : to;
            if (entry != null && !held.isEmpty() && held.getLast().entry().equals(entry)
                    && held.getLast().to() == borders[i]) {
                held.set(held.size() - 1, new HeldStaffing(entry, held.getLast().from(), end));
            } else if (entry != null) {
                held.add(new HeldStaffing(entry, borders[i], end));
            }
        }
        return held;
    }
}
