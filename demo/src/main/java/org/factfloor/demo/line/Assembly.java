package org.factfloor.demo.line;

import java.util.List;
import java.util.Map;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;

/**
 * The assembly station presses eight valve covers on a housing, drives the screws and tests for leaks. A person works at it, so it
 * stands in breaks. It starves when housings or covers run out; its screw feeder jams now and then, mostly for a minute,
 * sometimes for ten; with bad screws it jams every few minutes.
 */
final class Assembly extends Machine implements Producer {

    private static final int BREAK = 5;
    private static final double CYCLE_SECONDS = 38;
    private static final int COVERS_PER_PUMP = 8;
    private static final int BAD_SCREWS_CYCLES = 6;
    private static final int PARTS_PER_DAY = 1_545;

    private Product product = Product.A;
    private int ofBatch;
    private double cycle = CYCLE_SECONDS;
    private double lastCycle = CYCLE_SECONDS;
    private double elapsed;
    private double helpSeconds;
    private long good;
    private long rejects;
    private long jams;
    private int staged;
    private int covers;

    private double pressForce;
    private double torque = 2.4;
    private double leak = 0.6;

    /** @param ofBatch housings of the current product it has taken already */
    Assembly(Dice dice, long days, int ofBatch) {
        super(dice);
        this.ofBatch = ofBatch;
        good = days * PARTS_PER_DAY;
        rejects = days * 25;
        jams = days * 25;
    }

    static MachineSheet<Assembly> sheet() {
        var states = states(new Label("Assembling", "装配中"), new Label("Changeover", "换线"),
                new Label("Feeder jam", "送料卡料"),
                Map.of((long) BREAK, new State(new Label("Break", "休息"), Meaning.IDLE), (long) WAITING,
                        new State(new Label("Waiting for parts", "待料"), Meaning.IDLE)));
        return new MachineSheet<>("assembly-1", new Label("Assembly station", "装配工位"), "ASM1", "assembly",
                line -> line.assembly,
                List.of(Channel.state(states, m -> m.state),
                        Channel.<Assembly>analog("Cycle.Time", "Last cycle time", "上一周期时间", "s", 1, m -> m.lastCycle)
                                .normal(36, 44).with(Role.MAIN),
                        Channel.<Assembly>counter("Parts.Total", "Parts tested", "已测件数", "{piece}",
                                m -> m.good + m.rejects).with(Role.COUNT),
                        Channel.counter("Parts.Good", "Good parts", "合格件数", "{piece}", m -> m.good),
                        Channel.counter("Parts.Rejected", "Rejected parts", "不良件数", "{piece}", m -> m.rejects),
                        Channel.counter("Feeder.Jams", "Feeder jams", "卡料次数", "{jam}", m -> m.jams),
                        Channel.<Assembly>text("Recipe.Name", "Recipe", "配方", m -> m.product.recipe)
                                .with(Role.PROGRAM),
                        Channel.<Assembly>analog("Press.Force", "Press force", "压装力", "kN", 2, m -> m.pressForce).fast()
                                .normal(0, 9.2),
                        Channel.<Assembly>analog("Screws.Torque", "Last screw torque", "上次拧紧扭矩", "N.m", 2,
                                m -> m.torque).normal(2.2, 2.6),
                        Channel.<Assembly>analog("Test.LeakRate", "Last leak rate", "上次泄漏率", "ml/min", 2, m -> m.leak)
                                .normal(0, 1.2),
                        Channel.analog("Stock.Housings", "Housings waiting", "待装壳体", "{piece}", 0, m -> m.staged),
                        Channel.analog("Stock.Covers", "Covers waiting", "待装盖子", "{piece}", 0, m -> m.covers),
                        Channel.<Assembly>analog("Power.Active", "Active power", "有功功率", "kW", 2, m -> m.power).fast()
                                .with(Role.POWER)));
    }

    @Override
    public Doing doing() {
        return switch (state) {
            case WAITING -> Doing.STARVED;
            case RUNNING -> Doing.RUNNING;
            case SETUP -> Doing.SETUP;
            case FAULT -> Doing.FEEDER;
            default -> Doing.RESTING;
        };
    }

    @Override
    public String making() {
        return product.pump;
    }

    @Override
    public long good() {
        return good;
    }

    @Override
    public long scrap() {
        return rejects;
    }

    /** @param badScrews whether its feeder jams every few minutes */
    void step(FloorTime time, boolean badScrews, Buffer housings, Buffer lids, Buffer pumps) {
        switch (state) {
            case RUNNING -> assemble(time, badScrews, housings, lids, pumps);
            case SETUP, FAULT -> beHelped(time, housings, lids);
            default -> startWhenPossible(time, housings, lids);
        }
        staged = housings.held();
        covers = lids.held();
        press();
    }

    private void startWhenPossible(FloorTime time, Buffer housings, Buffer lids) {
        if (!time.crew()) {
            state = BREAK;
        } else if (ofBatch == Product.BATCH) {
            state = SETUP;
            helpSeconds = dice.around(330, 0.2);
        } else if (housings.empty() || !lids.has(COVERS_PER_PUMP)) {
            state = WAITING;
        } else {
            housings.take(1);
            lids.take(COVERS_PER_PUMP);
            ofBatch++;
            state = RUNNING;
            cycle = dice.around(CYCLE_SECONDS, 0.03);
        }
    }

    private void assemble(FloorTime time, boolean badScrews, Buffer housings, Buffer lids, Buffer pumps) {
        if (elapsed >= cycle) {
            // A second after the last part was counted, so that it is not counted to what comes after it.
            elapsed = 0;
            startWhenPossible(time, housings, lids);
            return;
        }
        elapsed++;
        if (elapsed >= cycle) {
            finish(pumps);
        } else if (dice.onceIn((badScrews ? BAD_SCREWS_CYCLES : 45) * CYCLE_SECONDS)) {
            jams++;
            state = FAULT;
            boolean stuckHard = !badScrews && dice.onceIn(12);
            double clearing = badScrews ? 14 : 60;
            helpSeconds = stuckHard
                    ? dice.around(420, 0.3)
                    : 15 - clearing * StrictMath.log(1 - dice.nextDouble());
        }
    }

    private void finish(Buffer pumps) {
        lastCycle = cycle;
        torque = 2.4 + dice.noise(0.05);
        boolean leaks = dice.onceIn(65);
        leak = leaks ? dice.around(2.5, 0.3) : 0.55 + Math.abs(dice.noise(0.15));
        if (leaks) {
            rejects++;
        } else {
            good++;
            pumps.put(1);
        }
    }

    private void beHelped(FloorTime time, Buffer housings, Buffer lids) {
        helpSeconds -= time.crew() ? 1 : 0;
        if (helpSeconds > 0) {
            return;
        }
        if (state == SETUP) {
            product = product.other();
            ofBatch = 0;
            startWhenPossible(time, housings, lids);
        } else {
            state = RUNNING;
        }
    }

    private void press() {
        double phase = running() ? elapsed / cycle : 0;
        boolean pressing = phase >= 0.3 && phase < 0.45;
        boolean screwing = phase >= 0.5 && phase < 0.75;
        pressForce = pressing ? 0.4 + 7.8 * ramp(phase, 0.3, 0.43) + dice.noise(0.08) : 0;
        power = 0.7 + (running() ? 0.9 : 0) + (pressing ? 2.4 : 0) + (screwing ? 0.8 : 0) + Math.abs(dice.noise(0.01));
        air = running() ? 1.0 : 0.2;
    }
}
