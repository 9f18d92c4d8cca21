package org.factfloor.app;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.factfloor.records.ApiToken;
import org.factfloor.records.ApiTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Bearer tokens for programs. */
@Command(name = "token", mixinStandardHelpOptions = true, description = "Makes a bearer token for a program and prints it once; or revokes one.")
final class TokenCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private final FolderOption folder = new FolderOption();

    @Parameters(paramLabel = "NAME", description = "What the token is for, e.g. prometheus.")
    private String name;

    @Option(names = "--scope", split = ",", paramLabel = "SCOPE", defaultValue = "READ", description = "What it may do: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Set<ApiToken.Scope> scopes;

    @Option(names = "--revoke", description = "Revoke it instead.")
    private boolean revoke;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    TokenCommand() {}

    @Override
    public Integer call() {
        try (Offline offline = Offline.open(folder)) {
            ApiTokens tokens = offline.records().tokens();
            if (revoke) {
                tokens.revoke(name);
                spec.commandLine().getOut().println("Revoked.");
            } else {
                spec.commandLine().getOut().println(tokens.create(name, new TreeSet<>(scopes), Offline.actor()));
            }
            offline.records().audit().record(Offline.actor(), "terminal", revoke ? "token.revoke" : "token.create",
                    name,
                    "ok", scopes.toString());
            return 0;
        }
    }
}
