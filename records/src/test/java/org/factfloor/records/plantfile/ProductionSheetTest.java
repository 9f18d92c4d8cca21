package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.WorkUnit;
import org.junit.jupiter.api.Test;

/** What a plant file says of the production of its machines. */
class ProductionSheetTest {

    private static final ProductionSheet OWN = new ProductionSheet(ProductionSheet.Role.PRODUCTION,
            Duration.ofMinutes(2), Duration.ofMinutes(5), Optional.of(new ProductionSheet.PowerBands(0.2, 2.5)),
            new ProductionSheet.Count(ProductionSheet.OneCount.SHOT, 7_500, OptionalLong.of(65_535), 100),
            Map.of("O1001", "housing-a"));

    private final String small = Samples.small();
    private final String withTemplate = small.replace("    name: CNC machine\n",
            "    name: CNC machine\n    production: {shortStopLimit: 3m, programs: {O1: a}}\n");

    private static WorkUnit unit(PlantModel model, String id) {
        return model.workUnits().filter(unit -> unit.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void aMachineWithAStateSignalIsReadWithTheDefaults() {
        WorkUnit unit = unit(Samples.model(small), "cnc-1");
        assertThat(unit.sheet()).isEmpty();
        assertThat(unit.production()).contains(ProductionSheet.STANDARD);
    }

    @Test
    void aUtilityHasNoProduction() {
        String yaml = small.replace("parameters: {node: CNC1}\n",
                "parameters: {node: CNC1}\n                  production: {role: utility}\n");
        assertThat(unit(Samples.model(yaml), "cnc-1").production()).isEmpty();
        assertThat(unit(Samples.model(yaml), "cnc-2").production()).isPresent();
    }

    @Test
    void aMachinesFieldsAreLaidOverItsTemplates() {
        String yaml = withTemplate.replace("parameters: {node: CNC1}\n",
                "parameters: {node: CNC1}\n                  production: {programs: {O2: b}}\n");
        assertThat(unit(Samples.model(yaml), "cnc-1").sheet()).hasValueSatisfying(sheet -> {
            assertThat(sheet.shortStopLimit()).isEqualTo(Duration.ofMinutes(3));
            assertThat(sheet.programs()).containsExactly(Map.entry("O2", "b"));
        });
        assertThat(unit(Samples.model(yaml), "cnc-2").sheet().orElseThrow().programs())
                .containsExactly(Map.entry("O1", "a"));
    }

    @Test
    void anEditSaysWhatIsMeantAlsoOverATemplateAndTakesItBack() {
        for (String start : new String[]{small, withTemplate}) {
            String edited = PlantEdits.setProduction(start, "cnc-2", Optional.of(OWN));
            assertThat(unit(Samples.model(edited), "cnc-2").sheet()).contains(OWN);
            assertThat(edited).contains("# this one is slower", "# came in 2024");
            String again = PlantEdits.setProduction(edited, "cnc-2", Optional.empty());
            assertThat(Samples.model(again)).isEqualTo(Samples.model(start));
        }
        assertThatThrownBy(() -> PlantEdits.setProduction(small, "nowhere", Optional.of(OWN)))
                .isInstanceOf(PlantEditException.class);
    }

    @Test
    void aChangeShowsInTheDifferenceOnceForTheTemplateAndOnceForEachMachine() {
        PlantDiff diff = PlantDiff.between(Samples.ok(small), Samples.ok(withTemplate));
        assertThat(diff.changes()).extracting(PlantDiff.Change::path).containsExactly("templates[cnc].production",
                "workUnits[cnc-1].production", "workUnits[cnc-2].production");
        assertThat(PlantDiff.between(Samples.ok(withTemplate),
                Samples.ok(withTemplate.replace("shortStopLimit: 3m", "shortStopLimit: 4m"))).changes())
                .contains(new PlantDiff.Change(PlantDiff.Kind.CHANGED, "workUnits[cnc-1].production.shortStopLimit",
                        "3m", "4m"));
    }

    /** A machine that loses its template with a connection loses what the template said of production too. */
    @Test
    void removingAConnectionKeepsWhatTheMachineItselfSays() {
        String yaml = PlantEdits.setProduction(withTemplate, "cnc-1", Optional.of(OWN));
        PlantModel model = Samples.model(
                PlantEdits.removeConnection(PlantEdits.removeConnection(yaml, "cnc-1"), "cnc-2"));
        assertThat(unit(model, "cnc-1").sheet()).contains(OWN);
        assertThat(unit(model, "cnc-2").sheet()).isEmpty();
    }

    @Test
    void aSerialLineCountsAtOneOfItsMachines() {
        String yaml = small.replace("kind: productionLine   # the old hall\n",
                "kind: productionLine\n              counting: {workUnit: cnc-2}\n");
        PlantModel model = Samples.model(yaml);
        assertThat(model.enterprise().sites().getFirst().areas().getFirst().workCenters().getFirst().countingUnit())
                .contains("cnc-2");
        assertThat(PlantDiff.between(Samples.ok(small), Samples.ok(yaml)).changes()).containsExactly(
                new PlantDiff.Change(PlantDiff.Kind.CHANGED, "workCenters[line-1].counting", "", "cnc-2"));
    }
}
