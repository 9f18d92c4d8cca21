package org.factfloor.app;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The server on its own plant. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Starts the server on its data folder; an empty plant is set up in the browser.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RunCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        try (Terminal terminal = new Terminal(spec.commandLine().getOut());
                Server server = Server.start(options.settings("plant"), InstantSource.system())) {
            terminal.ready(server);
            terminal.awaitStop();
        }
        return 0;
    }
}
