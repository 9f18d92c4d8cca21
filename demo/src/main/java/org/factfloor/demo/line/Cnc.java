package org.factfloor.demo.line;

import java.util.List;
import java.util.Map;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;

/**
 * The machining centre cuts housings. Each part wears the tool: the spindle works harder and shakes more until somebody
 * changes the tool. After a batch it is set up for the other product; now and then chips jam and it raises an alarm. It
 * waits when the rack behind it is full. It cuts through breaks, but nobody helps it then.
 */
final class Cnc extends Machine implements Producer {

    private static final int TOOL_CHANGE = 5;
    private static final double CYCLE_SECONDS = 46;
    private static final double PARTS_PER_TOOL = 110;
    private static final int PARTS_PER_DAY = 1_570;

    private Product product = Product.A;
    private int ofBatch = 150;
    private double cycle = CYCLE_SECONDS;
    private double elapsed;
    /** What a person must do next; {@code RUNNING} for nothing. */
    private int wanted = RUNNING;
    private double helpSeconds;
    /** 0 is a new tool, 1 a worn one. */
    private double wear = 0.4;
    private long good;
    private long scrap;

    private double spindleLoad;
    private double spindleSpeed;
    private double feed;
    private double vibration;
    private double spindleTemperature = 45;
    private double coolantPressure;
    private double coolantTemperature = 26;
    private double slide;

    Cnc(Dice dice, long days) {
        super(dice);
        good = days * PARTS_PER_DAY;
        scrap = days * 9;
    }

    static MachineSheet<Cnc> sheet() {
        var states = states(new Label("Cutting", "加工中"), new Label("Setup", "换型"), new Label("Alarm", "报警"),
                Map.of((long) TOOL_CHANGE, new State(new Label("Tool change", "换刀"), Meaning.SETUP)));
        return new MachineSheet<>("cnc-1", new Label("Machining centre", "加工中心"), "CNC1", "cnc", line -> line.cnc,
                List.of(Channel.state(states, m -> m.state),
                        Channel.<Cnc>analog("Spindle.Load", "Spindle load", "主轴负载", "%", 1, m -> m.spindleLoad).fast()
                                .normal(0, 82).with(Role.MAIN),
                        Channel.<Cnc>counter("Parts.Good", "Good parts", "合格件数", "{piece}", m -> m.good)
                                .with(Role.COUNT),
                        Channel.counter("Parts.Scrap", "Scrap parts", "报废件数", "{piece}", m -> m.scrap),
                        Channel.<Cnc>text("Alarm.Text", "Alarm", "报警信息",
                                m -> m.state == FAULT ? "2041 CHIP CONVEYOR OVERLOAD" : ""),
                        Channel.<Cnc>text("Program.Name", "NC program", "数控程序", m -> m.product.ncProgram)
                                .with(Role.PROGRAM),
                        Channel.<Cnc>analog("Spindle.Speed", "Spindle speed", "主轴转速", "/min", 0, m -> m.spindleSpeed)
                                .fast(),
                        Channel.<Cnc>analog("Spindle.Vibration", "Spindle vibration", "主轴振动", "mm/s", 2,
                                m -> m.vibration).fast().normal(0, 2.8),
                        Channel.<Cnc>analog("Spindle.Temperature", "Spindle temperature", "主轴温度", "Cel", 1,
                                m -> m.spindleTemperature).slow().normal(15, 60),
                        Channel.<Cnc>analog("Axes.X", "X axis position", "X 轴位置", "mm", 2, m -> m.slide).fast(),
                        Channel.analog("Axes.Feed", "Feed rate", "进给速度", "mm/min", 0, m -> m.feed),
                        Channel.<Cnc>analog("Coolant.Pressure", "Coolant pressure", "冷却液压力", "bar", 1,
                                m -> m.coolantPressure).normal(0, 45),
                        Channel.<Cnc>analog("Coolant.Temperature", "Coolant temperature", "冷却液温度", "Cel", 1,
                                m -> m.coolantTemperature).slow().normal(15, 35),
                        Channel.<Cnc>analog("Tool.Life", "Tool life left", "刀具剩余寿命", "%", 0,
                                m -> 100 * (1 - Math.min(1, m.wear))).slow(),
                        Channel.<Cnc>analog("Power.Active", "Active power", "有功功率", "kW", 2, m -> m.power).fast()
                                .with(Role.POWER)));
    }

