package org.factfloor.demo.line;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.StatusCode;

/**
 * The injection moulding machine makes valve covers in a mould with eight cavities, of which one gets blocked. At 06:00 it is switched off for 40 minutes to clean the mould;
 * barrel and mould cool down and must warm up again before the first shot, and the first shots are scrap. The thermocouple of the mould has a loose
 * contact.
 */
final class Moulding extends Machine implements Producer {

    private static final LocalTime CLEANING_FROM = LocalTime.of(6, 0);
    private static final LocalTime CLEANING_TO = LocalTime.of(6, 40);
    private static final double CYCLE_SECONDS = 41;
    private static final int SHOTS_PER_DAY = 1_560;
    private static final int STARTUP_SHOTS = 5;
    private static final double[] ZONE_TARGETS = {205, 220, 228};
    private static final double MOULD_TARGET = 62;
    private static final double HALL = 24;

    private double cycle = CYCLE_SECONDS;
    private double lastCycle = CYCLE_SECONDS;
    private double elapsed;
    private double alarmSeconds;
    private double brokenSeconds;
    private int startupShots;
    private long shots;
    private long good;
    private long scrap;

    private double zone1 = ZONE_TARGETS[0];
    private double zone2 = ZONE_TARGETS[1];
    private double zone3 = ZONE_TARGETS[2];
    private double mould = MOULD_TARGET;
    private double pressure;
    private double screw = 62;
    private double clamp;
    private double cushion = 6;

    Moulding(Dice dice, long days) {
        super(dice);
        shots = days * SHOTS_PER_DAY;
    }

    static MachineSheet<Moulding> sheet() {
        var states = states(new Label("Automatic", "自动运行"), new Label("Warming up", "升温中"), new Label("Alarm", "报警"),
                Map.of());
        return new MachineSheet<>("imm-1", new Label("Injection moulding machine", "注塑机"), "IMM1", "moulding",
                line -> line.moulding,
                List.of(Channel.state(states, m -> m.state),
                        Channel.<Moulding>analog("Injection.Pressure", "Injection pressure", "注射压力", "bar", 0,
                                m -> m.pressure).fast().normal(0, 1_000).with(Role.MAIN),
                        Channel.<Moulding>counter("Shots.Total", "Shots", "模次", "{shot}", m -> m.shots)
                                .with(Role.COUNT),
                        Channel.<Moulding>text("Mould.Name", "Mould", "模具", m -> "M118 COVER").with(Role.PROGRAM),
                        Channel.<Moulding>analog("Screw.Position", "Screw position", "螺杆位置", "mm", 1, m -> m.screw)
                                .fast(),
                        Channel.<Moulding>analog("Screw.Cushion", "Melt cushion", "料垫", "mm", 2, m -> m.cushion)
                                .normal(5, 7),
                        Channel.analog("Clamp.Force", "Clamping force", "锁模力", "kN", 0, m -> m.clamp),
                        Channel.<Moulding>analog("Barrel.Zone1", "Barrel zone 1", "料筒一区温度", "Cel", 1, m -> m.zone1)
                                .slow().normal(195, 215),
                        Channel.<Moulding>analog("Barrel.Zone2", "Barrel zone 2", "料筒二区温度", "Cel", 1, m -> m.zone2)
                                .slow().normal(210, 230),
                        Channel.<Moulding>analog("Barrel.Zone3", "Barrel zone 3", "料筒三区温度", "Cel", 1, m -> m.zone3)
                                .slow().normal(218, 238),
                        Channel.<Moulding>analog("Mould.Temperature", "Mould temperature", "模具温度", "Cel", 1,
                                m -> m.mould).normal(56, 68).with(Moulding::thermocouple),
                        Channel.<Moulding>analog("Cycle.Time", "Last cycle time", "上一周期时间", "s", 1, m -> m.lastCycle)
                                .normal(38, 44),
                        Channel.<Moulding>analog("Power.Active", "Active power", "有功功率", "kW", 2, m -> m.power).fast()
                                .with(Role.POWER)));
    }

    private int thermocouple() {
        return brokenSeconds > 0 ? StatusCode.BAD_SENSOR_FAILURE : StatusCode.GOOD;
    }

    @Override
    public Doing doing() {
        return switch (state) {
            case OFF -> Doing.CLEANING;
            case WAITING -> Doing.BLOCKED;
            case RUNNING -> Doing.RUNNING;
            case SETUP -> Doing.SETUP;
            default -> Doing.EJECTOR;
        };
    }

