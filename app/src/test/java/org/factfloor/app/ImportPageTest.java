package org.factfloor.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engineer imports a logger's export: sees how it is read, says what is meant, tries, files. */
class ImportPageTest {

    private static final String EXPORT = "时间;Value O;peer/v-1;备注\r\n17.06.2025 06:00:00;1,5;2;a\r\n17.06.2025 06:00:01;x;3;b\r\n";

    @TempDir
    private Path data;

    @Test
    void aFileBecomesSamplesOnlyAfterItWasSeen() throws IOException, InterruptedException {
        try (Browsing browsing = Browsing.start(); ProductProcess product = ProductProcess.run(data)) {
            String address = product.awaitReady().toString();
            Api api = Api.signIn(product.address());
            api.put("plant.yaml", "text/yaml", TestPlant.yaml("opc.tcp://127.0.0.1:9", 2), 200);
            Page page = browsing.open("en-US", ColorScheme.LIGHT, 1440, 900);
            Browsing.signIn(page, address, "admin");
            page.navigate(address + "/imports");
            assertThat(page.getByText("Nothing imported yet")).isVisible();

            page.getByTestId("import-file").setInputFiles(
                    new FilePayload("logger.csv", "text/csv", EXPORT.getBytes(Charset.forName("GB18030"))));
            assertThat(page.locator("[name=encoding]")).hasValue("GB18030");
            assertThat(page.locator("[name=decimal]")).hasValue(",");
            assertThat(page.locator("[name=form]")).hasValue("dmy");
            assertThat(page.locator("[name=zone]")).hasValue("Europe/Berlin");
            assertThat(page.getByTestId("file")).isDisabled();
            assertThat(page.getByTestId("look-problems")).containsText("备注");

            Locator unknown = page.locator("[data-name='Value O']");
            unknown.getByRole(AriaRole.COMBOBOX).fill("peer/v-0");
            unknown.getByRole(AriaRole.COMBOBOX).blur();
            assertThat(page.getByTestId("samples-preview")).containsText("peer/v-0 = 1.5");
            page.getByTestId("leave-out-all").click();
            assertThat(page.getByTestId("look-problems")).isHidden();
            assertThat(page.getByTestId("samples-preview")).containsText("This is no number");

            page.getByTestId("check").click();
            assertThat(page.getByTestId("count-added")).hasText("3");
            assertThat(page.getByTestId("count-rejected")).hasText("1");
            assertThat(page.getByTestId("import-work")).hasAttribute("data-state", "checked");
            assertThat(Browsing.graveFindings(page)).isEmpty();

            page.getByTestId("file").click();
            assertThat(page.getByTestId("import-work")).hasAttribute("data-state", "done");
            assertThat(page.getByTestId("import-spans")).containsText("peer/v-0");
            assertThat(page.getByTestId("sample-imports")).containsText(Pattern.compile("logger.csv.*admin.*filed.*3"));
            String list = page.waitForDownload(() -> page.getByTestId("rejects").click()).suggestedFilename();
            assertThat(list).isEqualTo("rejects-1.csv");
            assertThat(Browsing.graveFindings(page)).isEmpty();
            assertThat(browsing.pageErrors()).isEmpty();
        }
    }
}
