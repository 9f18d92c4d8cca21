package org.factfloor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Debian's Chromium, driven as a person would; errors that pages report are kept. */
final class Browsing implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> pageErrors = new ArrayList<>();

    private Browsing(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(CHROMIUM).setArgs(
                List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    /** Starts the browser; the test is skipped where there is none, and fails under {@code CI=true}. */
    static Browsing start() {
        boolean there = Files.isExecutable(CHROMIUM);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("Chromium is installed").isTrue();
        }
        assumeTrue(there, "skipped: Chromium is missing (Debian: apt install chromium)");
        return new Browsing(Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /** A fresh window of a person who reads this language and prefers this scheme. */
    Page open(String locale, ColorScheme scheme, int width, int height) {
        return open(
                new NewContextOptions().setLocale(locale).setColorScheme(scheme).setViewportSize(width, height));
    }

    /** A fresh window on a desk in another part of the world. */
    Page openIn(String zone) {
        return open(new NewContextOptions().setLocale("en-US").setTimezoneId(zone).setViewportSize(1440, 900));
    }

    private Page open(NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(30_000);
        Page page = context.newPage();
        page.onPageError(pageErrors::add);
        return page;
    }

    /** Signs in as somebody who has the password of all tests. */
    static void signIn(Page page, String address, String user) {
        page.navigate(address + "/login");
        page.locator("#user").fill(user);
        page.locator("#password").fill(ProductProcess.ADMIN_PASSWORD);
        page.getByTestId("sign-in").click();
        page.getByTestId("user-menu").waitFor();
    }

    /** What pages failed with that nothing caught. */
    List<String> pageErrors() {
        return pageErrors;
    }

    /** What axe finds serious or critical on a page, as text. */
    static List<String> graveFindings(Page page) {
        return new AxeBuilder(page).analyze().getViolations().stream().filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(Browsing::describe).toList();
    }

    private static String describe(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream().map(node -> String.valueOf(node.getHtml())).limit(3).toList();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
