package org.factfloor.imports.sheet;

import java.nio.charset.Charset;
import org.factfloor.plant.Label;

/** A file is no table that can be read. */
public final class SheetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Label text;

    /** @param en what is wrong and what to do */
    public SheetException(String en, String zh) {
        super(en);
        text = new Label(en, zh);
    }

    /** What is wrong and what to do. */
    public Label text() {
        return text;
    }

    public static SheetException empty() {
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

    public static SheetException oldWorkbook() {
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

    static SheetException tooManyColumns(long line) {
        return new SheetException("Line " + line + " has more than 10,000 columns; this is no table of samples.",
                "第 " + line + " 行超过 10,000 列；这不是采样数据表。");
    }

    static SheetException endlessCell(long line) {
        return new SheetException(
                "A cell that begins in line " + line
                        + " has over a million characters; close its quotation mark, or choose another delimiter.",
                "第 " + line + " 行开始的单元格超过一百万个字符；请补上右引号，或选择其他分隔符。");
    }

    static SheetException endlessRow(long line) {
        return new SheetException(
                "Line " + line + " has over two million characters; choose another delimiter, or export fewer columns.",
                "第 " + line + " 行超过两百万个字符；请选择其他分隔符，或减少导出的列。");
    }

    static SheetException tooMuchText() {
        return new SheetException("The workbook has more texts than fit in memory; save the sheet as CSV.",
                "工作簿中的文本过多；请将工作表另存为 CSV。");
    }

    public static SheetException packed() {
        return new SheetException("The file is packed (gzip); unpack it first.", "该文件是 gzip 压缩包；请先解压。");
    }

    static SheetException truncated() {
        return new SheetException("The workbook ends before it is complete; copy or download it again.",
                "工作簿不完整；请重新复制或下载。");
    }
}
