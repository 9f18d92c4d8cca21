package org.factfloor.imports;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.factfloor.imports.Layout.Shape;
import org.factfloor.imports.sheet.Cells;
import org.factfloor.plant.Label;

/** Finds out which part of a sample stands where in a file, from the names of columns and what stands in them. */
final class Layouts {

    private static final Set<String> TIME = Set.of("time", "timestamp", "datetime", "date", "ts", "zeit", "zeitstempel",
            "datum", "datumzeit", "uhrzeit", "时间", "时间戳", "日期", "日期时间", "采集时间", "采样时间", "时刻");
    private static final Set<String> SIGNAL = Set.of("signal", "signalname", "signalkey", "tag", "tagname", "name",
            "point",
            "pointname", "variable", "channel", "item", "itemid", "sensor", "messstelle", "kanal", "信号", "测点", "点位",
            "点名",
            "位号", "变量", "标签", "测点名称", "点位名称");
    private static final Set<String> VALUE = Set.of("value", "val", "wert", "messwert", "reading", "值", "数值", "测量值",
            "采样值");
    private static final Set<String> STATUS = Set.of("status", "statuscode", "quality", "qualität", "qualitaet", "状态",
            "质量",
            "质量码", "状态码");
    private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[AaPp][Mm])?");
    private static final Pattern WITH_COMMA = Pattern.compile("[-+]?\\d+,\\d+([eE][-+]?\\d+)?");
    private static final Pattern THOUSANDS = Pattern.compile("[-+]?\\d{1,3}(,\\d{3})+");
    private static final Pattern WITH_POINT = Pattern.compile("[-+]?\\d+\\.\\d+([eE][-+]?\\d+)?");

    private final Head head;
    private final Reading reading;
    private final List<Label> problems;

    /** @param problems takes what keeps the layout from being known */
    Layouts(Head head, Reading reading, List<Label> problems) {
        this.head = head;
        this.reading = reading;
        this.problems = problems;
    }

    /** @param text whether it is a text */
    Optional<Layout> find(boolean text, ZoneId zone) {
        List<String> columns = head.columns();
        if (columns.equals(ColumnFiles.OWN)) {
            return Optional
                    .of(new Layout(columns, head.line(), Shape.LONG, 0, -1, TimeForm.EPOCH_MICROS, zone, false, 1,
                            2, 3, 4, false, false, false));
        }
        int signal = said(reading.signal()).orElseGet(() -> named(SIGNAL));
        int value = said(reading.value()).orElseGet(() -> named(VALUE));
        Shape shape = reading.shape().orElse(signal >= 0 && value >= 0 ? Shape.LONG : Shape.WIDE);
        if (shape == Shape.LONG && (signal < 0 || value < 0)) {
            problems.add(new Label("Say which column holds the signals' names and which the values.",
                    "请指定点位名称所在的列和数值所在的列。"));
            return Optional.empty();
        }
        int status = shape == Shape.LONG ? said(reading.status()).orElseGet(() -> named(STATUS)) : -1;
        int time = said(reading.time()).orElseGet(this::timeColumn);
        if (time < 0) {
            problems.add(problems.isEmpty()
                    ? new Label("No column holds times that are known; choose the column and how it writes them.",
                            "没有识别出时间列；请选择时间列及其格式。")
                    : problems.removeLast());
            return Optional.empty();
        }
        TimeForms.Found found = TimeForms.find(head.column(time), true);
        Optional<TimeForm> form = reading.form().or(found::form);
        if (form.isEmpty()) {
            problems.add(found.unsure()
                    ? new Label("The times could be day/month or month/day; say which.", "时间可能是“日/月”或“月/日”；请选择。")
                    : new Label("The column " + columns.get(time) + " holds no times of a form that is known.",
                            "列“" + columns.get(time) + "”不是可识别的时间格式。"));
            return Optional.empty();
        }
        int clock = found.dateOnly() ? timeOfDay(time) : -1;
        boolean comma = reading.text().decimalComma().orElse(text && commas(time, clock, shape, value));
        return Optional.of(new Layout(columns, head.line(), shape, time, clock, form.get(), zone,
                descending(time, clock, form.get()), shape == Shape.LONG ? signal : -1,
                shape == Shape.LONG ? value : -1,
                status, -1, comma, status >= 0 && head.column(status).contains("192"), text));
    }

    private Optional<Integer> said(Optional<String> name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int place = head.place(name.get());
        if (place < 0) {
            problems.add(new Label("The file has no column " + name.get() + ".", "文件中没有列“" + name.get() + "”。"));
        }
        return Optional.of(place);
    }

    private int named(Set<String> names) {
        return IntStream.range(0, head.columns().size())
                .filter(column -> names.contains(Cells.plainHeader(head.columns().get(column)))).findFirst().orElse(-1);
    }

    /** One that is called so and holds times, else the first one that holds written times, else the first one. */
    private int timeColumn() {
        List<Integer> all = IntStream.range(0, head.columns().size()).boxed().toList();
        for (int column : all) {
            if (TIME.contains(Cells.plainHeader(head.columns().get(column))) && holdsTimes(column, true)) {
                return column;
            }
        }
        for (int column : all) {
            // Plain numbers are times only where people put times: at the left.
            if (holdsTimes(column, column == 0)) {
                return column;
            }
        }
        return -1;
    }

    private boolean holdsTimes(int column, boolean numbers) {
        TimeForms.Found found = TimeForms.find(head.column(column), numbers);
        return found.form().isPresent() || found.unsure();
    }

    /** The column with the time of day of a column of dates. */
    private int timeOfDay(int date) {
        return IntStream.range(0, head.columns().size()).filter(column -> column != date)
                .filter(column -> head.column(column).stream().filter(cell -> !cell.isEmpty()).findFirst()
                        .filter(cell -> TIME_OF_DAY.matcher(cell).matches()).isPresent())
                .findFirst().orElse(-1);
    }

    /** Whether more numbers have a comma than a point. */
    private boolean commas(int time, int clock, Shape shape, int value) {
        long balance = 0;
        for (Head.Row row : head.rows()) {
            for (int column = 0; column < row.cells().size(); column++) {
                if (column != time && column != clock && (shape == Shape.WIDE || column == value)) {
                    String cell = row.cell(column);
                    balance += WITH_COMMA.matcher(cell).matches() && !THOUSANDS.matcher(cell).matches() ? 1 : 0;
                    balance -= WITH_POINT.matcher(cell).matches() ? 1 : 0;
                }
            }
        }
        return balance > 0;
    }

    /** Whether most steps from row to row go back. */
    private boolean descending(int time, int clock, TimeForm form) {
        TimeScanner scanner = new TimeScanner();
        long balance = 0;
        long before = Long.MIN_VALUE;
        for (Head.Row row : head.rows()) {
            if (scanner.read(clock < 0 ? row.cell(time) : row.cell(time) + " " + row.cell(clock), form)) {
                long now = scanner.micros();
                balance += before == Long.MIN_VALUE ? 0 : Long.signum(Long.compare(now, before));
                before = now;
            }
        }
        return balance < 0;
    }
}
