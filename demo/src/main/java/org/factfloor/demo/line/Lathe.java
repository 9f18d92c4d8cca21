package org.factfloor.demo.line;

import java.util.List;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Role;

/**
 * The old lathe turns shafts from bars. It has no plug: a clamp on its supply and a light barrier are all that can be
 * seen of it. People look after it by day only; in the evening they fill its magazine and it goes on alone, until the
 * last bar is used up or a tool breaks. Half an hour later it switches itself off, and in the morning somebody comes.
 */
final class Lathe extends Machine implements Producer {

    private static final double CYCLE_SECONDS = 95;
    private static final double LOADING_SECONDS = 12;
    private static final double BAR_CHANGE_SECONDS = 40;
    private static final int PARTS_PER_BAR = 18;
    private static final int MAGAZINE = 16;
    private static final int REFILL_AT = 4;
    private static final int OFF_AFTER_SECONDS = 1_800;
    private static final int PARTS_PER_DAY = 700;

    private double cycle = CYCLE_SECONDS;
    private double elapsed;
    private double loading = LOADING_SECONDS;
    private double helpSeconds;
    private int idleSeconds;
    private int bars = MAGAZINE;
    private int ofBar;
    private boolean toolBroken;
    private long good;
    private long scrap;

    Lathe(Dice dice, long days) {
        super(dice);
        good = days * PARTS_PER_DAY;
        startPart(LOADING_SECONDS);
    }

    static MachineSheet<Lathe> sheet() {
        return new MachineSheet<>("lathe-1", new Label("Bar lathe", "棒料车床"), "LATHE1", "lathe", line -> line.lathe,
                List.of(Channel.<Lathe>analog("Power.Active", "Active power (clamp)", "有功功率（钳表）", "kW", 2,
                        m -> m.power).fast().normal(0, 6).with(Role.POWER),
                        Channel.<Lathe>counter("Parts.Total", "Parts at the chute", "出料件数", "{piece}",
                                m -> m.good + m.scrap).with(Role.COUNT)));
    }

    @Override
    public Doing doing() {
        return switch (state) {
            case RUNNING -> Doing.RUNNING;
            case OFF -> Doing.OFF;
            default -> toolBroken ? Doing.TOOL_BROKEN : Doing.NO_MATERIAL;
        };
    }

    @Override
    public String making() {
        return "shaft";
    }

    @Override
    public long good() {
        return good;
    }

    @Override
    public long scrap() {
        return scrap;
    }

    void step(FloorTime time) {
        boolean attended = time.crew() && time.day();
        if (attended && (bars <= REFILL_AT || time.evening())) {
            bars = MAGAZINE;
        }
        if (state == RUNNING) {
            turn();
        } else {
            beHelped(attended);
        }
        power = switch (state) {
            case OFF -> 0.04;
            case RUNNING -> elapsed < loading ? 1.1 + dice.noise(0.03) : 4.2 + dice.noise(0.25);
            default -> 0.9 + dice.noise(0.02);
        };
    }

    private void turn() {
        elapsed++;
        if (elapsed >= cycle) {
            finishPart();
        } else if (dice.onceIn(15 * 3_600)) {
            toolBroken = true;
            stand(dice.around(660, 0.3));
        }
    }

    private void finishPart() {
        if (dice.onceIn(90)) {
            scrap++;
        } else {
            good++;
        }
        ofBar++;
        if (ofBar < PARTS_PER_BAR) {
            startPart(LOADING_SECONDS);
            return;
        }
        ofBar = 0;
        bars--;
        if (bars > 0) {
            startPart(LOADING_SECONDS + BAR_CHANGE_SECONDS);
        } else {
            stand(dice.around(420, 0.3));
        }
    }

    /** @param loadingSeconds before it cuts */
    private void startPart(double loadingSeconds) {
        state = RUNNING;
        elapsed = 0;
        loading = loadingSeconds;
        cycle = dice.around(CYCLE_SECONDS, 0.01) + loadingSeconds - LOADING_SECONDS;
    }

    private void stand(double forSeconds) {
        state = WAITING;
        helpSeconds = forSeconds;
        idleSeconds = 0;
    }

    private void beHelped(boolean attended) {
        idleSeconds++;
        if (attended) {
            state = WAITING;
            helpSeconds--;
            if (helpSeconds <= 0) {
                toolBroken = false;
                bars = Math.max(bars, REFILL_AT);
                startPart(LOADING_SECONDS);
            }
        } else if (idleSeconds > OFF_AFTER_SECONDS) {
            state = OFF;
        }
    }
}
