package org.factfloor.engine;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.factfloor.plant.Area;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Signal;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Entry;
import org.factfloor.production.Standard;
import org.factfloor.records.Changes;
import org.factfloor.records.Changes.Change;

/** Machines m-0, m-1, … with a state signal (reference 10 n + 1) and a counter (10 n + 2), and what is said of them. */
final class TestPlans implements Plans {

    static final int RUNNING = 1;
    static final int STOPPED = 2;

    private final List<PlantModel> versions = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Standard> standards = new ArrayList<>();
    private final List<Change<Entry>> entryChanges = new ArrayList<>();
    private final List<Change<Standard>> standardChanges = new ArrayList<>();
    private final List<WorkUnit> units = new ArrayList<>();
    private long knownSince = Long.MIN_VALUE;

    TestPlans(int machines) {
        for (int n = 0; n < machines; n++) {
            units.add(machine(n));
        }
        apply(calendar());
    }

    static int state(int machine) {
        return 10 * machine + 1;
    }

    static int counter(int machine) {
        return 10 * machine + 2;
    }

    /** Two shifts on every day, in Shanghai: 06:00 to 14:00 and 14:00 to 22:00, with a break from 10:00 to 10:20. */
    static Calendar calendar() {
        EnumSet<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        return new Calendar(ZoneId.of("Asia/Shanghai"), LocalTime.of(6, 0), List.of(
                new Calendar.Shift("early", label("Early"), LocalTime.of(6, 0), LocalTime.of(14, 0), days,
                        List.of(new Calendar.Break(label("Break"), LocalTime.of(10, 0), LocalTime.of(10, 20), false))),
                new Calendar.Shift("late", label("Late"), LocalTime.of(14, 0), LocalTime.of(22, 0), days, List.of())));
    }

    static Label label(String text) {
        return new Label(text, text);
    }

    private static WorkUnit machine(int n) {
        String id = "m-" + n;
        TreeMap<Long, Signal.State> states = new TreeMap<>();
        states.put((long) RUNNING, new Signal.State(label("Running"), Signal.Meaning.RUNNING));
        states.put((long) STOPPED, new Signal.State(label("Stopped"), Signal.Meaning.STOPPED));
        return new WorkUnit(id, label(id), Optional.empty(), List.of(
                new Signal(id, "state", label("State"), SignalKind.STATE, Signal.Role.STATE, "", "c-" + n, "s",
                        Duration.ZERO, Optional.empty(), states),
                new Signal(id, "count", label("Count"), SignalKind.COUNTER, Signal.Role.COUNT, "", "c-" + n, "c",
                        Duration.ZERO, Optional.empty(), new TreeMap<>())));
    }

    synchronized void apply(Calendar calendar) {
        WorkCenter center = new WorkCenter("line", label("Line"), WorkCenter.Kind.PRODUCTION_LINE, units);
        Area area = new Area("area", label("Area"), List.of(center));
        Site site = new Site("site", label("Site"), calendar, List.of(area));
        List<Connection> connections = List.of();
        versions.add(new PlantModel(new Enterprise("enterprise", label("Enterprise"), List.of(site)), connections));
    }

    /** Reads a machine otherwise from the next version on. */
    synchronized void change(WorkUnit unit) {
        units.replaceAll(old -> old.id().equals(unit.id()) ? unit : old);
        apply(versions.getLast().enterprise().sites().getFirst().calendar());
    }

    /** Takes a machine out of the plant. */
    synchronized void remove(String id) {
        units.removeIf(unit -> unit.id().equals(id));
        apply(versions.getLast().enterprise().sites().getFirst().calendar());
    }

    synchronized WorkUnit unit(int n) {
        return units.get(n);
    }

    synchronized void say(Entry entry) {
        Optional<Entry> before = entries.stream().filter(old -> old.id().equals(entry.id())).findFirst();
        entries.removeIf(old -> old.id().equals(entry.id()));
        entries.add(entry);
        entryChanges.add(new Change<>(entryChanges.size() + 1L, entry.workUnit(), before, Optional.of(entry)));
    }

    synchronized Optional<Entry> entry(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    synchronized void takeBack(String id) {
        Entry before = entries.stream().filter(old -> old.id().equals(id)).findFirst().orElseThrow();
        entries.remove(before);
        entryChanges.add(new Change<>(entryChanges.size() + 1L, before.workUnit(), Optional.of(before),
                Optional.empty()));
    }

    synchronized void say(Standard standard) {
        standards.add(standard);
        standardChanges.add(new Change<>(standardChanges.size() + 1L, standard.workUnit(), Optional.empty(),
                Optional.of(standard)));
    }

    @Override
    public synchronized int newestVersion() {
        return versions.size();
    }

    @Override
    public synchronized long knownSince() {
        return knownSince;
    }

    synchronized void setKnownSince(long time) {
        knownSince = time;
    }

    @Override
    public synchronized Optional<PlantModel> version(int number) {
        return number > 0 && number <= versions.size() ? Optional.of(versions.get(number - 1)) : Optional.empty();
    }

    @Override
    public OptionalInt signal(String key) {
        int machine = Integer.parseInt(key.substring(2, key.indexOf('/')));
        return OptionalInt.of(key.endsWith("/state") ? state(machine) : counter(machine));
    }

    @Override
    public synchronized List<Entry> entries(String workUnit) {
        return entries.stream().filter(entry -> entry.workUnit().equals(workUnit)).toList();
    }

    @Override
    public synchronized List<Standard> standards(String workUnit) {
        return standards.stream().filter(standard -> standard.workUnit().equals(workUnit)).toList();
    }

    @Override
    public synchronized Changes<Entry> entryChanges(long after, int limit) {
        return page(entryChanges, after, limit);
    }

    @Override
    public synchronized Changes<Standard> standardChanges(long after, int limit) {
        return page(standardChanges, after, limit);
    }

    private static <T> Changes<T> page(List<Change<T>> all, long after, int limit) {
        List<Change<T>> page = all.stream().filter(change -> change.cursor() > after).limit(limit).toList();
        return new Changes<>(page, page.isEmpty() ? after : page.getLast().cursor());
    }
}
