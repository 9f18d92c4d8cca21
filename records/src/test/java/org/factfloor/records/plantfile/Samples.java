package org.factfloor.records.plantfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;

/** Plant files that lie beside the tests. */
final class Samples {

    private Samples() {}

    /** A small plant that uses most of what there is, with comments in many places. */
    static String small() {
        return text("small.yaml");
    }

    static String text(String name) {
        try (InputStream file = Samples.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static PlantModel model(String yaml) {
        return ok(yaml).model();
    }

    static PlantFile.Ok ok(String yaml) {
        return switch (PlantFile.read(yaml, "plant.yaml")) {
            case PlantFile.Ok file -> file;
            case PlantFile.Invalid(var problems) -> throw new AssertionError(problems + "\n" + yaml);
        };
    }

    static Signal signal(PlantModel model, String key) {
        return model.signals().filter(signal -> signal.key().equals(key)).findFirst().orElseThrow();
    }
}
