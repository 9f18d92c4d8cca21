package org.factfloor.web.api;

import java.util.List;
import java.util.Locale;
import org.factfloor.connectivity.CertificateTrust;
import org.factfloor.connectivity.Connections;
import org.factfloor.records.Audit;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;

/** Certificates of sources, and whether a person trusts them. */
public final class CertificatesApi implements Resource {

    private final CertificateTrust certificates;
    private final Connections connections;
    private final Audit audit;

    public CertificatesApi(CertificateTrust certificates, Connections connections, Audit audit) {
        this.certificates = certificates;
        this.connections = connections;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/certificates", Access.READ, call -> call.json(Page.all(certificates.seen()))),
                Route.post("/certificates/{thumbprint}/trust", Access.ADMIN, this::trust),
                Route.delete("/certificates/{thumbprint}/trust", Access.ADMIN, this::distrust));
    }

    private void trust(Call call) {
        String thumbprint = thumbprint(call);
        finish(call, certificates.trust(thumbprint), "certificate.trust", thumbprint);
    }

    private void distrust(Call call) {
        String thumbprint = thumbprint(call);
        boolean done = certificates.distrust(thumbprint);
        connections.distrusted(thumbprint);
        finish(call, done, "certificate.distrust", thumbprint);
    }

    private static String thumbprint(Call call) {
        String thumbprint = call.path("thumbprint").toUpperCase(Locale.ROOT);
        if (!thumbprint.matches("[0-9A-F]{40}")) {
            throw ProblemException.invalidField("thumbprint", "must be 40 hexadecimal digits");
        }
        return thumbprint;
    }

    private void finish(Call call, boolean done, String action, String thumbprint) {
        if (!done) {
            throw ProblemException.notFound("unknown-certificate",
                    "No certificate " + thumbprint + " is known; let its connection try again first.");
        }
        audit.record(call.caller().actor(), call.caller().source(), action, thumbprint, "ok", "");
        call.status(204);
    }
}
