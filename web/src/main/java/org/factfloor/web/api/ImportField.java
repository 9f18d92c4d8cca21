package org.factfloor.web.api;

import java.util.List;

/**
 * Something a line of an import may say.
 *
 * @param headers what plants call its column, as {@link org.factfloor.imports.sheet.Cells#plainHeader} writes them
 */
record ImportField(String id, boolean required, List<String> headers) {

    private static ImportField of(String id, boolean required, String... headers) {
        return new ImportField(id, required, List.of(headers));
    }

    private static final ImportField PRODUCT = of("product", true, "product", "productid", "productno", "part",
            "partno", "partnumber", "item", "itemno", "material", "materialno", "产品", "产品编号", "产品编码", "产品型号",
            "料号", "物料", "物料编码", "物料号", "零件号", "图号", "artikel", "artikelnr", "artikelnummer", "teilenr", "teilenummer",
            "materialnummer", "produkt");
    private static final ImportField PRODUCT_NAME = of("productName", false, "productname", "name", "description",
            "partname", "品名", "产品名称", "物料名称", "零件名称", "名称", "bezeichnung", "artikelbezeichnung", "benennung");
    private static final ImportField OPERATION = of("operation", false, "operation", "op", "operationno", "step", "工序",
            "工序号", "arbeitsgang", "ag", "vorgang");
    private static final ImportField TOOL = of("tool", false, "tool", "mould", "mold", "fixture", "模具", "模具编号", "模号",
            "夹具", "刀具", "werkzeug", "form", "vorrichtung");
    private static final List<String> MACHINES = List.of("machine", "machines", "workunit", "workunits", "workcenter",
            "workplace", "resource", "设备", "设备编号", "机台", "机床", "机器", "maschine", "maschinen", "arbeitsplatz", "anlage");

    /** What a line about a job may say. */
    static final List<ImportField> JOB = List.of(
            of("id", true, "id", "job", "jobno", "jobnumber", "order", "orderno", "ordernumber", "joborder",
                    "workorder",
                    "productionorder", "工单", "工单号", "工单编号", "生产订单", "生产单号", "订单号", "制令单号", "auftrag", "auftragsnr",
                    "auftragsnummer", "fertigungsauftrag", "fauf", "fa"),
            PRODUCT, PRODUCT_NAME,
            of("quantity", true, "quantity", "qty", "planqty", "orderqty", "pieces", "数量", "计划数量", "订单数量", "生产数量",
                    "menge", "sollmenge", "auftragsmenge", "stück", "stückzahl"),
            of("due", false, "due", "duedate", "deliverydate", "enddate", "交期", "交货日期", "交货期", "计划完成", "完成日期",
                    "termin", "liefertermin", "endtermin", "fällig"),
            new ImportField("machines", false, MACHINES), OPERATION, TOOL);

    /** What a line about a standard may say. */
    static final List<ImportField> STANDARD = List.of(PRODUCT, PRODUCT_NAME,
            new ImportField("workUnit", true, MACHINES), OPERATION, TOOL,
            of("cycle", true, "cycle", "cycletime", "plannedcycle", "ct", "标准周期", "标准周期ct", "周期", "周期时间", "标准工时",
                    "zyklus", "zykluszeit", "taktzeit", "stückzeit", "vorgabezeit"),
            of("partsPerCycle", false, "partspercycle", "parts", "cavities", "每周期件数", "穴数", "型腔数", "模穴数",
                    "teileprozyklus",
                    "kavitäten", "fachzahl", "nutzen"),
            of("targetPerHour", false, "targetperhour", "target", "targeth", "目标产量", "每小时产量", "小时产能", "sollproh",
                    "sollstunde", "ziel", "zielproh"),
            of("validFrom", false, "validfrom", "from", "since", "生效日期", "启用日期", "gültigab", "ab"),
            of("origin", false, "origin", "source", "来源", "herkunft"));
}
