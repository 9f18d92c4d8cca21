package org.factfloor.records;

import org.factfloor.plant.Label;
import org.factfloor.production.Entry;

/** A claim in a few words, to tell somebody what another one said. */
final class ClaimWords {

    private ClaimWords() {}

    static Label of(Entry.Claim claim) {
        return switch (claim) {
            case Entry.StaffingClaim staffing -> switch (staffing.staffing()) {
                case NOT_STAFFED -> new Label("not staffed", "未安排人员");
                case NO_JOB -> new Label("no job", "无任务");
                case OVERTIME -> new Label("overtime", "加班");
                case UNATTENDED -> new Label("unattended", "无人值守");
            };
            case Entry.StateClaim state -> switch (state.state()) {
                case CHANGEOVER -> new Label("changeover", "换型");
                case MAINTENANCE -> new Label("maintenance", "保养");
                case STOPPED -> new Label("stopped", "停机");
                case OFF -> new Label("off", "关机");
            };
            case Entry.ReasonClaim reason -> new Label("reason " + reason.reason(), "原因 " + reason.reason());
            case Entry.ProductClaim product ->
                new Label("product " + product.product(), "产品 " + product.product());
            case Entry.JobClaim job -> new Label("job " + job.job(), "工单 " + job.job());
            case Entry.RejectClaim reject -> rejects(reject);
            case Entry.OutputClaim output -> new Label(Pieces.text(output.quantity()) + " pieces made",
                    "产出 " + Pieces.text(output.quantity()) + " 件");
            case Entry.CountClaim count -> new Label("hand count " + Pieces.text(count.quantity()) + " pieces",
                    "人工更正 " + Pieces.text(count.quantity()) + " 件");
        };
    }

    private static Label rejects(Entry.RejectClaim reject) {
        String pieces = Pieces.text(reject.quantity());
        return switch (reject.fate()) {
            case SCRAP -> new Label(pieces + " pieces scrap", "报废 " + pieces + " 件");
            case REWORK -> new Label(pieces + " pieces rework", "返工 " + pieces + " 件");
            case HOLD -> new Label(pieces + " pieces on hold", "待判 " + pieces + " 件");
        };
    }
}
