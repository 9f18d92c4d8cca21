/*
 * An OPC UA server that tests control. Needs Node >= 20 and, once, `npm ci --ignore-scripts` beside it.
 *
 *   node server.mjs [--port N] [--variables N] [--period MS] [--children N] [--pki DIR]
 *                   [--security both|none|secure] [--users] [--expired] [--strict] [--host NAME]
 *
 *   --port       0 (default) takes a free port
 *   --variables  nodes s=v.0 ... s=v.(N-1), Double, default 10; every period (default 100 ms, 0 = never) each is
 *                written with the next whole number, counting from 1
 *   --children   variables in the folder s=many, default 5000
 *   --pki        folder of its certificates; give the same one again and it shows the same certificate
 *   --security   endpoints offered: None, Basic256Sha256 SignAndEncrypt, or both (default)
 *   --users      only user `factfloor` with password `let-me-in` may connect
 *   --expired    its certificate has expired
 *   --strict     refuses certificates of clients it has not been told to trust
 *   --host       host name its endpoints advertise; default 127.0.0.1
 *   --history    keeps the last N values of each v.N and of `still`, to be read as history; default 0: none
 *   --busy       answers the first N history reads of each node with BadNoContinuationPoints; default 0: none
 *
 * Prints one JSON line `{"ready":true,"port":N,"namespace":"urn:factfloor:test-plant"}` when clients may come. Then each
 * line on standard input is a command, answered by one JSON line:
 *
 *   {"cmd":"books"}                       {"ok":true,"written":n,"sessions":n,"subscriptions":n}: each v.N was
 *                                         written n times since the start
 *   {"cmd":"pause"} {"cmd":"resume"}      stops and resumes the periodic writing; {"ok":true}
 *   {"cmd":"write","id":"flip","type":"String","value":"x","status":"Good","time":"2020-01-01T00:00:00Z"}
 *                                         status and time are optional, time null means none
 *   {"cmd":"add","id":"late"}             makes a Double variable s=late below plant; {"ok":true}
 *   {"cmd":"add","id":"parts","type":"UInt32","value":0}   the same of another type and value
 *   {"cmd":"count","id":"parts","type":"UInt32","period":500}   writes the next whole number every period from now on
 *   {"cmd":"remove","id":"late"}          removes it
 *   {"cmd":"stop"}                        shuts down and exits; so does the end of standard input
 *
 * Folders below Objects: `plant` (v.N), `scalars` (one of each built-in type, an enumeration, an array, a structure),
 * `special` (NaN, infinities, a bad value, times that cannot be, `held`, `flip`), `loop` (loop.a <-> loop.b) and `many`.
 */
