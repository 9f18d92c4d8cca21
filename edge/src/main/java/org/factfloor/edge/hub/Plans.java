package org.factfloor.edge.hub;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.factfloor.connectivity.Binding;
import org.factfloor.connectivity.ConnectionPlan;
import org.factfloor.edge.Messages.Plan;
import org.factfloor.plant.Connection;

/** Writes what a box is to hold. */
final class Plans {

    private Plans() {}

    static Plan of(List<ConnectionPlan> plans, Function<String, Optional<String>> secrets,
            List<X509Certificate> trusted) {
        return new Plan(plans.stream().map(plan -> held(plan, secrets)).toList(),
                trusted.stream().map(Plans::encoded).toList(), null);
    }

    private static Plan.Held held(ConnectionPlan plan, Function<String, Optional<String>> secrets) {
        Connection connection = plan.connection();
        return new Plan.Held(connection.id(), connection.protocol(), connection.endpoint(), connection.security(),
                connection.user().orElse(null), connection.passwordSecret().orElse(null),
                connection.passwordSecret().flatMap(secrets).orElse(null),
                connection.publishingInterval().toMillis(), connection.clock(),
                plan.bindings().stream().map(Plans::read).toList());
    }

    private static Plan.Read read(Binding binding) {
        return new Plan.Read(binding.ref(), binding.signal().workUnit(), binding.signal().id(),
                binding.signal().kind(), binding.signal().address(), binding.signal().samplingInterval().toMillis());
    }

    private static String encoded(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a trusted certificate has no DER form", e);
        }
    }
}
