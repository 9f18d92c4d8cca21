package org.factfloor.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.factfloor.connectivity.opcua.OpcUaPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator says at the machine is on the team lead's open page within a second of its acceptance, with the
 * operator's name, and in the receipt of the figures it changes. Elsewhere the second page shows it after a minute or a
 * reload, and nobody can tell who said it.
 */
class TeamLeadSeesAReasonAtOnceTest {

    private static final String SHIFTS = """
            - {id: day, name: Day, from: "06:00", to: "18:00"}
            - {id: night, name: Night, from: "18:00", to: "06:00"}
            """;
    private static final int REASONS = 3;
    private static final LocatorAssertions.HasCountOptions PATIENTLY = new LocatorAssertions.HasCountOptions()
            .setTimeout(30_000);
    /** Notes when the list of stops first names a reason and who gave it. */
    private static final String WATCH = """
            ([reason, author]) => {
              window.seenAt = undefined;
              const watching = new MutationObserver(() => {
                const text = document.querySelector('[data-testid=stops]')?.textContent ?? '';
                if (!text.includes(`${reason} · ${author}`)) return;
                window.seenAt = Date.now();
                watching.disconnect();
              });
              watching.observe(document.body, { subtree: true, childList: true, characterData: true });
            }""";
    /** Notes when the server has answered to an entry. */
    private static final String NOTE_ANSWERS = """
            const plain = window.fetch;
            window.fetch = async (address, options) => {
              const answer = await plain(address, options);
              if (options?.method === 'POST' && String(address).endsWith('/entries')) window.answeredAt = Date.now();
              return answer;
            };""";

    @TempDir
    private Path data;

    @Test
    void withinASecondOfItsAcceptance() throws IOException, InterruptedException {
        try (OpcUaPeer peer = OpcUaPeer.start("--variables", "0", "--children", "0", "--security", "none");
                Browsing browsing = Browsing.start();
                ProductProcess product = ProductProcess.run(data)) {
            String address = product.awaitReady().toString();
            Api api = Api.signIn(product.address());
            List<JsonNode> reasons = setUp(api, peer);
            Page operator = browsing.openIn("Europe/Berlin");
            operator.addInitScript(NOTE_ANSWERS);
            Browsing.signIn(operator, address, "operator");
            operator.navigate(address + "/station?machines=press");
            Page lead = browsing.openIn("Europe/Berlin");
            Browsing.signIn(lead, address, "teamLead");
            lead.navigate(address + "/machine/press");
            lead.getByTestId("timeline").waitFor();

            List<Long> taken = new ArrayList<>();
            for (JsonNode reason : reasons) {
                peer.write("state", "Int32", "1");
                assertThat(lead.locator("[data-testid=stops] tr[data-stop]")).hasCount(taken.size() + 1, PATIENTLY);
                taken.add(millisUntilSeen(operator, lead, reason));
                peer.write("state", "Int32", "2");
                assertThat(operator.locator("[data-machine=press]")).hasAttribute("data-look", "running");
            }
            System.out.println("from the answer to the team lead's page: " + taken + " ms");
            // The best of three: other work on the computer that tests may delay one.
            assertThat(Collections.min(taken)).as("%s", taken).isLessThan(1_000);
            assertReceiptNamesTheOperator(lead);
            assertLossesNameTheReasons(lead, address, reasons);
            assertThat(browsing.pageErrors()).isEmpty();
        }
    }

    /** Returns reasons whose stops remain stops. */
    private static List<JsonNode> setUp(Api api, OpcUaPeer peer) throws IOException, InterruptedException {
        peer.tell("{\"cmd\":\"add\",\"id\":\"state\",\"type\":\"Int32\",\"value\":2}");
        peer.tell("{\"cmd\":\"add\",\"id\":\"parts\",\"type\":\"UInt32\",\"value\":0}");
        peer.tell("{\"cmd\":\"count\",\"id\":\"parts\",\"type\":\"UInt32\",\"period\":1000}");
        api.put("plant.yaml", "text/yaml",
                TestPlant.inBerlin(SHIFTS, TestPlant.PRESS, TestPlant.pressAt(peer.endpoint())), 200);
        // Longer than the engine waits for late samples, so that what is said changes what was computed already.
        api.put("machines/press/production", Map.of("shortStopLimit", 6), 200);
        for (String role : List.of("operator", "teamLead")) {
            api.post("users", Map.of("user", role, "password", ProductProcess.ADMIN_PASSWORD, "role", role), 201);
        }
        List<JsonNode> reasons = new ArrayList<>();
        for (JsonNode reason : api.get("reasons?workUnit=press").path("items")) {
            if (reason.path("policy").asText().equals("availability") && reasons.size() < REASONS) {
                reasons.add(reason);
            }
        }
        assertThat(reasons).hasSize(REASONS);
        return reasons;
    }

    private static long millisUntilSeen(Page operator, Page lead, JsonNode reason) {
        lead.evaluate(WATCH, List.of(reason.at("/name/en").asText(), "operator"));
        operator.getByTestId("reason").click();
        // A stop that the terminal already knows to miss its reason needs no choosing.
        operator.locator("[data-stop], [data-reason]").first().waitFor();
        if (operator.locator("[data-stop]").count() > 0) {
            operator.locator("[data-stop]").first().click();
        }
        operator.evaluate("() => { window.answeredAt = undefined; }");
        operator.locator("[data-reason='" + reason.path("id").asText() + "']").click();
        return noted(lead, "seenAt") - noted(operator, "answeredAt");
    }

    private static long noted(Page page, String moment) {
        return ((Number) page.waitForFunction("() => window." + moment).jsonValue()).longValue();
    }

    private static void assertReceiptNamesTheOperator(Page lead) {
        lead.getByTestId("pieces").getByTestId("fact-stopTime").click();
        Locator said = lead.getByTestId("receipt-entries").locator("li");
        assertThat(said).hasCount(REASONS);
        assertThat(said.first()).containsText("operator");
    }

    private static void assertLossesNameTheReasons(Page lead, String address, List<JsonNode> reasons) {
        lead.navigate(address + "/oee?subject=press");
        for (JsonNode reason : reasons) {
            assertThat(lead.locator("main")).containsText(reason.at("/name/en").asText());
        }
    }
}
