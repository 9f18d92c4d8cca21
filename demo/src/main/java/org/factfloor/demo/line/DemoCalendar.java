package org.factfloor.demo.line;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Label;
import org.factfloor.plant.Timeline;

/** When the simulated plant works: two shifts of 12 hours, every day, so that it is mid-shift whenever one looks. */
public final class DemoCalendar {

    /** Id of the day shift. */
    public static final String DAY = "day";

    static final LocalTime MORNING = LocalTime.of(7, 0);
    static final LocalTime EVENING = LocalTime.of(19, 0);

    /** Every week. Others relieve the people at meals, so machines run on; in the short breaks they stand. */
    public static final WeekPlan WEEK = new WeekPlan(List.of(
            shift(DAY, new Label("Day shift", "白班"), MORNING, EVENING,
                    new Break(new Label("Lunch", "午餐"), LocalTime.of(11, 30), LocalTime.of(12, 10), true),
                    new Break(new Label("Tea break", "茶歇"), LocalTime.of(15, 30), LocalTime.of(15, 45), false)),
            shift("night", new Label("Night shift", "夜班"), EVENING, MORNING,
                    new Break(new Label("Meal", "夜餐"), LocalTime.of(23, 40), LocalTime.of(0, 20), true),
                    new Break(new Label("Tea break", "茶歇"), LocalTime.of(3, 30), LocalTime.of(3, 45), false))),
            List.of(new PlannedStop(new Label("Tidying up", "5S 清扫"), LocalTime.of(6, 50), MORNING,
                    EnumSet.allOf(DayOfWeek.class))));

    /** The calendar, for the physics and for the plant model alike. */
    public static final Calendar CALENDAR = new Calendar(ZoneId.of("Asia/Shanghai"), MORNING, Timeline.of(WEEK),
            List.of());

    private DemoCalendar() {}

    /** When the day shift of a production day ends. */
    public static Instant evening(LocalDate productionDay) {
        return productionDay.atTime(EVENING).atZone(CALENDAR.zone()).toInstant();
    }

    private static Shift shift(String id, Label name, LocalTime from, LocalTime to, Break... breaks) {
        return new Shift(id, name, from, to, EnumSet.allOf(DayOfWeek.class), List.of(breaks));
    }
}
