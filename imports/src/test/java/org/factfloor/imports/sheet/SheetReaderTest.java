package org.factfloor.imports.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tables as offices really send them. */
class SheetReaderTest {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static List<List<String>> rows(Sheet sheet) {
        return sheet.rows().stream().map(Sheet.Row::cells).toList();
    }

    @Test
    void readsTheCommasAndQuotesOfRfc4180() {
        Sheet sheet = SheetReader.read("\uFEFFjob,text\r\n1,\"a, \"\"b\"\"\nnext\"\r\n\r\n2,c\r\n"
                .getBytes(StandardCharsets.UTF_8));
        assertThat(sheet.columns()).containsExactly("job", "text");
        assertThat(rows(sheet)).containsExactly(List.of("1", "a, \"b\"\nnext"), List.of("2", "c"));
        assertThat(sheet.rows()).extracting(Sheet.Row::line).as("lines of the file").containsExactly(2, 5);
        assertThat(sheet.encoding()).contains("UTF-8");
        assertThat(sheet.decimalComma()).isFalse();
    }

    @Test
    void readsWhatAGermanSpreadsheetSaves() {
        Sheet sheet = SheetReader.read("Auftrag;Stückzahl;Gehäuse\r\n4711;1.200,5;Größe\r\n".getBytes(WINDOWS_1252));
        assertThat(sheet.encoding()).contains("windows-1252");
        assertThat(sheet.columns()).containsExactly("Auftrag", "Stückzahl", "Gehäuse");
        assertThat(rows(sheet)).containsExactly(List.of("4711", "1.200,5", "Größe"));
        assertThat(sheet.decimalComma()).isTrue();
    }

    @Test
    void readsWhatAChineseSpreadsheetSaves() {
        Sheet sheet = SheetReader.read("工单,产品,数量\r\n4711,壳体,500\r\n4712,轴承座,300\r\n".getBytes(GB18030));
        assertThat(sheet.encoding()).contains("GB18030");
        assertThat(sheet.columns()).containsExactly("工单", "产品", "数量");
        assertThat(rows(sheet)).containsExactly(List.of("4711", "壳体", "500"), List.of("4712", "轴承座", "300"));
    }

