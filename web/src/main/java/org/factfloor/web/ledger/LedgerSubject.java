package org.factfloor.web.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.factfloor.plant.Area;
import org.factfloor.plant.Enterprise;
import org.factfloor.plant.Label;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;
import org.factfloor.web.api.PlantView;

/**
 * What a ledger is of: a part of the plant with all its signals, and the parts it unfolds into.
 *
 * @param signals in the order of the hierarchy
 * @param parts none for a signal
 */
record LedgerSubject(Kind kind, String id, Label name, List<PlantView.Placed> signals, List<LedgerSubject> parts) {

    /** Levels of the hierarchy (IEC 62264-1), and signals. */
    enum Kind {
        SIGNAL, WORK_UNIT, WORK_CENTER, AREA, SITE, ENTERPRISE
    }

    LedgerSubject {
        signals = List.copyOf(signals);
        parts = List.copyOf(parts);
    }

    /** The subject of this id, or of this signal's key; where things of several levels share an id, the lowest. */
    static Optional<LedgerSubject> find(PlantView plant, String id) {
        if (id.contains("/")) {
            return plant.signal(id).map(LedgerSubject::signal);
        }
        LedgerSubject whole = whole(plant);
        return Stream.of(Kind.WORK_UNIT, Kind.WORK_CENTER, Kind.AREA, Kind.SITE, Kind.ENTERPRISE)
                .flatMap(kind -> all(plant, whole).filter(subject -> subject.kind() == kind))
                .filter(subject -> subject.id().equals(id)).findFirst();
    }

    /** The whole firm; of one with a single site, its lines. */
    static LedgerSubject whole(PlantView plant) {
        Enterprise enterprise = plant.version().model().enterprise();
        List<LedgerSubject> sites = enterprise.sites().stream().map(site -> site(plant, site)).toList();
        List<LedgerSubject> parts = sites.size() == 1 ? sites.getFirst().parts() : sites;
        return of(Kind.ENTERPRISE, enterprise.id(), enterprise.name(), parts);
    }

    private static Stream<LedgerSubject> all(PlantView plant, LedgerSubject whole) {
        List<Site> sites = plant.version().model().enterprise().sites();
        return Stream.of(Stream.of(whole), sites.stream().map(site -> site(plant, site)),
                sites.stream().flatMap(site -> site.areas().stream()).map(area -> area(plant, area)),
                sites.stream().flatMap(Site::workCenters).map(center -> center(plant, center)),
                sites.stream().flatMap(Site::workUnits).map(unit -> unit(plant, unit)))
                .flatMap(Function.identity());
    }

    private static LedgerSubject site(PlantView plant, Site site) {
        return of(Kind.SITE, site.id(), site.name(), site.workCenters().map(center -> center(plant, center)).toList());
    }

    private static LedgerSubject area(PlantView plant, Area area) {
        return of(Kind.AREA, area.id(), area.name(),
                area.workCenters().stream().map(center -> center(plant, center)).toList());
    }

    private static LedgerSubject center(PlantView plant, WorkCenter center) {
        return of(Kind.WORK_CENTER, center.id(), center.name(),
                center.workUnits().stream().map(unit -> unit(plant, unit)).toList());
    }

    private static LedgerSubject unit(PlantView plant, WorkUnit unit) {
        return of(Kind.WORK_UNIT, unit.id(), unit.name(), unit.signals().stream().map(Signal::key).map(plant::signal)
                .flatMap(Optional::stream).map(LedgerSubject::signal).toList());
    }

    private static LedgerSubject signal(PlantView.Placed placed) {
        return new LedgerSubject(Kind.SIGNAL, placed.signal().key(), placed.signal().name(), List.of(placed),
                List.of());
    }

    private static LedgerSubject of(Kind kind, String id, Label name, List<LedgerSubject> parts) {
        return new LedgerSubject(kind, id, name, parts.stream().flatMap(part -> part.signals().stream()).toList(),
                parts);
    }
}
