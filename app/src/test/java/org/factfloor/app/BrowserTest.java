package org.factfloor.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People in front of the pages: the product as a process, a server of another maker, a real browser. */
class BrowserTest {

    private static final String PASSWORD = "a newcomer's long password";

    @TempDir
    private Path data;

    @Test
    void newcomerGetsFromTheFirstVisitToALiveTrend() throws IOException, InterruptedException {
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "5", "--security", "secure");
                Browsing browsing = Browsing.start();
                ProductProcess product = ProductProcess.runWithoutPassword(data)) {
            product.awaitReady();
            String visit = product.awaitLine("First visit: open ");
            Page page = browsing.open("en-US", ColorScheme.LIGHT, 1440, 900);
            page.navigate(visit.substring(visit.indexOf("http")).trim());
            setUp(page);

            long typed = System.nanoTime();
            addServer(page, peer.endpoint());
            trustItsCertificate(page);
            pickByKeyboard(page);
            saveAndSeeItLive(page);
            assertThat(Duration.ofNanos(System.nanoTime() - typed)).isLessThan(Duration.ofMinutes(2));

            zoomByWheelKeysAndButtons(page);
            changeLanguage(page);
            assertThat(browsing.pageErrors()).isEmpty();
        }
    }

    private static void setUp(Page page) {
        assertThat(page.getByTestId("setup-form").locator("#code")).not().hasValue("");
        page.locator("#plant").fill("Gear works");
        page.locator("#zone").fill("Europe/Berlin");
        page.locator("#user").fill("wei");
        page.locator("#password").fill(PASSWORD);
        page.getByTestId("set-up").click();
        page.getByTestId("user-menu").waitFor();
    }

    private static void addServer(Page page, String endpoint) {
        page.navigate(page.url().replaceAll("(https?://[^/]+).*", "$1") + "/connections/new");
        page.locator("#endpoint").fill(endpoint);
        page.locator("#name").fill("Press 7");
        if (!page.locator("#security").isVisible()) {
            page.locator("summary").first().click();
        }
        page.locator("#security").selectOption("basic256sha256");
        page.getByTestId("connect").click();
    }

    private static void trustItsCertificate(Page page) {
        page.getByTestId("open-trust").click();
        assertThat(page.getByTestId("thumbprint")).hasText(Pattern.compile("[0-9A-F ]{40,}"));
        page.getByTestId("trust").click();
        page.getByTestId("browse-tree").waitFor();
    }

    /** Opens the folder and picks two variables with keys alone. */
    private static void pickByKeyboard(Page page) {
        Locator folder = page.locator("[role=treeitem][data-name=plant]");
        folder.waitFor();
        folder.focus();
        page.keyboard().press("ArrowRight");
        page.locator("[role=treeitem][data-name='v.0']").waitFor();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Space");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Space");
        assertThat(page.getByTestId("picked-count")).containsText("2");
        page.getByTestId("to-names").click();
    }

    private static void saveAndSeeItLive(Page page) {
        page.locator("#machine-name").fill("Press 7");
        page.getByTestId("save-signals").click();
        Locator value = page.locator("[data-signal='press-7/v-0'] .value").first();
        assertThat(value).hasText(Pattern.compile("\\d"));
        String before = value.innerText();
        assertThat(value).not().hasText(before);
        page.getByTestId("see-trends").click();
        page.locator("canvas").first().waitFor();
    }

    private static void zoomByWheelKeysAndButtons(Page page) {
        Locator range = page.getByTestId("trend-range");
        expectChange(range, () -> page.getByTestId("range-1d").click());
        expectChange(range, () -> page.getByTestId("zoom-in").click());
        expectChange(range, () -> page.keyboard().press("-"));
        expectChange(range, () -> page.keyboard().press("ArrowLeft"));
        expectChange(range, () -> {
            page.locator(".u-over").first().hover();
            page.mouse().wheel(0, 300);
        });
        assertThat(page.url()).contains("press-7/v-0");
    }

    private static void expectChange(Locator locator, Runnable action) {
        String before = locator.innerText();
        action.run();
        assertThat(locator).not().hasText(before);
    }

    private static void changeLanguage(Page page) {
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        page.getByTestId("language-zh").first().click();
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(page.locator("nav").first()).containsText("趋势");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    }

    /** Also the check that pages fit: nothing on a phone scrolls sideways. */
    @Test
    void everyPageIsAccessibleInBothLanguagesThemesAndSizes() throws IOException, InterruptedException {
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "5", "--security", "none");
                Browsing browsing = Browsing.start();
                ProductProcess product = ProductProcess.run(data)) {
            String address = product.awaitReady().toString();
            Api.signIn(product.address()).put("plant.yaml", "text/yaml", TestPlant.yaml(peer.endpoint(), 5), 200);
            checkPages(browsing.open("en-US", ColorScheme.LIGHT, 1440, 900), address);
            checkPages(browsing.open("zh-CN", ColorScheme.DARK, 1440, 900), address);
            checkPages(browsing.open("en-US", ColorScheme.DARK, 390, 844), address);
            checkPages(browsing.open("zh-CN", ColorScheme.LIGHT, 390, 844), address);
            assertThat(browsing.pageErrors()).isEmpty();
        }
    }

    private static void checkPages(Page page, String address) {
        page.navigate(address + "/login");
        page.getByTestId("login-form").waitFor();
        assertThat(Browsing.graveFindings(page)).as("/login").isEmpty();
        Browsing.signIn(page, address, "admin");
        for (String path : List.of("/", "/machine/peer", "/oee", "/board", "/board?wall=1", "/station",
                "/station?machines=peer", "/jobs", "/trends?s=peer/v-0,peer/v-1&range=15m", "/signals",
                "/connections", "/connections/new", "/ledger", "/plant", "/calendar", "/audit", "/system",
                "/no-such-page")) {
            page.navigate(address + path);
            page.locator("main").locator("h1, h2").first().waitFor();
            String where = path + " " + page.viewportSize().width + " " + page.locator("html").getAttribute("lang");
            assertThat(Browsing.graveFindings(page)).as(where).isEmpty();
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s fits the window", where).isTrue();
        }
    }

    @Test
    void valueWrittenInTheSourceShowsUpAndASilentSourceLooksStale() throws IOException, InterruptedException {
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "5", "--period", "0", "--security", "none");
                Browsing browsing = Browsing.start();
                ProductProcess product = ProductProcess.run(data)) {
            String address = product.awaitReady().toString();
            Api.signIn(product.address()).put("plant.yaml", "text/yaml", TestPlant.yaml(peer.endpoint(), 5), 200);
            Page page = browsing.open("en-US", ColorScheme.LIGHT, 1440, 900);
            Browsing.signIn(page, address, "admin");
            page.navigate(address + "/signals");
            Locator value = page.locator("[data-signal='peer/v-0'] .value").first();
            value.waitFor();

            peer.write("v.0", "Double", "4711");
            assertThat(value).hasText(Pattern.compile("4.?711"));

            peer.close();
            page.navigate(address + "/connections");
            assertThat(page.getByTestId("connection-status").first()).hasAttribute("data-state",
                    Pattern.compile("waiting|connecting"));
            page.navigate(address + "/machine/peer");
            assertThat(page.locator("main")).containsText("No data");
        }
    }
}
