package org.factfloor.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.factfloor.app.backup.Restore;
import org.factfloor.app.backup.Restore.Restored;
import org.factfloor.app.backup.Sizes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a data folder of a backup. */
@Command(name = "restore", mixinStandardHelpOptions = true, description = {
        "Checks a backup whole and restores it into a new data folder.",
        "Nightly backups are to be planned anew there."})
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "Folder with backups.")
    private Path from;

    @Option(names = "--at", paramLabel = "WHICH", description = "How the backup's name begins, such as 2026-11-24; the newest of those is taken (default: the newest of all).")
    private @Nullable String at;

    @Option(names = "--data", paramLabel = "DIR", description = "Data folder to make; must be empty or not exist.")
    private @Nullable Path data;

    @Option(names = "--check", description = "Only check the backup, restore nothing.")
    private boolean check;

    @Option(names = "--skip-broken", description = "Leave files of history out that are broken in the backup, instead of refusing it.")
    private boolean skipBroken;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RestoreCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (check) {
            report("Whole: ", Restore.check(from, Optional.ofNullable(at), this::tell), out);
            return 0;
        }
        if (data == null) {
            throw new ParameterException(spec.commandLine(), "Say with --data which folder to restore into.");
        }
        Path target = data.toAbsolutePath().normalize();
        Restored restored = Restore.run(from, Optional.ofNullable(at), target, DataFolder.FORMATS.newest(), skipBroken,
                this::tell);
        report("Restored: ", restored, out);
        out.println("Start it with: factfloor run --data " + target);
        out.println(
                "Do not run it beside the plant it was made from, and plan its nightly backups on the System page.");
        out.flush();
        return 0;
    }

    private void tell(double part, String text) {
        spec.commandLine().getErr().printf(Locale.ROOT, "%3.0f %%  %s%n", part * 100, text);
        spec.commandLine().getErr().flush();
    }

    private static void report(String what, Restored restored, PrintWriter out) {
        out.println(what + "backup " + restored.name() + ", made " + restored.made() + " by Factfloor "
                + restored.product());
        out.printf(Locale.ROOT, "  %,d samples in history%s, %,d more in the journal%n", restored.samples(),
                restored.from() == null ? "" : " from " + restored.from() + " to " + restored.to(), restored.waiting());
        out.println(restored.plantVersion() == null
                ? "  no plant model"
                : "  plant version " + restored.plantVersion());
        out.printf(Locale.ROOT, "  %,d files, %s%n", restored.files(), Sizes.text(restored.bytes()));
        restored.leftOut().forEach(text -> out.println("  Left out: " + text));
        restored.warnings().forEach(text -> out.println("  Note of that backup: " + text));
        out.flush();
    }
}
