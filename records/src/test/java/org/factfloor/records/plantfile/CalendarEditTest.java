package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.DayException;
import org.factfloor.plant.Calendar.DayException.Kind;
import org.factfloor.plant.Calendar.PlannedStop;
import org.factfloor.plant.Calendar.WeekPlan;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Timeline;
import org.factfloor.records.plantfile.PlantDiff.Change;
import org.junit.jupiter.api.Test;

/** A calendar is changed in the text of a plant file and nothing else is. */
class CalendarEditTest {

    private static final DayException HOLIDAY = new DayException(LocalDate.parse("2026-10-01"),
            LocalDate.parse("2026-10-07"), new Label("National Day", "国庆节"), new Kind.Closed());
    private static final DayException MAKE_UP = new DayException(LocalDate.parse("2026-10-10"),
            LocalDate.parse("2026-10-10"), Label.of("Make-up day"), new Kind.WorksAs(DayOfWeek.MONDAY));
    private static final PlannedStop CLEANING = new PlannedStop(Label.of("Cleaning"), LocalTime.of(18, 0),
            LocalTime.of(19, 0), Set.of(DayOfWeek.FRIDAY));

    /** A file with a comment in and around its calendar. */
    private final String small = Samples.small().replace("        shifts:\n",
            "        # agreed with the works council\n        shifts: # two\n");
    private final Calendar calendar = calendar(small);

    private static Calendar calendar(String yaml) {
        return Samples.model(yaml).enterprise().sites().getFirst().calendar();
    }

    private static Calendar with(Calendar calendar, Timeline<WeekPlan> plans, DayException... exceptions) {
        return new Calendar(calendar.zone(), calendar.dayStart(), plans, List.of(exceptions));
    }

    private Timeline<WeekPlan> from2027(WeekPlan plan) {
        return calendar.plans().then(Micros.of(calendar.startOf(LocalDate.parse("2027-01-01"))), plan);
    }

    private static List<Change> changes(String before, String after) {
        return PlantDiff.between(Samples.ok(before), Samples.ok(after)).changes();
    }

    @Test
    void addsWhatIsNewBehindTheKeysThatStay() {
        WeekPlan first = calendar.plans().at(0);
        Calendar changed = with(calendar, from2027(new WeekPlan(List.of(first.shifts().getFirst()), List.of(CLEANING))),
                HOLIDAY, MAKE_UP);

        String edited = PlantEdits.setCalendar(small, "suzhou", changed);

        assertThat(edited).isEqualTo(small.replace("      areas:\n",
                """
                                exceptions:
                                  - {from: 2026-10-01, to: 2026-10-07, name: {en: National Day, zh: 国庆节}, kind: closed}
                                  - {from: 2026-10-10, name: Make-up day, kind: worksAs, day: mon}
                                changes:
                                  - validFrom: 2027-01-01
                                    shifts:
                                      - {id: day, name: {en: Day shift, zh: 白班}, from: "07:00", to: "19:00", days: [mon, tue, wed, thu, fri, sat, sun], breaks: [{name: Lunch, from: "11:30", to: "12:00"}]}
                                    plannedStops:
                                      - {name: Cleaning, from: "18:00", to: "19:00", days: [fri]}
                              areas:
                        """));
        assertThat(calendar(edited)).isEqualTo(changed);
        assertThat(changes(small, edited))
                .extracting(change -> change.kind() + " " + change.path() + " = " + change.after())
                .containsExactly(
                        "ADDED sites[suzhou].calendar.changes[2027-01-01] = validFrom: 2027-01-01",
                        "ADDED sites[suzhou].calendar.changes[2027-01-01].plannedStops[Cleaning]"
                                + " = name: Cleaning, from: 18:00, to: 19:00, days: fri",
                        "ADDED sites[suzhou].calendar.changes[2027-01-01].shifts[day] = name: Day shift / 白班,"
                                + " from: 07:00, to: 19:00, days: mon, tue, wed, thu, fri, sat, sun,"
                                + " breaks: Lunch 11:30 to 12:00",
                        "ADDED sites[suzhou].calendar.exceptions[2026-10-01]"
                                + " = to: 2026-10-07, name: National Day / 国庆节, kind: closed",
                        "ADDED sites[suzhou].calendar.exceptions[2026-10-10]"
                                + " = to: 2026-10-10, name: Make-up day, kind: worksAs mon");
    }

    @Test
    void removesWhatIsNoLongerThereAndKeepsTheRest() {
        String full = PlantEdits.setCalendar(small, "suzhou", with(calendar,
                from2027(new WeekPlan(List.of(), List.of(CLEANING))), HOLIDAY));

        assertThat(PlantEdits.setCalendar(full, "suzhou", calendar)).isEqualTo(small);
    }

