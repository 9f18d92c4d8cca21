package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.app.backup.Source;
import org.factfloor.app.backup.StoppedFolder;
import org.factfloor.records.Records;
import org.factfloor.records.RecordsException;
import org.factfloor.web.Backups.Attention;
import org.factfloor.web.Backups.By;
import org.factfloor.web.Backups.Plan;
import org.factfloor.web.Backups.RefusedPlaceException;
import org.factfloor.web.Backups.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When backups are made by themselves, and what the System page is told about them; in a time that the test chooses. */
class BackupKeeperTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final By ADA = new By("ada", "test");

    private static final Runnable NOTHING = () -> {
    };

    @TempDir
    private Path folder;

    private final TravelClock clock = TravelClock.at(Instant.parse("2027-01-10T15:00:00Z"));
    private Records records;
    private BackupKeeper keeper;
    /** Run, once, when the keeper next asks for the time, or the zone. */
    private Runnable atNextTime = NOTHING;
    private Runnable atNextZone = NOTHING;

    @SuppressWarnings("NullAway.Init") // set before each test
    BackupKeeperTest() {}

    @BeforeEach
    void open() throws IOException {
        Path data = FirstRelease.unpack(folder.resolve("plant"));
        records = Records.open(data, clock, new SecureRandom());
        keeper = keeper();
    }

    private BackupKeeper keeper() {
        return keeper(new StoppedFolder(folder.resolve("plant")));
    }

    private BackupKeeper keeper(Source source) {
        return new BackupKeeper(folder.resolve("plant"), source, this::zone, 0, records.audit(), this::now);
    }

    /** A plant whose parts cannot be copied for a reason that nobody has thought of. */
    private final class Surprising implements Source {

        private final Source whole = new StoppedFolder(folder.resolve("plant"));
        private int asked;
        private boolean breaks = true;

        @Override
        public Journal holdJournal() {
            asked++;
            if (breaks) {
                throw new IllegalStateException("no such thing");
            }
            return whole.holdJournal();
        }

        @Override
        public void atStandstill(Work work) throws IOException {
            whole.atStandstill(work);
        }

        @Override
        public void copyDatabase(Path into) throws IOException {
            whole.copyDatabase(into);
        }
    }

    private ZoneId zone() {
        Runnable once = atNextZone;
        atNextZone = NOTHING;
        once.run();
        return BERLIN;
    }

    private Instant now() {
        Runnable once = atNextTime;
        atNextTime = NOTHING;
        once.run();
        return clock.instant();
    }

    @AfterEach
    void close() {
        keeper.close();
        records.close();
    }

    private Path place() {
        return folder.resolve("backups");
    }

    private void plan() {
        keeper.plan(new Plan(place().toString(), LocalTime.of(2, 0), 2), ADA);
    }

    private State at(String instant) {
        clock.advanceTo(Instant.parse(instant));
        keeper.makeIfDue();
        return keeper.state();
    }

    @Test
    void makesOneEachNightAndMakesUpForOneThatWasMissed() {
        assertThat(keeper.state().attention()).contains(Attention.NEVER);
        plan();
        assertThat(keeper.state().next()).contains(Instant.parse("2027-01-11T01:00:00Z"));
        assertThat(at("2027-01-11T00:59:00Z").last()).isEmpty();
        State first = at("2027-01-11T01:00:30Z");
        assertThat(first.last().orElseThrow().at()).isAfterOrEqualTo(Instant.parse("2027-01-11T01:00:30Z"));
        assertThat(first.last().orElseThrow().samples()).isPositive();
        assertThat(first.attention()).isEmpty();
        assertThat(at("2027-01-11T20:00:00Z").last()).isEqualTo(first.last());

        // Off over two nights: one is made at the next start, and the book has outlived it.
        keeper.close();
        keeper = keeper();
        State late = at("2027-01-13T09:00:00Z");
        assertThat(late.last().orElseThrow().at()).isAfterOrEqualTo(Instant.parse("2027-01-13T09:00:00Z"));
        assertThat(late.next()).contains(Instant.parse("2027-01-14T01:00:00Z"));
        assertThat(at("2027-01-13T10:00:00Z").last()).isEqualTo(late.last());
        assertThat(records.audit().page(OptionalLong.empty(), 10)).extracting(entry -> entry.action())
                .contains("backup.plan", "backup.make");
    }

    @Test
    void whenTheDiskIsAwayItIsTriedAgainInAnHourAndThePageSaysWhy() throws IOException {
        plan();
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(place(), elsewhere);
        State failed = at("2027-01-11T01:00:30Z");
        assertThat(failed.attention()).contains(Attention.FAILED);
        assertThat(failed.failure().orElseThrow().text().en()).contains(place().toString(), "is its disk connected?");
        assertThat(failed.failure().orElseThrow().text().zh()).contains(place().toString(), "硬盘接上了吗");
        assertThat(place()).as("a disk that is away is not replaced by the plant's own").doesNotExist();
        assertThatThrownBy(() -> keeper.begin(Optional.empty(), ADA)).isInstanceOf(RefusedPlaceException.class)
                .hasMessageContaining("is its disk connected?");
        Files.move(elsewhere, place());
        assertThat(at("2027-01-11T01:30:00Z").failure()).isEqualTo(failed.failure());
        State again = at("2027-01-11T02:01:00Z");
        assertThat(again.failure()).isEmpty();
        assertThat(again.attention()).isEmpty();
    }

    @Test
    void oneThatEndsWithAnUnexpectedErrorIsTriedAgainInAnHourAndThePageSaysSo() {
        Surprising source = new Surprising();
        keeper.close();
        keeper = keeper(source);
        plan();
        State failed = at("2027-01-11T01:00:30Z");
        assertThat(failed.running()).isEmpty();
        assertThat(failed.attention()).contains(Attention.FAILED);
        assertThat(failed.failure().orElseThrow().text().en()).contains(place().toString(), "no such thing");
        assertThat(records.audit().page(OptionalLong.empty(), 1)).singleElement()
                .matches(entry -> entry.action().equals("backup.make") && entry.result().equals("failed"));
        at("2027-01-11T01:00:50Z");
        at("2027-01-11T02:00:00Z");
        assertThat(source.asked).isEqualTo(1);
        source.breaks = false;
        State again = at("2027-01-11T02:01:00Z");
        assertThat(source.asked).isEqualTo(2);
        assertThat(again.failure()).isEmpty();
        assertThat(again.last()).isPresent();
    }

    @Test
    void aPlantWhoseRecordsCannotBeReadForAMomentGoesOnBeingBackedUp() {
        plan();
        atNextZone = () -> {
            throw new RecordsException("records.db is locked");
        };
        assertThat(at("2027-01-11T01:00:30Z").last()).isEmpty();
        assertThat(at("2027-01-11T01:00:50Z").last()).isPresent();
    }

    @Test
    void aPlanThatIsForgottenWhileItIsCarriedOutLeavesNothingUnderWay() {
        plan();
        atNextZone = () -> keeper.forgetPlan(ADA);
        State after = at("2027-01-11T01:00:30Z");
        assertThat(after.running()).isEmpty();
        assertThat(after.plan()).isEmpty();
    }

    @Test
    void aPlanThatIsSavedWhileABackupFailsStands() throws IOException {
        plan();
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(place(), elsewhere);
        clock.advanceTo(Instant.parse("2027-01-11T01:00:30Z"));
        String other = folder.resolve("other").toString();
        // Asked for when it looks whether one is due, when it begins, and when it writes down that it failed.
        atNextTime = () -> atNextTime = () -> atNextTime = () -> keeper
                .plan(new Plan(other, LocalTime.of(3, 0), 5), ADA);
        keeper.makeIfDue();
        assertThat(keeper.state().failure()).isPresent();
        assertThat(keeper.state().plan().orElseThrow().folder()).isEqualTo(other);
    }

    @Test
    void saysWhenTheLastOneIsOld() {
        assertThat(keeper.begin(Optional.of(place().toString()), ADA)).isTrue();
        await().atMost(Duration.ofSeconds(30)).until(() -> keeper.state().last().isPresent());
        assertThat(at("2027-01-16T15:00:00Z").attention()).isEmpty();
        assertThat(at("2027-01-18T15:00:00Z").attention()).contains(Attention.OLD);
    }

    @Test
    void refusesAPlaceWhereItCannotWrite() {
        assertThatThrownBy(() -> keeper.plan(new Plan("backups", LocalTime.NOON, 1), ADA))
                .isInstanceOf(RefusedPlaceException.class).hasMessageContaining("not absolute");
        assertThatThrownBy(() -> keeper.plan(new Plan(folder.resolve("plant/b").toString(), LocalTime.NOON, 1), ADA))
                .isInstanceOf(RefusedPlaceException.class).hasMessageContaining("lies in the data folder itself");
        assertThatThrownBy(() -> keeper.begin(Optional.empty(), ADA)).isInstanceOf(RefusedPlaceException.class)
                .hasMessageContaining("Say which folder");
        assertThat(keeper.state().plan()).isEmpty();
    }

    @Test
    void saysInBothLanguagesWhyAPlaceIsRefused() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("photo.jpg"), "x");
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (String place : List.of("backups", folder.resolve("plant/b").toString(), full.toString(),
                file.resolve("b").toString(), "/a\0b")) {
            assertThatThrownBy(() -> keeper.plan(new Plan(place, LocalTime.NOON, 1), ADA)).as(place)
                    .isInstanceOfSatisfying(RefusedPlaceException.class, refused -> {
                        assertThat(refused.text().en()).isEqualTo(refused.getMessage());
                        assertThat(refused.text().zh()).isNotEqualTo(refused.text().en());
                    });
        }
    }
}
