package org.factfloor.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * From the launcher of a built product to the line that says it is ready: on an empty folder, then on the folder that
 * left, five times (quick: three).
 */
final class StartBench {

    private StartBench() {}

    static void run(boolean quick, PrintStream out, Path folder) throws IOException {
        Figures figures = new Figures(out);
        figures.machine();
        Path data = folder.resolve("plant");
        Start first = start(data);
        figures.print("start.first", first.seconds(), "s", "empty folder, first user made; one run");
        figures.print("start.first.processor", first.processorSeconds(), "s", "user and system time until then");
        Start[] existing = new Start[quick ? 3 : 5];
        for (int i = 0; i < existing.length; i++) {
            existing[i] = start(data);
        }
        print(figures, "start.existing", Arrays.stream(existing).mapToDouble(Start::seconds).sorted().toArray(),
                "existing folder");
        print(figures, "start.existing.processor",
                Arrays.stream(existing).mapToDouble(Start::processorSeconds).sorted().toArray(),
                "user and system time until then");
    }

    private static void print(Figures figures, String figure, double[] ascending, String note) {
        figures.print(figure, ascending[ascending.length / 2], "s", String.format(Locale.ROOT,
                "%s; median of %d, %.2f to %.2f", note, ascending.length, ascending[0],
                ascending[ascending.length - 1]));
    }

    /** One start; the processor's time does not grow when other programs run. */
    private record Start(double seconds, double processorSeconds) {}

    private static Start start(Path data) throws IOException {
        try (ServerProcess server = ServerProcess.start(data)) {
            return new Start(server.secondsToReady(), server.use().processorSeconds());
        }
    }
}
