package org.factfloor.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The way back in for who forgot the password: whoever may write the data folder may set it. */
@Command(name = "password", mixinStandardHelpOptions = true, description = "Sets a user's password anew; asks for it, or reads it from a pipe.")
final class PasswordCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Parameters(paramLabel = "USER", description = "User name.")
    private String user;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    PasswordCommand() {}

    @Override
    public Integer call() {
        try (Offline offline = Offline.open(folder)) {
            char[] password = SecretCommand.ask("New password of " + user + ": ").toCharArray();
            if (!offline.records().users().setPassword(user, password)) {
                throw new StartException("There is no user " + user + " in this data folder.", null);
            }
            offline.records().audit().record(Offline.actor(), "terminal", "user.password", user, "ok", "");
            spec.commandLine().getOut().println("The password is set.");
            return 0;
        }
    }
}
