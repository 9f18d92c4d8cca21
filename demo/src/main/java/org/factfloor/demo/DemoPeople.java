package org.factfloor.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.factfloor.demo.DemoBooks.Count;
import org.factfloor.demo.DemoBooks.Page;
import org.factfloor.demo.DemoBooks.Stretch;
import org.factfloor.demo.line.DemoCalendar;
import org.factfloor.demo.line.Doing;
import org.factfloor.demo.line.Story;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.production.Entry;
import org.factfloor.production.Entry.Claim;
import org.factfloor.production.Entry.Fate;
import org.factfloor.production.Entry.OutputClaim;
import org.factfloor.production.Entry.ProductClaim;
import org.factfloor.production.Entry.ReasonClaim;
import org.factfloor.production.Entry.RejectClaim;
import org.factfloor.production.Entry.Staffing;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.Entry.StateClaim;
import org.factfloor.production.Entry.Stated;
import org.factfloor.production.LossPolicy;

/**
 * What the people of the simulated plant say of its machines. All of it follows from the books, so it is true, and what
 * was said by an instant stays the same as the books go on. They explain four of five long stops, minutes late; they
 * claim changeovers, report rejects and full boxes, and forget to start a job.
 */
public final class DemoPeople {

    /** Who signs shifts. */
    public static final String LEAD = "Wang Fang 王芳 (simulated)";
    static final String SETTER = "Li Wei 李伟 (simulated)";
    static final String OPERATOR = "Zhang Min 张敏 (simulated)";
    static final String PACKER = "Chen Jie 陈杰 (simulated)";
    static final String INSPECTOR = "Zhao Lei 赵磊 (simulated)";

    static final Map<Doing, String> REASONS = Map.of(Doing.CHIPS, "breakdown", Doing.EJECTOR, "breakdown",
            Doing.FEEDER, "breakdown", Doing.MISFEED, "breakdown", Doing.TOOL_BROKEN, "tool-change", Doing.NO_MATERIAL,
            "no-material", Doing.STARVED, "waiting-previous", Doing.BLOCKED, "next-full");

    /** Names by id of the reasons they need besides those that every plant begins with. */
    public static final Map<String, Label> OWN_REASONS = Map.of("waiting-previous",
            new Label("Waiting for previous", "等上道"), "next-full", new Label("Next is full", "下道满料"));

    private static final int EXPLAINED_PERCENT = 80;
    private static final int BOX = 50;
    private static final double COVER_GRAMS = 3.5;

    private final DemoSettings settings;
    private final DemoBooks books;
    private final List<Saying> said = new ArrayList<>();

    private DemoPeople(DemoSettings settings, DemoBooks books) {
        this.settings = settings;
        this.books = books;
    }

    /**
     * All that was said by the end of the books, each entry as it stands then, in the order it was first said.
     *
     * @param books of a plant with these settings
     */
    public static List<Saying> sayings(DemoSettings settings, DemoBooks books) {
        DemoPeople people = new DemoPeople(settings, books);
        people.staffTheLathe();
        people.nameProducts();
        for (String machine : books.machines()) {
            Page page = books.page(machine);
            page.stretches().forEach(stretch -> people.speakOf(machine, stretch));
        }
        people.reportRejects();
        people.countBoxes();
        DemoJobs.of(settings, books).claims().forEach(people::say);
        people.said.sort(Comparator.comparingLong(saying -> saying.entry().saidAt()));
        return List.copyOf(people.said);
    }

    /** Every evening somebody says that the lathe goes on alone until the morning. */
    private void staffTheLathe() {
        LocalDate last = DemoCalendar.CALENDAR.productionDay(Micros.toInstant(books.end()));
        for (LocalDate day = DemoCalendar.CALENDAR.productionDay(settings.begin()); !day.isAfter(last); day = day
                .plusDays(1)) {
            long evening = Micros.of(DemoCalendar.evening(day));
            say("lathe-1", "night", evening, OptionalLong.of(Micros.of(DemoCalendar.CALENDAR.endOf(day))),
                    evening - 12 * Micros.PER_MINUTE, LEAD, new StaffingClaim(Staffing.UNATTENDED));
        }
    }

    /** Where no signal tells what a machine makes. */
    private void nameProducts() {
        for (String machine : List.of("lathe-1", "press-1", "bench-1")) {
            for (DemoBooks.Product product : books.page(machine).products()) {
                say(machine, "product", product.from(), OptionalLong.empty(), product.from() + 20 * Micros.PER_SECOND,
                        SETTER, new ProductClaim(product.id(), Optional.empty(), OptionalInt.empty()));
            }
        }
        long blocked = Story.of(settings.firstStart()).cavityBlocked() * Micros.PER_SECOND;
        say("imm-1", "cavities", blocked, OptionalLong.empty(), blocked + 12 * Micros.PER_MINUTE, SETTER,
                new ProductClaim("cover", Optional.of("M118"), OptionalInt.of(7)));
    }

