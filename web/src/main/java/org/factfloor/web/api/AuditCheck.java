package org.factfloor.web.api;

import java.util.Optional;
import org.factfloor.plant.Label;
import org.factfloor.records.Audit;
import org.factfloor.records.RecordsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks once, beside everything else, that the audit trail is what was written. Safe for many threads. */
public final class AuditCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AuditCheck.class);

    private final Audit audit;
    private volatile Optional<Boolean> intact = Optional.empty();

    public AuditCheck(Audit audit) {
        this.audit = audit;
    }

    /** Begins to check, and returns at once. */
    public void start() {
        Thread.ofVirtual().name("audit-check").start(this::check);
    }

    private void check() {
        try {
            boolean whole = audit.verify();
            if (!whole) {
                LOG.error("{}", fault().en());
            }
            intact = Optional.of(whole);
        } catch (RecordsException e) {
            LOG.warn("the audit trail could not be checked", e);
        }
    }

    /** Whether the trail is whole; empty while that is not known. */
    public Optional<Boolean> intact() {
        return intact;
    }

    /** What to tell people about a trail that is not whole. */
    static Label fault() {
        return new Label("The audit trail was changed outside Factfloor; compare records.db with a backup.",
                "操作日志在 Factfloor 之外被改动；请将 records.db 与备份比对。");
    }
}
