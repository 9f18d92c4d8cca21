package org.factfloor.demo.line;

/** The packing bench: a person packs pumps from assembly, fifty to a box. It has no signals. */
final class Bench extends Machine implements Producer {

    private static final double CYCLE_SECONDS = 41;

    private double cycle = CYCLE_SECONDS;
    private double elapsed;
    private boolean resting;
    private long good;

    Bench(Dice dice) {
        super(dice);
    }

    @Override
    public Doing doing() {
        return resting ? Doing.RESTING : state == RUNNING ? Doing.RUNNING : Doing.STARVED;
    }

    @Override
    public String making() {
        return "packed-pump";
    }

    @Override
    public long good() {
        return good;
    }

    @Override
    public long scrap() {
        return 0;
    }

    void step(FloorTime time, Buffer pumps) {
        resting = !time.crew();
        if (resting) {
            return;
        }
        if (state != RUNNING && !pumps.empty()) {
            pumps.take(1);
            state = RUNNING;
            elapsed = 0;
            cycle = dice.around(CYCLE_SECONDS, 0.1);
        } else if (state == RUNNING) {
            elapsed++;
            if (elapsed >= cycle) {
                good++;
                state = WAITING;
            }
        }
    }
}