    /** Good housings of the current product it has cut. */
    int ofBatch() {
        return ofBatch;
    }

    @Override
    public Doing doing() {
        return switch (state) {
            case WAITING -> Doing.BLOCKED;
            case RUNNING -> Doing.RUNNING;
            case FAULT -> Doing.CHIPS;
            default -> Doing.SETUP;
        };
    }

    @Override
    public String making() {
        return product.housing;
    }

    @Override
    public long good() {
        return good;
    }

    @Override
    public long scrap() {
        return scrap;
    }

    void step(FloorTime time, Buffer housings) {
        switch (state) {
            case WAITING -> startWhenRoom(housings);
            case RUNNING -> cut(housings);
            default -> beHelped(time, housings);
        }
        shake();
    }

    private void startWhenRoom(Buffer housings) {
        if (housings.full()) {
            state = WAITING;
        } else {
            state = RUNNING;
            cycle = dice.around(CYCLE_SECONDS, 0.015);
        }
    }

    private void cut(Buffer housings) {
        if (wanted != RUNNING) {
            state = wanted;
            wanted = RUNNING;
            return;
        }
        elapsed++;
        if (elapsed >= cycle) {
            elapsed -= cycle;
            finishPart(housings);
        } else if (dice.onceIn(6 * 3600)) {
            state = FAULT;
            helpSeconds = dice.around(240, 0.4);
        }
    }

    private void finishPart(Buffer housings) {
        wear += dice.around(1 / PARTS_PER_TOOL, 0.3);
        if (dice.onceIn(120)) {
            scrap++;
        } else {
            good++;
            ofBatch++;
            housings.put(1);
        }
        if (ofBatch == Product.BATCH) {
            callHelp(SETUP, dice.around(780, 0.15));
        } else if (wear >= 1) {
            callHelp(TOOL_CHANGE, dice.around(150, 0.2));
        } else {
            startWhenRoom(housings);
        }
    }

    /** From the next second on, so that a part is counted before what comes after it. */
    private void callHelp(int why, double seconds) {
        wanted = why;
        helpSeconds = seconds;
    }

    private void beHelped(FloorTime time, Buffer housings) {
        if (time.crew()) {
            helpSeconds--;
        }
        if (helpSeconds > 0) {
            return;
        }
        if (state == SETUP) {
            product = product.other();
            ofBatch = 0;
        }
        if (state != FAULT) {
            wear = 0;
            elapsed = 0;
        }
        startWhenRoom(housings);
    }

    private void shake() {
        double phase = elapsed / cycle;
        boolean roughing = running() && phase > 0.12 && phase <= 0.6;
        boolean finishing = running() && phase > 0.6 && phase <= 0.93;
        boolean cutting = roughing || finishing;
        double dull = wear * wear;
        double effort = roughing ? 56 : 33;
        spindleLoad = cutting ? effort * product.hardness * (1 + 0.42 * dull) + dice.noise(1.8) : 0;
        spindleSpeed = roughing ? 4_200 + dice.noise(12) : finishing ? 7_800 + dice.noise(20) : 0;
        feed = roughing ? 1_400 + dice.noise(25) : finishing ? 900 + dice.noise(12) : 0;
        vibration = cutting ? 1.0 + 1.7 * dull + dice.noise(0.12) : 0.05 + dice.noise(0.01);
        slide = cutting ? 180 * StrictMath.sin(phase * 40) : 0;
        spindleTemperature = towards(spindleTemperature, 24 + 0.55 * spindleLoad, 1_200) + dice.noise(0.01);
        coolantTemperature = towards(coolantTemperature, running() ? 28 : 22, 3_600) + dice.noise(0.005);
        coolantPressure = running() ? 41 + dice.noise(0.5) : 0;
        power = 1.8 + (running() ? 1.6 : 0) + 0.13 * spindleLoad + Math.abs(dice.noise(0.03));
        air = cutting ? 0.8 : 0.3;
    }
}
