package org.factfloor.engine.report;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.factfloor.engine.Sheets;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet.Role;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkCenter;
import org.factfloor.plant.WorkUnit;

/**
 * What a question is asked of: a machine, a line or group, an area, a site or the firm.
 *
 * @param calendar by which its time is cut; that of the first site where there are several
 * @param machines ids of the machines whose sums are its own: of a serial line the one at its counting point, of a group all
 *        that produce, manual stations aside, so no part is counted twice; of a machine the machine
 * @param members all its machines that produce or support, in the order of the hierarchy
 */
public record Subject(Kind kind, String id, Calendar calendar, List<String> machines, List<WorkUnit> members) {

    /** Levels of the hierarchy (IEC 62264-1). */
    public enum Kind {
        WORK_UNIT, WORK_CENTER, AREA, SITE, ENTERPRISE
    }

    public Subject {
        machines = List.copyOf(machines);
        members = List.copyOf(members);
    }

    /** The subject of this id; where things of several levels share it, the lowest. */
    public static Optional<Subject> find(PlantModel model, String id) {
        Optional<Subject> found = Optional.empty();
        for (Site site : model.enterprise().sites()) {
            found = found.or(() -> find(site, id));
        }
        return found.or(() -> Optional.of(model.enterprise()).filter(enterprise -> enterprise.id().equals(id))
                .map(enterprise -> whole(model)));
    }

    /** The whole firm. */
    public static Subject whole(PlantModel model) {
        List<WorkCenter> centers = model.enterprise().sites().stream().flatMap(Site::workCenters).toList();
        return sum(Kind.ENTERPRISE, model.enterprise().id(), model.enterprise().sites().getFirst(), centers);
    }

    /** The lines and groups of a subject's level that have machines which produce, each as a subject. */
    public static List<Subject> centers(PlantModel model, Subject of) {
        List<Subject> centers = new ArrayList<>();
        for (Site site : model.enterprise().sites()) {
            site.workCenters().filter(center -> center.workUnits().stream().anyMatch(of.members()::contains))
                    .forEach(center -> centers.add(center(site, center)));
        }
        return centers;
    }

    private static Optional<Subject> find(Site site, String id) {
        Predicate<WorkUnit> named = unit -> unit.id().equals(id);
        return site.workUnits().filter(named).findFirst()
                .map(unit -> new Subject(Kind.WORK_UNIT, id, site.calendar(), ids(withFacts(List.of(unit))),
                        withFacts(List.of(unit))))
                .or(() -> site.workCenters().filter(center -> center.id().equals(id)).findFirst()
                        .map(center -> center(site, center)))
                .or(() -> site.areas().stream().filter(area -> area.id().equals(id)).findFirst()
                        .map(area -> sum(Kind.AREA, id, site, area.workCenters())))
                .or(() -> site.id().equals(id)
                        ? Optional.of(sum(Kind.SITE, id, site, site.workCenters().toList()))
                        : Optional.empty());
    }

    private static Subject center(Site site, WorkCenter center) {
        return sum(Kind.WORK_CENTER, center.id(), site, List.of(center));
    }

    private static Subject sum(Kind kind, String id, Site site, List<WorkCenter> centers) {
        List<String> machines = new ArrayList<>();
        List<WorkUnit> members = new ArrayList<>();
        for (WorkCenter center : centers) {
            members.addAll(withFacts(center.workUnits()));
            center.countingUnit().ifPresentOrElse(machines::add, () -> machines.addAll(counted(kind, center)));
        }
        return new Subject(kind, id, site.calendar(), machines, members);
    }

    /** Manual stations pack or finish what machines made: only their own group counts them, where it has no machine. */
    private static List<String> counted(Kind kind, WorkCenter center) {
        List<WorkUnit> producing = having(center.workUnits(), EnumSet.of(Role.PRODUCTION));
        List<WorkUnit> machines = producing.stream().filter(unit -> !Sheets.manual(unit)).toList();
        return ids(machines.isEmpty() && kind == Kind.WORK_CENTER ? producing : machines);
    }

    private static List<WorkUnit> withFacts(List<WorkUnit> units) {
        return having(units, EnumSet.of(Role.PRODUCTION, Role.SUPPORT));
    }

    private static List<WorkUnit> having(List<WorkUnit> units, Set<Role> roles) {
        return units.stream().filter(unit -> unit.production().filter(sheet -> roles.contains(sheet.role()))
                .isPresent()).toList();
    }

    private static List<String> ids(List<WorkUnit> units) {
        return units.stream().map(WorkUnit::id).toList();
    }
}
