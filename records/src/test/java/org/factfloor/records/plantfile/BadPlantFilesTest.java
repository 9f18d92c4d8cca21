package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with many mistakes, each beside the complete list of what the reader says about it. */
class BadPlantFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"keys-and-words", "ids", "calendar", "calendar-changes", "connections", "signals",
            "templates", "production", "wrong-sorts",
            "syntax", "percent", "tab", "two-documents", "empty", "control-character", "list", "unknown-anchor"})
    void reportsEveryProblemWithItsPlace(String name) {
        PlantFile.Result result = PlantFile.read(Samples.text("bad/" + name + ".yaml"), name + ".yaml");
        assertThat(result).isInstanceOf(PlantFile.Invalid.class);
        List<Problem> problems = ((PlantFile.Invalid) result).problems();
        String said = problems.stream().map(Problem::toString).collect(Collectors.joining("\n", "", "\n"));
        assertThat(said).isEqualTo(Samples.text("bad/" + name + ".problems"));
        assertThat(said).doesNotContain("hunter2secret");
    }
}
