package org.factfloor.web.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.factfloor.imports.sheet.Cells;
import org.factfloor.imports.sheet.Sheet;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.records.Product;
import org.jspecify.annotations.Nullable;

/** The cells of one row, read as what they should be; each cell that is not adds an error. */
final class ImportLine {

    private final Sheet sheet;
    private final Sheet.Row row;
    private final ImportMapping mapping;
    private final Map<String, String> machines;
    private final ProductNames products;
    private final ZoneId zone;
    private final List<Error> errors = new ArrayList<>();

    /**
     * Something wrong with a row.
     *
     * @param row its line in the file
     * @param column header; null where it is about the whole row
     */
    record Error(int row, @Nullable String column, Label text) {}

    /**
     * A row to be read.
     *
     * @param machines id of each machine by its ids and names, in lower case
     */
    ImportLine(Sheet sheet, Sheet.Row row, ImportMapping mapping, Map<String, String> machines, ProductNames products,
            ZoneId zone) {
        this.sheet = sheet;
        this.row = row;
        this.mapping = mapping;
        this.machines = machines;
        this.products = products;
        this.zone = zone;
    }

    List<Error> errors() {
        return errors;
    }

    private void wrong(String field, String en, String zh) {
        errors.add(new Error(row.line(), mapping.column(field), new Label(en, zh)));
    }

    Optional<String> text(String field, int longest) {
        Optional<String> text = mapping.cell(sheet, row, field);
        if (text.isPresent() && text.get().length() > longest) {
            wrong(field, "has more than " + longest + " characters; shorten it", "超过 " + longest + " 个字符；请缩短");
            return Optional.empty();
        }
        return text;
    }

    /** A text that must be there; empty after an error. */
    String required(String field, int longest) {
        int before = errors.size();
        Optional<String> text = text(field, longest);
        if (text.isEmpty() && errors.size() == before) {
            wrong(field, "is empty; fill it in", "为空；请填写");
        }
        return text.orElse("");
    }

    /** A number with so many decimals that are kept, as a whole of the smallest; further ones are rounded. */
    OptionalLong amount(String field, int decimals) {
        Optional<String> cell = mapping.cell(sheet, row, field);
        if (cell.isEmpty()) {
            return OptionalLong.empty();
        }
        Optional<BigDecimal> number = Cells.number(cell.get(), sheet.decimalComma())
                .filter(value -> value.abs().compareTo(BigDecimal.valueOf(1_000_000_000_000L)) < 0);
        if (number.isEmpty()) {
            wrong(field, "\"" + shown(cell.get()) + "\" is not a number; correct it",
                    "“" + shown(cell.get()) + "”不是数字；请改正");
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                number.get().movePointRight(decimals).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    long requiredAmount(String field, int decimals) {
        int before = errors.size();
        OptionalLong amount = amount(field, decimals);
        if (amount.isEmpty() && errors.size() == before) {
            wrong(field, "is empty; fill it in", "为空；请填写");
        }
        return amount.orElse(0);
    }

    /**
     * A local date, with or without a time, in µs.
     *
     * @param atEnd whether a date alone means its end
     */
    OptionalLong moment(String field, boolean atEnd) {
        Optional<String> cell = mapping.cell(sheet, row, field);
        if (cell.isEmpty()) {
            return OptionalLong.empty();
        }
        Optional<Cells.Moment> moment = Cells.moment(cell.get());
        if (moment.isEmpty()) {
            wrong(field, "\"" + shown(cell.get()) + "\" is not a date; write it as 2026-11-30 or 30.11.2026",
                    "“" + shown(cell.get()) + "”不是日期；请写成 2026-11-30");
            return OptionalLong.empty();
        }
        boolean wholeDay = moment.get().time().isEmpty();
        return OptionalLong.of(Micros.of(moment.get().at(LocalTime.MIDNIGHT).plusDays(wholeDay && atEnd ? 1 : 0)
                .atZone(zone).toInstant()));
    }

    /** Machines by id or name, separated by commas, semicolons or slashes. */
    List<String> machines(String field) {
        List<String> found = new ArrayList<>();
        for (String name : mapping.cell(sheet, row, field).orElse("").split("[,;，；、/]", -1)) {
            String known = machines.get(name.strip().toLowerCase(Locale.ROOT));
            if (known != null) {
                found.add(known);
            } else if (!name.isBlank()) {
                wrong(field, "there is no machine \"" + shown(name.strip()) + "\"; write its id or name",
                        "没有设备“" + shown(name.strip()) + "”；请填写设备编号或名称");
            }
        }
        return found;
    }

    /** The one machine a row is about; empty after an error. */
    String machine(String field) {
        int before = errors.size();
        List<String> found = machines(field);
        if (found.size() != 1 && errors.size() == before) {
            wrong(field, "must name one machine; write a line for each", "须填写一台设备；每台设备一行");
        }
        return found.isEmpty() ? "" : found.getFirst();
    }

    /** The number of a product that is called so, or what stands there where none is; empty after an error. */
    String product(String field) {
        String said = required(field, 64);
        List<Product> called = products.called(said);
        if (called.size() > 1) {
            String numbers = String.join(", ", called.stream().limit(5).map(Product::id).toList());
            wrong(field, "\"" + shown(said) + "\" names several products; write the number: " + numbers,
                    "有多个产品名为“" + shown(said) + "”；请填写料号：" + numbers);
        }
        return called.size() == 1 ? called.getFirst().id() : said;
    }

    private static String shown(String cell) {
        return cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
    }
}
