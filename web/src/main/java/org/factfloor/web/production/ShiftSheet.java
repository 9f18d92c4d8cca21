package org.factfloor.web.production;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.factfloor.plant.Label;
import org.factfloor.production.State;
import org.factfloor.web.api.Table;
import org.jspecify.annotations.Nullable;

/** A shift as a spreadsheet: machines, hours, losses and stops below each other. */
final class ShiftSheet {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final double MINUTE = 60;

    /** A column of the machines' table: a measure and what it is called. */
    private record Column(String measure, Label name) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("plannedTime", new Label("Planned time, min", "计划生产时间（分钟）")),
            new Column("runTime", new Label("Running time, min", "运行时间（分钟）")),
            new Column("setupTime", new Label("Changeover, min", "换型（分钟）")),
            new Column("stopTime", new Label("Stops, min", "停机（分钟）")),
            new Column("shortStopTime", new Label("Short stops, min", "短停（分钟）")),
            new Column("noDataTime", new Label("No data, min", "无数据（分钟）")),
            new Column("made", new Label("Total made", "总产量")), new Column("good", new Label("OK", "良品")),
            new Column("scrap", new Label("Scrap", "报废")), new Column("rework", new Label("Rework", "返工")),
            new Column("hold", new Label("On hold", "待判")), new Column("target", new Label("Target", "目标产量")),
            new Column("missing", new Label("Missing", "缺少")),
            new Column("availability", new Label("Availability", "时间开动率")),
            new Column("performance", new Label("Speed", "性能开动率")),
            new Column("quality", new Label("Good rate", "良品率")),
            new Column("oee", new Label("OEE", "OEE 设备综合效率")));

    private final Table table;
    private final ZoneId zone;
    private final Map<String, String> people;
    private final boolean chinese;

    /** @param people what those who sign in are called */
    ShiftSheet(Table table, ZoneId zone, Map<String, String> people, boolean chinese) {
        this.table = table;
        this.zone = zone;
        this.people = people;
        this.chinese = chinese;
    }

    private String text(String en, String zh) {
        return chinese ? zh : en;
    }

    String name(Label label) {
        return chinese ? label.zh() : label.en();
    }

    void title(Label subject, ShiftReport.PeriodView period) throws IOException {
        table.row(List.of(text("Shift report", "班次报表"), name(subject), period.productionDay(),
                period.shift() == null ? "" : name(period.shift().name()), local(period.from()), local(period.to())));
        table.row(List.of());
    }

    /** Who signed it, what it came to then and what it comes to now. */
    void signature(Signatures.View signed) throws IOException {
        table.row(List.of(text("Signed by", "确认人"), person(signed.author()), local(signed.at()), signed.note()));
        table.row(List.of(text("Good as signed", "确认时良品"), shown(signed.good(), Table.Format.WHOLE),
                text("OEE as signed", "确认时 OEE"), shown(signed.oee(), Table.Format.PERCENT),
                text("Changes since", "此后更改"),
                signed.changes()));
        table.row(List.of());
    }

    /** One row of figures for each machine or line, by name. */
    void figures(Map<String, Map<String, Figure>> rows) throws IOException {
        List<String> header = new ArrayList<>(List.of(text("Machine or line", "设备或产线")));
        COLUMNS.forEach(column -> header.add(name(column.name())));
        table.row(header);
        for (Map.Entry<String, Map<String, Figure>> row : rows.entrySet()) {
            List<Object> cells = new ArrayList<>(List.of(row.getKey()));
            COLUMNS.forEach(column -> cells.add(cell(row.getValue().get(column.measure()))));
            table.row(cells);
        }
        table.row(List.of());
    }

    private static Object cell(@Nullable Figure figure) {
        if (figure == null || figure.value() == null) {
            return "";
        }
        return switch (figure.unit()) {
            case "s" -> new Table.Shown(figure.value() / MINUTE, Table.Format.TENTHS);
            case "1" -> new Table.Shown(figure.value(), Table.Format.PERCENT);
            default -> new Table.Shown(figure.value(), Table.Format.WHOLE);
        };
    }

    void hours(List<ShiftReport.HourView> hours) throws IOException {
        table.row(List.of(text("Hour", "小时"), text("Target", "目标产量"), text("Total made", "总产量"),
                text("OK", "良品"), text("Difference", "差异"), text("Cumulative", "累计")));
        for (ShiftReport.HourView hour : hours) {
            table.row(List.of(local(hour.from()), cell(hour.target()), cell(hour.made()), cell(hour.good()),
                    shown(hour.difference(), Table.Format.WHOLE), shown(hour.cumulative(), Table.Format.WHOLE)));
        }
        table.row(List.of());
    }

    private static Object shown(@Nullable Double number, Table.Format format) {
        return number == null ? "" : new Table.Shown(number, format);
    }

    private String person(String author) {
        return people.getOrDefault(author, author);
    }

    /** Time that people took out of planned time; nothing where nobody did. */
    void takenOut(List<TakenOut.View> taken, Map<String, Label> machines, Map<String, Label> reasons)
            throws IOException {
        if (taken.isEmpty()) {
            return;
        }
        table.row(List.of(text("Taken out of planned time", "移出计划时间"), text("From", "开始"), text("To", "结束"),
                text("Minutes", "分钟"), text("What", "内容"), text("Who", "填报人")));
        for (TakenOut.View one : taken) {
            table.row(List.of(name(machines.getOrDefault(one.machine(), Label.of(one.machine()))), local(one.from()),
                    local(one.to()), new Table.Shown(one.seconds() / MINUTE, Table.Format.TENTHS), claim(one, reasons),
                    person(one.author())));
        }
        table.row(List.of());
    }

    private String claim(TakenOut.View one, Map<String, Label> reasons) {
        if (one.reason() != null) {
            return name(reasons.getOrDefault(one.reason(), Label.of(one.reason())));
        }
        return switch (one.claim()) {
            case "notStaffed" -> text("not staffed", "未安排人员");
            case "noJob" -> text("no job", "无任务");
            case "unattended" -> text("unattended", "无人值守");
            default -> text("maintenance", "保养");
        };
    }

    /** @param reasons names of reasons by id */
    void stops(List<StopsApi.StopView> stops, Map<String, Label> machines, Map<String, Label> reasons)
            throws IOException {
        table.row(List.of(text("Stop", "停机"), text("From", "开始"), text("To", "结束"), text("Minutes", "分钟"),
                text("State", "状态"), text("Reason", "原因"), text("Kind", "类别")));
        for (StopsApi.StopView stop : stops) {
            for (StopsApi.PartView part : stop.parts()) {
                Label machine = machines.getOrDefault(stop.machine(), Label.of(stop.machine()));
                table.row(List.of(name(machine), local(part.from()), part.to() == null ? "" : local(part.to()),
                        part.to() == null
                                ? ""
                                : new Table.Shown(
                                        Duration.between(part.from(), part.to()).toMillis() / 1_000.0 / MINUTE,
                                        Table.Format.TENTHS),
                        state(part.state()),
                        part.reason() == null
                                ? text("reason missing", "未填原因")
                                : name(reasons.getOrDefault(part.reason(), Label.of(part.reason()))),
                        stop.isShort() ? text("short stop", "短停") : text("stop", "停机")));
            }
        }
    }

    private String state(State state) {
        return switch (state) {
            case RUNNING -> text("running", "运行");
            case NO_PARTS -> text("running, no parts", "空转");
            case IDLE -> text("waiting", "等待");
            case CHANGEOVER -> text("changeover", "换型");
            case MAINTENANCE -> text("maintenance", "保养");
            case STOPPED -> text("stopped", "停机");
            case OFF -> text("off", "关机");
            case NO_DATA -> text("no data", "无数据");
            case MANUAL -> text("manual work", "人工作业");
        };
    }

    private String local(Instant instant) {
        return LOCAL.format(instant.atZone(zone));
    }
}
