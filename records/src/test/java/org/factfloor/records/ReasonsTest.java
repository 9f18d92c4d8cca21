package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.factfloor.plant.Label;
import org.factfloor.production.LossPolicy;
import org.junit.jupiter.api.Test;

class ReasonsTest extends EntriesFixture {

    @Test
    void eightAreThereFromTheBeginningInBothLanguages() {
        assertThat(records.reasons().list(Optional.empty())).hasSize(8)
                .allMatch(reason -> !reason.name().en().equals(reason.name().zh()) && !reason.hidden());
        assertThat(records.reasons().find("changeover")).map(Reason::policy).contains(LossPolicy.SETUP);
        assertThat(records.reasons().find("maintenance")).map(Reason::policy).contains(LossPolicy.EXCLUDED);
        assertThat(records.reasons().list(Optional.empty()).getFirst().name())
                .isEqualTo(new Label("Breakdown", "故障"));
    }

    @Test
    void thoseGivenMostInThirtyDaysOnTheMachineComeFirst() {
        records.entries().say(entry("a", at("10:00"), at("10:10"), reason("quality")), OLGA);
        records.entries().say(entry("b", at("11:00"), at("11:10"), reason("quality")), OLGA);
        records.entries().say(entry("c", at("12:00"), at("12:10"), reason("other")), OLGA);
        assertThat(records.reasons().list(Optional.of("press-1"))).extracting(Reason::id)
                .startsWith("quality", "other", "breakdown");
        assertThat(records.reasons().list(Optional.of("press-2"))).extracting(Reason::id).startsWith("breakdown");
        clock.advance(Duration.ofDays(31));
        assertThat(records.reasons().list(Optional.of("press-1"))).extracting(Reason::id).startsWith("breakdown");
    }

    @Test
    void namesChangeAndAReasonHidesButItsPolicyStays() {
        records.reasons().change("tool-change", new Label("New tool", "换刀具"), true, EMIL);
        assertThat(records.reasons().find("tool-change"))
                .contains(new Reason("tool-change", new Label("New tool", "换刀具"), LossPolicy.AVAILABILITY, true, 0));
        // A terminal that has not heard of it yet still gets its entries through.
        records.entries().say(entry("a", at("10:00"), at("10:10"), reason("tool-change")), OLGA);
    }

    @Test
    void engineersAddReasons() {
        records.reasons().add("feeder", new Label("Feeder", "送料器"), LossPolicy.PERFORMANCE, EMIL);
        assertThat(records.reasons().list(Optional.empty()).getLast().id()).isEqualTo("feeder");
        assertThat(code(() -> records.reasons().add("feeder", Label.of("x"), LossPolicy.SETUP, EMIL)))
                .isEqualTo("id-taken");
        assertThat(code(() -> records.reasons().add("robot", Label.of("x"), LossPolicy.SETUP, LEA)))
                .isEqualTo("role-may-not");
        assertThat(code(() -> records.reasons().add("robot", Label.of("x".repeat(61)), LossPolicy.SETUP, EMIL)))
                .isEqualTo("text");
        assertThat(code(() -> records.reasons().change("robot", Label.of("x"), false, EMIL)))
                .isEqualTo("unknown-reason");
    }

    @Test
    void productsAreNamedByTeamLeads() {
        records.products().put("零件-7", new Label("Part 7", "零件 7"), LEA);
        assertThat(records.products().list()).extracting(Product::id).containsExactly("housing-a", "零件-7");
        assertThat(code(() -> records.products().put("x", Label.of("X"), OLGA))).isEqualTo("role-may-not");
        assertThat(code(() -> records.products().put(" x", Label.of("X"), LEA))).isEqualTo("bad-id");
        assertThat(code(() -> records.products().put("x\n", Label.of("X"), LEA))).isEqualTo("bad-id");
    }
}
