package org.factfloor.demo.line;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;

/**
 * The robot carries one housing at a time from the rack behind the machining centre to the place before assembly. It
 * waits when there is nothing to take or no room to put it. Rarely somebody comes too near and it stops.
 */
final class Robot extends Machine {

    private static final double CYCLE_SECONDS = 16;
    private static final int MOVES_PER_DAY = 1_570;
    private static final SortedMap<Long, State> GRIPPER = new TreeMap<>(
            Map.of(0L, new State(new Label("Open", "打开"), Meaning.IDLE), 1L,
                    new State(new Label("Closed", "夹紧"), Meaning.RUNNING)));

    private double cycle = CYCLE_SECONDS;
    private double elapsed;
    private double stopSeconds;
    private long moves;
    private Product product = Product.A;
    private int ofBatch;

    private double current;
    private double speed;
    private double height;
    private double jointTemperature = 38;
    private double gripperPressure = 5.8;
    private boolean gripping;

    /** @param ofBatch housings of the current product it has taken already */
    Robot(Dice dice, long days, int ofBatch) {
        super(dice);
        this.ofBatch = ofBatch;
        moves = days * MOVES_PER_DAY;
    }

    static MachineSheet<Robot> sheet() {
        var states = states(new Label("Moving", "搬运中"), new Label("Teaching", "示教"), new Label("Safety stop", "安全停止"),
                Map.of());
        return new MachineSheet<>("robot-1", new Label("Handling robot", "搬运机器人"), "ROB1", "robot", line -> line.robot,
                List.of(Channel.state(states, m -> m.state),
                        Channel.<Robot>analog("Axis2.Current", "Axis 2 motor current", "二轴电机电流", "A", 2, m -> m.current)
                                .fast().normal(0, 9).with(Role.MAIN),
                        Channel.<Robot>counter("Cycles.Total", "Transfers", "搬运次数", "{cycle}", m -> m.moves)
                                .with(Role.COUNT),
                        Channel.<Robot>text("Program.Name", "Robot program", "机器人程序", m -> m.product.robotProgram)
                                .with(Role.PROGRAM),
                        Channel.<Robot>analog("Tool.Speed", "Tool speed", "末端速度", "mm/s", 0, m -> m.speed).fast(),
                        Channel.analog("Tool.Height", "Tool height", "末端高度", "mm", 0, m -> m.height),
                        Channel.<Robot>analog("Axis2.Temperature", "Axis 2 motor temperature", "二轴电机温度", "Cel", 1,
                                m -> m.jointTemperature).slow().normal(10, 70),
                        Channel.bit("Gripper.Closed", "Gripper closed", "夹爪夹紧", GRIPPER, m -> m.gripping ? 1 : 0),
                        Channel.<Robot>analog("Gripper.Pressure", "Gripper pressure", "夹爪气压", "bar", 2,
                                m -> m.gripperPressure).normal(5, 6.5),
                        Channel.<Robot>analog("Power.Active", "Active power", "有功功率", "kW", 2, m -> m.power)
                                .with(Role.POWER)));
    }

    void step(FloorTime time, Buffer housings, Buffer staged) {
        switch (state) {
            case WAITING -> takeWhenPossible(housings, staged);
            case RUNNING -> carry(housings, staged);
            default -> {
                stopSeconds -= time.crew() ? 1 : 0;
                state = stopSeconds > 0 ? state : RUNNING;
            }
        }
        draw();
    }

    private void takeWhenPossible(Buffer housings, Buffer staged) {
        if (housings.empty() || staged.full()) {
            state = WAITING;
            return;
        }
        // Parts keep their order, so the first one after a batch is the other product's.
        if (ofBatch == Product.BATCH) {
            product = product.other();
            ofBatch = 0;
        }
        housings.take(1);
        ofBatch++;
        state = RUNNING;
        cycle = dice.around(CYCLE_SECONDS, 0.03);
    }

    private void carry(Buffer housings, Buffer staged) {
        elapsed++;
        if (elapsed >= cycle) {
            elapsed = 0;
            moves++;
            staged.put(1);
            takeWhenPossible(housings, staged);
        } else if (dice.onceIn(3 * 3600)) {
            state = FAULT;
            stopSeconds = dice.around(110, 0.4);
        }
    }

    private void draw() {
        double phase = running() ? elapsed / cycle : 0;
        // Out to the rack, grip, back with the load, let go.
        double swing = StrictMath.abs(StrictMath.sin(phase * 2 * Math.PI));
        boolean loaded = phase >= 0.5;
        gripping = running() ? phase >= 0.48 && phase < 0.97 : gripping && state == FAULT;
        speed = running() ? 1_450 * swing + Math.abs(dice.noise(6)) : 0;
        height = 420 + (running() ? 380 * swing : 0);
        current = running() ? 1.4 + (loaded ? 5.6 : 4.1) * swing + dice.noise(0.15) : state == FAULT ? 0 : 0.9;
        jointTemperature = towards(jointTemperature, 30 + 5 * current, 1_500) + dice.noise(0.01);
        gripperPressure = 5.8 - (gripping ? 0.15 : 0) + dice.noise(0.03);
        power = 0.45 + 0.32 * current;
        air = running() ? 0.25 : 0.05;
    }
}