    @Override
    public String making() {
        return "cover";
    }

    @Override
    public long good() {
        return good;
    }

    @Override
    public long scrap() {
        return scrap;
    }

    /**
     * @param stuck whether its ejector is stuck, whatever it was doing
     * @param cavities pieces a shot makes
     */
    void step(FloorTime time, boolean stuck, int cavities, Buffer covers) {
        boolean cleaning = time.between(CLEANING_FROM, CLEANING_TO);
        if (stuck) {
            state = FAULT;
            elapsed = 0;
            alarmSeconds = 1;
        } else if (cleaning) {
            state = OFF;
            elapsed = 0;
        } else {
            switch (state) {
                case OFF -> {
                    state = SETUP;
                    startupShots = STARTUP_SHOTS;
                }
                case SETUP -> state = warm() ? WAITING : SETUP;
                case RUNNING -> mould(cavities, covers);
                case WAITING -> startWhenRoom(cavities, covers);
                default -> {
                    alarmSeconds -= time.crew() ? 1 : 0;
                    state = alarmSeconds > 0 ? FAULT : WAITING;
                }
            }
        }
        heat();
        move();
        brokenSeconds = brokenSeconds > 0 ? brokenSeconds - 1 : dice.onceIn(45 * 60) ? dice.around(9, 0.3) : 0;
    }

    private boolean warm() {
        return zone1 > ZONE_TARGETS[0] - 3 && zone2 > ZONE_TARGETS[1] - 3 && zone3 > ZONE_TARGETS[2] - 3
                && mould > MOULD_TARGET - 2;
    }

    private void startWhenRoom(int cavities, Buffer covers) {
        state = covers.hasRoomFor(cavities) ? RUNNING : WAITING;
        cycle = dice.around(CYCLE_SECONDS, 0.008);
    }

    private void mould(int cavities, Buffer covers) {
        elapsed++;
        if (elapsed >= cycle) {
            elapsed -= cycle;
            lastCycle = cycle;
            cushion = 6 + dice.noise(0.22);
            shots++;
            if (startupShots > 0) {
                startupShots--;
                scrap += cavities;
            } else {
                good += cavities;
                covers.put(cavities);
            }
            startWhenRoom(cavities, covers);
        } else if (dice.onceIn(9 * 3600)) {
            state = FAULT;
            elapsed = 0;
            alarmSeconds = dice.around(200, 0.4);
        }
    }

    private void heat() {
        zone1 = heated(zone1, ZONE_TARGETS[0]);
        zone2 = heated(zone2, ZONE_TARGETS[1]);
        zone3 = heated(zone3, ZONE_TARGETS[2]);
        double mouldTarget = state == OFF ? HALL : MOULD_TARGET + (running() ? 0.8 : 0);
        mould = towards(mould, mouldTarget, state == OFF ? 2_400 : 420) + dice.noise(0.02);
    }

    /** Off, the barrel loses its heat slowly; on, its heaters give at most 0.05 K a second. */
    private double heated(double zone, double target) {
        double next = state == OFF ? towards(zone, HALL, 9_000) : zone + Math.clamp((target - zone) / 90, -0.05, 0.05);
        return next + dice.noise(0.03);
    }

    private void move() {
        double phase = elapsed / cycle;
        boolean injecting = running() && phase >= 0.08 && phase < 0.18;
        boolean holding = running() && phase >= 0.18 && phase < 0.4;
        boolean cooling = running() && phase >= 0.4 && phase < 0.88;
        double filled = ramp(phase, 0.08, 0.18);
        pressure = injecting
                ? 250 + 640 * filled + dice.noise(6)
                : holding ? 540 - 260 * ramp(phase, 0.18, 0.4) + dice.noise(4) : cooling ? 60 + dice.noise(2) : 0;
        screw = !running() || phase < 0.08
                ? 62
                : phase < 0.4 ? 62 - (62 - cushion) * filled : cushion + (62 - cushion) * ramp(phase, 0.42, 0.75);
        clamp = injecting || holding || cooling ? 1_180 + dice.noise(3) : 0;
        boolean heating = state != OFF && zone3 < ZONE_TARGETS[2] - 1;
        double heaters = state == OFF ? 0 : heating ? 15 : 4;
        double hydraulics = running() ? injecting ? 19 : holding ? 9 : 6.5 : 0;
        power = state == OFF ? 0.2 : 1.2 + heaters + hydraulics + Math.abs(dice.noise(0.05));
        air = running() ? 0.5 : 0;
    }
}