    @Test
    void tellsWhichFieldOfAShiftChanged() {
        Calendar.Shift day = calendar.plans().at(0).shifts().getFirst();
        Calendar.Break lunch = day.breaks().getFirst();
        Calendar.Shift longer = new Calendar.Shift(day.id(), day.name(), day.from(), LocalTime.of(18, 30), day.days(),
                List.of(new Calendar.Break(lunch.name(), lunch.from(), lunch.to(), true)));
        List<Calendar.Shift> shifts = new ArrayList<>(calendar.plans().at(0).shifts());
        shifts.set(0, longer);

        String edited = PlantEdits.setCalendar(small, "suzhou",
                with(calendar, Timeline.of(new WeekPlan(shifts, List.of(CLEANING)))));

        assertThat(edited).contains("        # agreed with the works council\n        shifts:");
        assertThat(changes(small, edited)).containsExactly(
                new Change(PlantDiff.Kind.ADDED, "sites[suzhou].calendar.plannedStops[Cleaning]", "",
                        "name: Cleaning, from: 18:00, to: 19:00, days: fri"),
                new Change(PlantDiff.Kind.CHANGED, "sites[suzhou].calendar.shifts[day].breaks", "Lunch 11:30 to 12:00",
                        "Lunch 11:30 to 12:00 (runs through)"),
                new Change(PlantDiff.Kind.CHANGED, "sites[suzhou].calendar.shifts[day].to", "19:00", "18:30"));
    }

    @Test
    void tellsPlannedStopsOfOneNameApart() {
        PlannedStop saturday = new PlannedStop(CLEANING.name(), CLEANING.from(), CLEANING.to(),
                Set.of(DayOfWeek.SATURDAY));
        WeekPlan plan = new WeekPlan(calendar.plans().at(0).shifts(), List.of(CLEANING, saturday));

        String edited = PlantEdits.setCalendar(small, "suzhou", with(calendar, Timeline.of(plan)));

        assertThat(changes(small, edited)).extracting(Change::path).containsExactly(
                "sites[suzhou].calendar.plannedStops[Cleaning 2]", "sites[suzhou].calendar.plannedStops[Cleaning]");
    }

    @Test
    void leavesACalendarAloneThatIsSetToWhatItIs() {
        assertThat(PlantEdits.setCalendar(small, "suzhou", calendar)).isEqualTo(small);
    }

    @Test
    void changesACalendarThatIsWrittenOnOneLine() {
        String flow = "factfloor: 1\nenterprise: {id: f, sites: [{id: s, calendar: {zone: UTC}}]} # all\n";
        Calendar changed = with(calendar(flow), Timeline.of(new WeekPlan(List.of(), List.of(CLEANING))), HOLIDAY);

        String edited = PlantEdits.setCalendar(flow, "s", changed);

        assertThat(edited).endsWith("}]} # all\n");
        assertThat(calendar(edited)).isEqualTo(changed);
        assertThat(calendar(PlantEdits.setCalendar(edited, "s", calendar(flow)))).isEqualTo(calendar(flow));
    }

    @Test
    void turnsAnyCalendarIntoAnyOther() {
        for (long seed = 0; seed < 300; seed++) {
            Calendars calendars = new Calendars(new Random(seed), () -> new Label("a: b", "# c"));
            Calendar one = calendars.next();
            Calendar other = calendars.next();
            String edited = PlantEdits.setCalendar(PlantEdits.setCalendar(small, "suzhou", one), "suzhou", other);
            assertThat(calendar(edited)).as("seed %d", seed).isEqualTo(other);
            assertThat(edited).as("seed %d", seed).contains("# agreed with the works council")
                    .endsWith(small.substring(small.indexOf("      areas:\n")));
        }
    }

    @Test
    void refusesASiteThatIsNotThere() {
        assertThatThrownBy(() -> PlantEdits.setCalendar(small, "berlin", calendar))
                .isInstanceOf(PlantEditException.class).hasMessage("there is no site berlin; name another one");
    }

    @Test
    void readsACalendarFromJson() {
        assertThat(CalendarFile.read(
                """
                        {"zone":"Asia/Shanghai","dayStart":"07:00","shifts":[],"plannedStops":[{"name":"Cleaning","from":"18:00",
                        "to":"19:00","days":["fri"]}],"exceptions":[{"from":"2026-10-01","to":"2026-10-07","kind":"closed",
                        "name":{"en":"National Day","zh":"国庆节"}}],"changes":[]}
                        """))
                .isEqualTo(
                        with(calendar, Timeline.of(new WeekPlan(List.of(), List.of(CLEANING))), HOLIDAY));
    }

    @Test
    void tellsEveryProblemOfACalendarFromItsOwnKeysOn() {
        assertThatThrownBy(() -> CalendarFile.read("""
                {"zone":"Berlin","shifts":[{"id":"a","from":"6","to":"14:00"}]}
                """)).isInstanceOfSatisfying(PlantEditException.class,
                refused -> assertThat(refused.problems()).extracting(Problem::path).containsExactly("zone",
                        "shifts[0].from"));
        assertThatThrownBy(() -> CalendarFile.read("&a [*a]")).isInstanceOf(PlantEditException.class);
        assertThatThrownBy(() -> CalendarFile.read("")).isInstanceOf(PlantEditException.class);
        assertThatThrownBy(() -> CalendarFile.read("[1]")).isInstanceOf(PlantEditException.class);
    }
}
