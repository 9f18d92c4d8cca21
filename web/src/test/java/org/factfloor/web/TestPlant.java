package org.factfloor.web;

/** A plant with one line, one machine with a signal of each kind, and one connection. */
final class TestPlant {

    static final String CONNECTION = "cnc-1";
    static final String LOAD = "cnc-1/load";
    static final String PARTS = "cnc-1/parts";
    static final String STATE = "cnc-1/state";
    static final String PROGRAM = "cnc-1/program";

    static final String YAML = """
            factfloor: 1
            enterprise:
              id: suzhou-precision
              name: {en: Suzhou Precision, zh: 苏州精工}
              sites:
                - id: suzhou
                  name: Suzhou
                  calendar:
                    zone: Asia/Shanghai
                    dayStart: "07:00"
                    shifts:
                      - {id: day, name: {en: Day shift, zh: 白班}, from: "07:00", to: "19:00", days: [mon, tue, wed, thu, fri, sat, sun]}
                  areas:
                    - id: machining
                      name: Machining
                      workCenters:
                        - id: line-1
                          name: Line 1
                          kind: productionLine
                          workUnits:
                            - id: cnc-1
                              name: {en: CNC 1, zh: 数控 1}
                              connection: cnc-1
                              signals:
                                - {id: load, name: {en: Spindle load, zh: 主轴负载}, kind: analog, role: main, unit: "%", address: "ns=1;s=Cnc1.Load", normal: {low: 10, high: 85}}
                                - {id: parts, name: Parts, kind: counter, role: count, address: "ns=1;s=Cnc1.Parts"}
                                - id: state
                                  name: State
                                  kind: state
                                  role: state
                                  address: "ns=1;s=Cnc1.State"
                                  states: {1: {name: {en: Idle, zh: 待机}, meaning: idle}, 2: {name: {en: Running, zh: 运行}, meaning: running}}
                                - {id: program, name: Program, kind: text, role: program, address: "ns=1;s=Cnc1.Program"}
            connections:
              - id: cnc-1
                name: CNC 1
                protocol: opcua
                endpoint: opc.tcp://127.0.0.1:4840
            """;

    private TestPlant() {}
}
