package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.Claim;
import org.factfloor.production.LossPolicy;
import org.junit.jupiter.api.Test;

/** What is in the files of plants: these texts must stay readable, and mean what they mean. */
class ClaimJsonTest {

    private static final Map<Claim, String> KEPT = Map.of(new Entry.StaffingClaim(Entry.Staffing.UNATTENDED),
            "{\"v\":1,\"kind\":\"staffing\",\"staffing\":\"UNATTENDED\"}",
            new Entry.StateClaim(Entry.Stated.OFF, Optional.empty()),
            "{\"v\":1,\"kind\":\"state\",\"state\":\"OFF\"}",
            new Entry.StateClaim(Entry.Stated.STOPPED, Optional.of("other")),
            "{\"v\":1,\"kind\":\"state\",\"state\":\"STOPPED\",\"reason\":\"other\"}",
            new Entry.ReasonClaim("changeover", LossPolicy.SETUP),
            "{\"v\":1,\"kind\":\"reason\",\"reason\":\"changeover\",\"policy\":\"SETUP\"}",
            new Entry.ProductClaim("壳体", Optional.of("mould \"3\""), OptionalInt.of(7)),
            "{\"v\":1,\"kind\":\"product\",\"product\":\"壳体\",\"tool\":\"mould \\\"3\\\"\",\"cavities\":7}",
            new Entry.JobClaim("4711", "a", Optional.empty(), OptionalInt.empty()),
            "{\"v\":1,\"kind\":\"job\",\"job\":\"4711\",\"product\":\"a\"}",
            new Entry.RejectClaim(Entry.Fate.HOLD, 12_500, Optional.of("quality")),
            "{\"v\":1,\"kind\":\"reject\",\"fate\":\"HOLD\",\"quantity\":12500,\"reason\":\"quality\"}",
            new Entry.OutputClaim(50_000), "{\"v\":1,\"kind\":\"output\",\"quantity\":50000}",
            new Entry.CountClaim(-12_000, "box count"),
            "{\"v\":1,\"kind\":\"count\",\"quantity\":-12000,\"remark\":\"box count\"}");

    @Test
    void everyKindIsWrittenAsItAlwaysWasAndReadsBack() {
        KEPT.forEach((claim, json) -> {
            assertThat(ClaimJson.write(claim)).isEqualTo(json);
            assertThat(ClaimJson.read(json)).isEqualTo(claim);
        });
        assertThat(KEPT.keySet()).extracting(claim -> claim.getClass().getName()).as("every kind")
                .containsAll(Arrays.stream(Claim.class.getPermittedSubclasses()).map(Class::getName).toList());
    }

    @Test
    void saysWhenANewerVersionWroteIt() {
        for (String json : new String[]{"{\"v\":2,\"kind\":\"output\"}", "{\"v\":1,\"kind\":\"mood\"}", "{"}) {
            assertThatThrownBy(() -> ClaimJson.read(json)).isInstanceOf(RecordsException.class)
                    .hasMessageContaining("newer version of Factfloor");
        }
    }
}
