package org.factfloor.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.factfloor.demo.DemoBooks;
import org.factfloor.demo.DemoCall;
import org.factfloor.demo.DemoCalls;
import org.factfloor.demo.DemoJob;
import org.factfloor.demo.DemoJobs;
import org.factfloor.demo.DemoPeople;
import org.factfloor.demo.DemoSettings;
import org.factfloor.demo.DemoSheets;
import org.factfloor.demo.Saying;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.ReasonClaim;
import org.factfloor.production.LossPolicy;
import org.factfloor.production.Standard;
import org.factfloor.records.AndonCall;
import org.factfloor.records.Author;
import org.factfloor.records.EntryVersion;
import org.factfloor.records.NewEntry;
import org.factfloor.records.NewJob;
import org.factfloor.records.NewStandard;
import org.factfloor.records.Records;
import org.factfloor.records.RefusedException;
import org.factfloor.records.StandardVersion;
import org.factfloor.records.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the records what the people of the simulated plant say, each thing once, and goes on while they speak. What
 * a visitor said stands: where one explained a stop or corrected an entry, they keep quiet.
 */
final class DemoTalk {

    private static final Logger LOG = LoggerFactory.getLogger(DemoTalk.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final String REMARK = "simulated";
    /** The records believe nobody who says that he called longer ago. */
    private static final Duration CALLS = Duration.ofHours(20);

    private final Records records;
    private final DemoSettings settings;
    private final Instant spokenFrom;
    private final DemoBooks books;
    private final Set<Said> done = new HashSet<>();

    /** An entry in a revision. */
    private record Said(String entry, int revision) {}

    /** @param spokenFrom what was said before is not written */
    DemoTalk(Records records, DemoSettings settings, Instant spokenFrom) {
        this.records = records;
        this.settings = settings;
        this.spokenFrom = spokenFrom;
        books = DemoBooks.open(settings);
    }

    /**
     * Speaks until interrupted.
     *
     * @param after done with the present time after each round
     */
    void run(InstantSource clock, Consumer<Instant> after) throws InterruptedException {
        try {
            prepare();
            while (true) {
                speak(clock.instant());
                after.accept(clock.instant());
                Thread.sleep(PAUSE);
            }
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LOG.error("the people of the simulated plant fell silent; start the demo again to hear them", e);
        }
    }

    /** Makes known what they will speak of, where it is not. */
    void prepare() {
        Author engineer = author(DemoSheets.ENGINEER);
        DemoSheets.PRODUCTS.forEach((id, name) -> {
            if (records.products().find(id).isEmpty()) {
                records.products().put(id, name, engineer);
            }
        });
        DemoPeople.OWN_REASONS.forEach((id, name) -> {
            if (records.reasons().find(id).isEmpty()) {
                records.reasons().add(id, name, LossPolicy.AVAILABILITY, engineer);
            }
        });
        for (Standard standard : DemoSheets.standards(Micros.of(settings.begin()))) {
            String id = "demo-" + standard.workUnit() + "-" + standard.product();
            if (records.standards().find(id).isEmpty()) {
                StandardVersion said = records.standards()
                        .say(new NewStandard(Optional.of(id), standard.workUnit(), standard.product(), Optional.empty(),
                                standard.tool(), standard.validFrom(), standard.planned().cycle(),
                                standard.planned().partsPerCycle(), standard.planned().targetPerHour(),
                                standard.origin(), REMARK), engineer);
                records.standards().confirm(id, said.revision(), REMARK, engineer);
            }
        }
    }

    /** Says what is to be said by an instant. */
    void speak(Instant now) {
        books.keepTo(now);
        DemoJobs jobs = DemoJobs.of(settings, books);
        jobs.orders().forEach(this::order);
        for (Saying saying : DemoPeople.sayings(settings, books)) {
            Entry entry = saying.entry();
            boolean old = entry.saidAt() < Micros.of(spokenFrom);
            if (!old && done.add(new Said(entry.id(), entry.revision()))) {
                say(entry, saying.remark().isEmpty() ? REMARK : saying.remark());
            }
        }
        jobs.ended().forEach(this::finish);
        long oldest = Math.max(Micros.of(spokenFrom), Micros.of(now.minus(CALLS)));
        DemoCalls.of(settings, books).stream().filter(call -> call.steps().getFirst().at() >= oldest)
                .forEach(this::call);
    }

    /** Calls for help, and takes the steps that a visitor has not taken. */
    private void call(DemoCall call) {
        for (DemoCall.Taken taken : call.steps()) {
            if (!done.add(new Said(call.id(), taken.step().ordinal() + 1))) {
                continue;
            }
            OptionalLong at = OptionalLong.of(taken.at());
            Author author = author(taken.author());
            Optional<AndonCall> known = records.calls().find(call.id());
            try {
                if (taken.step() == DemoCall.Step.CALLED) {
                    records.calls().call(call.id(), call.machine(), AndonCall.Kind.valueOf(call.kind().name()), at,
                            author);
                } else if (known.filter(AndonCall::isOpen).isPresent()) {
                    records.calls().step(call.id(), AndonCall.Step.valueOf(taken.step().name()), at, author);
                }
            } catch (RefusedException refused) {
                LOG.warn("the call of {} at {} was refused: {}", taken.author(), call.machine(),
                        refused.getMessage());
            }
        }
    }

    /** Ends a job that our people began and that nobody ended. */
    private void finish(DemoJobs.Ended ended) {
        records.entries().find(ended.claim()).map(EntryVersion::entry).filter(DemoTalk::isFirstAndOpen).ifPresent(
                claim -> records.jobs().finish(ended.job(), OptionalLong.of(ended.at()), REMARK,
                        author(claim.author())));
    }

    private void order(DemoJob job) {
        if (records.jobs().find(job.id()).isEmpty()) {
            records.jobs().add(new NewJob(job.id(), job.product(), Optional.empty(), Optional.empty(),
                    job.quantity() * 1_000L, OptionalLong.of(Micros.of(job.due())), List.of(job.machine())),
                    author(DemoSheets.ENGINEER));
        }
    }

    private void say(Entry entry, String remark) {
        Author author = author(entry.author());
        NewEntry words = new NewEntry(Optional.of(entry.id()), entry.workUnit(), entry.from(), entry.to(),
                entry.claim(), OptionalLong.of(entry.saidAt()), remark);
        Optional<EntryVersion> before = records.entries().find(entry.id());
        try {
            if (before.isEmpty() && !explainedByVisitor(entry)) {
                records.entries().say(words, author);
            } else if (before.isPresent() && entry.revision() == 2 && isFirstAndOpen(before.get().entry())) {
                records.entries().correct(entry.id(), 1, words, author);
            }
        } catch (RefusedException refused) {
            LOG.warn("what {} said of {} was refused: {}", entry.author(), entry.workUnit(), refused.getMessage());
        }
    }

    private static boolean isFirstAndOpen(Entry before) {
        return before.revision() == 1 && before.to().isEmpty();
    }

    private boolean explainedByVisitor(Entry entry) {
        return entry.claim() instanceof ReasonClaim
                && records.entries().standing(entry.workUnit(), entry.from(), entry.to().orElse(entry.saidAt()))
                        .stream()
                        .anyMatch(other -> other.claim() instanceof ReasonClaim && !other.id().startsWith("demo-"));
    }

    /** They may say what they like: they say the truth. */
    private static Author author(String name) {
        return new Author(name, User.Role.ADMIN, "simulated plant");
    }
}
