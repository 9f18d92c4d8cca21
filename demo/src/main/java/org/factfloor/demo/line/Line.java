package org.factfloor.demo.line;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The plant at one whole second. Its line: machining centre → rack → robot → place before assembly → assembly station,
 * which also takes covers from the injection moulding machine, → packing bench. The compressor gives the line air; the
 * meter sees what it draws. A lathe and a press stand apart.
 *
 * <p>A line is built as it stands at the start of a production day and stepped from there, so what it does is a function
 * of seed, that day, story and time alone: a demo that is stopped and started again continues the same run. Not safe for
 * several threads; copies are independent.
 */
public final class Line {

    /** The data sheets of all machines, along the flow. */
    public static final List<MachineSheet<?>> SHEETS = List.of(Cnc.sheet(), Robot.sheet(), Moulding.sheet(),
            Assembly.sheet(), Compressor.sheet(), EnergyMeter.sheet(), Lathe.sheet(), Press.sheet());

    /** Registers count from here, so that they continue, roughly, from one run's day to the next run's. */
    private static final LocalDate COMMISSIONED = LocalDate.of(2026, 1, 5);
    private static final int HOUSINGS_AT_START = 2;
    private static final int STAGED_AT_START = 1;
    private static final int COVERS_AT_START = 12 * 8;
    private static final int PUMPS_AT_START = 4;

    final Cnc cnc;
    final Robot robot;
    final Moulding moulding;
    final Assembly assembly;
    final Compressor compressor;
    final EnergyMeter meter;
    final Lathe lathe;
    final Press press;
    final Bench bench;
    private final Story story;
    private final Buffer housings;
    private final Buffer staged;
    private final Buffer covers;
    private final Buffer pumps;
    private long second;
    private FloorTime time;

    private Line(long seed, LocalDate day, Story story) {
        Instant start = DemoCalendar.CALENDAR.startOf(day);
        long days = Math.max(0, day.toEpochDay() - COMMISSIONED.toEpochDay());
        Dice dice = new Dice(seed * 31 + day.toEpochDay());
        this.story = story;
        cnc = new Cnc(new Dice(dice.nextLong()), days);
        robot = new Robot(new Dice(dice.nextLong()), days, cnc.ofBatch() - HOUSINGS_AT_START);
        moulding = new Moulding(new Dice(dice.nextLong()), days);
        assembly = new Assembly(new Dice(dice.nextLong()), days, cnc.ofBatch() - HOUSINGS_AT_START - STAGED_AT_START);
        compressor = new Compressor(new Dice(dice.nextLong()), days);
        meter = new EnergyMeter(new Dice(dice.nextLong()), days);
        lathe = new Lathe(new Dice(dice.nextLong()), days);
        press = new Press(new Dice(dice.nextLong()));
        bench = new Bench(new Dice(dice.nextLong()));
        housings = new Buffer(8, HOUSINGS_AT_START);
        staged = new Buffer(3, STAGED_AT_START);
        covers = new Buffer(30 * 8, COVERS_AT_START);
        pumps = new Buffer(Integer.MAX_VALUE, PUMPS_AT_START);
        second = start.getEpochSecond() - 1;
        time = FloorTime.of(DemoCalendar.CALENDAR, start);
    }

    private Line(Line other) {
        story = other.story;
        cnc = (Cnc) other.cnc.copy();
        robot = (Robot) other.robot.copy();
        moulding = (Moulding) other.moulding.copy();
        assembly = (Assembly) other.assembly.copy();
        compressor = (Compressor) other.compressor.copy();
        meter = (EnergyMeter) other.meter.copy();
        lathe = (Lathe) other.lathe.copy();
        press = (Press) other.press.copy();
        bench = (Bench) other.bench.copy();
        housings = other.housings.copy();
        staged = other.staged.copy();
        covers = other.covers.copy();
        pumps = other.pumps.copy();
        second = other.second;
        time = other.time;
    }

    /** The line as the production day begins that contains the instant. */
    public static Line atDayStart(long seed, Instant instant, Story story) {
        Line line = new Line(seed, DemoCalendar.CALENDAR.productionDay(instant), story);
        // Machines show what they do only after a step.
        line.step();
        return line;
    }

    /** A line in the same state, independent of this one. */
    public Line copy() {
        return new Line(this);
    }

    /** Seconds since 1970-01-01 UTC the line has reached. */
    public long second() {
        return second;
    }

    /** The machines and stations that make pieces, by id; they show what is true at the line's second. */
    public SortedMap<String, Producer> producers() {
        return new TreeMap<>(
                Map.of("cnc-1", cnc, "imm-1", moulding, "assembly-1", assembly, "lathe-1", lathe, "press-1",
                        press, "bench-1", bench));
    }

    /** Goes on by one second. */
    public void step() {
        second++;
        if (second % 60 == 0) {
            time = FloorTime.of(DemoCalendar.CALENDAR, Instant.ofEpochSecond(second));
        }
        cnc.step(time, housings);
        robot.step(time, housings, staged);
        moulding.step(time, story.ejectorStuck(second), story.cavities(second), covers);
        assembly.step(time, story.badScrews(second), staged, covers, pumps);
        compressor.step(cnc.air + robot.air + moulding.air + assembly.air);
        meter.step(time, cnc.power + robot.power + moulding.power + assembly.power + compressor.power);
        lathe.step(time);
        press.step(time, story.pressSetup(second));
        bench.step(time, pumps);
    }
}
