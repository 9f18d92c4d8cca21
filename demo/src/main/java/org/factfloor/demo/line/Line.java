package org.factfloor.demo.line;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The production line at one whole second: machining centre → rack → robot → place before assembly → assembly station,
 * which also takes covers from the injection moulding machine. The compressor gives them all air; the meter sees what
 * they all draw.
 *
 * <p>A line is built as it stands at the start of a production day and stepped from there, so what it does is a function
 * of seed, that day and time alone: a demo that is stopped and started again continues the same run. Not safe for
 * several threads; copies are independent.
 */
public final class Line {

    /** The data sheets of all machines, along the flow. */
    public static final List<MachineSheet<?>> SHEETS = List.of(Cnc.sheet(), Robot.sheet(), Moulding.sheet(),
            Assembly.sheet(), Compressor.sheet(), EnergyMeter.sheet());

    /** Registers count from here, so that they continue, roughly, from one run's day to the next run's. */
    private static final LocalDate COMMISSIONED = LocalDate.of(2026, 1, 5);
    private static final int HOUSINGS_AT_START = 2;
    private static final int STAGED_AT_START = 1;
    private static final int COVERS_AT_START = 12;

    final Cnc cnc;
    final Robot robot;
    final Moulding moulding;
    final Assembly assembly;
    final Compressor compressor;
    final EnergyMeter meter;
    private final Buffer housings;
    private final Buffer staged;
    private final Buffer covers;
    private long second;
    private FloorTime time;

    private Line(Cnc cnc, Robot robot, Moulding moulding, Assembly assembly, Compressor compressor, EnergyMeter meter,
            Buffer housings, Buffer staged, Buffer covers, long second, FloorTime time) {
        this.cnc = cnc;
        this.robot = robot;
        this.moulding = moulding;
        this.assembly = assembly;
        this.compressor = compressor;
        this.meter = meter;
        this.housings = housings;
        this.staged = staged;
        this.covers = covers;
        this.second = second;
        this.time = time;
    }

    /** The line as the production day begins that contains the instant. */
    public static Line atDayStart(long seed, Instant instant) {
        LocalDate day = DemoCalendar.CALENDAR.productionDay(instant);
        Instant start = DemoCalendar.CALENDAR.startOf(day);
        long days = Math.max(0, day.toEpochDay() - COMMISSIONED.toEpochDay());
        Dice dice = new Dice(seed * 31 + day.toEpochDay());
        Cnc cnc = new Cnc(new Dice(dice.nextLong()), days);
        Line line = new Line(cnc, new Robot(new Dice(dice.nextLong()), days, cnc.ofBatch() - HOUSINGS_AT_START),
                new Moulding(new Dice(dice.nextLong()), days),
                new Assembly(new Dice(dice.nextLong()), days, cnc.ofBatch() - HOUSINGS_AT_START - STAGED_AT_START),
                new Compressor(new Dice(dice.nextLong()), days), new EnergyMeter(new Dice(dice.nextLong()), days),
                new Buffer(8, HOUSINGS_AT_START), new Buffer(3, STAGED_AT_START), new Buffer(30, COVERS_AT_START),
                start.getEpochSecond() - 1, FloorTime.of(DemoCalendar.CALENDAR, start));
        // Machines show what they do only after a step.
        line.step();
        return line;
    }

    /** A line in the same state, independent of this one. */
    public Line copy() {
        return new Line((Cnc) cnc.copy(), (Robot) robot.copy(), (Moulding) moulding.copy(), (Assembly) assembly.copy(),
                (Compressor) compressor.copy(), (EnergyMeter) meter.copy(), housings.copy(), staged.copy(),
                covers.copy(), second, time);
    }

    /** Seconds since 1970-01-01 UTC the line has reached. */
    public long second() {
        return second;
    }

    /** Goes on by one second. */
    public void step() {
        second++;
        if (second % 60 == 0) {
            time = FloorTime.of(DemoCalendar.CALENDAR, Instant.ofEpochSecond(second));
        }
        cnc.step(time, housings);
        robot.step(time, housings, staged);
        moulding.step(time, covers);
        assembly.step(time, staged, covers);
        compressor.step(cnc.air + robot.air + moulding.air + assembly.air);
        meter.step(time, cnc.power + robot.power + moulding.power + assembly.power + compressor.power);
    }
}
