package org.factfloor.records;

import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.records.RefusedException.Refusal;
import org.factfloor.records.RefusedException.Sort;

/** The sentences of all refusals, in both languages: what is wrong, where, what to do. */
final class Refusals {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private Refusals() {}

    private static RefusedException of(Sort sort, String code, String field, String en, String zh) {
        return new RefusedException(new Refusal(sort, code, field, new Label(en, zh)));
    }

    static RefusedException invalid(String code, String field, String en, String zh) {
        return of(Sort.INVALID, code, field, en, zh);
    }

    /** A time as people of the plant read it. */
    private static String at(long micros, ZoneId zone) {
        return CLOCK.format(Micros.toInstant(micros).atZone(zone));
    }

    static RefusedException userName() {
        return invalid("user-name", "user",
                "A user's name has 1 to 64 letters, digits and . _ @ - and begins with a letter"
                        + " or digit; choose another one.",
                "用户名为 1 至 64 个字母、汉字、数字或 . _ @ -，以字母、汉字或数字开头，不含空格；请换一个。");
    }

    // What is named does not exist.

    static RefusedException unknownMachine(String id) {
        return of(Sort.UNKNOWN, "unknown-work-unit", "workUnit",
                "The plant has no machine " + id + "; choose one of the plant, or add it to the plant first.",
                "工厂里没有设备 " + id + "；请选择现有设备，或先在工厂中添加。");
    }

    static RefusedException unknownReason(String id) {
        return of(Sort.UNKNOWN, "unknown-reason", "reason",
                "There is no reason " + id + "; choose one of the list, or have it added first.",
                "没有原因 " + id + "；请从列表中选择，或先添加。");
    }

    static RefusedException unknownProduct(String id) {
        return of(Sort.UNKNOWN, "unknown-product", "product",
                "There is no product " + id + "; choose one of the list, or add it first.",
                "没有产品 " + id + "；请从列表中选择，或先添加。");
    }

    static RefusedException unknownJob(String id) {
        return of(Sort.UNKNOWN, "unknown-job", "job",
                "There is no job " + id + "; choose one of the list, or add it first.",
                "没有工单 " + id + "；请从列表中选择，或先添加。");
    }

    static RefusedException unknownEntry(String id) {
        return of(Sort.UNKNOWN, "unknown-entry", "id", "There is no entry " + id + "; load the list again.",
                "没有记录 " + id + "；请重新加载列表。");
    }

    static RefusedException unknownCall(String id) {
        return of(Sort.UNKNOWN, "unknown-call", "id", "There is no call " + id + "; load the list again.",
                "没有呼叫 " + id + "；请重新加载列表。");
    }

    static RefusedException unknownStandard(String id) {
        return of(Sort.UNKNOWN, "unknown-standard", "id", "There is no standard " + id + "; load the list again.",
                "没有标准 " + id + "；请重新加载列表。");
    }

    // Somebody else was first.

    static RefusedException idTaken(String id) {
        return of(Sort.CONFLICT, "id-taken", "id",
                "Something else was said under the id " + id + " before; send this with an id of its own.",
                "编号 " + id + " 已用于另一条内容；请换一个编号再发送。");
    }

    static RefusedException changedMeanwhile(EntryVersion standing) {
        String author = standing.entry().author();
        String what = ClaimWords.of(standing.entry().claim()).en();
        String zh = ClaimWords.of(standing.entry().claim()).zh();
        Label text = standing.act() == EntryVersion.Act.RETRACTED
                ? new Label(author + " took this entry back in between (" + what + "); say it anew if it is right.",
                        author + " 已在此期间撤回这条记录（" + zh + "）；如内容属实，请重新填写。")
                : new Label(author + " changed this entry in between: it says \"" + what
                        + "\" now. Look at it, and change it again if it is wrong.",
                        author + " 已在此期间修改这条记录，现为“" + zh + "”。请查看，如有误再修改。");
        return new RefusedException(new Refusal(Sort.CONFLICT, "changed-meanwhile", "revision", text),
                Optional.of(standing));
    }

    static RefusedException changedMeanwhile(String author) {
        return of(Sort.CONFLICT, "changed-meanwhile", "revision",
                author + " changed this in between; load it again and make your change there.",
                author + " 已在此期间修改；请重新加载后再改。");
    }

