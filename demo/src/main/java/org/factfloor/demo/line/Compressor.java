package org.factfloor.demo.line;

import java.util.List;
import java.util.Map;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;

/**
 * The compressor fills the air tank when its pressure has fallen to 6.8 bar and runs unloaded from 7.6 bar on; the
 * machines that run empty the tank. Its volume meter has a counter of 16 bits.
 */
final class Compressor extends Machine {

    private static final double LOAD_AT = 6.8;
    private static final double UNLOAD_AT = 7.6;
    /** m³/min of ambient air it delivers when loaded. */
    private static final double DELIVERY = 5.2;
    /** m³/min lost in the pipes of the hall. */
    private static final double LEAKS = 0.5;
    private static final double TANK_CUBIC_METRES = 1.5;
    private static final double PULSE_CUBIC_METRES = 0.05;
    private static final long PULSES_PER_DAY = 69_000;
    private static final long SIXTEEN_BITS = 0xFFFF;

    private double pressure = 7.2;
    private double flow;
    private double current;
    private double oil = 74;
    private double dewPoint = 3.4;
    private double delivered;
    private long loadedSeconds;

    Compressor(Dice dice, long days) {
        super(dice);
        state = RUNNING;
        delivered = days * PULSES_PER_DAY * PULSE_CUBIC_METRES;
        loadedSeconds = days * 39_800;
    }

    static MachineSheet<Compressor> sheet() {
        var states = states(new Label("Loaded", "加载"), new Label("Starting", "启动中"), new Label("Tripped", "跳闸"),
                Map.of((long) WAITING, new State(new Label("Unloaded", "卸载"), Meaning.IDLE)));
        return new MachineSheet<>("compressor-1", new Label("Air compressor", "空压机"), "COMP1", "compressor",
                line -> line.compressor,
                List.of(Channel.state(states, m -> m.state),
                        Channel.<Compressor>analog("Air.Pressure", "Tank pressure", "储气罐压力", "bar", 2, m -> m.pressure)
                                .fast().normal(6.5, 7.8).with(Role.MAIN),
                        Channel.counter16("Air.Pulses", "Air delivered, pulses of 50 l", "供气脉冲（每 50 升）", "{pulse}",
                                m -> m.pulses() & SIXTEEN_BITS),
                        Channel.analog("Air.Flow", "Air demand", "用气量", "m3/min", 2, m -> m.flow),
                        Channel.<Compressor>analog("Air.DewPoint", "Dew point", "露点", "Cel", 1, m -> m.dewPoint).slow()
                                .normal(0, 7),
                        Channel.<Compressor>analog("Motor.Current", "Motor current", "电机电流", "A", 1, m -> m.current)
                                .fast().normal(0, 65),
                        Channel.<Compressor>analog("Oil.Temperature", "Oil temperature", "油温", "Cel", 1, m -> m.oil)
                                .slow().normal(50, 95),
                        Channel.counter("Hours.Loaded", "Hours loaded", "加载小时数", "h", m -> m.loadedSeconds / 3_600),
                        Channel.<Compressor>analog("Power.Active", "Active power", "有功功率", "kW", 2, m -> m.power).fast()
                                .with(Role.POWER)));
    }

    private long pulses() {
        return (long) (delivered / PULSE_CUBIC_METRES);
    }

    /** @param demand air the machines draw, m³/min */
    void step(double demand) {
        if (pressure <= LOAD_AT) {
            state = RUNNING;
        } else if (pressure >= UNLOAD_AT) {
            state = WAITING;
        }
        flow = Math.max(0, demand + LEAKS + dice.noise(0.04));
        double delivery = running() ? DELIVERY : 0;
        delivered += delivery / 60;
        loadedSeconds += running() ? 1 : 0;
        // A volume of ambient air in the tank raises its pressure by the volume's share of the tank, in bar.
        pressure += (delivery - flow) / 60 / TANK_CUBIC_METRES;
        current = (running() ? 52 + 1.1 * (pressure - LOAD_AT) : 21) + dice.noise(0.3);
        oil = towards(oil, running() ? 84 : 66, 600) + dice.noise(0.02);
        dewPoint = towards(dewPoint, running() ? 4.2 : 2.8, 400) + dice.noise(0.01);
        power = running() ? 29 + 1.2 * (pressure - LOAD_AT) + Math.abs(dice.noise(0.1)) : 9.5;
    }
}
