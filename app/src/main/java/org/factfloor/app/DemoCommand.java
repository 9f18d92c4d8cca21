package org.factfloor.app;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.factfloor.demo.DemoPlant;
import org.factfloor.demo.DemoSettings;
import org.factfloor.demo.PastConsumer;
import org.factfloor.intake.Intake;
import org.factfloor.plant.Connection;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.SampleBatch;
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
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Starts a simulated plant of eight machines and the server that reads them, with two days of past.")
final class DemoCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);

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
        DemoMemory memory = remember(settings.folder(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        DemoSettings simulated = DemoSettings.usual(memory.firstStart());
        try (Terminal terminal = new Terminal(spec.commandLine().getOut());
                DemoPlant plant = DemoPlant.start(simulated, clock);
                Server server = Server.start(settings, clock)) {
            // A plant of people's own, or of an older demo, is left without a simulated past.
            boolean ours = server.records().plants().current().isEmpty()
                    || DemoMemory.read(settings.folder()).isPresent();
            if (ours) {
                memory.write(settings.folder());
            }
            adopt(server, plant);
            terminal.ready(server);
            DemoTalk talk = new DemoTalk(server.records(), simulated, memory.spokenFrom());
            AtomicBoolean pastWritten = new AtomicBoolean();
            DemoSignature signature = new DemoSignature(server.records(), server.engine().facts(),
                    () -> pastWritten.get() && server.engine().progress().caughtUp());
            try (ExecutorService behind = Executors.newVirtualThreadPerTaskExecutor()) {
                if (ours) {
                    behind.submit(() -> pastWritten.set(writePast(server, plant, memory, settings.folder())));
                    behind.submit(() -> {
                        talk.run(clock, signature::sign);
                        return null;
                    });
                }
                terminal.awaitStop();
                behind.shutdownNow();
            }
        }
        return 0;
    }

    /** The plant that began in this folder, or a new one; also where it is too old to run up to now. */
    private static DemoMemory remember(Path folder, Instant now) {
        Optional<DemoMemory> known = DemoMemory.read(folder);
        Instant begin = DemoSettings.usual(now).begin();
        if (known.isEmpty()) {
            return new DemoMemory(now, now, begin);
        }
        boolean tooOld = known.get().firstStart().plus(DemoSettings.LONGEST_PAST).isBefore(now);
        return tooOld ? new DemoMemory(now, begin, now) : known.get();
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
            Optional<Connection> before = current.model().connection(connection.id());
            if (before.isPresent()) {
                yaml = PlantEdits.setConnection(yaml, connection.heldBy(before.get().edge()));
            }
        }
        return yaml;
    }

    /**
     * Hands what is left of the past to the intake, newest hour first, as any late source would.
     *
     * @return whether all of it is written
     */
    private static boolean writePast(Server server, DemoPlant plant, DemoMemory memory, Path folder) {
        Intake intake = server.intake();
        SignalRegistry registry = server.records().signals();
        PastConsumer writer = new PastConsumer() {
            @Override
            public void accept(SampleBatch batch) throws InterruptedException {
                intake.backfill(batch);
            }

            @Override
            public void reached(long second) {
                memory.toldFrom(Instant.ofEpochSecond(second)).write(folder);
            }
        };
        try {
            plant.past(memory.toldFrom().getEpochSecond(), registry.all()::get, writer);
            LOG.info("the simulated plant's past is written");
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // A stop closes the file that is being written.
            if (!Thread.currentThread().isInterrupted()) {
                LOG.error("the simulated plant's past could not be written to its end; start the demo again to go on"
                        + " with it", e);
            }
        }
        return false;
    }
}
