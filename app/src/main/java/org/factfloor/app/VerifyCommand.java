package org.factfloor.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.factfloor.engine.Engine;
import org.factfloor.engine.EngineParts;
import org.factfloor.engine.Progress;
import org.factfloor.engine.Recomputed;
import org.factfloor.engine.RecordsPlans;
import org.factfloor.history.History;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkUnit;
import org.factfloor.records.Records;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Computes closed facts again from history and compares them to the bit. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Computes the facts of a range again from history and says where they are not the same.",
        "The plant must not be running. Facts are brought up to date first."})
final class VerifyCommand implements Callable<Integer> {

    private static final Duration APPLY_PATIENCE = Duration.ofMinutes(10);

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Option(names = "--from", paramLabel = "TIME", converter = VerifyTime.Converter.class, description = {
            "Where to begin: a production day (2026-11-24) or an instant (2026-11-24T06:00:00Z).",
            "Default: the beginning of history."})
    private @Nullable VerifyTime from;

    @Option(names = "--to", paramLabel = "TIME", converter = VerifyTime.Converter.class, description = {
            "Where to end: a production day, which is included, or an instant. Default: now."})
    private @Nullable VerifyTime to;

    @Option(names = "--from-start", description = "Use no saved state, but all samples from the first one on.")
    private boolean fromStart;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    VerifyCommand() {}

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        if (from != null && to != null && from.isAfter(to)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " lies after --to " + to + ".");
        }
        InstantSource clock = InstantSource.system();
        try (StoppedPlant plant = StoppedPlant.open(folder.folder("plant"), clock);
                Engine engine = Engine.open(new EngineParts(plant.history(), plant.intake()::onApplied,
                        new RecordsPlans(plant.records()), plant.facts(), clock))) {
            History history = plant.history();
            if (!plant.intake().awaitApplied(APPLY_PATIENCE)) {
                throw new StartException("The journal in " + plant.path() + " could not be applied to history in "
                        + APPLY_PATIENCE.toMinutes() + " minutes; start the server and look at its log.", null);
            }
            PrintWriter out = spec.commandLine().getOut();
            engine.catchUp(progress -> tell(progress, out));
            history.removedBefore().ifPresent(time -> out.println("samples before " + Micros.toInstant(time)
                    + " have been removed, as the history's retention says; facts made of them are sealed"));
            int differing = 0;
            Map<String, Calendar> machines = calendars(plant.records());
            Map<String, String> names = names(plant.records());
            try (ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
                Map<String, Future<Recomputed>> results = new LinkedHashMap<>();
                machines.forEach((machine, calendar) -> results.put(machine,
                        workers.submit(() -> recompute(engine, history, machine, calendar))));
                for (Map.Entry<String, Future<Recomputed>> result : results.entrySet()) {
                    String name = names.getOrDefault(result.getKey(), result.getKey());
                    differing += isEqual(name, result.getValue().get(), out) ? 0 : 1;
                }
            }
            return conclude(differing, history, out);
        }
    }

    private static void tell(Progress progress, PrintWriter out) {
        progress.works().stream().findFirst().ifPresent(work -> out.println("catching up: " + work.workUnit() + " at "
                + Micros.toInstant(Math.max(work.done(), 0)) + ", " + progress.works().size() + " to go"));
        out.flush();
    }

    private static Map<String, Calendar> calendars(Records records) {
        Map<String, Calendar> calendars = new TreeMap<>();
        records.plants().current().ifPresent(version -> {
            for (Site site : version.model().enterprise().sites()) {
                site.workUnits().filter(unit -> unit.production().isPresent())
                        .forEach(unit -> calendars.put(unit.id(), site.calendar()));
            }
        });
        return calendars;
    }

    /** Machines as people know them, with the id in which everything else names them. */
    private static Map<String, String> names(Records records) {
        return records.plants().current().stream().flatMap(version -> version.model().workUnits())
                .collect(Collectors.toMap(WorkUnit::id, unit -> unit.name().en() + " (" + unit.id() + ")"));
    }

    private Recomputed recompute(Engine engine, History history, String machine, Calendar calendar) {
        long start = Math.max(Optional.ofNullable(from).map(time -> time.begin(calendar)).orElse(Long.MIN_VALUE),
                engine.facts().sealedUntil(machine));
        long end = Optional.ofNullable(to).map(time -> time.end(calendar)).orElse(Long.MAX_VALUE);
        return engine.facts().recompute(machine, start, Math.max(start, end), fromStart && !isSealed(history));
    }

    private static boolean isSealed(History history) {
        return history.removedBefore().isPresent();
    }

    /** Tells what came out of a machine, and whether it is what is stored. */
    private static boolean isEqual(String machine, Recomputed result, PrintWriter out) {
        if (result.cells() == 0) {
            out.println(machine + ": nothing closed in this range");
        } else if (result.equal()) {
            out.println(machine + ": " + result.cells() + " cells equal, " + Micros.toInstant(result.from()) + " to "
                    + Micros.toInstant(result.to()) + ", from " + result.samples() + " samples");
        } else {
            out.println(machine + ": " + (result.differences().size() == Recomputed.MOST_DIFFERENCES ? "at least " : "")
                    + result.differences().size() + " differences among " + result.cells() + " cells");
            result.differences().forEach(difference -> VerifyReport.print(difference, out));
        }
        out.flush();
        return result.equal();
    }

    private int conclude(int differing, History history, PrintWriter out) {
        PrintWriter err = spec.commandLine().getErr();
        history.faults().forEach(fault -> err.println(fault.en()));
        if (differing > 0) {
            err.println(differing
                    + " machines have facts that are not what their history gives. Delete the folder facts"
                    + " while the plant is stopped to have them computed anew, and keep this output: it is a fault of"
                    + " Factfloor or of the disk.");
            return 1;
        }
        if (!history.faults().isEmpty()) {
            err.println("A part of history cannot be read, so its facts could not be verified.");
            return 1;
        }
        out.println("All facts of this range are what their history gives.");
        return 0;
    }
}
