package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.production.Quantities;
import org.factfloor.production.Quantity;
import org.junit.jupiter.api.Test;

/** A shift is signed once, when it is over. It is 16:00; the shift of the day before ended at 20:00. */
class ShiftSignaturesTest extends EntriesFixture {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final ShiftSignature.Of YESTERDAY = new ShiftSignature.Of("line", LocalDate.of(2026, 11, 23), "day",
            at("2026-11-23", "08:00"), at("2026-11-23", "20:00"));
    private static final Quantities SUMS = Quantities.of(
            Arrays.stream(Quantity.values()).mapToLong(quantity -> quantity.ordinal() * 1_000L).toArray());

    private ShiftSignatures signatures() {
        return records.signatures();
    }

    @Test
    void keepsWhatWasSigned() {
        ShiftSignatures.Answer signed = signatures().sign(YESTERDAY, " Mould 3 drips.\nFetch coolant. ", SUMS, ZONE,
                LEA);
        assertThat(signed.again()).isFalse();
        assertThat(signed.signature())
                .isEqualTo(new ShiftSignature(YESTERDAY, now(), "lea", "Mould 3 drips.\nFetch coolant.", SUMS));
        reopen();
        assertThat(signatures().find("line", YESTERDAY.day(), "day")).contains(signed.signature());
        assertThat(signatures().find("press-1", YESTERDAY.day(), "day")).isEmpty();
        assertThat(signatures().list(Optional.of("line"), YESTERDAY.to() - 1, now())).hasSize(1);
        assertThat(signatures().list(Optional.empty(), YESTERDAY.to(), now())).isEmpty();
        assertThat(records.audit().page(OptionalLong.empty(), 1)).singleElement()
                .satisfies(audited -> assertThat(audited.action()).isEqualTo("shift.sign"));
    }

    @Test
    void asksForAShiftThatIsOver() {
        ShiftSignature.Of today = new ShiftSignature.Of("line", LocalDate.of(2026, 11, 24), "day", at("08:00"),
                at("20:00"));
        RefusedException running = refused(() -> signatures().sign(today, "", SUMS, ZONE, LEA));
        assertThat(running.refusal().code()).isEqualTo("shift-running");
        assertThat(running.refusal().text().en()).contains("20:00");
    }

    @Test
    void tellsWhoSignedAlready() {
        signatures().sign(YESTERDAY, "", SUMS, ZONE, LEA);
        assertThat(signatures().sign(YESTERDAY, "", Quantities.NONE, ZONE, LEA).again()).as("sent twice").isTrue();
        RefusedException signed = refused(() -> signatures().sign(YESTERDAY, "", SUMS, ZONE, EMIL));
        assertThat(signed.refusal().code()).isEqualTo("already-signed");
        assertThat(signed.refusal().text().en()).contains("lea", "2026-11-24 16:00");
        assertThat(signatures().find("line", YESTERDAY.day(), "day").orElseThrow().sums()).isEqualTo(SUMS);
    }

    @Test
    void isForTeamLeadsAndSensibleNotes() {
        assertThat(code(() -> signatures().sign(YESTERDAY, "", SUMS, ZONE, OLGA))).isEqualTo("role-may-not");
        assertThat(code(() -> signatures().sign(YESTERDAY, "x".repeat(1_001), SUMS, ZONE, LEA))).isEqualTo("text");
        assertThat(code(() -> signatures().sign(YESTERDAY, "a\u0007b", SUMS, ZONE, LEA))).isEqualTo("text");
        assertThat(signatures().sign(YESTERDAY, "x".repeat(1_000), SUMS, ZONE, ADA).again()).isFalse();
    }
}