    static RefusedException jobChanged(String id) {
        return of(Sort.CONFLICT, "changed-meanwhile", "revision",
                "Somebody changed the job " + id + " in between; load it again and make your change there.",
                "工单 " + id + " 已在此期间被修改；请重新加载后再改。");
    }

    static RefusedException standardThere(Label machine, Label product, long from, ZoneId zone) {
        return of(Sort.CONFLICT, "standard-there", "validFrom",
                "From " + at(from, zone) + " on there is a standard for " + product.en() + " on " + machine.en()
                        + " already. Change or confirm that one on the page Standards, or choose another time.",
                machine.zh() + " 上产品 " + product.zh() + " 已有自 " + at(from, zone)
                        + " 起生效的标准。请在“标准”页修改或确认那一条，或另选生效时间。");
    }

    static RefusedException samplesRemoved(String field, Label machine, long until, ZoneId zone) {
        return of(Sort.CONFLICT, "samples-removed", field,
                "Samples of " + machine.en() + " before " + at(until, zone) + " have been removed, and figures of that"
                        + " time stay as they are; let the standard begin then or later.",
                machine.zh() + " 在 " + at(until, zone) + " 之前的采样已被删除，该时段的指标不再变动；请让标准自该时刻或之后生效。");
    }

    static RefusedException taken(String field, String id) {
        return of(Sort.CONFLICT, "id-taken", field, "There is a " + id + " already; choose another id.",
                id + " 已存在；请换一个编号。");
    }

    static RefusedException callOver(AndonCall.Taken end) {
        boolean done = end.step() == AndonCall.Step.DONE;
        return of(Sort.CONFLICT, "call-over", "step",
                end.author() + (done
                        ? " ended this call already; call again if help is needed."
                        : " took this call back"
                                + " in between; call again if help is needed."),
                end.author() + (done ? " 已结束这次呼叫；如仍需要帮助，请再次呼叫。" : " 已撤回这次呼叫；如仍需要帮助，请再次呼叫。"));
    }

    static RefusedException alreadySigned(ShiftSignature signed, ZoneId zone) {
        return of(Sort.CONFLICT, "already-signed", "",
                signed.author() + " signed this shift already, at " + at(signed.at(), zone)
                        + ". What is changed now shows beside the signed figures.",
                signed.author() + " 已于 " + at(signed.at(), zone) + " 确认本班次。此后的更改会显示在已确认数据旁边。");
    }

    static RefusedException contradiction() {
        return of(Sort.CONFLICT, "contradiction", "",
                "Two of these entries say different things of one machine at one time; say one of them.",
                "其中两条对同一设备同一时间的说法互相矛盾；请只保留一条。");
    }

    // The author may not.

    static RefusedException roleMayNot(User.Role role) {
        return of(Sort.FORBIDDEN, "role-may-not", "",
                "As " + RoleWords.of(role).en() + " you may not do this; ask somebody who may.",
                "您的角色（" + RoleWords.of(role).zh() + "）不能这样做；请找有权限的人。");
    }

    static RefusedException tooLate(User.Role role, long until, ZoneId zone) {
        return of(Sort.FORBIDDEN, "too-late", "from",
                "As " + RoleWords.of(role).en() + " you could change this until " + at(until, zone) + "; ask "
                        + (role == User.Role.OPERATOR ? "a team lead" : "an engineer") + " to do it.",
                "您的角色（" + RoleWords.of(role).zh() + "）只能在 " + at(until, zone) + " 之前修改；请找"
                        + (role == User.Role.OPERATOR ? "班组长" : "工程师") + "处理。");
    }

    static RefusedException monthClosed(YearMonth month) {
        return of(Sort.FORBIDDEN, "month-closed", "from",
                month + " is closed; an administrator can change it, with a remark that says why.",
                month + " 已锁定；只有管理员可以修改，并须填写说明。");
    }

    static RefusedException remarkNeeded(YearMonth month) {
        return invalid("remark-needed", "remark",
                month + " is closed, or the reports of that day are out; say in a remark why it changes.",
                month + " 已锁定，或当天报表已发出；请在备注中说明修改原因。");
    }

