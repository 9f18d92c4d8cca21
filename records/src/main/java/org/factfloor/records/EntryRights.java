package org.factfloor.records;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.jdbi.v3.core.Handle;

/**
 * Who may say and change what, until when. Operators: what happens at a machine, until 30 min after the shift. Team
 * leads: also staffing and hand counts, until noon of the next working day. Engineers and administrators: later too,
 * saying why. What reaches into a closed month: administrators alone, saying why.
 */
final class EntryRights {

    private static final long AFTER_SHIFT = 30 * Micros.PER_MINUTE;
    /** Longest run of days without a shift that is looked over for the next working day. */
    private static final int DAYS = 30;

    private final MonthLocks locks;

    EntryRights(MonthLocks locks) {
        this.locks = locks;
    }

    /**
     * Something somebody wants to change.
     *
     * @param reach the time that may be another by it
     */
    record Change(Entry.Claim claim, EntryReach.Stretch reach, String remark) {}

    /**
     * Checks a change.
     *
     * @param at when it was asked for, µs
     * @throws RefusedException if the author may not make it, or has to say why
     */
    void check(Handle handle, Calendar calendar, Author author, Change change, long at) {
        if (!mayAtAll(author.role(), change.claim())) {
            throw Refusals.roleMayNot(author.role());
        }
        if (change.reach().from() >= change.reach().until()) {
            return;
        }
        locks.lockedIn(handle, calendar, change.reach().from(), change.reach().until())
                .ifPresent(month -> MonthLocks.requireReason(month, change.remark(), author));
        Instant from = Micros.toInstant(change.reach().from());
        long limit = author.role() == User.Role.OPERATOR
                ? shiftEnd(calendar, from) + AFTER_SHIFT
                : noonOfNextWorkingDay(calendar, from);
        if (at > limit) {
            if (!author.role().covers(User.Role.ENGINEER)) {
                throw Refusals.tooLate(author.role(), limit, calendar.zone());
            }
            if (change.remark().isBlank()) {
                throw Refusals.remarkNeeded(YearMonth.from(calendar.productionDay(from)));
            }
        }
    }

    private static boolean mayAtAll(User.Role role, Entry.Claim claim) {
        boolean planning = claim instanceof Entry.StaffingClaim || claim instanceof Entry.CountClaim;
        return role.covers(planning ? User.Role.TEAM_LEAD : User.Role.OPERATOR);
    }

    /** The end of the shift that runs at an instant; outside shifts, of the production day. */
    private static long shiftEnd(Calendar calendar, Instant instant) {
        return Micros.of(calendar.shiftAt(instant).map(Calendar.ShiftRun::to)
                .orElseGet(() -> calendar.startOf(calendar.productionDay(instant).plusDays(1))));
    }

    private static long noonOfNextWorkingDay(Calendar calendar, Instant instant) {
        LocalDate day = calendar.productionDay(instant).plusDays(1);
        for (int i = 0; i < DAYS && !isWorked(calendar, day); i++) {
            day = day.plusDays(1);
        }
        return Micros.of(day.atTime(LocalTime.NOON).atZone(calendar.zone()).toInstant());
    }

    private static boolean isWorked(Calendar calendar, LocalDate day) {
        Instant begin = calendar.startOf(day);
        for (Instant at = begin; at.isBefore(calendar.startOf(day.plusDays(1))); at = at.plusSeconds(3_600)) {
            // One that began the day before does not make this a working day.
            if (calendar.shiftAt(at).filter(run -> !run.from().isBefore(begin)).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
