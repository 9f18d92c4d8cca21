package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Texts that are made to cost more than they are worth. Each is refused with a sentence, soon. */
class HostilePlantFilesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String HEAD = "factfloor: 1\nenterprise: {id: f, sites: [{id: s, calendar: {zone: UTC}}]}\n";

    private static List<Problem> problems(String yaml) {
        PlantFile.Result result = Assertions.assertTimeoutPreemptively(SOON, () -> PlantFile.read(yaml, "plant.yaml"));
        assertThat(result).isInstanceOf(PlantFile.Invalid.class);
        List<Problem> problems = ((PlantFile.Invalid) result).problems();
        assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(201)
                .allSatisfy(problem -> assertThat(problem.message().length()).isLessThan(1_000));
        return problems;
    }

    @Test
    void refusesATextAboveItsLimit() {
        assertThat(problems("#".repeat((1 << 20) + 1))).singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("at most 1048576 are read"));
    }

    @Test
    void refusesDeepNesting() {
        for (String deep : List.of("[".repeat(500_000), "{a: ".repeat(200_000), "- ".repeat(500_000),
                "? ".repeat(500_000))) {
            assertThat(problems(deep).getFirst().message()).containsAnyOf("nested more than 50 levels", "not YAML");
        }
        assertThat(problems("[".repeat(51) + "]".repeat(51)).getFirst()).satisfies(problem -> {
            assertThat(problem.message()).contains("nested more than 50 levels");
            assertThat(problem.column()).isEqualTo(51);
        });
    }

    @Test
    void refusesManyAliases() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1).append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(problems(laughs.toString()).getFirst().message()).contains("aliases");
    }

    /** Fifty aliases are allowed; over six levels of lists they would say a quarter of a million machines. */
    @Test
    void stopsWhereAliasesMultiplyMachines() {
        String yaml = """
                factfloor: 1
                enterprise:
                  id: f
                  sites:
                    - &site
                      id: s
                      calendar: {zone: UTC}
                      areas:
                        - &area
                          id: a
                          workCenters:
                            - &center
                              id: c
                              workUnits:
                                - &unit
                                  id: u
                                  signals:
                                    - &signal {id: x, kind: analog}
                """ + "                    - *signal\n".repeat(9) + "                - *unit\n".repeat(9)
                + "            - *center\n".repeat(9) + "        - *area\n".repeat(9) + "    - *site\n".repeat(9);
        assertThat(problems(yaml))
                .anySatisfy(problem -> assertThat(problem.message()).contains("more than 1000 machines"));
    }

    @Test
    void refusesAnAnchorInsideItself() {
        assertThat(problems(HEAD + "templates: &t [*t]\n")).isNotEmpty();
        assertThat(problems("&a {*a : *a}")).isNotEmpty();
    }

    @Test
    void refusesMoreSignalsThanItCanHold() {
        String templates = "templates:\n  - id: t\n    signals:\n" + IntStream.range(0, 100)
                .mapToObj(i -> "      - {id: s" + i + ", kind: analog, address: s=x}\n").collect(Collectors.joining());
        String units = IntStream.range(0, 250).mapToObj(i -> "{id: u" + i + ", template: t, connection: c}")
                .collect(Collectors.joining(", "));
        String yaml = "factfloor: 1\nenterprise: {id: f, sites: [{id: s, calendar: {zone: UTC}, areas: [{id: a, workCenters: "
                + "[{id: c, workUnits: [" + units + "]}]}]}]}\n"
                + "connections: [{id: c, protocol: opcua, endpoint: \"opc.tcp://h:1\"}]\n" + templates;
        assertThat(problems(yaml))
                .anySatisfy(problem -> assertThat(problem.message()).contains("more than 20000 signals"));
    }

    @Test
    void keepsAddressesShortWhateverParametersSay() {
        String yaml = """
                factfloor: 1
                enterprise: {id: f, sites: [{id: s, calendar: {zone: UTC}, areas: [{id: a, workCenters: [{id: c, workUnits: [
                  {id: u, connection: c, parameters: {p: %s}, signals: [{id: x, kind: analog, address: "s=%s"}]}]}]}]}]}
                connections: [{id: c, protocol: opcua, endpoint: "opc.tcp://h:1"}]
                """
                .formatted("v".repeat(200), "${p}".repeat(200));
        assertThat(problems(yaml).getFirst().message()).contains("is not an OPC UA node id");
    }

    @Test
    void listsTwoHundredProblemsAndSaysThereAreMore() {
        String connections = IntStream.range(0, 900)
                .mapToObj(i -> "  - {id: c" + i + ", protocol: opcua, endpoint: no, colck: source}\n")
                .collect(Collectors.joining());
        List<Problem> problems = problems(HEAD + "connections:\n" + connections);
        assertThat(problems).hasSize(201);
        assertThat(problems.getLast().message()).isEqualTo("there are more problems; mend these first");
    }

    @Test
    void looksForTheNearestNameOnlyWhereItIsShown() {
        String connections = IntStream.range(0, 1_000)
                .mapToObj(i -> "  - {id: " + "long-name-of-a-connection-".repeat(2) + i
                        + ", protocol: opcua, endpoint: \"opc.tcp://h:1\"}\n")
                .collect(Collectors.joining());
        String signals = IntStream.range(0, 10_000)
                .mapToObj(i -> "    - {id: s" + i + ", connection: " + "long-name-of-a-conection-".repeat(2) + i % 999
                        + "}\n")
                .collect(Collectors.joining());
        problems(HEAD + "connections:\n" + connections + "templates:\n  - id: t\n    signals:\n" + signals);
    }

    /** Damaged copies of a good file; seeded, so that a failure can be repeated. */
    @Test
    void answersWhateverIsDoneToAGoodFile() {
        String good = Samples.small();
        String signs = "{}[]:,-#&*!|>'\"%@`?\n\t \0\uFFFE\uD800x0~<=$";
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            StringBuilder damaged = new StringBuilder(good);
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                    case 1 -> damaged.insert(at, signs.charAt(random.nextInt(signs.length())));
                    default -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(40)));
                }
            }
            try {
                PlantFile.read(damaged.toString(), "plant.yaml");
            } catch (RuntimeException | StackOverflowError broken) {
                throw new AssertionError("seed " + seed, broken);
            }
        }
    }
}
