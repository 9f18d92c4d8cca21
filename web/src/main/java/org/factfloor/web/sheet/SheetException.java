package org.factfloor.web.sheet;

import java.nio.charset.Charset;
import org.factfloor.plant.Label;

/** A file is no table that can be read. */
public final class SheetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Label text;

    private SheetException(String en, String zh) {
        super(en);
        text = new Label(en, zh);
    }

    /** What is wrong and what to do. */
    public Label text() {
        return text;
    }

    static SheetException empty() {
        return new SheetException("The file has no row below its headers; send the table with its first line.",
                "文件在表头下没有数据行；请发送含表头的表格。");
    }

    static SheetException tooLarge() {
        return new SheetException("The table has more than 20,000 rows or 200 columns; send it in parts.",
                "表格超过 20,000 行或 200 列；请分批发送。");
    }

    static SheetException noWorkbook() {
        return new SheetException(
                "The file is not an .xlsx workbook that can be read; save it again as .xlsx, or as CSV.",
                "无法读取该 .xlsx 文件；请重新另存为 .xlsx 或 CSV。");
    }

    static SheetException oldWorkbook() {
        return new SheetException("This is an old .xls workbook; save it as .xlsx, or as CSV.",
                "这是旧版 .xls 文件；请另存为 .xlsx 或 CSV。");
    }

    static SheetException notIn(Charset encoding) {
        return new SheetException("The text is not written in " + encoding.name() + "; choose another encoding.",
                "该文本不是 " + encoding.name() + " 编码；请选择其他编码。");
    }

    static SheetException unreadable() {
        return new SheetException("The file is neither an .xlsx workbook nor text; export the table as one of them.",
                "该文件既不是 .xlsx 也不是文本；请导出为其中之一。");
    }
}
