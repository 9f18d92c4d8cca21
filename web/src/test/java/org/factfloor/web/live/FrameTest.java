package org.factfloor.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.factfloor.intake.LiveBoard.Latest;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.ValueType;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void valuesAreLaidOutAsTheContractSays() {
        ByteBuffer frame = Frame.of(7, 1_000_001,
                List.of(new Latest(17, -5, ValueType.NUMBER, Double.doubleToLongBits(1.5), "", StatusCode.GOOD, 0, 0),
                        new Latest(18, 6, ValueType.WHOLE, Long.MIN_VALUE, "", StatusCode.UNCERTAIN, 0, 0),
                        new Latest(19, 7, ValueType.TEXT, 0, "text", StatusCode.GOOD, 0, 0),
                        new Latest(20, 8, ValueType.NONE, 0, "", StatusCode.BAD_NO_COMMUNICATION, 0, 0)))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(frame.remaining()).isEqualTo(24 + 4 * 28);
        assertThat(frame.get(0)).isEqualTo((byte) 1);
        assertThat(frame.getInt(4)).isEqualTo(7);
        assertThat(frame.getLong(8)).isEqualTo(1_000_001);
        assertThat(frame.getInt(16)).isEqualTo(4);
        assertThat(frame.getInt(24)).isEqualTo(17);
        assertThat(frame.getLong(28)).isEqualTo(-5);
        assertThat(frame.get(36)).isEqualTo((byte) 1);
        assertThat(frame.getInt(40)).isEqualTo(0);
        assertThat(Double.longBitsToDouble(frame.getLong(44))).isEqualTo(1.5);
        assertThat(frame.getLong(24 + 28 + 20)).isEqualTo(Long.MIN_VALUE);
        assertThat(frame.get(24 + 2 * 28 + 12)).isEqualTo((byte) 3);
        assertThat(frame.getInt(24 + 3 * 28 + 16)).isEqualTo(StatusCode.BAD_NO_COMMUNICATION);
    }
}
