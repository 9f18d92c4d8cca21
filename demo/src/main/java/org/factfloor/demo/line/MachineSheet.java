package org.factfloor.demo.line;

import java.util.List;
import java.util.function.Function;
import org.factfloor.plant.Label;

/**
 * The data sheet of a machine: what it is called and which channels it offers.
 *
 * @param <M> the machine
 * @param id id of the work unit and of its connection, e.g. {@code cnc-1}
 * @param node first part of its node names, e.g. {@code CNC1}
 * @param template id of its kind, e.g. {@code cnc}
 * @param machine finds the machine in a line
 */
public record MachineSheet<M>(String id, Label name, String node, String template, Function<Line, M> machine,
        List<Channel<M>> channels) {

    public MachineSheet {
        channels = List.copyOf(channels);
    }

    /** URI of the namespace its server keeps the machine's nodes in. */
    public String namespaceUri() {
        return "urn:factfloor:demo:" + template;
    }

    /** The plant-wide key of a signal: {@code cnc-1/spindle-load}. */
    public String key(Channel<?> channel) {
        return id + "/" + channel.id();
    }

    /** Reads all channels off the machine into a frame, from {@code offset} on. */
    void read(Line line, Frame frame, int offset) {
        M source = machine.apply(line);
        for (int i = 0; i < channels.size(); i++) {
            Channel<M> channel = channels.get(i);
            int slot = offset + i;
            frame.setStatus(slot, channel.status().applyAsInt(source));
            switch (channel.reading()) {
                case Channel.Reading.Measurement<M>(var value, int decimals) ->
                    frame.setNumber(slot, Frame.round(value.applyAsDouble(source), decimals));
                case Channel.Reading.Whole<M>(var value) -> frame.setWhole(slot, value.applyAsLong(source));
                case Channel.Reading.Text<M>(var value) -> frame.setText(slot, value.apply(source));
            }
        }
    }
}
