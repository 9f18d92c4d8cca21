package org.factfloor.web.api;

import java.util.ArrayList;
import java.util.List;
import org.factfloor.history.History;
import org.factfloor.intake.Intake;
import org.factfloor.plant.Label;
import org.factfloor.records.Records;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Caller;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Whether the server works; those who are signed in learn more. */
public final class HealthApi implements Resource {

    private final Records records;
    private final Intake intake;
    private final History history;
    private final AuditCheck audit;
    private final String version;

    private record Health(String status, String product, @Nullable String version, boolean firstRun,
            @Nullable Boolean plant, @Nullable List<Fault> faults) {}

    private record Fault(String code, Label text) {}

    public HealthApi(Records records, Intake intake, History history, AuditCheck audit, String version) {
        this.records = records;
        this.intake = intake;
        this.history = history;
        this.audit = audit;
        this.version = version;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/health", Access.OPEN, this::health));
    }

    private void health(Call call) {
        boolean known = !(call.caller() instanceof Caller.Unknown);
        boolean firstRun = !records.users().any();
        List<Fault> faults = faults();
        call.json(new Health(faults.isEmpty() ? "ready" : "degraded", "Factfloor", known ? version : null,
                firstRun, firstRun ? records.plants().current().isPresent() : null,
                known && !faults.isEmpty() ? faults : null));
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        intake.fault().ifPresent(text -> faults.add(new Fault("intake", text)));
        history.faults().stream().distinct().forEach(text -> faults.add(new Fault("history", text)));
        if (!audit.intact().orElse(true)) {
            faults.add(new Fault("audit", AuditCheck.fault()));
        }
        return faults;
    }
}
