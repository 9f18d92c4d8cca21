package org.factfloor.connectivity.opcua;

import java.util.Optional;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UNumber;
import org.factfloor.plant.Quality;
import org.factfloor.plant.SampleBatch;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value of OPC UA's built-in types into a sample of a signal's kind.
 *
 * <table>
 * <caption>What becomes of a value</caption>
 * <tr><th>type</th><th>ANALOG</th><th>COUNTER, STATE</th><th>TEXT</th></tr>
 * <tr><td>Boolean</td><td>0 or 1</td><td>0 or 1</td><td>{@code true} or {@code false}</td></tr>
 * <tr><td>integers, enumerations</td><td>nearest double</td><td>kept; UInt64 keeps its 64 bits</td><td>decimal</td></tr>
 * <tr><td>Float, Double</td><td>kept, with NaN and infinities</td><td>kept if it is whole</td><td>shortest decimal</td>
 * </tr>
 * <tr><td>DateTime</td><td>does not fit</td><td>µs since 1970</td><td>ISO 8601</td></tr>
 * <tr><td>every other scalar</td><td>does not fit</td><td>does not fit</td><td>its text</td></tr>
 * <tr><td>arrays, structures</td><td>does not fit</td><td>does not fit</td><td>does not fit</td></tr>
 * </table>
 */
final class ValueReader {

    private static final double TWO_TO_63 = 0x1p63;

    private ValueReader() {}

    /**
     * Appends a value as a sample. One that does not fit is appended without a value: with its own status where that is
     * bad, else with {@code BadTypeMismatch}.
     *
     * @param value null for a sample without a value
     * @return false if it does not fit
     */
    static boolean append(SampleBatch batch, int ref, long time, SignalKind kind, @Nullable Object value, int status) {
        if (value == null) {
            batch.addNone(ref, time, status);
            return true;
        }
        boolean fits = switch (kind) {
            case ANALOG -> appendNumber(batch, ref, time, value, status);
            case COUNTER, STATE -> appendWhole(batch, ref, time, value, status);
            case TEXT -> appendText(batch, ref, time, value, status);
        };
        if (!fits) {
            boolean bad = Quality.of(status) == Quality.BAD;
            batch.addNone(ref, time, bad ? status : org.factfloor.plant.StatusCode.BAD_TYPE_MISMATCH);
            return bad;
        }
        return true;
    }

    /** The text of a scalar for people and for signals of text; empty for arrays and structures. */
    static Optional<String> text(Object value) {
        return Optional.ofNullable(switch (value) {
            case String text -> text;
            case Boolean bit -> bit.toString();
            case Number number -> number.toString();
            case LocalizedText localized -> localized.getText() == null ? "" : localized.getText();
            case QualifiedName name -> name.toParseableString();
            case DateTime time -> time.isValid() ? time.getJavaInstant().toString() : "";
            case UUID guid -> guid.toString();
            case ByteString bytes -> hex(bytes);
            case XmlElement xml -> xml.getFragment() == null ? "" : xml.getFragment();
            case NodeId node -> node.toParseableString();
            case ExpandedNodeId node -> node.toParseableString();
            case StatusCode code -> org.factfloor.plant.StatusCode.name((int) code.getValue());
            default -> null;
        });
    }

    /** The type of value a scalar is by nature; empty for arrays and structures. */
    static Optional<ValueType> natural(Object value) {
        return switch (value) {
            case Boolean bit -> Optional.of(ValueType.WHOLE);
            case Float number -> Optional.of(ValueType.NUMBER);
            case Double number -> Optional.of(ValueType.NUMBER);
            case Number whole -> Optional.of(ValueType.WHOLE);
            default -> text(value).map(text -> ValueType.TEXT);
        };
    }

    private static boolean appendNumber(SampleBatch batch, int ref, long time, Object value, int status) {
        double number;
        if (value instanceof Boolean bit) {
            number = bit ? 1 : 0;
        } else if (value instanceof Number any) {
            number = any.doubleValue();
        } else {
            return false;
        }
        batch.addNumber(ref, time, number, status);
        return true;
    }

    private static boolean appendWhole(SampleBatch batch, int ref, long time, Object value, int status) {
        long whole;
        if (value instanceof Boolean bit) {
            whole = bit ? 1 : 0;
        } else if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            if (number != Math.rint(number) || Math.abs(number) >= TWO_TO_63) {
                return false;
            }
            whole = (long) number;
        } else if (value instanceof Number any) {
            whole = any.longValue();
        } else if (value instanceof DateTime instant) {
            whole = Times.micros(instant);
        } else {
            return false;
        }
        batch.addWhole(ref, time, whole, status);
        return true;
    }

    private static boolean appendText(SampleBatch batch, int ref, long time, Object value, int status) {
        Optional<String> text = text(value);
        text.ifPresent(known -> batch.addText(ref, time, known, status));
        return text.isPresent();
    }

    private static String hex(ByteString bytes) {
        byte[] raw = bytes.bytes();
        return raw == null ? "" : java.util.HexFormat.of().formatHex(raw);
    }
}
