package org.factfloor.connectivity.opcua;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.factfloor.connectivity.ConnectionFault;
import org.factfloor.connectivity.Protocol.Variable;
import org.factfloor.plant.SignalKind;
import org.factfloor.plant.ValueType;
import org.jspecify.annotations.Nullable;

/** Reads what a person wants to see of variables before they choose some: type, value, unit, and what they may be. */
final class VariableDetails {

    private static final int LONGEST_TEXT = 100;
    private static final String UNIT = "EngineeringUnits";
    /** Names that machines give to counters and to states; a guess that a person can change. */
    private static final Pattern COUNTER = Pattern.compile("count|total|pieces|parts|produced|数量|计数|产量");
    private static final Pattern STATE = Pattern.compile("state|status|mode|状态|模式");

    private final OpcUaSession session;

    VariableDetails(OpcUaSession session) {
        this.session = session;
    }

    /** What was found of one variable. */
    record Details(boolean hasChildren, Variable variable) {}

    Map<NodeId, Details> read(List<NodeId> variables) throws ConnectionFault, InterruptedException {
        List<DataValue> values = attributes(variables, AttributeId.Value);
        List<DataValue> types = attributes(variables, AttributeId.DataType);
        Map<NodeId, String> typeNames = typeNames(types);
        List<ReferenceDescription[]> below = below(variables);
        Map<NodeId, String> units = units(variables, below);
        Map<NodeId, Details> details = new HashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            NodeId node = variables.get(i);
            Object value = values.get(i).getValue().getValue();
            String typeName = types.get(i).getValue().getValue() instanceof NodeId type
                    ? typeNames.getOrDefault(type, type.toParseableString())
                    : "";
            String unit = units.getOrDefault(node, "");
            details.put(node, new Details(below.get(i).length > 0,
                    new Variable(typeName, kind(node, value, typeName, unit), shown(values.get(i)), unit)));
        }
        return details;
    }

    private List<DataValue> attributes(List<NodeId> nodes, AttributeId attribute)
            throws ConnectionFault, InterruptedException {
        return Browser.inChunks(nodes, session.limits().nodesPerRead(), chunk -> {
            List<ReadValueId> asked = chunk.stream()
                    .map(node -> new ReadValueId(node, attribute.uid(), null, QualifiedName.NULL_VALUE)).toList();
            DataValue[] answers = session.await(session.client().readAsync(0, TimestampsToReturn.Neither, asked))
                    .getResults();
            return answers == null ? List.of() : List.of(answers);
        });
    }

    private Map<NodeId, String> typeNames(List<DataValue> types) throws ConnectionFault, InterruptedException {
        List<NodeId> distinct = types.stream().map(type -> type.getValue().getValue())
                .flatMap(type -> type instanceof NodeId node ? Stream.of(node) : Stream.of()).distinct().toList();
        List<DataValue> names = attributes(distinct, AttributeId.BrowseName);
        Map<NodeId, String> byType = new HashMap<>();
        for (int i = 0; i < distinct.size(); i++) {
            if (names.get(i).getValue().getValue() instanceof QualifiedName name && name.getName() != null) {
                byType.put(distinct.get(i), name.getName());
            }
        }
        return byType;
    }

    private List<ReferenceDescription[]> below(List<NodeId> nodes) throws ConnectionFault, InterruptedException {
        return Browser.inChunks(nodes, session.limits().nodesPerBrowse(), chunk -> {
            List<BrowseResult> results = session
                    .await(session.client().browseAsync(chunk.stream().map(Browser::description).toList()));
            List<ByteString> open = results.stream().map(BrowseResult::getContinuationPoint)
                    .flatMap(point -> point == null || point.isNullOrEmpty() ? Stream.of() : Stream.of(point)).toList();
            if (!open.isEmpty()) {
                session.await(session.client().browseNextAsync(true, open));
            }
            return results.stream().map(BrowseResult::getReferences)
                    .map(found -> found == null ? new ReferenceDescription[0] : found).toList();
        });
    }

    private Map<NodeId, String> units(List<NodeId> variables, List<ReferenceDescription[]> below)
            throws ConnectionFault, InterruptedException {
        List<NodeId> owners = new ArrayList<>();
        List<NodeId> properties = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            for (ReferenceDescription each : below.get(i)) {
                Optional<NodeId> property = each.getNodeId().toNodeId(session.client().getNamespaceTable());
                if (property.isPresent() && UNIT.equals(each.getBrowseName().getName())
                        && NodeIds.HasProperty.equals(each.getReferenceTypeId())) {
                    owners.add(variables.get(i));
                    properties.add(property.get());
                }
            }
        }
        List<DataValue> values = attributes(properties, AttributeId.Value);
        Map<NodeId, String> units = new HashMap<>();
        for (int i = 0; i < owners.size(); i++) {
            units.put(owners.get(i), unit(values.get(i).getValue().getValue()));
        }
        return units;
    }

    private String unit(@Nullable Object value) {
        try {
            return value instanceof ExtensionObject coded
                    && coded.decode(session.client().getStaticEncodingContext()) instanceof EUInformation unit
                    && unit.getUnitId() != null ? UneceUnits.ucum(unit.getUnitId()) : "";
        } catch (UaSerializationException e) {
            return "";
        }
    }

    private static Optional<SignalKind> kind(NodeId node, @Nullable Object value, String typeName, String unit) {
        if (value == null) {
            return byType(typeName);
        }
        Optional<ValueType> natural = ValueReader.natural(value);
        boolean enumeration = value instanceof Integer && !typeName.equals(OpcUaDataType.Int32.name());
        String name = String.valueOf(node.getIdentifier()).toLowerCase(Locale.ROOT);
        return natural.map(type -> switch (type) {
            case NUMBER -> SignalKind.ANALOG;
            case TEXT, NONE -> SignalKind.TEXT;
            case WHOLE -> {
                if (value instanceof Boolean || enumeration || STATE.matcher(name).find()) {
                    yield SignalKind.STATE;
                }
                yield COUNTER.matcher(name).find() && unit.isEmpty() ? SignalKind.COUNTER : SignalKind.ANALOG;
            }
        });
    }

    /** For a variable that has no value now. */
    private static Optional<SignalKind> byType(String typeName) {
        return switch (typeName) {
            case "Boolean" -> Optional.of(SignalKind.STATE);
            case "SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Float", "Double" ->
                Optional.of(SignalKind.ANALOG);
            case "String", "LocalizedText", "DateTime" -> Optional.of(SignalKind.TEXT);
            default -> Optional.empty();
        };
    }

    private static String shown(DataValue data) {
        Object value = data.getValue().getValue();
        if (value == null) {
            int status = (int) data.getStatusCode().getValue();
            return status == 0 ? "" : org.factfloor.plant.StatusCode.name(status);
        }
        if (value.getClass().isArray()) {
            return "[" + Array.getLength(value) + "]";
        }
        String text = ValueReader.text(value).orElse("{}");
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    }
}
