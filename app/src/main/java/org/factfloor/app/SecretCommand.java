package org.factfloor.app;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.factfloor.records.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stores what plant.yaml only names: passwords of sources. */
@Command(name = "secret", mixinStandardHelpOptions = true, description = "Stores a password that plant.yaml names as passwordSecret; asks for it, or reads it from a pipe.")
final class SecretCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Parameters(paramLabel = "NAME", description = "Name the plant model uses.")
    private String name;

    @Option(names = "--delete", description = "Forget it.")
    private boolean delete;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    SecretCommand() {}

    @Override
    public Integer call() {
        try (Offline offline = Offline.open(folder)) {
            Secrets secrets = offline.records().secrets();
            if (delete) {
                secrets.delete(name);
            } else {
                secrets.put(name, ask("Value of " + name + ": "));
            }
            offline.records().audit().record(Offline.actor(), "terminal", delete ? "secret.delete" : "secret.put", name,
                    "ok", "");
            spec.commandLine().getOut().println(delete ? "Forgotten." : "Stored.");
            return 0;
        }
    }

    /** What a person types unseen, or the first line of a pipe. */
    static String ask(String prompt) {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] typed = console.readPassword("%s", prompt);
            if (typed == null) {
                throw new StartException("Nothing was entered.", null);
            }
            return new String(typed);
        }
        try {
            String piped = new String(System.in.readNBytes(4096), StandardCharsets.UTF_8);
            return piped.lines().findFirst().orElseThrow(() -> new StartException("Nothing was entered.", null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
