package org.factfloor.app;

import org.factfloor.app.backup.BackupException;
import org.factfloor.edge.box.EdgeException;
import org.factfloor.engine.EngineException;
import org.factfloor.history.HistoryException;
import org.factfloor.imports.ImportException;
import org.factfloor.intake.IntakeException;
import org.factfloor.records.RecordsException;
import org.factfloor.records.WeakPasswordException;
import org.factfloor.web.WebException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(name = "factfloor", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Turns a factory's machines into facts people can act on.",
        ""}, synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n", footer = {"",
                "A first look:      ./factfloor demo", "Your own plant:    ./factfloor run",
                "More on a command: ./factfloor COMMAND --help"}, subcommands = {DemoCommand.class, RunCommand.class,
                        ApplyCommand.class, ImportCommand.class, ExportCommand.class, VerifyCommand.class,
                        BackupCommand.class, RestoreCommand.class, DoctorCommand.class,
                        SecretCommand.class, TokenCommand.class, PasswordCommand.class,
                        EdgeCommand.class})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets spec
    Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((failure, command, result) -> {
            if (!isExpected(failure)) {
                failure.printStackTrace(command.getErr());
            }
            command.getErr().println(failure.getMessage());
            return 1;
        });
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        return commandLine;
    }

    /** Whether the message alone tells the person at the terminal what is wrong and what to do. */
    static boolean isExpected(Throwable failure) {
        return failure instanceof StartException || failure instanceof BackupException
                || failure instanceof RecordsException
                || failure instanceof HistoryException || failure instanceof IntakeException
                || failure instanceof EngineException || failure instanceof WebException
                || failure instanceof WeakPasswordException || failure instanceof ImportException
                || failure instanceof EdgeException;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do.");
    }
}