import { existsSync, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { parseArgs } from "node:util";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import { resolveNodeId } from "node-opcua-nodeid";
import { nodesets } from "node-opcua-nodesets";
import { MessageSecurityMode, SecurityPolicy } from "node-opcua-secure-channel";
import { OPCUAServer } from "node-opcua-server";
import { StatusCodes } from "node-opcua-status-code";
import { DataType, Variant, VariantArrayType } from "node-opcua-variant";

const { values: args } = parseArgs({
    options: {
        port: { type: "string", default: "0" },
        variables: { type: "string", default: "10" },
        period: { type: "string", default: "100" },
        children: { type: "string", default: "5000" },
        pki: { type: "string", default: path.join(os.tmpdir(), `opcua-peer-${process.pid}`) },
        security: { type: "string", default: "both" },
        users: { type: "boolean", default: false },
        expired: { type: "boolean", default: false },
        strict: { type: "boolean", default: false },
        host: { type: "string", default: "127.0.0.1" },
        history: { type: "string", default: "0" },
        busy: { type: "string", default: "0" },
    },
});

const NAMESPACE = "urn:factfloor:test-plant";
const variableCount = Number(args.variables);
const period = Number(args.period);

// Standard output carries the answers only; what the library prints goes elsewhere.
const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");
console.log = console.info = console.warn = (...parts) => console.error(...parts);

mkdirSync(args.pki, { recursive: true });
const certificates = new OPCUACertificateManager({
    rootFolder: args.pki,
    automaticallyAcceptUnknownCertificate: !args.strict,
    disableFileWatchers: true,
});
await certificates.initialize();
const applicationUri = "urn:factfloor:test-server";
const certificateFile = path.join(args.pki, "server.pem");
if (!existsSync(certificateFile)) {
    await certificates.createSelfSignedCertificate({
        applicationUri,
        dns: ["localhost", os.hostname()],
        ip: ["127.0.0.1"],
        subject: "/CN=Test machine/O=Factfloor",
        startDate: args.expired ? new Date("2020-01-01T00:00:00Z") : new Date("2026-01-01T00:00:00Z"),
        validity: args.expired ? 365 : 3650,
        outputFile: certificateFile,
    });
}

const server = new OPCUAServer({
    port: Number(args.port),
    host: "127.0.0.1",
    hostname: args.host,
    nodesets: [nodesets.standard],
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    certificateFile,
    privateKeyFile: certificates.privateKey,
    serverInfo: { applicationUri },
    securityPolicies: {
        none: [SecurityPolicy.None],
        secure: [SecurityPolicy.Basic256Sha256],
        both: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
    }[args.security],
    securityModes: {
        none: [MessageSecurityMode.None],
        secure: [MessageSecurityMode.SignAndEncrypt],
        both: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
    }[args.security],
    allowAnonymous: !args.users,
    userManager: { isValidUser: (user, password) => user === "factfloor" && password === "let-me-in" },
    disableDiscovery: false,
    // Whoever asks for sampling at 0 ms is told of every change of a v.N, however close they come.
    serverCapabilities: { maxSessions: 100, minSupportedSampleRate: 0 },
});
await server.initialize();

const addressSpace = server.engine.addressSpace;
const namespace = addressSpace.registerNamespace(NAMESPACE);
const objects = addressSpace.rootFolder.objects;
const nodes = new Map();

const folder = (id, parent = objects) =>
    namespace.addFolder(parent, { nodeId: `s=${id}`, browseName: id });

function variable(parent, id, dataType, value, options = {}) {
    const node = namespace.addVariable({
        componentOf: parent,
        nodeId: `s=${id}`,
        browseName: id,
        dataType,
        minimumSamplingInterval: 10,
        ...options,
    });
    write(node, variant(dataType, value));
    nodes.set(id, node);
    return node;
}

function variant(dataType, value) {
    const type = DataType[dataType] ?? DataType.Int32;
    return new Variant({
        dataType: value === null ? DataType.Null : type,
        arrayType: VariantArrayType.Scalar,
        value,
    });
}

function write(node, value, status = StatusCodes.Good, time = new Date()) {
    node.setValueFromSource(value, status, time);
}

const kept = Number(args.history);
const historized = kept > 0
    ? { historizing: true, accessLevel: "CurrentRead | HistoryRead", userAccessLevel: "CurrentRead | HistoryRead" }
    : {};
function keepHistory(node) {
    if (kept > 0) {
        addressSpace.installHistoricalDataNode(node, { maxOnlineValues: kept });
        let busy = Number(args.busy);
        const read = node.historyRead.bind(node);
        node.historyRead = async (...request) => {
            const result = await read(...request);
            if (busy-- > 0) {
                result.statusCode = StatusCodes.BadNoContinuationPoints;
                result.historyData = null;
            }
            return result;
        };
    }
}

const plant = folder("plant");
for (let i = 0; i < variableCount; i++) {
    const node = variable(plant, `v.${i}`, "Double", 0, { minimumSamplingInterval: 0, ...historized });
    keepHistory(node);
}
// One that never changes: its history has nothing to tell of an outage but that it stood.
if (kept > 0) {
    keepHistory(variable(plant, "still", "Int32", 2, historized));
}

const scalars = folder("scalars");
const samples = {
    Boolean: true, SByte: -8, Byte: 200, Int16: -1600, UInt16: 60000, Int32: -320000, UInt32: 4000000000,
    Int64: [0xffffffff, 0xfffffffe], UInt64: [0xffffffff, 0xffffffff], Float: 1.5, Double: Math.PI, String: "数控",
    DateTime: new Date("2026-11-24T08:00:00.123Z"), Guid: "72962B91-FA75-4AE6-8D28-B404DC7DAF63",
    ByteString: Buffer.from("cafe", "hex"), LocalizedText: { locale: "en", text: "Running" },
    QualifiedName: { namespaceIndex: 1, name: "Axis" }, NodeId: resolveNodeId("ns=0;i=85"), StatusCode: StatusCodes.BadDeviceFailure,
};
for (const [type, value] of Object.entries(samples)) {
    variable(scalars, `scalar.${type}`, type, value);
}
variable(scalars, "scalar.Enumeration", "ServerState", 1);
const array = variable(scalars, "scalar.Array", "Double", 0, { valueRank: 1, arrayDimensions: [3] });
write(array, new Variant({ dataType: DataType.Double, arrayType: VariantArrayType.Array, value: Float64Array.of(1, 2, 3) }));
const structure = variable(scalars, "scalar.Structure", "EUInformation", null);
write(structure, new Variant({
    dataType: DataType.ExtensionObject,
    value: addressSpace.constructExtensionObject(addressSpace.findDataType("EUInformation"), { unitId: 4408652 }),
}));
nodes.set("scalar.Analog", namespace.addAnalogDataItem({
    componentOf: scalars,
    nodeId: "s=scalar.Analog",
    browseName: "scalar.Analog",
    dataType: "Double",
    engineeringUnitsRange: { low: 0, high: 100 },
    engineeringUnits: { namespaceUri: "http://www.opcfoundation.org/UA/units/un/cefact", unitId: 4408652, displayName: "°C" },
    value: { dataType: DataType.Double, value: 21.5 },
}));

const special = folder("special");
variable(special, "special.NaN", "Double", NaN);
variable(special, "special.Infinity", "Double", Infinity);
variable(special, "special.NegativeInfinity", "Double", -Infinity);
write(variable(special, "special.bad", "Double", 3), variant("Double", 3), StatusCodes.BadSensorFailure);
write(variable(special, "special.held", "Double", 7), variant("Double", 7), StatusCodes.Good, new Date("2026-01-02T03:04:05Z"));
write(variable(special, "special.1601", "Double", 1), variant("Double", 1), StatusCodes.Good, new Date("1601-01-01T00:00:00.001Z"));
write(variable(special, "special.future", "Double", 2), variant("Double", 2), StatusCodes.Good, new Date(Date.now() + 3600000));
variable(special, "flip", "BaseDataType", null);
write(nodes.get("flip"), variant("Double", 1));

const loopA = folder("loop");
const loopB = folder("loop.b", loopA);
loopB.addReference({ referenceType: "Organizes", nodeId: loopA });

const many = folder("many");
for (let i = 0; i < Number(args.children); i++) {
    variable(many, `many.${i}`, "Int32", i);
}

let written = 0;
let writing = true;
function writeAll() {
    if (writing) {
        written++;
        const now = new Date();
        for (let i = 0; i < variableCount; i++) {
            write(nodes.get(`v.${i}`), variant("Double", written), StatusCodes.Good, now);
        }
    }
}

const commands = {
    books: () => ({
        written,
        sessions: server.engine.currentSessionCount,
        subscriptions: server.engine.currentSubscriptionCount,
    }),
    pause: () => { writing = false; },
    resume: () => { writing = true; },
    write: ({ id, type, value, status = "Good", time }) => {
        const at = time === undefined ? new Date() : time === null ? null : new Date(time);
        write(nodes.get(id), variant(type, value), StatusCodes[status], at);
    },
    add: ({ id, type = "Double", value = 1 }) => { variable(plant, id, type, value); },
    count: ({ id, type, period }) => {
        const node = nodes.get(id);
        setInterval(() => write(node, variant(type, node.readValue().value.value + 1)), period);
    },
    remove: ({ id }) => { addressSpace.deleteNode(nodes.get(id)); },
    stop: async () => { await shutdown(); },
};

async function shutdown() {
    await server.shutdown(0);
    process.exit(0);
}

await server.start();
if (period > 0) {
    setInterval(writeAll, period);
}
say({ ready: true, port: server.endpoints[0].port, namespace: NAMESPACE });

const input = readline.createInterface({ input: process.stdin });
input.on("line", async (line) => {
    try {
        const command = JSON.parse(line);
        say({ ok: true, ...(await commands[command.cmd](command)) });
    } catch (error) {
        say({ ok: false, error: String(error) });
    }
});
input.on("close", shutdown);
