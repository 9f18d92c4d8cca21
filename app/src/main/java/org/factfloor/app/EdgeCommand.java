package org.factfloor.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.factfloor.connectivity.opcua.OpcUaProtocol;
import org.factfloor.edge.box.EdgeBox;
import org.factfloor.edge.box.Enrolment;
import org.factfloor.intake.Outbox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** An edge box: connections near the machines, and a journal that is brought to a server. */
@Command(name = "edge", mixinStandardHelpOptions = true, description = {
        "Reads machines for a server that is elsewhere, and keeps what it reads until the server has it.",
        "The first start needs --server and --code, as the Connections page of the server shows them; later ones only --data."})
final class EdgeCommand implements Callable<Integer> {

    private static final long LEAST_BUFFER = 16 << 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Option(names = "--server", paramLabel = "URL", description = "The server's port for edge boxes, https://HOST:PORT.")
    private @Nullable URI server;

    @Option(names = "--code", paramLabel = "CODE", description = "One-time code that enrols this box, or enrols it again.")
    private @Nullable String code;

    @Option(names = "--buffer-bytes", paramLabel = "SIZE", defaultValue = "8G", converter = ByteSize.class, description = "Room for what the server does not have yet, e.g. 500M or 20G (default: ${DEFAULT-VALUE}).")
    private long bufferBytes;

    @Option(names = "--free-space-floor", paramLabel = "SIZE", defaultValue = "1G", converter = ByteSize.class, description = "So much stays free on the disk (default: ${DEFAULT-VALUE}).")
    private long freeSpaceFloor;

    @Option(names = "--newest-first", description = "After an outage live samples go first and the backlog beside them; without it everything goes in its order.")
    private boolean newestFirst;

    @Option(names = "--stop-when-full", description = "A full buffer takes no new samples; without it the oldest ones go. Both are counted.")
    private boolean stopWhenFull;

    @Option(names = "--backfill-rate", paramLabel = "N", defaultValue = "20000", description = "Samples of the past sent in a second, at most (default: ${DEFAULT-VALUE}).")
    private int backfillRate;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    EdgeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (bufferBytes < LEAST_BUFFER || backfillRate < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--buffer-bytes must be at least 16M, and --backfill-rate at least 1.");
        }
        try (Terminal terminal = new Terminal(spec.commandLine().getOut());
                DataFolder locked = DataFolder.lock(folder.folder("edge"))) {
            Enrolment enrolment = enrolment(locked.path());
            Path own = locked.path().resolve("certificates").resolve("own");
            EdgeBox.Settings settings = new EdgeBox.Settings(locked.path(), bufferBytes, freeSpaceFloor,
                    newestFirst ? Outbox.Order.NEWEST_FIRST : Outbox.Order.OLDEST_FIRST,
                    stopWhenFull ? Outbox.WhenFull.STOP : Outbox.WhenFull.DROP_OLDEST, backfillRate);
            try (EdgeBox box = EdgeBox.start(settings, enrolment, trust -> List.of(new OpcUaProtocol(own, trust)),
                    InstantSource.system(), Version.number())) {
                locked.ready();
                terminal.say("Edge box " + enrolment.name() + " is running for the server at " + enrolment.host() + ":"
                        + enrolment.port() + ".");
                terminal.say("Stop with Ctrl-C.");
                terminal.awaitStop();
            }
        }
        return 0;
    }

    private Enrolment enrolment(Path data) {
        if (code == null) {
            return Enrolment.read(data).orElseThrow(() -> new ParameterException(spec.commandLine(),
                    "This box is not enrolled yet: add --server and --code, as the Connections page of the server"
                            + " shows them."));
        }
        if (server == null || !"https".equals(server.getScheme()) || server.getHost() == null || server.getPort() < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--code needs --server with the server's port for edge boxes, e.g. --server https://10.0.0.5:8443.");
        }
        return Enrolment.enrol(data, server, code);
    }
}
