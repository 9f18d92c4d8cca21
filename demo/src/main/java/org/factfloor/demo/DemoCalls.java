package org.factfloor.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.factfloor.demo.DemoBooks.Stretch;
import org.factfloor.demo.DemoCall.Kind;
import org.factfloor.demo.DemoCall.Step;
import org.factfloor.demo.DemoCall.Taken;
import org.factfloor.demo.line.Doing;
import org.factfloor.plant.Micros;

/**
 * The calls for help of the simulated plant. They follow from the books: each long stop has one that ends with the stop,
 * and so does a press that is set up and needs its first piece released. To the stop at hand when the plant is first
 * looked at nobody has come yet.
 */
public final class DemoCalls {

    private static final Map<Doing, Kind> KINDS = Map.of(Doing.CHIPS, Kind.MAINTENANCE, Doing.EJECTOR,
            Kind.MAINTENANCE, Doing.FEEDER, Kind.MAINTENANCE, Doing.MISFEED, Kind.MAINTENANCE, Doing.TOOL_BROKEN,
            Kind.SETTER, Doing.NO_MATERIAL, Kind.MATERIAL);
    /** How long before the first look somebody called to the stop at hand, µs. */
    private static final long WAITING = 7 * Micros.PER_MINUTE;
    /** When a press that is set up makes its first piece, µs after it began. */
    private static final long FIRST_PIECE = 24 * Micros.PER_MINUTE;

    private DemoCalls() {}

    /**
     * All calls up to the end of the books, each with the steps taken by then, in the order of their calling.
     *
     * @param books of a plant with these settings
     */
    public static List<DemoCall> of(DemoSettings settings, DemoBooks books) {
        List<DemoCall> calls = new ArrayList<>();
        long start = Micros.of(settings.firstStart());
        for (String machine : books.machines()) {
            for (Stretch stretch : books.page(machine).stretches()) {
                Kind kind = KINDS.get(stretch.doing());
                if (kind != null && !machine.equals("bench-1")) {
                    boolean atHand = stretch.from() <= start && stretch.lasts(start);
                    SplittableRandom dice = new SplittableRandom(
                            settings.seed() * 37 + machine.hashCode() + stretch.from());
                    long called = atHand
                            ? Math.max(start - WAITING, stretch.from())
                            : stretch.from() + DemoSheets.of(machine).shortStopLimit() + seconds(dice, 20, 90);
                    add(calls, call(machine, kind, stretch, called, dice, !atHand), books.end());
                } else if (stretch.doing() == Doing.SETUP && machine.equals("press-1")) {
                    add(calls, call(machine, Kind.QUALITY, stretch, stretch.from() + FIRST_PIECE,
                            new SplittableRandom(settings.seed() + stretch.from()), true), books.end());
                }
            }
        }
        calls.sort(Comparator.comparingLong(call -> call.steps().getFirst().at()));
        return List.copyOf(calls);
    }

    /** All its steps, also those to come; none of them lies behind the end of what it was called for. */
    private static DemoCall call(String machine, Kind kind, Stretch stretch, long called, SplittableRandom dice,
            boolean answered) {
        String helper = switch (kind) {
            case MAINTENANCE, SETTER -> DemoPeople.SETTER;
            case QUALITY -> DemoPeople.INSPECTOR;
            case MATERIAL -> DemoPeople.PACKER;
        };
        long end = stretch.to().orElse(Long.MAX_VALUE);
        List<Taken> steps = new ArrayList<>(List.of(new Taken(Step.CALLED, called, DemoPeople.OPERATOR)));
        long coming = called + seconds(dice, 40, 240);
        long there = coming + seconds(dice, 60, 300);
        if (answered && coming < end) {
            steps.add(new Taken(Step.COMING, coming, helper));
        }
        if (answered && there < end) {
            steps.add(new Taken(Step.THERE, there, helper));
        }
        steps.add(new Taken(Step.DONE, end, helper));
        return new DemoCall("demo-call-" + machine + "-" + stretch.from() / Micros.PER_SECOND, machine, kind, steps);
    }

    /** Nobody calls for what was over before. */
    private static void add(List<DemoCall> calls, DemoCall call, long end) {
        long called = call.steps().getFirst().at();
        if (called <= end && called < call.steps().getLast().at()) {
            calls.add(new DemoCall(call.id(), call.machine(), call.kind(),
                    call.steps().stream().filter(taken -> taken.at() <= end).toList()));
        }
    }

    private static long seconds(SplittableRandom dice, int least, int most) {
        return dice.nextLong(least, most) * Micros.PER_SECOND;
    }
}
