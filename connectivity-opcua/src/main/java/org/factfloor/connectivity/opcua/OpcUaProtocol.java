package org.factfloor.connectivity.opcua;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.factfloor.connectivity.CertificateTrust;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Connector;
import org.factfloor.connectivity.ConnectorSpec;
import org.factfloor.connectivity.Guarantee;
import org.factfloor.connectivity.Protocol;

/**
 * OPC UA over TCP, without security or with Basic256Sha256 (signed and encrypted), as nobody or with user and password.
 *
 * <p>With security, exactly those server certificates are accepted that a person has trusted; an expired one too, if they
 * did. Our own certificate is made at first use in the certificate folder.
 */
public final class OpcUaProtocol implements Protocol {

    /** How often refused signals are asked for again. */
    private static final Duration RETRY_PERIOD = Duration.ofSeconds(30);

    private final Path certificateFolder;
    private final ServerCertificate certificates;
    private final InstantSource clock;
    private final Duration retryPeriod;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    /**
     * OPC UA.
     *
     * @param certificateFolder where our own certificate is kept
     * @param trust which server certificates are accepted
     */
    public OpcUaProtocol(Path certificateFolder, CertificateTrust trust) {
        this(certificateFolder, trust, RETRY_PERIOD);
    }

    /** For tests that cannot wait half a minute. */
    OpcUaProtocol(Path certificateFolder, CertificateTrust trust, Duration retryPeriod) {
        this.certificateFolder = certificateFolder;
        this.clock = InstantSource.system();
        this.certificates = new ServerCertificate(trust, clock);
        this.retryPeriod = retryPeriod;
    }

    @Override
    public String id() {
        return "opcua";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.LIVE_ONLY;
    }

    @Override
    public Connector connector(ConnectorSpec spec) {
        return new OpcUaConnector(spec, certificateFolder, certificates, clock, retryPeriod, running);
    }

    /** Looks through the session that runs for this connection, or through one of its own where none does. */
    @Override
    public Page browse(ConnectorSpec spec, Optional<String> parent, Optional<String> cursor)
            throws ConnectionFault, InterruptedException {
        Running entry = running.get(spec.connection().id());
        if (entry != null && entry.reaches(spec)) {
            return new Browser(entry.session()).page(parent, cursor);
        }
        try (OpcUaSession session = OpcUaSession.open(spec, certificateFolder, certificates, thumbprint -> {
            // Closed again before anybody could take the trust back.
        })) {
            return new Browser(session).page(parent, cursor);
        }
    }

    /** A session that stands, and for what it was opened. */
    record Running(ConnectorSpec spec, OpcUaSession session) {

        /** Whether a session for the other spec would be the same. */
        boolean reaches(ConnectorSpec other) {
            return spec.connection().endpoint().equals(other.connection().endpoint())
                    && spec.connection().security() == other.connection().security()
                    && spec.connection().user().equals(other.connection().user())
                    && spec.password().equals(other.password());
        }
    }
}
