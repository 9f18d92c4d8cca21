package org.factfloor.plant;

import java.util.Map;
import java.util.OptionalInt;

/**
 * OPC UA status codes (OPC 10000-4, 7.39; values from the OPC Foundation's StatusCode.csv) that this product sets or
 * explains itself. Any other 32-bit code a source sends is kept as it is.
 */
public final class StatusCode {

    public static final int GOOD = 0x0000_0000;
    public static final int UNCERTAIN = 0x4000_0000;
    public static final int UNCERTAIN_LAST_USABLE_VALUE = 0x4090_0000;
    /** The value stands, but its time is not the source's own. */
    public static final int UNCERTAIN_SUBSTITUTE_VALUE = 0x4091_0000;
    public static final int BAD = 0x8000_0000;
    public static final int BAD_COMMUNICATION_ERROR = 0x8005_0000;
    public static final int BAD_DECODING_ERROR = 0x8007_0000;
    /** Written by ourselves where a source fell silent; holds until its next sample. */
    public static final int BAD_NO_COMMUNICATION = 0x8031_0000;
    public static final int BAD_WAITING_FOR_INITIAL_DATA = 0x8032_0000;
    public static final int BAD_NODE_ID_INVALID = 0x8033_0000;
    public static final int BAD_NODE_ID_UNKNOWN = 0x8034_0000;
    public static final int BAD_NOT_READABLE = 0x803A_0000;
    public static final int BAD_OUT_OF_RANGE = 0x803C_0000;
    public static final int BAD_TYPE_MISMATCH = 0x8074_0000;
    public static final int BAD_NOT_CONNECTED = 0x808A_0000;
    public static final int BAD_DEVICE_FAILURE = 0x808B_0000;
    public static final int BAD_SENSOR_FAILURE = 0x808C_0000;
    public static final int BAD_OUT_OF_SERVICE = 0x808D_0000;

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(GOOD >>> 16, "Good"),
            Map.entry(UNCERTAIN >>> 16, "Uncertain"),
            Map.entry(UNCERTAIN_LAST_USABLE_VALUE >>> 16, "UncertainLastUsableValue"),
            Map.entry(UNCERTAIN_SUBSTITUTE_VALUE >>> 16, "UncertainSubstituteValue"),
            Map.entry(BAD >>> 16, "Bad"),
            Map.entry(BAD_COMMUNICATION_ERROR >>> 16, "BadCommunicationError"),
            Map.entry(BAD_DECODING_ERROR >>> 16, "BadDecodingError"),
            Map.entry(BAD_NO_COMMUNICATION >>> 16, "BadNoCommunication"),
            Map.entry(BAD_WAITING_FOR_INITIAL_DATA >>> 16, "BadWaitingForInitialData"),
            Map.entry(BAD_NODE_ID_INVALID >>> 16, "BadNodeIdInvalid"),
            Map.entry(BAD_NODE_ID_UNKNOWN >>> 16, "BadNodeIdUnknown"),
            Map.entry(BAD_NOT_READABLE >>> 16, "BadNotReadable"),
            Map.entry(BAD_OUT_OF_RANGE >>> 16, "BadOutOfRange"),
            Map.entry(BAD_TYPE_MISMATCH >>> 16, "BadTypeMismatch"),
            Map.entry(BAD_NOT_CONNECTED >>> 16, "BadNotConnected"),
            Map.entry(BAD_DEVICE_FAILURE >>> 16, "BadDeviceFailure"),
            Map.entry(BAD_SENSOR_FAILURE >>> 16, "BadSensorFailure"),
            Map.entry(BAD_OUT_OF_SERVICE >>> 16, "BadOutOfService"));

    private StatusCode() {}

    /** The standard's name of the code, e.g. {@code BadNoCommunication}; {@code 0x80AB0000} for one not listed here. */
    public static String name(int status) {
        String name = NAMES.get(status >>> 16);
        return name != null ? name : String.format("0x%08X", status);
    }

    /** The inverse of {@link #name}: the code of a standard's name listed here, in whatever case. */
    public static OptionalInt named(String name) {
        return NAMES.entrySet().stream().filter(known -> known.getValue().equalsIgnoreCase(name))
                .mapToInt(known -> known.getKey() << 16).findFirst();
    }
}
