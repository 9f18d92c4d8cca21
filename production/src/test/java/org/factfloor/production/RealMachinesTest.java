package org.factfloor.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Calendar.Break;
import org.factfloor.plant.Calendar.Shift;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.StatusCode;
import org.factfloor.plant.TimeClass;
import org.factfloor.plant.ValueType;
import org.factfloor.production.Entry.ProductClaim;
import org.factfloor.production.Standard.Origin;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.OneCount;
import org.factfloor.production.WorkUnitSheet.PowerBands;
import org.factfloor.production.WorkUnitSheet.StateSignal;
import org.junit.jupiter.api.Test;

/** What two real machines did, against figures worked out by hand. */
class RealMachinesTest {

    private static final Counting PARTS = new Counting(OneCount.PART, 1_000, OptionalLong.empty(), 10_000);

    /** Kernel and slow fold agree; what they say. */
    private static MachineBooks books(MachineHistory history) {
        MachineBooks books = KernelRun.of(history);
        assertThat(SlowFold.of(history).difference(books.figures())).isEmpty();
        return books;
    }

    private static Quantities sum(MachineBooks books, String product) {
        return books.cells().stream().filter(cell -> cell.product().equals(Optional.of(product)))
                .map(Cell::quantities).reduce(Quantities.NONE, Quantities::plus);
    }

    private static Quantities quantities(Object... quantities) {
        long[] values = new long[Quantity.values().length];
        for (int i = 0; i < quantities.length; i += 2) {
            values[((Quantity) quantities[i]).ordinal()] = ((Number) quantities[i + 1]).longValue();
        }
        return Quantities.of(values);
    }

    private static Calendar oneShift(String zone, String from, String to, Break... breaks) {
        return new Calendar(ZoneId.of(zone), LocalTime.MIDNIGHT, List.of(new Shift("day", Label.of("day"),
                LocalTime.parse(from), LocalTime.parse(to), EnumSet.allOf(DayOfWeek.class), List.of(breaks))));
    }

    private static Standard standard(String product, long seconds) {
        return new Standard(product, "lathe", Optional.empty(), 0,
                new PlannedCycle(seconds * Micros.PER_SECOND, 1_000, 0, true), Origin.MEASURED, Optional.of("li"));
    }

    private static SlowSample whole(Role role, int signal, long time, long whole) {
        return new SlowSample(role, signal, time, ValueType.WHOLE, whole, null, StatusCode.GOOD, 0);
    }

    private static long micros(String instant) {
        return Micros.of(Instant.parse(instant));
    }