    @Test
    void readsUnicodeTextAndNamedDelimiters() {
        byte[] unicode = ("\uFEFF工单\t数量\r\n1\t2\r\n").getBytes(StandardCharsets.UTF_16LE);
        assertThat(SheetReader.read(unicode).columns()).containsExactly("工单", "数量");
        assertThat(SheetReader.read(("\uFEFFa\tb\n1\t2").getBytes(StandardCharsets.UTF_16BE)).columns())
                .containsExactly("a", "b");
        Sheet named = SheetReader.read("sep=|\njob|qty\n1|2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(named.columns()).containsExactly("job", "qty");
        assertThat(named.rows().getFirst().line()).isEqualTo(3);
    }

    @Test
    void fillsShortRowsAndDropsWhatHasNoHeader() {
        Sheet sheet = SheetReader.read("\n\na,b\n1\n1,2,3\n".getBytes(StandardCharsets.UTF_8));
        assertThat(rows(sheet)).containsExactly(List.of("1", ""), List.of("1", "2"));
    }

    @Test
    void readsTheFirstSheetOfAWorkbook() {
        byte[] file = Workbooks.of("<si><t>工单</t></si><si><r><t>交</t></r><r><t>期</t></r><rPh><t>jq</t></rPh></si>",
                "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c>"
                        + "<c r=\"D2\" t=\"inlineStr\"><is><t>Menge</t></is></c></row>"
                        + "<row r=\"4\"><c r=\"A4\"><v>4711</v></c><c r=\"C4\" s=\"1\"><v>46356</v></c>"
                        + "<c r=\"D4\" s=\"3\"><v>0.30000000000000004</v></c></row>"
                        + "<row r=\"5\"><c r=\"A5\" t=\"str\"><f>X</f><v>A-1</v></c><c r=\"C5\" s=\"2\">"
                        + "<v>46356.520833333336</v></c><c r=\"D5\"><v>1.5E3</v></c></row>");
        Sheet sheet = SheetReader.read(file);
        assertThat(sheet.columns()).containsExactly("工单", "", "交期", "Menge");
        // 46356 is 30 November 2026 in every spreadsheet.
        assertThat(rows(sheet)).containsExactly(List.of("4711", "", "2026-11-30", "0.3"),
                List.of("A-1", "", "2026-11-30 12:30", "1500"));
        assertThat(sheet.rows()).extracting(Sheet.Row::line).containsExactly(4, 5);
        assertThat(sheet.encoding()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertThatThrownBy(() -> SheetReader.read("".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SheetException.class).hasMessageContaining("no row below its headers");
        assertThatThrownBy(() -> SheetReader.read("a,b\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SheetException.class).hasMessageContaining("no row below its headers");
        assertThatThrownBy(() -> SheetReader.read(new byte[]{(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1}))
                .isInstanceOf(SheetException.class).hasMessageContaining("old .xls");
        assertThatThrownBy(() -> SheetReader.read("a,b\n\0,1\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SheetException.class).hasMessageContaining("neither");
        assertThatThrownBy(() -> SheetReader.read(Workbooks.zip(Map.of("word/document.xml", "<x/>"))))
                .isInstanceOf(SheetException.class).hasMessageContaining("not an .xlsx");
        byte[] many = ("a\n" + "1\n".repeat(Sheet.MOST_ROWS + 1)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SheetReader.read(many)).isInstanceOf(SheetException.class)
                .hasMessageContaining("20,000");
    }

    /** A few kilobytes that unpack to more than a gigabyte's worth must not be unpacked. */
    @Test
    void unpacksNoBomb() {
        byte[] bomb = Workbooks.zip(Map.of("xl/workbook.xml", " ".repeat(70 << 20)));
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> SheetReader.read(bomb)).isInstanceOf(SheetException.class)
                .hasMessageContaining("more than 20,000 rows");
        byte[] picture = Workbooks.zip(Map.of("xl/media/image.png", " ".repeat(70 << 20)));
        assertThatThrownBy(() -> SheetReader.read(picture)).isInstanceOf(SheetException.class);
    }

    @Test
    void followsNoEntities() {
        byte[] file = Workbooks.of("", "</sheetData></worksheet><!-- ");
        byte[] entities = Workbooks.zip(Map.of("xl/workbook.xml",
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><workbook>&a;</workbook>"));
        assertThatThrownBy(() -> SheetReader.read(file)).isInstanceOf(SheetException.class);
        assertThatThrownBy(() -> SheetReader.read(entities)).isInstanceOf(SheetException.class);
    }

    /** Whatever is sent ends in a sheet or a refusal. */
    @Test
    void readsOrRefusesAnything() {
        byte[] workbook = Workbooks.of("<si><t>a</t></si>",
                "<row><c t=\"s\"><v>0</v></c></row><row><c s=\"1\"><v>1</v></c></row>");
        assertThat(SheetReader.read(workbook).rows()).hasSize(1);
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] file = seed % 2 == 0 ? workbook.clone() : new byte[random.nextInt(300)];
            if (seed % 2 == 0) {
                for (int i = 0; i < 1 + random.nextInt(8); i++) {
                    file[random.nextInt(file.length)] = (byte) random.nextInt();
                }
                file = Arrays.copyOf(file, file.length - random.nextInt(file.length / 2));
            } else {
                random.nextBytes(file);
            }
            try {
                assertThat(SheetReader.read(file).columns()).as("seed %d", seed).isNotNull();
            } catch (SheetException refused) {
                assertThat(refused.text().zh()).isNotEmpty();
            }
        }
    }

    /** What is found by looking can be wrong: a person may say what it is. */
    @Test
    void readsATextAsSomebodySaysItIs() {
        byte[] file = "A|Menge\n1,5|2\n".getBytes(StandardCharsets.UTF_8);
        TextForm said = new TextForm(Optional.of(WINDOWS_1252), Optional.of('|'), Optional.of(true));
        Sheet sheet = SheetReader.read(file, said);
        assertThat(sheet.columns()).containsExactly("A", "Menge");
        assertThat(sheet.decimalComma()).isTrue();
        assertThat(sheet.encoding()).contains("windows-1252");
        assertThatThrownBy(() -> SheetReader.read("工单".getBytes(GB18030),
                new TextForm(Optional.of(StandardCharsets.UTF_8), Optional.empty(), Optional.empty())))
                .isInstanceOf(SheetException.class).hasMessageContaining("not written in UTF-8");
    }

    /** Zeros pack to a thousandth: a file of a megabyte may hold a text of a gigabyte. */
    @Test
    void refusesARowOrATextThatDoesNotEnd() {
        String endless = "a".repeat(17 << 20);
        for (byte[] file : List.of(Workbooks.of("<si><t>" + endless + "</t></si>", ""),
                Workbooks.of("", "<row r=\"1\"><c t=\"inlineStr\"><is><t>" + endless + "</t></is></c></row>"),
                Workbooks.of("", "<row r=\"1\"><c><v>" + endless + "</v></c></row>"),
                Workbooks.of("", "<row r=\"1\"><c s=\"" + endless + "\"><v>1</v></c></row>"),
                Workbooks.of("<si><t>" + "a".repeat(1 << 20) + "</t></si>",
                        "<row r=\"1\">" + "<c t=\"s\"><v>0</v></c>".repeat(3) + "</row>"))) {
            assertThatThrownBy(() -> SheetReader.read(file)).isInstanceOf(SheetException.class)
                    .hasMessageContaining("more texts than fit in memory");
        }
        byte[] line = ("a,b,c\n" + ("b".repeat(900_000) + ",").repeat(3)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SheetReader.read(line)).isInstanceOf(SheetException.class)
                .hasMessageContaining("Line 2 has over two million characters");
    }
}
