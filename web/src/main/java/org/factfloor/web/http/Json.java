package org.factfloor.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.factfloor.plant.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * JSON that takes nothing it does not know: unknown or repeated fields, values of another type, and anything deep or
 * long are refused with a problem that names the place. Safe for many threads.
 */
public final class Json {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_TEXT = 256 * 1024;

    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_TEXT).maxNumberLength(64).maxNameLength(200).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        SimpleModule words = new SimpleModule("factfloor");
        words.addSerializer(new InstantSerializer());
        words.addSerializer(new EnumSerializer());
        return JsonMapper.builder(factory).addModule(words)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, config -> {
                    for (CoercionInputShape shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float,
                            CoercionInputShape.Boolean)) {
                        config.setCoercion(shape, CoercionAction.Fail);
                    }
                }).serializationInclusion(JsonInclude.Include.NON_NULL).build();
    }

    /** A generator that writes in UTF-8 and leaves the stream open when it is closed. */
    public static JsonGenerator generator(java.io.OutputStream out) throws IOException {
        // What a failure leaves open must not be closed: half an answer would look whole.
        return MAPPER.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    }

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    /**
     * Reads a request.
     *
     * @throws ProblemException 400 {@code unknown-field}, {@code wrong-type} or {@code malformed-json}
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw ProblemException.of(400, "wrong-type", "The body must be a JSON object, not null.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new ProblemException(unknownField(e));
        } catch (MismatchedInputException e) {
            throw new ProblemException(wrongType(e));
        } catch (JsonProcessingException e) {
            throw new ProblemException(Problem.of(400, "malformed-json",
                    "The body is not the JSON this call takes" + at(e.getLocation()) + ": " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem unknownField(UnrecognizedPropertyException e) {
        String path = path(e);
        List<String> known = Objects.requireNonNullElse(e.getKnownPropertyIds(), List.<Object>of()).stream()
                .map(String::valueOf).sorted().toList();
        Optional<String> nearest = Nearest.to(e.getPropertyName(), known);
        String advice = nearest.map(name -> "did you mean " + name + "?")
                .orElse(known.isEmpty() ? "it takes no fields" : "it takes " + String.join(", ", known));
        return Problem.of(400, "unknown-field", "The field " + path + " is not known here; " + advice)
                .withErrors(List.of(new Problem.FieldError(path, "unknown field", nearest.orElse(null))));
    }

    private static Problem wrongType(MismatchedInputException e) {
        String path = path(e);
        String message = "must be " + wanted(e.getTargetType());
        String where = path.isEmpty() ? "The body " : "The field " + path + " ";
        return Problem.of(400, "wrong-type", where + message + at(e.getLocation()))
                .withErrors(List.of(new Problem.FieldError(path, message, null)));
    }

    private static String wanted(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        return java.util.Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream().map(
                reference -> reference.getFieldName() != null ? reference.getFieldName() : "" + reference.getIndex())
                .collect(Collectors.joining("/"));
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(Times.of(value));
        }
    }

    @SuppressWarnings("rawtypes") // Jackson keys serializers by raw class
    private static final class EnumSerializer extends StdSerializer<Enum> {
        private static final long serialVersionUID = 1L;

        EnumSerializer() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(Words.of(value));
        }
    }
}
