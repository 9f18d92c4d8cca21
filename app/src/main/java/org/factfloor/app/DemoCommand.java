package org.factfloor.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.factfloor.demo.DemoPlant;
import org.factfloor.demo.DemoSettings;
import org.factfloor.intake.Intake;
import org.factfloor.plant.Connection;
import org.factfloor.plant.PlantModel;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.PlantVersions;
import org.factfloor.records.PlantVersions.Outcome;
import org.factfloor.records.PlantVersions.Proposal;
import org.factfloor.records.SignalRegistry;
import org.factfloor.records.plantfile.PlantEdits;
import org.factfloor.records.plantfile.PlantFile;
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

    /**
     * The simulated servers listen on other ports at each start: an existing model, with all that people added to it,
     * only follows them.
     */
    private static void adopt(Server server, DemoPlant plant) {
        PlantVersions versions = server.records().plants();
        String yaml = versions.current().map(current -> follow(current, simulated(plant.plantYaml()).connections()))
                .orElseGet(plant::plantYaml);
        Outcome outcome = versions
                .apply(new Proposal(yaml, "demo", "terminal", "simulated plant", OptionalInt.empty()));
        if (outcome instanceof Outcome.Rejected(var problems)) {
            throw new IllegalStateException("the simulated plant's own model is not valid: " + problems);
        }
        server.refreshPlant();
    }

    private static PlantModel simulated(String yaml) {
        return switch (PlantFile.read(yaml, "simulated plant")) {
            case PlantFile.Ok ok -> ok.model();
            case PlantFile.Invalid(var problems) -> throw new IllegalStateException(
                    "the simulated plant's own model is not valid: " + problems);
        };
    }

    private static String follow(PlantVersion current, List<Connection> simulated) {
        String yaml = current.yaml();
        for (Connection connection : simulated) {
            if (current.model().connection(connection.id()).isPresent()) {
                yaml = PlantEdits.setConnection(yaml, connection);
            }
        }
        return yaml;
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
        } catch (RuntimeException e) {
            LOG.error(
                    "the simulated plant's past could not be written to its end; delete the demo's data folder to have"
                            + " it written again",
                    e);
        }
    }
}
