package org.factfloor.imports;

import org.factfloor.plant.Label;

/** Why a sample of a file is not taken. */
public enum Reason {
    CELLS("The line has another number of cells than the headers; it may be torn.", "该行的单元格数与表头不符，可能不完整。"), NO_TIME(
            "There is no time.", "没有时间。"), BAD_TIME("This is no time of the form chosen.", "不是所选格式的时间。"), NO_SUCH_TIME(
                    "The clock was set forward over this time: it does not exist in the time zone chosen.",
                    "该时刻因夏令时拨快而不存在于所选时区。"), TOO_OLD(
                            "The time lies before the year 2000; the form of times may be wrong.",
                            "时间早于 2000 年，时间格式可能不对。"), AHEAD(
                                    "The time lies in the future; time zone or form of times may be wrong.",
                                    "时间在未来，时区或时间格式可能不对。"), UNKNOWN_SIGNAL("No signal of the plant has this name.",
                                            "工厂中没有该名称的点位。"), NO_VALUE("There is no value.", "没有数值。"), NOT_A_NUMBER(
                                                    "This is no number.",
                                                    "不是数字。"), NOT_WHOLE("A counter or state needs a whole number.",
                                                            "计数或状态点位需要整数。"), UNKNOWN_STATE(
                                                                    "This is neither a whole number nor the name of one of the signal's states.",
                                                                    "既不是整数，也不是该点位的状态名称。"), TOO_LONG(
                                                                            "The text has more than 65,536 characters.",
                                                                            "文本超过 65,536 个字符。"), BAD_CHARACTERS(
                                                                                    "Some characters are none of the encoding chosen.",
                                                                                    "包含所选编码之外的字符。"), BAD_STATUS(
                                                                                            "This is no status that is known.",
                                                                                            "无法识别的状态码。"), CONTRADICTS(
                                                                                                    "History holds another value at this time; import with replacing to put this one in its place.",
                                                                                                    "历史数据在该时刻已有不同的值；如需替换，请选择“替换”后导入。"), REMOVED(
                                                                                                            "Samples of this time have been removed already, as retention says; none are taken for it any more.",
                                                                                                            "该时段的采样已按保留期限删除，不再接收。");

    private final Label text;

    Reason(String en, String zh) {
        text = new Label(en, zh);
    }

    public Label text() {
        return text;
    }
}
