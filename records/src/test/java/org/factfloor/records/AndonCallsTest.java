package org.factfloor.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.factfloor.plant.Micros;
import org.factfloor.records.AndonCall.Kind;
import org.factfloor.records.AndonCall.Step;
import org.junit.jupiter.api.Test;

/** Help is called once, and every step stays. It is 16:00. */
class AndonCallsTest extends EntriesFixture {

    private static final OptionalLong NOW = OptionalLong.empty();

    private AndonCalls calls() {
        return records.calls();
    }

    private AndonCalls.Answer maintenance(String id) {
        return calls().call(id, "press-1", Kind.MAINTENANCE, NOW, OLGA);
    }

    private AndonCall step(String id, Step step, Author author) {
        clock.advance(Duration.ofMinutes(1));
        return calls().step(id, step, NOW, author).call();
    }

    @Test
    void keepsEveryStepWithWhoAndWhen() {
        long called = now();
        maintenance("a");
        step("a", Step.COMING, OTTO);
        step("a", Step.THERE, OTTO);
        AndonCall done = step("a", Step.DONE, LEA);
        reopen();
        AndonCall kept = calls().find("a").orElseThrow();
        assertThat(kept).isEqualTo(done);
        assertThat(kept.steps()).extracting(AndonCall.Taken::step).containsExactly(Step.CALLED, Step.COMING,
                Step.THERE, Step.DONE);
        assertThat(kept.steps()).extracting(AndonCall.Taken::author).containsExactly("olga", "otto", "otto", "lea");
        assertThat(kept.steps()).extracting(AndonCall.Taken::at).containsExactly(called,
                called + Micros.PER_MINUTE, called + 2 * Micros.PER_MINUTE, called + 3 * Micros.PER_MINUTE);
        assertThat(kept.isOpen()).isFalse();
        assertThat(records.audit().page(OptionalLong.empty(), 4)).extracting(Audit.Entry::action)
                .containsExactly("call.done", "call.there", "call.coming", "call.called");
        assertThat(records.audit().verify()).isTrue();
    }

    /** A terminal without network sends what it holds until it has an answer. */
    @Test
    void takesTheSameCallFromFiveThreadsAsOne() throws Exception {
        Set<Long> numbers = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            Callable<Boolean> send = () -> numbers.add(maintenance("a").call().number());
            for (Future<Boolean> sent : threads.invokeAll(Collections.nCopies(5, send))) {
                sent.get();
            }
        }
        assertThat(numbers).containsExactly(1L);
        assertThat(calls().find("a").orElseThrow().steps()).hasSize(1);
    }

    @Test
    void whoCallsForTheSameAgainGetsTheCallThatIsOpen() {
        maintenance("a");
        AndonCalls.Answer second = maintenance("b");
        assertThat(second.again()).isTrue();
        assertThat(second.call().id()).isEqualTo("a");
        assertThat(calls().call("c", "press-1", Kind.QUALITY, NOW, OLGA).again()).isFalse();
        assertThat(calls().call("d", "press-2", Kind.MAINTENANCE, NOW, OLGA).again()).isFalse();
        assertThat(calls().open(Optional.empty())).extracting(AndonCall::id).containsExactly("a", "c", "d");
        assertThat(calls().open(Optional.of("press-2"))).extracting(AndonCall::id).containsExactly("d");
    }

    /** What waited in an outbox while somebody else called and was helped is not a new call. */
    @Test
    void aLateCallForHelpThatCameIsThatCall() {
        maintenance("a");
        long meanwhile = now() + Micros.PER_MINUTE;
        step("a", Step.THERE, OTTO);
        step("a", Step.DONE, OTTO);
        assertThat(calls().call("b", "press-1", Kind.MAINTENANCE, OptionalLong.of(meanwhile), OLGA).call().id())
                .isEqualTo("a");
        AndonCalls.Answer anew = maintenance("c");
        assertThat(anew.again()).isFalse();
        assertThat(anew.call().number()).isEqualTo(2);
    }

    @Test
    void aStepIsTakenOnceAndNoneGoesBack() {
        maintenance("a");
        step("a", Step.THERE, OTTO);
        assertThat(step("a", Step.THERE, LEA).last().author()).isEqualTo("otto");
        assertThat(step("a", Step.COMING, LEA).steps()).hasSize(2);
        step("a", Step.DONE, LEA);
        assertThat(step("a", Step.COMING, OLGA).steps()).hasSize(3);
    }

    @Test
    void whatIsOverIsOver() {
        maintenance("a");
        step("a", Step.CANCELLED, OLGA);
        RefusedException over = refused(() -> step("a", Step.COMING, OTTO));
        assertThat(over.refusal().code()).isEqualTo("call-over");
        assertThat(over.refusal().text().en()).contains("olga");
        maintenance("b");
        step("b", Step.DONE, OLGA);
        assertThat(code(() -> step("b", Step.CANCELLED, OTTO))).isEqualTo("call-over");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(code(() -> calls().call("a b", "press-1", Kind.QUALITY, NOW, OLGA))).isEqualTo("bad-id");
        assertThat(code(() -> calls().call("a", "press-9", Kind.QUALITY, NOW, OLGA))).isEqualTo("unknown-work-unit");
        assertThat(code(() -> calls().call("a", "press-1", Kind.QUALITY, NOW, VERA))).isEqualTo("role-may-not");
        assertThat(code(() -> calls().step("a", Step.DONE, NOW, OLGA))).isEqualTo("unknown-call");
        OptionalLong ahead = OptionalLong.of(now() + 11 * Micros.PER_MINUTE);
        assertThat(code(() -> calls().call("a", "press-1", Kind.QUALITY, ahead, OLGA))).isEqualTo("terminal-clock-off");
        maintenance("a");
        assertThat(code(() -> calls().call("a", "press-1", Kind.QUALITY, NOW, OLGA))).isEqualTo("id-taken");
        assertThat(code(() -> calls().step("a", Step.COMING, NOW, VERA))).isEqualTo("role-may-not");
        assertThat(calls().open(Optional.empty())).hasSize(1);
    }

    @Test
    void listsWhatTouchesATimeByPages() {
        long before = now();
        maintenance("a");
        step("a", Step.DONE, OTTO);
        clock.advance(Duration.ofHours(1));
        long later = now();
        maintenance("b");
        clock.advance(Duration.ofMinutes(1));
        assertThat(ids(calls().list(Optional.empty(), before, now(), Long.MAX_VALUE, 10))).containsExactly("b", "a");
        assertThat(ids(calls().list(Optional.empty(), before, now(), 2, 10))).containsExactly("a");
        assertThat(ids(calls().list(Optional.empty(), later, now(), Long.MAX_VALUE, 10))).containsExactly("b");
        assertThat(ids(calls().list(Optional.of("press-2"), before, now(), Long.MAX_VALUE, 10))).isEmpty();
    }

    private static List<String> ids(List<AndonCall> calls) {
        return calls.stream().map(AndonCall::id).toList();
    }
}
