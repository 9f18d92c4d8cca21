package org.factfloor.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.factfloor.demo.DemoPlant;
import org.factfloor.demo.DemoSettings;
import org.factfloor.intake.Intake;
import org.factfloor.records.PlantVersions.Outcome;
import org.factfloor.records.PlantVersions.Proposal;
import org.factfloor.records.SignalRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The server on a simulated plant. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Starts a simulated plant of six machines and the server that reads them, with two days of past.")
final class DemoCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);
    private static final Duration PAST = Duration.ofDays(2);

    @Spec
    private CommandSpec spec;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    DemoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        InstantSource clock = InstantSource.system();
        Server.Settings settings = options.settings("demo");
        try (Terminal terminal = new Terminal(spec.commandLine().getOut());
                DemoPlant plant = DemoPlant.start(DemoSettings.usual(), clock);
                Server server = Server.start(settings, clock)) {
            boolean fresh = server.records().plants().current().isEmpty();
            adopt(server, plant);
            terminal.ready(server);
            Thread past = Thread.ofVirtual().name("demo-past").unstarted(() -> writePast(server, plant));
            if (fresh) {
                past.start();
            }
            terminal.awaitStop();
            past.interrupt();
        }
        return 0;
    }

    /** The simulated servers listen on other ports at each start; the model follows them. */
    private static void adopt(Server server, DemoPlant plant) {
        Outcome outcome = server.records().plants().apply(new Proposal(plant.plantYaml(), "demo", "terminal",
                "simulated plant", OptionalInt.empty()));
        if (outcome instanceof Outcome.Rejected(var problems)) {
            throw new IllegalStateException("the simulated plant's own model is not valid: " + problems);
        }
        server.refreshPlant();
    }

    /** Hands two days of past to the intake, newest hour first, as any late source would. */
    private static void writePast(Server server, DemoPlant plant) {
        Intake intake = server.intake();
        SignalRegistry registry = server.records().signals();
        try {
            plant.past(PAST, registry.all()::get, intake::backfill);
            LOG.info("the simulated plant's past of {} h is written", PAST.toHours());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