    static RefusedException lastAdministrator() {
        return of(Sort.CONFLICT, "last-admin", "role",
                "Nobody would be left who may administer Factfloor; make somebody else an administrator first.",
                "这样将没有管理员；请先指定另一位管理员。");
    }

    static RefusedException secondPerson() {
        return of(Sort.FORBIDDEN, "second-person", "",
                "A standard that changes figures of the past is confirmed by somebody else than who entered it;"
                        + " ask a colleague.",
                "影响过去数据的标准须由录入者以外的人确认；请找同事确认。");
    }

    // It cannot be so.

    static RefusedException clockOff(long terminal, long server, ZoneId zone) {
        return invalid("terminal-clock-off", "saidAt",
                "The clock of this terminal says " + at(terminal, zone) + ", the one of Factfloor " + at(server, zone)
                        + "; set the clock of the terminal, then send it again.",
                "本终端时间为 " + at(terminal, zone) + "，系统时间为 " + at(server, zone) + "；请校准终端时间后重新发送。");
    }

    static RefusedException inFuture(String field, long given, long now, ZoneId zone) {
        return invalid("time-in-future", field,
                at(given, zone) + " has not come yet: it is " + at(now, zone)
                        + " here. Correct the time, or the clock of this terminal.",
                at(given, zone) + " 尚未到来：系统时间为 " + at(now, zone) + "。请改正时间，或校准终端时间。");
    }

    static RefusedException tooFar(String field, long given, ZoneId zone) {
        return invalid("time-too-far", field,
                at(given, zone) + " is more than 400 days away; correct the date.",
                at(given, zone) + " 相距超过 400 天；请改正日期。");
    }

    static RefusedException rangeEmpty(String field, long from, long to, ZoneId zone) {
        return invalid("range-empty", field,
                "The end " + at(to, zone) + " is not after the beginning " + at(from, zone) + "; correct one of them.",
                "结束时间 " + at(to, zone) + " 不晚于开始时间 " + at(from, zone) + "；请改正其中之一。");
    }

    static RefusedException instantOnly() {
        return invalid("instant-only", "to", "Pieces are said at one time; leave the end out.",
                "件数只记在一个时间点；请不要填写结束时间。");
    }

    static RefusedException shiftRunning(long to, ZoneId zone) {
        return invalid("shift-running", "shift", "This shift runs until " + at(to, zone) + "; sign it when it is over.",
                "本班次到 " + at(to, zone) + " 才结束；请在结束后确认。");
    }

    static RefusedException note(int most) {
        return invalid("text", "note",
                "The note has more than " + most + " characters, or some that are no text; shorten it.",
                "交接说明超过 " + most + " 个字符，或含有非文字字符；请修改。");
    }

    static RefusedException quantity(String text) {
        return invalid("quantity", "quantity",
                text + " pieces cannot be right; give more than 0 and at most 1,000,000 pieces.",
                text + " 件不合理；请填写大于 0 且不超过 1,000,000 的件数。");
    }

    static RefusedException correctionOfNothing(String text) {
        return invalid("quantity", "quantity",
                text + " pieces correct nothing or too much; give at most 1,000,000 pieces, below 0 to take away.",
                text + " 件没有更正或过大；请填写绝对值不超过 1,000,000 的件数，减少时用负数。");
    }

    static RefusedException cavities() {
        return invalid("cavities", "activeCavities", "A tool has 1 to 1,000 active cavities; correct the number.",
                "有效型腔数应为 1 到 1,000；请改正。");
    }

    static RefusedException text(String field, int most) {
        return invalid("text", field, "This text must have 1 to " + most + " characters without line breaks.",
                "文字须为 1 到 " + most + " 个字符，不含换行。");
    }

    static RefusedException id(String field, String id) {
        return invalid("bad-id", field,
                "\"" + id + "\" cannot be an id; use 1 to 64 characters without blanks at either end, and - in place of"
                        + " / \\ ; % ? #.",
                "“" + id + "”不能作为编号；请使用 1 到 64 个字符，首尾不含空格，并用 - 代替 / \\ ; % ? #。");
    }

    static RefusedException fixed(String field) {
        return invalid("entry-fixed", field,
                "A correction keeps the machine and the kind of an entry; take it back and say another one.",
                "更正不能改变设备和记录类型；请撤回后另行填写。");
    }
}
