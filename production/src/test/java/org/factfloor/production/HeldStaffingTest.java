package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.StaffingClaim;
import org.junit.jupiter.api.Test;

class HeldStaffingTest {

    private static Entry entry(String id, long from, OptionalLong to, long saidAt) {
        return new Entry(id, 1, "m", from, to, saidAt, "lea", new StaffingClaim(Staffing.NOT_STAFFED));
    }

    private static List<String> held(Entry... entries) {
        return HeldStaffing.of(List.of(entries), 0, 100).stream()
                .map(held -> held.entry().id() + " " + held.from() + "-" + held.to()).toList();
    }

    @Test
    void theOneSaidLastHolds() {
        assertThat(held(entry("a", 10, OptionalLong.of(60), 1), entry("b", 20, OptionalLong.of(30), 2)))
                .containsExactly("a 10-20", "b 20-30", "a 30-60");
        assertThat(held(entry("a", 10, OptionalLong.of(60), 2), entry("b", 20, OptionalLong.of(30), 1)))
                .containsExactly("a 10-60");
    }

    @Test
    void oneWithoutAnEndLastsUntilTheNextBegins() {
        assertThat(held(entry("a", -5, OptionalLong.empty(), 1), entry("b", 40, OptionalLong.of(50), 2)))
                .containsExactly("a 0-40", "b 40-50");
        assertThat(held(entry("a", 90, OptionalLong.empty(), 1))).containsExactly("a 90-100");
        assertThat(held()).isEmpty();
    }
}
