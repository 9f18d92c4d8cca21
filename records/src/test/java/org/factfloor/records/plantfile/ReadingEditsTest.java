package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.WorkCenter;
import org.junit.jupiter.api.Test;

/** Which signals a machine is read by, and where its line counts, are changed in place. */
class ReadingEditsTest {

    private static final String PLANT = """
            factfloor: 1
            enterprise:
              id: works
              sites:
                - id: works
                  calendar: {zone: Asia/Shanghai}
                  areas:
                    - id: moulding
                      workCenters:
                        - id: line-1
                          workUnits:
                            - id: imm-1
                              connection: plc
                              signals:
                                # the running bit
                                - {id: run, kind: state, address: "ns=1;s=Run"}
                                - {id: mode, kind: state, role: state, address: "ns=1;s=Mode"}
                                - {id: shots, kind: counter, role: main, address: "ns=1;s=Shots"}
                                - {id: power, kind: analog, address: "ns=1;s=Power"}
                            - {id: imm-2, template: imm, connection: plc}
            connections:
              - {id: plc, protocol: opcua, endpoint: "opc.tcp://10.0.0.7:4840"}
            templates:
              - id: imm
                signals:
                  - {id: shots, kind: counter, address: "ns=1;s=Shots"}
            """;

    private static Role role(String yaml, String key) {
        return Samples.signal(Samples.model(yaml), key).role();
    }

    @Test
    void givesARoleToAnotherSignalAndTakesItFromTheOneBefore() {
        String edited = ReadingEdits.setRoles(PLANT, "imm-1",
                Map.of(Role.STATE, Optional.of("run"), Role.COUNT, Optional.of("shots")));
        assertThat(role(edited, "imm-1/run")).isEqualTo(Role.STATE);
        assertThat(role(edited, "imm-1/mode")).isEqualTo(Role.NONE);
        assertThat(role(edited, "imm-1/shots")).isEqualTo(Role.COUNT);
        assertThat(edited).contains("# the running bit");
        assertThat(ReadingEdits.setRoles(edited, "imm-1", Map.of(Role.STATE, Optional.of("run")))).isEqualTo(edited);
    }

    @Test
    void leavesAMachineToItsCounter() {
        String edited = ReadingEdits.setRoles(PLANT, "imm-1", Map.of(Role.STATE, Optional.empty()));
        assertThat(role(edited, "imm-1/mode")).isEqualTo(Role.NONE);
        assertThat(role(edited, "imm-1/shots")).isEqualTo(Role.MAIN);
    }

    @Test
    void saysItOverATemplateForOneMachineAlone() {
        String edited = ReadingEdits.setRoles(PLANT, "imm-2", Map.of(Role.COUNT, Optional.of("shots")));
        assertThat(role(edited, "imm-2/shots")).isEqualTo(Role.COUNT);
        assertThat(edited).contains("{id: shots, role: count}").contains("- {id: shots, kind: counter, address");
    }

    @Test
    void refusesSignalsThatCannotBeReadLikeThat() {
        assertThatThrownBy(() -> ReadingEdits.setRoles(PLANT, "imm-1", Map.of(Role.COUNT, Optional.of("power"))))
                .isInstanceOf(PlantEditException.class)
                .hasMessageContaining("the signal power of kind analog cannot have role count");
        assertThatThrownBy(() -> ReadingEdits.setRoles(PLANT, "imm-1", Map.of(Role.COUNT, Optional.of("speed"))))
                .hasMessageContaining("imm-1 has no signal speed");
        assertThatThrownBy(() -> ReadingEdits.setRoles(PLANT, "imm-1", Map.of(Role.PROGRAM, Optional.of("mode"))))
                .hasMessageContaining("the signal mode has role state and cannot have role program, too");
    }

    @Test
    void countsALineAtOneOfItsMachines() {
        String counted = ReadingEdits.setCounting(PLANT, "imm-2", true);
        assertThat(line(counted).countingUnit()).contains("imm-2");
        assertThat(line(ReadingEdits.setCounting(counted, "imm-1", true)).countingUnit()).contains("imm-1");
        assertThat(ReadingEdits.setCounting(counted, "imm-1", false)).isEqualTo(counted);
        assertThat(ReadingEdits.setCounting(counted, "imm-2", false)).isEqualTo(PLANT);
    }

    private static WorkCenter line(String yaml) {
        return Samples.model(yaml).enterprise().sites().getFirst().areas().getFirst().workCenters().getFirst();
    }
}