    /**
     * The log of an Okuma Multus U3000 on 2022-08-08 (cppagent's samples). It holds four programs, in the order 13:51,
     * 13:37, 14:21, 13:57. Read from it with
     *
     * <pre>
     * zcat okuma.shdr.txt.gz | awk -F'|' '{for (i = 2; i &lt; NF; i += 2)
     *     if ($i ~ /^(pexecution|ppartcount|pprogram)$/) print $1, $i, $(i + 1)}' | sort
     *
     * 13:37:18.850148 READY,  1E-mm, count 0    13:57:41.918521 READY,  3-TRAN, count 0
     * 13:37:22.795950 ACTIVE                    13:57:44.329233 ACTIVE
     * 13:47:27.758629 PROGRAM_COMPLETED         13:58:01.081132 PROGRAM_COMPLETED
     * 13:47:27.836684 count 1                   13:58:01.159187 count 1
     * 13:51:34.716714 READY,  2-HOB, count 0    14:21:07.643682 READY,  4B-mm, count 2
     * 13:51:36.771173 ACTIVE                    14:21:10.510719 ACTIVE
     * 13:54:43.500799 PROGRAM_COMPLETED         14:30:19.442601 PROGRAM_COMPLETED
     * 13:54:43.828031 count 1                   14:30:19.519656 count 3
     * </pre>
     *
     * in a shift with a break from 14:10 to 14:20 UTC, a short stop of up to 5 min, and planned cycles of 150 s for 1E-mm
     * and 185 s for 2-HOB:
     * <ul>
     * <li>1E-mm runs 604.963 s. No part within 450 s of the beginning: it runs 150 s, then no parts come. That joins the
     * idle time up to 13:51:36.771173, with 249.013 s more than 1.5 × 150 s, to one stop of 703.975 s, of which 701.920764 s
     * are before 2-HOB.
     * <li>2-HOB stands 2.054459 s of that stop, then runs. The 180.828434 s after 13:54:43 are within 1.5 × 185 s and
     * followed by running, so they belong to the cycle.
     * <li>3-TRAN runs 19.162611 s and stands 718.918868 s up to the break; after it a stop of 70.511 s is short.
     * <li>4B-mm counted one part while the log was off, from 1 to 2, and one after 548.931882 s of running.
     * </ul>
     */
    @Test
    void latheOfAnExhibitionRanFourPrograms() {
        Map<String, Long> codes = Map.of("READY", 1L, "ACTIVE", 2L, "PROGRAM_COMPLETED", 3L);
        List<SlowSample> samples = new ArrayList<>();
        for (String line : PublicData.lines("mtconnect/okuma.shdr.txt.gz")) {
            String[] parts = line.split("\\|", -1);
            for (int i = 1; i + 1 < parts.length; i += 2) {
                switch (parts[i]) {
                    case "pexecution" -> samples.add(
                            whole(Role.STATE, 1, micros(parts[0]), codes.getOrDefault(parts[i + 1], 0L)));
                    case "ppartcount" -> samples.add(
                            whole(Role.COUNT, 2, micros(parts[0]), Long.parseLong(parts[i + 1])));
                    case "pprogram" -> samples.add(new SlowSample(Role.PROGRAM, 3, micros(parts[0]), ValueType.TEXT, 0,
                            parts[i + 1], StatusCode.GOOD, 0));
                    default -> {
                    }
                }
            }
        }
        WorkUnitSheet sheet = new WorkUnitSheet("lathe",
                new StateSignal(Map.of(1L, Meaning.IDLE, 2L, Meaning.RUNNING, 3L, Meaning.IDLE)), Optional.of(PARTS),
                Map.of("IMTS-2022-1E-mm.MIN", "1E", "IMTS-2022-2-HOB.MIN", "hob"), 5 * Micros.PER_MINUTE);
        Calendar calendar = oneShift("America/Los_Angeles", "06:00", "14:00",
                new Break(Label.of("break"), LocalTime.of(7, 10), LocalTime.of(7, 20), false));
        MachineBooks books = books(new MachineHistory(sheet,
                new Plan(calendar, List.of(), List.of(standard("1E", 150), standard("hob", 185))), samples,
                micros("2022-08-08T13:37:00Z"), micros("2022-08-08T14:31:00Z")));

        assertThat(sum(books, "1E")).isEqualTo(quantities(Quantity.CALENDAR_TIME, 855_866_566,
                Quantity.SHIFT_TIME, 855_866_566, Quantity.PLANNED_TIME, 855_866_566, Quantity.RUN_TIME, 150_000_000,
                Quantity.STOP_TIME, 701_920_764, Quantity.SHORT_STOP_TIME, 3_945_802,
                Quantity.REASON_MISSING_TIME, 701_920_764, Quantity.STANDARD_TIME, 855_866_566, Quantity.MADE, 1_000,
                Quantity.EARNED, 150_000_000, Quantity.EARNED_GOOD, 150_000_000,
                // 855.866566 s and 150 s, by 150 s for a piece.
                Quantity.SHOULD, 5_706, Quantity.COULD_RUN, 1_000));
        assertThat(sum(books, "hob")).isEqualTo(quantities(Quantity.CALENDAR_TIME, 367_201_807,
                Quantity.SHIFT_TIME, 367_201_807, Quantity.PLANNED_TIME, 367_201_807, Quantity.RUN_TIME, 365_147_348,
                Quantity.STOP_TIME, 2_054_459, Quantity.REASON_MISSING_TIME, 2_054_459,
                Quantity.STANDARD_TIME, 367_201_807, Quantity.MADE, 1_000, Quantity.EARNED, 185_000_000,
                Quantity.EARNED_GOOD, 185_000_000, Quantity.SHOULD, 1_985, Quantity.COULD_RUN, 1_974));
        assertThat(sum(books, "IMTS-2022-3-TRAN.MIN")).isEqualTo(quantities(Quantity.CALENDAR_TIME, 1_405_725_161,
                Quantity.SHIFT_TIME, 1_405_725_161, Quantity.PLANNED_TIME, 805_725_161, Quantity.RUN_TIME, 19_162_611,
                Quantity.STOP_TIME, 718_918_868, Quantity.REASON_MISSING_TIME, 718_918_868,
                Quantity.SHORT_STOP_TIME, 67_643_682, Quantity.MADE, 1_000,
                // Without a standard what was made stands for what there should be.
                Quantity.SHOULD, 1_000, Quantity.COULD_RUN, 1_000));
        assertThat(sum(books, "IMTS-2022-4B-mm.MIN")).isEqualTo(quantities(Quantity.CALENDAR_TIME, 592_356_318,
                Quantity.SHIFT_TIME, 592_356_318, Quantity.PLANNED_TIME, 592_356_318, Quantity.RUN_TIME, 548_931_882,
                Quantity.SHORT_STOP_TIME, 43_424_436, Quantity.MADE, 2_000, Quantity.SHOULD, 2_000, Quantity.COULD_RUN,
                2_000));
        assertThat(books.intervals().getFirst().to()).isEqualTo(micros("2022-08-08T13:37:18.850148Z"));
        assertThat(books.intervals().getFirst().use()).isEqualTo(TimeUse.NO_DATA);
        assertThat(books.intervals()).filteredOn(interval -> interval.timeClass() == TimeClass.BREAK)
                .extracting(Interval::to).containsExactly(micros("2022-08-08T14:20:00Z"));
        assertThat(books.intervals()).filteredOn(interval -> interval.state() == State.NO_PARTS)
                .extracting(Interval::from).containsExactly(micros("2022-08-08T13:39:52.795950Z"));
    }

