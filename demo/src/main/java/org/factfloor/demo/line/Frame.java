package org.factfloor.demo.line;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every channel of the plant shows at one second; channels are numbered through all machines in line order. */
public final class Frame {

    private static final double[] TENS = {1, 10, 100, 1_000};

    /** A channel, the machine it belongs to and the plant-wide key of its signal. */
    public record Slot(MachineSheet<?> sheet, Channel<?> channel, String key) {}

    /** All channels, in the order frames keep them. */
    public static final List<Slot> SLOTS = slots();

    private final double[] numbers = new double[SLOTS.size()];
    private final long[] wholes = new long[SLOTS.size()];
    private final @Nullable String[] texts = new String[SLOTS.size()];
    private final int[] statuses = new int[SLOTS.size()];

    /** Reads all channels of the line. */
    public void read(Line line) {
        int offset = 0;
        for (MachineSheet<?> sheet : Line.SHEETS) {
            sheet.read(line, this, offset);
            offset += sheet.channels().size();
        }
    }

    /** The value of an analog channel; 0 for others. */
    public double number(int slot) {
        return numbers[slot];
    }

    /**
     * The value of an analog channel between this second and the next.
     *
     * @param next the frame a second later
     * @param fraction part of the second that has passed, [0, 1)
     */
    public double numberBetween(int slot, Frame next, double fraction) {
        double between = numbers[slot] + fraction * (next.numbers[slot] - numbers[slot]);
        return SLOTS.get(slot).channel().reading() instanceof Channel.Reading.Measurement<?> measurement
                ? round(between, measurement.decimals())
                : between;
    }

    /** The value of a counter or state; 0 for others. */
    public long whole(int slot) {
        return wholes[slot];
    }

    /** The value of a text channel; empty for others. */
    public String text(int slot) {
        String text = texts[slot];
        return text == null ? "" : text;
    }

    /** The 32-bit OPC UA status; 0 is good. */
    public int status(int slot) {
        return statuses[slot];
    }

    /** Whether a channel shows the same here and there. */
    public boolean same(int slot, Frame other) {
        return numbers[slot] == other.numbers[slot] && wholes[slot] == other.wholes[slot]
                && statuses[slot] == other.statuses[slot] && text(slot).equals(other.text(slot));
    }

    /** Takes over what a channel shows in another frame. */
    public void take(int slot, Frame other) {
        numbers[slot] = other.numbers[slot];
        wholes[slot] = other.wholes[slot];
        texts[slot] = other.texts[slot];
        statuses[slot] = other.statuses[slot];
    }

    void setNumber(int slot, double number) {
        numbers[slot] = number;
    }

    void setWhole(int slot, long whole) {
        wholes[slot] = whole;
    }

    void setText(int slot, String text) {
        texts[slot] = text;
    }

    void setStatus(int slot, int status) {
        statuses[slot] = status;
    }

    static double round(double value, int decimals) {
        // Adding 0 turns a negative zero into zero.
        return Math.rint(value * TENS[decimals]) / TENS[decimals] + 0.0;
    }

    private static List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (MachineSheet<?> sheet : Line.SHEETS) {
            for (Channel<?> channel : sheet.channels()) {
                slots.add(new Slot(sheet, channel, sheet.key(channel)));
            }
        }
        return List.copyOf(slots);
    }
}
