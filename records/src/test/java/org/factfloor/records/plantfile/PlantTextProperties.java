package org.factfloor.records.plantfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.factfloor.plant.Area;
import org.factfloor.plant.Connection;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Signal.Band;
import org.factfloor.plant.Signal.Meaning;
import org.factfloor.plant.Signal.Role;
import org.factfloor.plant.Signal.State;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.junit.jupiter.api.Test;

/** Laws that hold for any valid plant. Each round has its seed, which a failure names. */
class PlantTextProperties {

    private static final int ROUNDS = 300;

    @Test
    void whatIsWrittenReadsBackEqual() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            PlantModel model = new Plants(seed).model();
            String yaml = PlantText.of(model);
            assertThat(Samples.model(yaml)).as("seed %d", seed).isEqualTo(model);
        }
    }

    /** Building a plant by edits, in any order of connections, ends at the model that was meant. */
    @Test
    void whatIsAddedByEditsReadsBackAndGoesAgain() {
        for (long seed = 0; seed < ROUNDS / 5; seed++) {
            Plants plants = new Plants(seed);
            PlantModel model = plants.model();
            PlantModel bare = PlantModels.withConnections(PlantModels.withWorkCenters(model,
                    center -> new WorkCenter(center.id(), center.name(), center.kind(), List.of())), _ -> List.of());
            String start = PlantText.of(bare);
            String yaml = start;
            for (Connection connection : model.connections()) {
                yaml = PlantEdits.addConnection(yaml, connection);
            }
            yaml = PlantEdits.setConnection(yaml, plants.connection(0));
            for (WorkCenter center : PlantTextProperties.centers(model)) {
                for (WorkUnit unit : center.workUnits()) {
                    yaml = add(yaml, center, unit);
                    if (unit.sheet().isPresent()) {
                        yaml = PlantEdits.setProduction(yaml, unit.id(), unit.sheet());
                    }
                }
            }
            PlantModel built = Samples.model(yaml);
            assertThat(built.workUnits().map(WorkUnit::id)).as("seed %d", seed)
                    .containsExactlyElementsOf(model.workUnits().map(WorkUnit::id).toList());
            assertThat(built.workUnits().map(WorkUnit::sheet)).as("seed %d", seed)
                    .containsExactlyElementsOf(model.workUnits().map(WorkUnit::sheet).toList());
            assertThat(built.signals().map(Signal::key)).as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(model.signals().map(Signal::key).toList());
            for (Connection connection : model.connections()) {
                yaml = PlantEdits.removeConnection(yaml, connection.id());
            }
            PlantModel emptied = Samples.model(yaml);
            assertThat(emptied.connections()).isEmpty();
            assertThat(emptied.signals()).isEmpty();
        }
    }

    private static String add(String yaml, WorkCenter center, WorkUnit unit) {
        String edited = yaml;
        Optional<NewWorkUnit> unknown = Optional.of(new NewWorkUnit(unit.name(), Optional.of(center.id())));
        if (unit.signals().isEmpty()) {
            String any = Samples.model(yaml).connections().getFirst().id();
            return PlantEdits.addSignals(edited, any, unit.id(), unknown, List.of());
        }
        for (Signal signal : unit.signals()) {
            edited = PlantEdits.addSignals(edited, signal.connection(), unit.id(), unknown,
                    List.of(new NewSignal(signal.id(), signal.name(), signal.kind(), Signal.Role.NONE, signal.unit(),
                            signal.address(),
                            Optional.of(signal.samplingInterval()))));
            unknown = Optional.empty();
        }
        return edited;
    }

    private static List<WorkCenter> centers(PlantModel model) {
        return model.enterprise().sites().stream().flatMap(site -> site.areas().stream())
                .flatMap(area -> area.workCenters().stream()).toList();
    }

    /** The difference of two plants is empty exactly where they are equal, but for the order of things. */
    @Test
    void tellsAPlantApartFromAnyOther() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            PlantFile.Ok one = Samples.ok(PlantText.of(new Plants(seed).model()));
            PlantFile.Ok other = Samples.ok(PlantText.of(new Plants(seed + 1).model()));
            assertThat(PlantDiff.between(one, one).changes()).as("seed %d", seed).isEmpty();
            assertThat(PlantDiff.between(one, other).changes()).as("seed %d", seed).isNotEmpty();
            assertThat(PlantDiff.between(other, one).changes()).as("seed %d", seed)
                    .hasSameSizeAs(PlantDiff.between(one, other).changes());
        }
    }

    /** Makes plants that are as odd as they may be. */
    private static final class Plants {

        private static final List<String> TEXTS = List.of("Press", "冲床 7", "a: b", "# no comment", "yes", "null", "1e3",
                "- item", "{x}", "[y]", "'single'", "\"double\"", "back\\slash", "%", "@at", "`tick`", "*star", "&and",
                "!bang",
                "|", ">", "tail ", " head", "two  spaces", "🏭 plant", "é\u0301", "x#y", "x #y", "key:", "?", "-", "~",
                "0x1F",
                "a,b", "\u00A0", "\uFFFD", "日本", "007", "12:30", "=", "<<", "${node", "100ms");
        private static final List<String> UNITS = List.of("", "%", "kW.h", "Cel", "{piece}", "/min", "m3/h", "1");
        private static final List<Duration> INTERVALS = List.of(Duration.ofMillis(10), Duration.ofMillis(500),
                Duration.ofMillis(1_500), Duration.ofSeconds(1), Duration.ofMinutes(90), Duration.ofHours(24));

        private final Random random;
        private final Calendars calendars;
        private final List<Connection> connections;
        private int ids;

        Plants(long seed) {
            random = new Random(seed);
            calendars = new Calendars(random, this::label);
            connections = some(1, 4, this::connection);
        }

        PlantModel model() {
            return new PlantModel(new Enterprise(id("firm"), label(), some(1, 3, _ -> site())), connections);
        }

        Connection connection(int index) {
            boolean user = random.nextBoolean();
            return new Connection("c" + index, label(), "opcua", "opc.tcp://10.0.0." + index + ":4840/path?x=" + index,
                    one(Connection.Security.values()), user ? Optional.of(text()) : Optional.empty(),
                    user && random.nextBoolean() ? Optional.of("secret-" + index) : Optional.empty(), one(INTERVALS),
                    one(Connection.Clock.values()),
                    random.nextBoolean() ? Optional.of("edge-" + index) : Optional.empty());
        }

        private Site site() {
            return new Site(id("site"), label(), calendars.next(),
                    some(0, 3, _ -> new Area(id("area"), label(), some(0, 3, _ -> center()))));
        }

        private WorkCenter center() {
            List<WorkUnit> units = some(0, 3, _ -> {
                String id = id("unit");
                return new WorkUnit(id, label(), Optional.empty(), some(0, 5, _ -> signal(id)),
                        random.nextBoolean() ? Optional.of(production()) : Optional.empty());
            });
            Optional<String> counting = units.isEmpty() || random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(one(units).id());
            return new WorkCenter(id("line"), label(), one(WorkCenter.Kind.values()), units, counting);
        }

        ProductionSheet production() {
            double off = number();
            double running = number();
            Optional<ProductionSheet.PowerBands> power = random.nextBoolean()
                    ? Optional.of(new ProductionSheet.PowerBands(Math.min(off, running), Math.max(off, running)))
                    : Optional.empty();
            ProductionSheet.Count count = random.nextBoolean()
                    ? ProductionSheet.Count.STANDARD
                    : new ProductionSheet.Count(one(ProductionSheet.OneCount.values()), 1 + random.nextInt(10_000_000),
                            random.nextBoolean()
                                    ? OptionalLong.of(1 + (random.nextLong() >>> 1) / 2)
                                    : OptionalLong.empty(),
                            1 + random.nextInt(1_000_000));
            Map<String, String> programs = new HashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                programs.put(text(), one(List.of("housing-a", "yes", "a: b", "零件 7")));
            }
            return new ProductionSheet(one(ProductionSheet.Role.values()), one(INTERVALS), one(INTERVALS), power, count,
                    programs);
        }

        private Signal signal(String unit) {
            SignalKind kind = one(SignalKind.values());
            boolean measured = kind == SignalKind.ANALOG || kind == SignalKind.COUNTER;
            double low = number();
            double high = number();
            Optional<Band> normal = measured && random.nextBoolean()
                    ? Optional.of(new Band(Math.min(low, high), Math.max(low, high)))
                    : Optional.empty();
            SortedMap<Long, State> states = new TreeMap<>();
            for (int i = random.nextInt(4); kind == SignalKind.STATE && i > 0; i--) {
                states.put(random.nextLong() / 1_000, new State(label(), one(Meaning.values())));
            }
            return new Signal(unit, id("signal"), label(), kind, role(kind), one(UNITS), one(connections).id(),
                    "nsu=urn:x:" + random.nextInt() + ";s=" + text().replace("${", "$"),
                    random.nextInt(8) == 0 ? Duration.ZERO : one(INTERVALS), normal,
                    states);
        }

        private Role role(SignalKind kind) {
            return switch (kind) {
                case STATE -> one(List.of(Role.NONE, Role.STATE));
                case COUNTER -> one(List.of(Role.NONE, Role.COUNT, Role.MAIN));
                case ANALOG -> one(List.of(Role.NONE, Role.POWER, Role.MAIN));
                case TEXT -> one(List.of(Role.NONE, Role.PROGRAM));
            };
        }

        private double number() {
            return one(
                    List.of(0.0, -0.0, 1.0, -17.5, 1e300, 4.9e-324, 0.1, 1e15, 123456789.125, random.nextGaussian()));
        }

        private String id(String sort) {
            return sort + "-" + ids++;
        }

        private Label label() {
            return random.nextBoolean() ? Label.of(text()) : new Label(text(), text());
        }

        /** A text that is not blank, as labels and users must be. */
        private String text() {
            String text = random.nextBoolean() ? one(TEXTS) : one(TEXTS) + one(TEXTS);
            return text.isBlank() || text.equals("\u00A0") ? "x" + text : text;
        }

        private <T> T one(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private <T> T one(T[] choices) {
            return choices[random.nextInt(choices.length)];
        }

        private <T> List<T> some(int least, int below, IntFunction<T> make) {
            List<T> made = new ArrayList<>();
            int count = least + random.nextInt(below - least);
            for (int i = 0; i < count; i++) {
                made.add(make.apply(i));
            }
            return made;
        }
    }
}