    /**
     * The electrical power of a lathe's spindle, one row for each second of cutting with nine tools (Vicomtech and
     * Mondragon, column TV51.S_MEAN), in the order of the file. Between two tools the machine is off for 120 s; after each
     * 15 s of a tool a part is done (both made up: the file has cutting only). It runs from 6,700 on; the planned cycle of
     * 15 s makes less power for up to 22 s a pause. Worked out with Python on the list of seconds R, I, O:
     *
     * <pre>
     * for tool, g in groupby(rows, key=lambda r: r['tool']):
     *     g = list(g); parts += len(g) // 15
     *     if s: s += ['O'] * 120
     *     s += ['R' if float(r['TV51.S_MEAN']) &gt;= 6700 else 'I' for r in g]
     * runs = [[k, len(list(g))] for k, g in groupby(s)]
     * for a, b, c in zip(runs, runs[1:], runs[2:]):
     *     if (a[0], b[0], c[0]) == ('R', 'I', 'R') and b[1] &lt;= 22: b[0] = 'r'
     * </pre>
     *
     * 2,475 s, 1,264 R, 251 I, of which 35 pauses of 149 s; stops of 120, 120, 120, 152, 120, 124, 120, 120, 34, 27 and 5 s;
     * 97 parts.
     */
    @Test
    void latheThatWoreNineToolsRanByItsPower() {
        List<String> lines = PublicData.lines("turning-tool-wear/turning_tool_wear_dev.csv.gz");
        List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
        int power = header.indexOf("TV51.S_MEAN");
        int tool = header.indexOf("tool");
        long start = micros("2026-11-24T08:00:00Z");
        List<SlowSample> samples = new ArrayList<>(List.of(whole(Role.COUNT, 2, start, 0)));
        long now = start;
        String last = "";
        int cut = 0;
        int parts = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",", -1);
            if (!row[tool].equals(last) && !last.isEmpty()) {
                samples.add(powered(now, 0));
                now += 120 * Micros.PER_SECOND;
                cut = 0;
            }
            last = row[tool];
            samples.add(powered(now, Double.parseDouble(row[power])));
            now += Micros.PER_SECOND;
            if (++cut % 15 == 0) {
                samples.add(whole(Role.COUNT, 2, now - 1, ++parts));
            }
        }
        Entry product = new Entry("e1", 1, "lathe", start, OptionalLong.empty(), start, "li",
                new ProductClaim("bar", Optional.empty(), OptionalInt.empty()));
        WorkUnitSheet sheet = new WorkUnitSheet("lathe", new PowerBands(1_000, 6_700), Optional.of(PARTS), Map.of(),
                Micros.PER_MINUTE);
        MachineBooks books = books(new MachineHistory(sheet,
                new Plan(oneShift("Europe/Berlin", "00:00", "00:00"), List.of(product), List.of(standard("bar", 15))),
                samples, start, now));

        long second = Micros.PER_SECOND;
        assertThat(sum(books, "bar")).isEqualTo(quantities(Quantity.CALENDAR_TIME, 2_475 * second,
                Quantity.SHIFT_TIME, 2_475 * second, Quantity.PLANNED_TIME, 2_475 * second,
                Quantity.RUN_TIME, 1_413 * second, Quantity.SHORT_STOP_TIME, 66 * second, Quantity.STOP_TIME,
                996 * second,
                Quantity.REASON_MISSING_TIME, 996 * second, Quantity.STANDARD_TIME, 2_475 * second,
                Quantity.MADE, 97_000, Quantity.EARNED, 97 * 15 * second, Quantity.EARNED_GOOD, 97 * 15 * second,
                Quantity.SHOULD, 165_000, Quantity.COULD_RUN, 94_200));
        assertThat(books.intervals()).filteredOn(interval -> interval.stop() != 0).extracting(Interval::stop)
                .satisfies(stops -> assertThat(stops.stream().distinct()).hasSize(11));
    }

    private static SlowSample powered(long time, double power) {
        return new SlowSample(Role.POWER, 1, time, ValueType.NUMBER, Double.doubleToLongBits(power), null,
                StatusCode.GOOD, 0);
    }
}
