package org.factfloor.web.api;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.factfloor.records.MonthLocks;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.Times;

/** Months whose figures are final. */
public final class MonthsApi implements Resource {

    private final MonthLocks months;
    private final CurrentPlant plant;

    private record View(String month, String at, String author) {}

    public MonthsApi(MonthLocks months, CurrentPlant plant) {
        this.months = months;
        this.plant = plant;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/months", Access.READ, this::list),
                Route.put("/months/{month}", Access.ADMIN, this::lock),
                Route.delete("/months/{month}", Access.ADMIN, this::unlock, "remark"));
    }

    private void list(Call call) {
        call.json(Page.all(months.list().stream()
                .map(lock -> new View(lock.month().toString(), Times.of(lock.at()), lock.author())).toList()));
    }

    private void lock(Call call) {
        YearMonth month = month(call);
        // A month is over where it is over at every site.
        List<ZoneId> zones = plant.require().version().model().enterprise().sites().stream()
                .map(site -> site.calendar().zone()).toList();
        months.lock(month, zones, Authors.of(call));
        call.status(204);
    }

    private void unlock(Call call) {
        months.unlock(month(call), Checks.optional("remark", call.query("remark").orElse(null), 500).orElse(""),
                Authors.of(call));
        call.status(204);
    }

    private static YearMonth month(Call call) {
        try {
            return YearMonth.parse(call.path("month"));
        } catch (DateTimeException e) {
            throw ProblemException.invalidField("month", "must be a month such as 2026-11");
        }
    }
}
