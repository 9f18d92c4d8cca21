package org.factfloor.web.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.factfloor.intake.LiveBoard;
import org.factfloor.plant.ValueType;

/**
 * The binary form of newest values, little endian. Header of 24 bytes: format (u8, 1), flags (u8, 0), reserved (u16),
 * sequence (u32), server time (i64, µs), count (u32), reserved (u32). Then for each value 28 bytes: reference (u32), time
 * (i64, µs), type (u8: 0 none, 1 number, 2 whole, 3 text), 3 bytes of padding, status (u32), bits (u64). Bits of a text
 * are 0: it travels as JSON.
 */
final class Frame {

    static final int HEADER_BYTES = 24;
    static final int VALUE_BYTES = 28;
    private static final byte FORMAT = 1;

    private Frame() {}

    static ByteBuffer of(int sequence, long serverTime, List<LiveBoard.Latest> values) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + values.size() * VALUE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        frame.put(FORMAT).put((byte) 0).putShort((short) 0).putInt(sequence).putLong(serverTime).putInt(values.size())
                .putInt(0);
        for (LiveBoard.Latest value : values) {
            frame.putInt(value.signal()).putLong(value.time()).put(value.type().code()).put((byte) 0)
                    .putShort((short) 0).putInt(value.status())
                    .putLong(value.type() == ValueType.TEXT ? 0 : value.bits());
        }
        return frame.flip();
    }
}
