package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.production.LossPolicy;
import org.junit.jupiter.api.BeforeEach;

/**
 * Records with a plant in Shanghai: two presses, a day shift from 08:00 to 20:00, Monday to Friday. It is Tuesday,
 * 2026-11-24, 16:00 there.
 */
abstract class EntriesFixture extends RecordsFixture {

    static final Author OLGA = new Author("olga", User.Role.OPERATOR, "10.0.0.5");
    static final Author OTTO = new Author("otto", User.Role.OPERATOR, "10.0.0.6");
    static final Author LEA = new Author("lea", User.Role.TEAM_LEAD, "10.0.0.7");
    static final Author EMIL = new Author("emil", User.Role.ENGINEER, "10.0.0.8");
    static final Author ADA = new Author("ada", User.Role.ADMIN, "10.0.0.9");
    static final Author VERA = new Author("vera", User.Role.VIEWER, "10.0.0.10");

    static final String PLANT = """
            factfloor: 1
            enterprise:
              id: presses
              sites:
                - id: suzhou
                  calendar:
                    zone: Asia/Shanghai
                    shifts:
                      - {id: day, from: "08:00", to: "20:00", days: [mon, tue, wed, thu, fri]}
                  areas:
                    - id: hall
                      workCenters:
                        - id: line
                          workUnits:
                            - {id: press-1}
                            - {id: press-2}
            """;

    @BeforeEach
    void applyPlant() {
        assertThat(records.plants().apply(PLANT, "test", "")).isInstanceOf(PlantVersions.Outcome.Applied.class);
        records.products().put("housing-a", new Label("Housing A", "壳体 A"), ADA);
    }

    /** A local time of the day the tests begin on, µs. */
    static long at(String time) {
        return at("2026-11-24", time);
    }

    static long at(String day, String time) {
        return Micros.of(Instant.parse(day + "T" + time + ":00+08:00"));
    }

    long now() {
        return Micros.of(clock.instant());
    }

    static Entry.ReasonClaim reason(String id) {
        return new Entry.ReasonClaim(id, LossPolicy.AVAILABILITY);
    }

    static NewEntry entry(long from, OptionalLong to, Entry.Claim claim) {
        return NewEntry.of("press-1", from, to, claim);
    }

    static NewEntry entry(String id, long from, long to, Entry.Claim claim) {
        return new NewEntry(Optional.of(id), "press-1", from, OptionalLong.of(to), claim, OptionalLong.empty(), "");
    }

    static NewEntry remarked(NewEntry entry, String remark) {
        return new NewEntry(entry.id(), entry.workUnit(), entry.from(), entry.to(), entry.claim(), entry.saidAt(),
                remark);
    }

    /** The refusal something ends in. */
    static RefusedException refused(ThrowingCallable what) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, what);
        assertThat(refused).as("nothing was refused").isNotNull();
        assertThat(refused.refusal().text().zh()).as("is translated").isNotEqualTo(refused.refusal().text().en());
        return refused;
    }

    static String code(ThrowingCallable what) {
        return refused(what).refusal().code();
    }
}
