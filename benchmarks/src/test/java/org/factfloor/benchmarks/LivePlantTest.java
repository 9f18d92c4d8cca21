package org.factfloor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.util.stream.IntStream;
import org.factfloor.plant.PlantModel;
import org.factfloor.records.plantfile.PlantFile;
import org.junit.jupiter.api.Test;

class LivePlantTest {

    @Test
    void isAPlantTheProductTakes() {
        PlantFile.Result result = PlantFile.read(LivePlant.yaml("opc.tcp://127.0.0.1:4840"), "plant.yaml");

        assertThatObject(result).isInstanceOf(PlantFile.Ok.class);
        PlantModel model = ((PlantFile.Ok) result).model();
        assertThat(model.signals()).hasSize(LivePlant.SIGNALS + LivePlant.STAMPED);
    }

    @Test
    void everySignalHasItsNode() {
        assertThat(IntStream.range(0, LivePlant.SIGNALS + LivePlant.STAMPED)
                .allMatch(signal -> LivePlant.signal(LivePlant.node(signal)) == signal)).isTrue();
    }
}
