package org.factfloor.demo.line;

import java.util.List;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal.Role;

/**
 * The stamping press makes brackets from a coil, left ones and right ones in turns. All that can be seen of it is its
 * stroke counter, which the operator sets to 0 some minutes after each shift begins. A person works at it, so it stands
 * in breaks; sheet metal misfeeds now and then, and every coil ends.
 */
final class Press extends Machine implements Producer {

    private static final double CYCLE_SECONDS = 8.8;
    private static final int STROKES_PER_COIL = 760;
    private static final int BATCH = 3_600;
    /** Seconds after a set-up begins at which the press makes its trial strokes. */
    private static final int FIRST_TRIAL = 1_560;
    private static final int SECOND_TRIAL = 1_630;

    private double cycle = CYCLE_SECONDS;
    private double elapsed;
    private double helpSeconds;
    private int setupSeconds;
    private int resetIn = 200;
    private int ofCoil = 300;
    private int ofBatch = 1_500;
    private boolean left = true;
    private boolean misfed;
    private boolean resting;
    private long strokes = 900;
    private long good;
    private long scrap;
    private long trials;

    Press(Dice dice) {
        super(dice);
        state = RUNNING;
    }

    static MachineSheet<Press> sheet() {
        return new MachineSheet<>("press-1", new Label("Stamping press", "冲床"), "PRESS1", "press", line -> line.press,
                List.of(Channel.<Press>counter("Strokes.Shift", "Strokes, reset by hand", "本班冲次（手动清零）", "{stroke}",
                        m -> m.strokes).with(Role.COUNT)));
    }

    @Override
    public Doing doing() {
        return switch (state) {
            case RUNNING -> resting ? Doing.RESTING : Doing.RUNNING;
            case SETUP -> Doing.SETUP;
            default -> misfed ? Doing.MISFEED : Doing.NO_MATERIAL;
        };
    }

    @Override
    public String making() {
        return left ? "bracket-left" : "bracket-right";
    }

    @Override
    public long good() {
        return good;
    }

    @Override
    public long scrap() {
        return scrap;
    }

    @Override
    public long trials() {
        return trials;
    }

    /** @param ordered whether somebody wants it set up, or not yet released */
    void step(FloorTime time, boolean ordered) {
        if (time.shiftBegins() && resetIn < 0) {
            resetIn = (int) dice.around(240, 0.3);
        }
        resetIn--;
        if (resetIn == 0) {
            strokes = 0;
        }
        resting = state == RUNNING && !time.crew();
        if ((ordered || ofBatch >= BATCH) && state != SETUP) {
            setUp();
        }
        switch (state) {
            case RUNNING -> stamp();
            case SETUP -> beSetUp(time, ordered);
            default -> {
                helpSeconds -= time.crew() ? 1 : 0;
                state = helpSeconds > 0 ? FAULT : RUNNING;
            }
        }
    }

    private void stamp() {
        if (resting) {
            return;
        }
        elapsed++;
        if (elapsed < cycle) {
            return;
        }
        elapsed -= cycle;
        cycle = dice.around(CYCLE_SECONDS, 0.02);
        strokes++;
        ofCoil++;
        ofBatch++;
        if (dice.onceIn(400)) {
            scrap++;
        } else {
            good++;
        }
        if (ofCoil == STROKES_PER_COIL) {
            ofCoil = 0;
            misfed = false;
            stand(dice.around(330, 0.2));
        } else if (dice.onceIn(300)) {
            misfed = true;
            stand(dice.around(75, 0.4));
        }
    }

    private void stand(double seconds) {
        state = FAULT;
        helpSeconds = seconds;
    }

    private void setUp() {
        state = SETUP;
        elapsed = 0;
        setupSeconds = 0;
        helpSeconds = dice.around(2_000, 0.1);
    }

    private void beSetUp(FloorTime time, boolean ordered) {
        if (!time.crew()) {
            return;
        }
        setupSeconds++;
        if (setupSeconds == FIRST_TRIAL || setupSeconds == SECOND_TRIAL) {
            strokes++;
            trials++;
        }
        if (setupSeconds >= helpSeconds && !ordered) {
            left = !left;
            ofBatch = 0;
            state = RUNNING;
        }
    }
}
