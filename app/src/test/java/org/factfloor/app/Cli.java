package org.factfloor.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command in this process. */
record Cli(int exitCode, String out, String err) {

    static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Cli(commandLine.execute(arguments), out.toString(), err.toString());
    }

    /** All it said, for messages of tests. */
    String said() {
        return "exit " + exitCode + "\n" + out + err;
    }
}
