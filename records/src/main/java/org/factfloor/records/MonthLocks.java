package org.factfloor.records;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.jdbi.v3.core.Handle;

/** Months whose figures are final: only administrators change what lies in them, and say why. */
public final class MonthLocks {

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    /**
     * A month that is locked.
     *
     * @param at since when, µs
     */
    public record Lock(YearMonth month, long at, String author) {}

    MonthLocks(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** The locked months, newest first. */
    public List<Lock> list() {
        return database.read(handle -> handle.createQuery("SELECT * FROM month_lock ORDER BY month DESC")
                .map((row, _) -> new Lock(YearMonth.parse(row.getString("month")), row.getLong("at"),
                        row.getString("author")))
                .list());
    }

    /**
     * Locks a month that is over; nothing happens where it is locked already.
     *
     * @param zones in each of which it has to be over
     * @throws RefusedException if it is not over, or the author is no administrator
     */
    public void lock(YearMonth month, List<ZoneId> zones, Author author) {
        requireAdmin(author);
        Instant now = clock.instant();
        if (zones.stream().anyMatch(zone -> !month.isBefore(YearMonth.from(now.atZone(zone))))) {
            throw Refusals.invalid("month-not-over", "month", month + " is not over; lock it from the first of the next"
                    + " month on.", month + " 尚未结束；请在下月 1 日之后锁定。");
        }
        database.change(handle -> {
            int locked = handle.execute("INSERT INTO month_lock (month, at, author) VALUES (?, ?, ?)"
                    + " ON CONFLICT (month) DO NOTHING", month.toString(), Micros.of(clock.instant()), author.name());
            if (locked > 0) {
                audit.add(handle, author.name(), author.source(), "month.lock", month.toString(), "ok", "");
            }
        });
    }

    /**
     * Opens a month again; nothing happens where it is open.
     *
     * @param remark why
     * @throws RefusedException without a remark, or if the author is no administrator
     */
    public void unlock(YearMonth month, String remark, Author author) {
        requireAdmin(author);
        if (remark.isBlank()) {
            throw Refusals.remarkNeeded(month);
        }
        database.change(handle -> {
            if (handle.execute("DELETE FROM month_lock WHERE month = ?", month.toString()) > 0) {
                audit.add(handle, author.name(), author.source(), "month.unlock", month.toString(), "ok", remark);
            }
        });
    }

    /**
     * The first locked month that a range reaches into.
     *
     * @param from µs
     * @param until µs, exclusive
     */
    Optional<YearMonth> lockedIn(Handle handle, Calendar calendar, long from, long until) {
        return handle.createQuery("SELECT month FROM month_lock ORDER BY month").mapTo(String.class).stream()
                .map(YearMonth::parse)
                .filter(month -> from < until && from < begin(calendar, month.plusMonths(1))
                        && until > begin(calendar, month))
                .findFirst();
    }

    /** Refuses a change in a locked month to all but administrators who say why. */
    static void requireReason(YearMonth month, String remark, Author author) {
        if (author.role() != User.Role.ADMIN) {
            throw Refusals.monthClosed(month);
        }
        if (remark.isBlank()) {
            throw Refusals.remarkNeeded(month);
        }
    }

    private static long begin(Calendar calendar, YearMonth month) {
        return Micros.of(calendar.startOf(month.atDay(1)));
    }

    private static void requireAdmin(Author author) {
        if (author.role() != User.Role.ADMIN) {
            throw Refusals.roleMayNot(author.role());
        }
    }
}
