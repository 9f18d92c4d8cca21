package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.factfloor.app.backup.PlantFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This version opens the data folder of the first release, and all of it is there. */
class FirstReleaseTest {

    @TempDir
    private Path folder;

    @Test
    void everythingOfTheFirstReleaseIsThere() throws IOException, InterruptedException {
        Path data = FirstRelease.unpack(folder.resolve("plant"));
        Cli before = Cli.run("doctor", "--deep", "--data", data.toString());
        assertThat(before.exitCode()).as(before.said()).isZero();
        assertThat(before.out()).contains("361 samples wait for history");

        assertHolds(data);

        Cli verified = Cli.run("verify", "--from-start", "--data", data.toString());
        assertThat(verified.exitCode()).as(verified.said()).isZero();
        assertThat(verified.out()).contains("(press): ", " cells equal");
        assertThat(PlantFolder.mark(data).format()).isEqualTo(DataFolder.FORMATS.newest());
        Cli after = Cli.run("doctor", "--deep", "--data", data.toString());
        assertThat(after.exitCode()).as(after.said()).isZero();
    }

    /** Starts a server on a folder of the first release and looks for all that is in it. */
    static void assertHolds(Path data) throws IOException, InterruptedException {
        try (PlantServer server = PlantServer.start(data, java.time.InstantSource.system())) {
            assertHolds(server);
        }
    }

    static void assertHolds(PlantServer server) throws IOException, InterruptedException {
        Api api = server.admin();
        server.awaitApplied();
        PlantServer.awaitCaughtUp(api);
        assertThat(FirstRelease.PRESS.stored(api, FirstRelease.HOURS))
                .isEqualTo((long) FirstRelease.HOURS * PressDays.PER_HOUR);
        assertThat(api.get("plant").path("version").asInt()).isEqualTo(1);
        assertThat(server.secret("press")).contains(FirstRelease.SECRET);
    }
}
