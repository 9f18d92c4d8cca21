package org.factfloor.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team lead plans the year: the product as a process, a real browser. */
class CalendarPageTest {

    @TempDir
    private Path data;

    @Test
    void plansShiftsAndAHolidayAndSeesThemInTheMonth() throws IOException, InterruptedException {
        try (Browsing browsing = Browsing.start(); ProductProcess product = ProductProcess.run(data)) {
            String address = product.awaitReady().toString();
            Api api = Api.signIn(product.address());
            api.put("plant.yaml", "text/yaml", TestPlant.yaml("opc.tcp://127.0.0.1:9", 1), 200);
            Page page = browsing.open("en-US", ColorScheme.LIGHT, 1440, 900);
            Browsing.signIn(page, address, "admin");
            page.navigate(address + "/calendar");
            page.getByTestId("add-shift").click();
            writeTimes(page);
            addBreakThatRunsThrough(page);
            goToOctober(page);
            makeTheFirstAHoliday(page);

            page.getByTestId("save-calendar").click();

            assertThat(page.getByTestId("calendar-saved")).containsText("version 2");
            assertThat(page.getByTestId("calendar-saved")).containsText("Holiday or worked day 2026-10-01");
            assertThat(day(page, "2026-10-01")).hasAttribute("aria-label",
                    Pattern.compile(".*Free.*No shift begins.*"));
            assertThat(day(page, "2026-10-02")).hasAttribute("aria-label",
                    Pattern.compile(".*22:00–06:00; planned time 8\\Dh 00\\Dmin.*"));
            // The night to the 25th, in which the clocks of Berlin go back; Saturday's shift is an hour longer.
            assertThat(day(page, "2026-10-24").getByTestId("hours")).hasText("25 h");
            assertThat(day(page, "2026-10-24")).hasAttribute("aria-label",
                    Pattern.compile(".*planned time 9\\Dh 00\\Dmin.*"));
            assertThat(api.get("sites/site/calendar").at("/shifts/0/breaks/0/runsThrough").asBoolean()).isTrue();
            assertThat(browsing.pageErrors()).isEmpty();
        }
    }

    /** A mistake is told at its field and must be put right first; short forms of times are understood. */
    private static void writeTimes(Page page) {
        page.getByTestId("shift").getByTestId("day-sat").click();
        Locator from = page.locator("[data-path='shifts[0].from']");
        from.fill("25");
        from.blur();
        assertThat(from).hasAttribute("aria-invalid", "true");
        assertThat(page.getByTestId("save-calendar")).isHidden();
        page.getByTestId("show-error").click();
        assertThat(from).isFocused();
        from.fill("22");
        Locator to = page.locator("[data-path='shifts[0].to']");
        to.fill("600");
        to.blur();
        assertThat(from).hasValue("22:00");
        assertThat(to).hasValue("06:00");
        assertThat(page.getByTestId("save-calendar")).isEnabled();
    }

    private static void addBreakThatRunsThrough(Page page) {
        page.getByTestId("add-break").click();
        page.getByTestId("runs-through").check();
    }

    /** By keys alone. */
    private static void goToOctober(Page page) {
        page.locator("[data-testid=month] [tabindex='0']").focus();
        int months = 0;
        while (page.locator("[data-date='2026-10-15']").count() == 0) {
            assertThat(months++).as("months between now and October 2026").isLessThan(240);
            boolean later = (Boolean) page
                    .evaluate(
                            "document.querySelector('[data-testid=month] [aria-pressed=true]').dataset.date > '2026-10-15'");
            page.keyboard().press(later ? "PageUp" : "PageDown");
            page.waitForTimeout(50);
        }
    }

    private static void makeTheFirstAHoliday(Page page) {
        day(page, "2026-10-01").click();
        page.getByTestId("make-holiday").click();
        Locator name = page.locator("[data-path='exceptions[0].name']");
        name.fill("Free");
    }

    private static Locator day(Page page, String date) {
        return page.locator("[data-date='" + date + "']");
    }
}