    private void speakOf(String machine, Stretch stretch) {
        if (stretch.doing() == Doing.CLEANING) {
            claim(machine, "cleaning", stretch, new StateClaim(Stated.MAINTENANCE, Optional.of("maintenance")));
        } else if (stretch.doing() == Doing.SETUP && machine.equals("press-1")) {
            // No signal tells that the press is set up.
            claim(machine, "changeover", stretch, new StateClaim(Stated.CHANGEOVER, Optional.of("changeover")));
        } else if (REASONS.containsKey(stretch.doing()) && !machine.equals("bench-1")) {
            explain(machine, stretch, REASONS.get(stretch.doing()));
        }
    }

    /** A state is claimed when it begins; when it has ended, its end is said in a second revision. */
    private void claim(String machine, String kind, Stretch stretch, StateClaim claim) {
        Entry entry = entry(machine, kind, stretch.from(), toMicros(stretch),
                stretch.from() + 45 * Micros.PER_SECOND, SETTER, claim);
        say(new Saying(new Entry(entry.id(), stretch.to().isPresent() ? 2 : 1, machine, entry.from(), entry.to(),
                entry.saidAt(), entry.author(), claim), ""));
    }

    private void explain(String machine, Stretch stretch, String reason) {
        SplittableRandom dice = dice(machine, stretch.from());
        long limit = DemoSheets.of(machine).shortStopLimit();
        long saidAt = stretch.from() + limit + dice.nextLong(30, 360) * Micros.PER_SECOND;
        boolean explained = dice.nextInt(100) < EXPLAINED_PERCENT;
        long start = Micros.of(settings.firstStart());
        if (stretch.from() <= start && stretch.lasts(start)) {
            // Left to whoever looks at the plant first; when it is over somebody says it anyway.
            saidAt = stretch.to().orElse(Long.MAX_VALUE - Micros.PER_HOUR) + 3 * Micros.PER_MINUTE;
            explained = true;
        }
        if (explained && stretch.lasts(stretch.from() + limit)) {
            boolean open = stretch.lasts(saidAt);
            say(machine, "reason", stretch.from(), open ? OptionalLong.empty() : toMicros(stretch), saidAt,
                    dice.nextBoolean() ? OPERATOR : SETTER, new ReasonClaim(reason, LossPolicy.AVAILABILITY));
        }
    }

    /** Rejects are reported piece by piece, some of them hours late; those of a start-up are weighed. */
    private void reportRejects() {
        for (String machine : List.of("cnc-1", "assembly-1", "lathe-1", "press-1")) {
            for (Count count : books.page(machine).counts()) {
                if (count.scrap() > 0) {
                    SplittableRandom dice = dice(machine, count.time());
                    long delay = dice.nextInt(5) == 0 ? dice.nextLong(100, 200) : dice.nextLong(2, 20);
                    Fate fate = machine.equals("assembly-1") && dice.nextBoolean() ? Fate.REWORK : Fate.SCRAP;
                    say(machine, "reject", count.time(), OptionalLong.empty(),
                            count.time() + delay * Micros.PER_MINUTE, INSPECTOR,
                            new RejectClaim(fate, count.scrap() * 1_000, Optional.of("quality")));
                }
            }
        }
        long pieces = 0;
        for (Count count : books.page("imm-1").counts()) {
            pieces += count.scrap();
            if (count.scrap() == 0 && pieces > 0) {
                weigh(count.time(), pieces);
                pieces = 0;
            }
        }
    }

    /** @param time of the first good shot after the scrap, µs */
    private void weigh(long time, long pieces) {
        Entry entry = entry("imm-1", "reject", time, OptionalLong.empty(), time + 190 * Micros.PER_MINUTE, INSPECTOR,
                new RejectClaim(Fate.SCRAP, pieces * 1_000, Optional.of("quality")));
        say(new Saying(entry,
                String.format(Locale.ROOT, "%.3f kg / %.1f g", pieces * COVER_GRAMS / 1_000, COVER_GRAMS)));
    }

    private void countBoxes() {
        long packed = 0;
        for (Count count : books.page("bench-1").counts()) {
            packed += count.good();
            if (packed % BOX == 0) {
                say("bench-1", "box", count.time(), OptionalLong.empty(), count.time() + 15 * Micros.PER_SECOND, PACKER,
                        new OutputClaim(BOX * 1_000L));
            }
        }
    }

    private void say(String machine, String kind, long from, OptionalLong to, long saidAt, String author,
            Claim claim) {
        say(new Saying(entry(machine, kind, from, to, saidAt, author, claim), ""));
    }

    private void say(Saying saying) {
        if (saying.entry().saidAt() <= books.end()) {
            said.add(saying);
        }
    }

    static Entry entry(String machine, String kind, long from, OptionalLong to, long saidAt, String author,
            Claim claim) {
        return new Entry("demo-" + machine + "-" + kind + "-" + from / Micros.PER_SECOND, 1, machine, from, to, saidAt,
                author, claim);
    }

    private static OptionalLong toMicros(Stretch stretch) {
        return stretch.to().map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private SplittableRandom dice(String machine, long from) {
        return new SplittableRandom(settings.seed() * 31 + machine.hashCode() + from);
    }
}
