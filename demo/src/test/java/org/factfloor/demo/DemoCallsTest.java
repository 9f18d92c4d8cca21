package org.factfloor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.factfloor.demo.DemoCall.Kind;
import org.factfloor.demo.DemoCall.Step;
import org.factfloor.demo.DemoCall.Taken;
import org.factfloor.plant.Micros;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCallsTest {

    private static final DemoSettings SETTINGS = settings(Instant.parse("2026-11-24T01:20:00Z"));

    /** On Sunday at 21:00, at 5 in the morning and at noon, in Shanghai. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T13:00:00Z", "2026-11-23T21:05:00Z", "2026-11-25T04:00:00Z"})
    void oneWaitsWheneverTheDemoIsStarted(String now) {
        DemoSettings settings = settings(Instant.parse(now));
        long start = Micros.of(settings.firstStart());
        List<DemoCall> open = calls(settings, Duration.ZERO).stream()
                .filter(call -> call.steps().getLast().step() != Step.DONE).toList();
        assertThat(open).filteredOn(call -> call.machine().equals("imm-1")).singleElement().satisfies(call -> {
            assertThat(call.kind()).isEqualTo(Kind.MAINTENANCE);
            assertThat(call.steps()).extracting(Taken::step).containsExactly(Step.CALLED);
            assertThat(start - call.steps().getFirst().at()).isBetween(5 * Micros.PER_MINUTE,
                    15 * Micros.PER_MINUTE);
        });
        assertThat(open).as("the first piece").anyMatch(call -> call.machine().equals("press-1")
                && call.kind() == Kind.QUALITY);
    }

    @Test
    void endWithWhatTheyWereMadeForAndAreOneAtATime() {
        List<DemoCall> calls = calls(SETTINGS, Duration.ofHours(24));
        assertThat(calls).hasSizeGreaterThan(10);
        assertThat(calls.stream().map(DemoCall::id).collect(Collectors.groupingBy(Function.identity())))
                .hasSize(calls.size());
        for (DemoCall call : calls) {
            assertThat(call.id()).matches("[A-Za-z0-9_-]{1,64}");
            assertThat(call.steps()).extracting(Taken::at).isSorted();
            assertThat(call.steps()).extracting(Taken::step).isSorted().startsWith(Step.CALLED);
        }
        assertThat(calls).filteredOn(call -> call.steps().getLast().step() == Step.DONE).hasSizeGreaterThan(10);
    }

    /** Else a restart would call anew. */
    @Test
    void sayTheSameOfThePastHoweverFarTheBooksGoOn() {
        List<Object> before = steps(calls(SETTINGS, Duration.ZERO), Long.MAX_VALUE);
        long start = Micros.of(SETTINGS.firstStart());
        assertThat(steps(calls(SETTINGS, Duration.ofHours(5)), start)).isEqualTo(before);
    }

    private static List<Object> steps(List<DemoCall> calls, long until) {
        return calls.stream().flatMap(call -> call.steps().stream().filter(taken -> taken.at() <= until)
                .map(taken -> (Object) List.of(call.id(), taken))).toList();
    }

    private static DemoSettings settings(Instant firstStart) {
        return new DemoSettings(1, firstStart, Duration.ofDays(2), Optional.empty());
    }

    private static List<DemoCall> calls(DemoSettings settings, Duration beyond) {
        DemoBooks books = DemoBooks.open(settings);
        books.keepTo(settings.firstStart().plus(beyond));
        return DemoCalls.of(settings, books);
    }
}
