package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.factfloor.plant.Connection;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.WorkCenter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema editors use and the reader know the same keys and words. */
class PlantSchemaTest {

    private JsonNode definitions;

    @BeforeEach
    void parse() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(PlantFile.schema());
        assertThat(schema.get("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        definitions = schema.get("$defs");
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void hasTheKeysTheReaderKnows(Shape shape) {
        JsonNode definition = definitions.get(Words.of(shape));
        List<String> keys = new ArrayList<>();
        definition.get("properties").fieldNames().forEachRemaining(keys::add);
        assertThat(keys).isEqualTo(shape.keys());
        assertThat(definition.get("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void describesNoMappingTheReaderDoesNotKnow() {
        List<String> mappings = new ArrayList<>();
        definitions.properties().forEach(entry -> {
            if (entry.getValue().has("properties")) {
                mappings.add(entry.getKey());
            }
        });
        assertThat(mappings).containsExactlyInAnyOrderElementsOf(Words.all(Shape.class));
    }

    @Test
    void hasTheWordsTheReaderKnows() {
        assertThat(words("signal", "kind")).isEqualTo(Words.all(SignalKind.class));
        assertThat(words("signal", "role")).isEqualTo(Words.all(Signal.Role.class));
        assertThat(words("state", "meaning")).isEqualTo(Words.all(Signal.Meaning.class));
        assertThat(words("workCenter", "kind")).isEqualTo(Words.all(WorkCenter.Kind.class));
        assertThat(words("production", "role")).isEqualTo(Words.all(ProductionSheet.Role.class));
        assertThat(words("count", "oneCount")).isEqualTo(Words.all(ProductionSheet.OneCount.class));
        assertThat(words("connection", "security")).isEqualTo(Words.all(Connection.Security.class));
        assertThat(words("connection", "clock")).isEqualTo(Words.all(Connection.Clock.class));
        assertThat(words("dayException", "kind")).isEqualTo(Words.all(CalendarReader.ExceptionKind.class));
        assertThat(words("connection", "protocol")).isEqualTo(ConnectionReader.PROTOCOLS);
    }

    @Test
    void refersOnlyToWhatItDefines() {
        for (JsonNode reference : definitions.findValues("$ref")) {
            assertThat(definitions.has(reference.asText().substring("#/$defs/".length()))).as(reference.asText())
                    .isTrue();
        }
    }

    private List<String> words(String definition, String key) {
        List<String> words = new ArrayList<>();
        definitions.get(definition).get("properties").get(key).get("enum").forEach(word -> words.add(word.asText()));
        return words;
    }
}
