package org.factfloor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eclipse.milo.opcua.sdk.core.CefactEngineeringUnits;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.factfloor.demo.line.Frame;
import org.factfloor.demo.line.Frame.Slot;
import org.junit.jupiter.api.Test;

class EngineeringUnitTest {

    /** Milo carries the OPC Foundation's table of the recommendation's codes. */
    @Test
    void usesIdsAndSymbolsOfTheFoundationsTable() {
        int found = 0;
        for (Slot slot : Frame.SLOTS) {
            Optional<EngineeringUnit> unit = EngineeringUnit.of(slot.channel().unit());
            if (unit.isPresent()) {
                EUInformation ours = unit.get().information();
                EUInformation theirs = CefactEngineeringUnits.getByUnitId(ours.getUnitId());
                assertThat(theirs).as(slot.key()).isNotNull();
                assertThat(ours.getNamespaceUri()).isEqualTo(theirs.getNamespaceUri());
                // Theirs for the percent sign is "% or pct".
                assertThat(theirs.getDisplayName().text()).as(slot.key()).startsWith(ours.getDisplayName().text());
                found++;
            }
        }
        assertThat(found).isGreaterThan(40);
    }
}
