package org.factfloor.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a server listens and keeps its data. */
final class ServerOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "Port of the pages (default: ${DEFAULT-VALUE}; 0 takes a free one).")
    private int port;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = {
            "Address to listen on (default: ${DEFAULT-VALUE}, this computer only).",
            "0.0.0.0 lets the whole network in."})
    private String bind;

    @Option(names = "--host", split = ",", paramLabel = "NAME", description = "Names people reach the pages by, besides this computer's own; others are refused.")
    private Set<String> hostNames = Set.of();

    @Option(names = "--https", description = "People come through a proxy that ends TLS: cookies travel encrypted only.")
    private boolean https;

    @Option(names = "--edge-port", paramLabel = "N", description = "Port edge boxes connect to, over TLS (default: none; 0 takes a free one).")
    private @Nullable Integer edgePort;

    @Option(names = "--edge-bind", paramLabel = "ADDRESS", description = "Address the port for edge boxes listens on (default: that of --bind).")
    private @Nullable String edgeBind;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ServerOptions() {}

    Server.Settings settings(String defaultFolder) {
        return new Server.Settings(folder.folder(defaultFolder), address("--bind", bind), port("--port", port),
                hostNames, https,
                edgePort(),
                Optional.ofNullable(System.getenv("FACTFLOOR_ADMIN_PASSWORD")).filter(password -> !password.isEmpty()));
    }

    private Optional<InetSocketAddress> edgePort() {
        if (edgePort == null) {
            return Optional.empty();
        }
        InetAddress at = edgeBind == null ? address("--bind", bind) : address("--edge-bind", edgeBind);
        return Optional.of(new InetSocketAddress(at, port("--edge-port", edgePort)));
    }

    private int port(String option, int number) {
        if (number < 0 || number > 65_535) {
            throw new ParameterException(spec.commandLine(), option + " " + number + " is not between 0 and 65535.");
        }
        return number;
    }

    private InetAddress address(String option, String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new ParameterException(spec.commandLine(), option + " " + text
                    + " is no address of this computer; use 127.0.0.1, 0.0.0.0 or one of its own.", e);
        }
    }
}
