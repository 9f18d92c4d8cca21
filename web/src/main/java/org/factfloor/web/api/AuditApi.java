package org.factfloor.web.api;

import java.util.List;
import java.util.OptionalLong;
import org.factfloor.records.Audit;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Route;

/** Who did what, newest first. */
public final class AuditApi implements Resource {

    private final Audit audit;

    public AuditApi(Audit audit) {
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/audit", Access.ADMIN, this::page, "before", "limit"));
    }

    private void page(Call call) {
        int limit = call.number("limit", 100, 1, 1_000);
        OptionalLong before = call.position("before");
        List<Audit.Entry> entries = audit.page(before, limit);
        call.json(new Page<>(entries,
                entries.size() == limit && entries.getLast().id() > 1
                        ? Long.toString(entries.getLast().id())
                        : null));
    }
}
